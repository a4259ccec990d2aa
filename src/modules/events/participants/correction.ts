import { Problem } from '#platform/problem.ts';
import type { Locale } from '#platform/words/locales.ts';
import { searchPlaces } from '#modules/places/search.ts';
import { source, type Source } from '#modules/results/shape.ts';

/** One participation as it stands, for the form that puts it right. */
export interface Correctable {
  evidenceId: string;
  eventId: string;
  name: string;
  days: string[];
  organisation: { id: string; name: string } | null;
  placeId: string | null;
  /** The cell of the sheet, where there was one. */
  placeText: string | null;
  payload: Record<string, unknown>;
  source: Source;
}

/** What a search offers; `id` is what the form sends. */
export interface Choice {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  more: string | null;
}

/** Municipalities by name, in any script, also through one of their settlements. */
export function municipalitiesLike(q: string, locale: Locale): Choice[] {
  if (!q.trim()) return [];
  const found = searchPlaces(q, { locale, limit: 20 }).data.filter(({ level }) => level === 'municipality' || level === 'city_municipality');
  return found.slice(0, 8).map(({ id, label, within, settlement }) => ({ id, name: label, more: [settlement, within].filter(Boolean).join(', ') || null }));
}

/** What a correction form says. `keep`: as it stands; `none`: nothing at all; anything else is an id. */
export interface Corrected {
  days: readonly string[];
  organisation: string;
  place: string;
  reason: string;
}

/**
 * The evidence that replaces a participation. Everything the form does not speak of stays as it was, the row of the sheet as its source included.
 * @throws Problem 422 without a reason, or when nothing is different.
 */
export function correctionOf({ evidenceId, payload, source: before, ...now }: Correctable, { days, organisation, place, reason }: Corrected): { evidenceId: string; payload: Record<string, unknown>; source: Source; happenedOn?: string } {
  if (reason.trim().length < 3) throw new Problem(422, 'events.correction_without_reason', {}, 'why');
  const organisationId = organisation === 'keep' ? (now.organisation?.id ?? null) : organisation === 'none' ? null : organisation;
  const placeId = place === 'keep' ? now.placeId : place === 'none' ? null : place;
  const signed = [...new Set(days)].sort();
  const isSame = organisationId === (now.organisation?.id ?? null) && placeId === now.placeId && JSON.stringify(signed) === JSON.stringify([...now.days].sort());
  if (isSame) throw new Problem(422, 'events.correction_changes_nothing');
  return {
    evidenceId,
    payload: {
      ...payload,
      days: signed,
      // Said once, what was written of it needs no asking any more.
      ...(organisation !== 'keep' && { organisationId, organisationText: undefined, organisationDecided: undefined }),
      // Somebody has said which place it is, or that there is none: what the cell reads is settled by that.
      ...(place !== 'keep' && payload.organisationDecided !== undefined && organisation === 'keep' && { organisationDecided: 'alone' as const }),
      ...(place !== 'keep' && { placeId, ...(now.placeText && { placeDecided: true }) }),
    },
    source: source.parse({ ...before, reason: reason.trim() }),
    ...(signed[0] && { happenedOn: signed[0] }),
  };
}
