import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { findOrganisations } from '#modules/organisations/queries.ts';
import { mayCorrect, maySeePersons } from '#modules/results/access.ts';
import type { Choice, Correctable } from './correction.ts';

/** A participation that this person may correct. @throws Problem 404 when it is not there, was replaced or withdrawn already, or is not hers to correct */
export function correctable(scope: Scope, evidenceId: string): Promise<Correctable> {
  return reading(scope, async (tx) => {
    const { rows } = await sql<Omit<Correctable, 'organisation'> & { programmeId: string; recordedBy: string; organisationId: string | null; organisation: string | null }>`
      select e.evidence_id as "evidenceId", e.programme_id as "programmeId", e.recorded_by as "recordedBy", e.payload ->> 'eventId' as "eventId", concat_ws(' ', p.given, p.surname) as name,
        e.payload -> 'days' as days, e.payload ->> 'placeId' as "placeId", coalesce(e.payload ->> 'placeSaid', e.payload ->> 'placeText') as "placeText", e.payload, e.source, o.organisation_id as "organisationId", o.name as organisation
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

/** Organisations of the network by words of the name, in any script, also with a typing error. */
export async function organisationsLike(scope: Scope, q: string): Promise<Choice[]> {
  if (!q.trim()) return [];
  const { items } = await findOrganisations(scope, { q, limit: 8 });
  return items.map(({ organisationId, name, names }) => ({ id: organisationId, name, more: Object.values(names).find((one) => one !== name) ?? null }));
}
