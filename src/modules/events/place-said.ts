import { createHmac } from 'node:crypto';
import { fold } from '#platform/matching/fold.ts';
import { secret } from '#platform/session/secret.ts';
import { withheld } from '#modules/results/places-counted.ts';
import type { Relation } from '#modules/results/shape.ts';

/** How the place somebody writes beside her organisation stands to her, on a list and on a form: the municipality she represents. A list may say otherwise. */
export const statedRelation = 'represents' satisfies Relation;

export interface PlaceSaid {
  placeId: string | null;
  placeText: string | null;
  relation: Relation;
}

/** The place of somebody who came: what she stated; else where her organisation sits, said to be no more than that. @param seat the municipality of the organisation's seat */
export function placeSaid({ placeId, placeText }: { placeId: string | null; placeText: string | null }, seat: string | null): PlaceSaid {
  if (placeId || placeText) return { placeId, placeText, relation: statedRelation };
  return seat ? { placeId: seat, placeText: null, relation: 'seat' } : { placeId: null, placeText: null, relation: 'unstated' };
}

/**
 * What somebody without an account wrote as her municipality. Anybody may write anything there (an address, a telephone number, an insult), and figures name their places to everybody:
 * only members read the text (`placeSaid`). Everywhere else a mark stands for it, the same for the same text, so that it still counts as one name; made with the installation's secret, because a short text could be guessed from it.
 */
export function saidByStranger(networkId: string, text: string | null): { placeText: string | null; placeSaid: string | null } {
  if (!text) return { placeText: null, placeSaid: null };
  const mark = createHmac('sha256', secret()).update(`place\0${networkId}\0${fold(text) || text.trim()}`).digest('hex').slice(0, 8);
  return { placeText: withheld(mark), placeSaid: text };
}
