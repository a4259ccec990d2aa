import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { listOrganisations } from '#modules/organisations/queries.ts';
import { searchPlaces } from '#modules/places/search.ts';
import { mayCorrect, maySeePersons } from '#modules/results/access.ts';
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

/** A participation that this person may correct. @throws Problem 404 when it is not there, was replaced or withdrawn already, or is not hers to correct */
export function correctable(scope: Scope, evidenceId: string): Promise<Correctable> {
  return reading(scope, async (tx) => {
    const { rows } = await sql<Omit<Correctable, 'organisation'> & { programmeId: string; recordedBy: string; organisationId: string | null; organisation: string | null }>`
      select e.evidence_id as "evidenceId", e.programme_id as "programmeId", e.recorded_by as "recordedBy", e.payload ->> 'eventId' as "eventId", concat_ws(' ', p.given, p.surname) as name,
        e.payload -> 'days' as days, e.payload ->> 'placeId' as "placeId", e.payload ->> 'placeText' as "placeText", e.payload, e.source, o.organisation_id as "organisationId", o.name as organisation
      from evidence e
      left join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
      left join organisation o on o.network_id = e.network_id and o.organisation_id = (e.payload ->> 'organisationId')::uuid
      where e.network_id = ${scope.networkId} and e.evidence_id = ${evidenceId} and e.kind = 'participation'
        and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)`.execute(tx);
    const row = rows[0];
    if (!row || !maySeePersons(scope) || !mayCorrect(scope, row.programmeId, row.recordedBy)) throw notFound();
    const { programmeId: _, recordedBy: __, organisationId, organisation, ...rest } = row;
    return { ...rest, organisation: organisationId && organisation ? { id: organisationId, name: organisation } : null };
  });
}

/** What a search offers; `id` is what the form sends. */
export interface Choice {
  id: string;
  name: string;
  /** What tells it from others of the same name. */
  more: string | null;
}

/** Organisations of the network by words of the name, in any script. */
export async function organisationsLike(scope: Scope, q: string): Promise<Choice[]> {
  if (!q.trim()) return [];
  const { items } = await listOrganisations(scope, { q, limit: 8 });
  return items.map(({ organisationId, name, names }) => ({ id: organisationId, name, more: Object.values(names).find((one) => one !== name) ?? null }));
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
      ...(organisation !== 'keep' && { organisationId }),
      // Somebody has said which place it is, or that there is none: what the cell reads is settled by that.
      ...(place !== 'keep' && { placeId, ...(now.placeText && { placeDecided: true }) }),
    },
    source: source.parse({ ...before, reason: reason.trim() }),
    ...(signed[0] && { happenedOn: signed[0] }),
  };
}
