import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';

export type AddedKind = 'person' | 'organisation' | 'event' | 'affiliation';

/** Remembers what an import added, in the transaction that adds it. */
export async function rememberAdded({ tx, scope }: CommandContext, importId: string, kind: AddedKind, ids: readonly string[]): Promise<void> {
  if (!ids.length) return;
  await sql`insert into sheet_import_added (network_id, import_id, kind, subject_id) select ${scope.networkId}::uuid, ${importId}::uuid, ${kind}, id from unnest(${ids}::uuid[]) id on conflict do nothing`.execute(tx);
}

/**
 * Removes what an import added and nobody else uses since: other evidence, other affiliations, a programme, an account.
 * @returns how many of each were removed.
 */
export async function removeAdded({ tx, scope }: CommandContext, importId: string): Promise<Record<AddedKind, number>> {
  const { networkId } = scope;
  // Also what an import undone before had added, and only this one was still using.
  const added = (kind: AddedKind) => sql`select subject_id from sheet_import_added a where a.network_id = ${networkId} and a.kind = ${kind}
    and (a.import_id = ${importId} or a.import_id in (select import_id from sheet_import where network_id = ${networkId} and state = 'undone'))`;
  const count = async (statement: ReturnType<typeof sql>) => Number((await statement.execute(tx)).numAffectedRows ?? 0);
  const affiliation = await count(sql`delete from affiliation where network_id = ${networkId} and affiliation_id in (${added('affiliation')})
    and not exists (select from fact f, person p, organisation o where p.network_id = affiliation.network_id and p.person_id = affiliation.person_id
      and o.network_id = affiliation.network_id and o.organisation_id = affiliation.organisation_id
      and f.network_id = affiliation.network_id and f.person_id = coalesce(p.same_as, p.person_id) and f.organisation_id = coalesce(o.same_as, o.organisation_id) and f.known_until is null)`);
  // Somebody has joined an entry with another one: that is use, and taking it back must find both.
  const unjoined = (id: ReturnType<typeof sql>) => sql`not exists (select from joining j where j.network_id = ${networkId} and j.separated_at is null and (j.entry_id = ${id} or j.into_id = ${id}))`;
  const person = await count(sql`delete from person where network_id = ${networkId} and person_id in (${added('person')}) and ${unjoined(sql`person.person_id`)}
    and not exists (select from fact f where f.network_id = person.network_id and f.person_id = person.person_id and f.known_until is null)
    and not exists (select from evidence e where e.network_id = person.network_id and e.kind = 'participation' and e.payload ->> 'personId' = person.person_id::text
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id))
    and not exists (select from alliance_representative a where a.network_id = person.network_id and a.person_id = person.person_id)
    and not exists (select from event_facilitator f where f.network_id = person.network_id and f.person_id = person.person_id)
    and not exists (select from alliance_term a where a.network_id = person.network_id and a.person_id = person.person_id)
    and not exists (select from alliance_candidate a where a.network_id = person.network_id and a.person_id = person.person_id)
    and not exists (select from certificate c where c.network_id = person.network_id and c.person_id = person.person_id)
    and not exists (select from affiliation a where a.network_id = person.network_id and a.person_id = person.person_id)`);
  const organisation = await count(sql`delete from organisation where network_id = ${networkId} and organisation_id in (${added('organisation')}) and ${unjoined(sql`organisation.organisation_id`)}
    and not exists (select from fact f where f.network_id = organisation.network_id and f.organisation_id = organisation.organisation_id and f.known_until is null)
    and not exists (select from affiliation a where a.network_id = organisation.network_id and a.organisation_id = organisation.organisation_id)
    and not exists (select from programme_organisation p where p.network_id = organisation.network_id and p.organisation_id = organisation.organisation_id)
    and not exists (select from alliance_member m where m.network_id = organisation.network_id and m.organisation_id = organisation.organisation_id)
    and not exists (select from alliance a where a.network_id = organisation.network_id and a.organisation_id = organisation.organisation_id)
    and not exists (select from membership m where m.network_id = organisation.network_id and m.organisation_id = organisation.organisation_id)`);
  const event = await count(sql`delete from event where network_id = ${networkId} and event_id in (${added('event')})
    and not exists (select from fact f where f.network_id = event.network_id and f.event_id = event.event_id and f.known_until is null)`);
  const gone = (kind: 'person' | 'organisation') => sql`select subject_id from (${added(kind)}) g (subject_id) where not exists (select from ${sql.table(kind)} e where e.network_id = ${networkId} and ${sql.ref(`e.${kind}_id`)} = g.subject_id)`;
  // Nobody has to decide about an entry that is gone.
  for (const kind of ['person', 'organisation'] as const) await sql`delete from duplicate where network_id = ${networkId} and kind = ${kind} and (one_id in (${gone(kind)}) or other_id in (${gone(kind)}))`.execute(tx);
  await sql`delete from match_key k where network_id = ${networkId}
    and (kind = 'person' and subject_id in (${added('person')}) and not exists (select from person p where p.network_id = k.network_id and p.person_id = k.subject_id)
      or kind = 'organisation' and subject_id in (${added('organisation')}) and not exists (select from organisation o where o.network_id = k.network_id and o.organisation_id = k.subject_id))`.execute(tx);
  return { person, organisation, event, affiliation };
}
