import { reasonText } from '#modules/places/explain.ts';
import type { Reason } from '#modules/places/shape.ts';
import { isWithheld } from '../places-counted.ts';
import type { Listener } from '../figure/say.ts';
import type { Proposal } from './proposals.ts';
import type { Unsettled } from './queries.ts';

/** What speaks for a proposal, shortly: letters and distance; the rest is in the sentence. */
const brief: ReadonlySet<Reason['code']> = new Set(['letters', 'distance', 'inflected', 'adjective', 'abbreviated', 'other_country']);

export const sayWhy = ({ reasons }: Pick<Proposal, 'reasons'>, t: Listener['t']): string => reasons.filter(({ code }) => brief.has(code)).map((reason) => reasonText(t, reason)).join('; ');

/**
 * What is not settled about a name and what is likely meant, as one sentence:
 * "“Rakovac” is a village in 5 municipalities; in a list of municipalities Rekovac is likely meant (1 letter differs: Rakovac – Rekovac; 22 kilometres …)."
 */
export function sayUnsettled({ text, proposals }: Pick<Unsettled, 'text' | 'proposals'>, { t }: Listener): string {
  if (isWithheld(text)) return t('unsettled.withheld', { text });
  const [best] = proposals;
  if (!best) return t('unsettled.unknown', { text });
  const villages = best.reasons.find((reason) => reason.code === 'settlements');
  const why = sayWhy(best, t);
  const because = why && ` (${why})`;
  if (best.level === 'settlement') return t('unsettled.settlement', { text, name: best.name, n: proposals.filter(({ level }) => level === 'settlement').length, because });
  return villages ? t('unsettled.village', { text, name: best.name, n: villages.count, because }) : t('unsettled.likely', { text, name: best.name, because });
}

/** The same for several, each said once: a name that stands on two lists beside the same venue is one doubt. */
export const sayAllUnsettled = (all: readonly Unsettled[], listener: Listener): string[] => [...new Set(all.map((one) => sayUnsettled(one, listener)))];
