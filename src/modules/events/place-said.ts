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
