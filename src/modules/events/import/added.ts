import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';
import { referredTo } from '#platform/db/references.ts';
import { entryKinds, ownTables, stayed, type EntryKind, type Stayed } from './staying.ts';

export type AddedKind = EntryKind | 'affiliation';

/** Remembers what an import added, in the transaction that adds it. */
export async function rememberAdded({ tx, scope }: CommandContext, importId: string, kind: AddedKind, ids: readonly string[]): Promise<void> {
  if (!ids.length) return;
  await sql`insert into sheet_import_added (network_id, import_id, kind, subject_id) select ${scope.networkId}::uuid, ${importId}::uuid, ${kind}, id from unnest(${ids}::uuid[]) id on conflict do nothing`.execute(tx);
}

/** Locks the events an import is about, before anything of it is taken back: what a door or a colleague says of one meanwhile comes before this, or finds what this left. */
export async function lockEvents({ tx, scope: { networkId } }: CommandContext, importId: string): Promise<void> {
  await sql`
    select from event where network_id = ${networkId} and (event_id in (select subject_id ${added(networkId, importId, 'event')})
      or event_id in (select (payload ->> 'eventId')::uuid from evidence where network_id = ${networkId} and import_id = ${importId})) order by event_id for update`.execute(tx);
}

/**
 * Removes what an import added and nothing else names since: whichever table refers to it, evidence that stands, a joining, or that somebody has worked on the entry itself.
 * Asked after the import's own evidence is withdrawn.
 * @returns how many of each were removed, and what of this import stayed, with why
 */
export async function removeAdded(context: CommandContext, importId: string): Promise<{ removed: Record<AddedKind, number>; stayed: Stayed }> {
  const { tx, scope: { networkId } } = context;
  const { numAffectedRows } = await sql`
    delete from affiliation where network_id = ${networkId} and affiliation_id in (select subject_id ${added(networkId, importId, 'affiliation')})
    and not exists (select from fact f, person p, organisation o where p.network_id = affiliation.network_id and p.person_id = affiliation.person_id
      and o.network_id = affiliation.network_id and o.organisation_id = affiliation.organisation_id
      and f.network_id = affiliation.network_id and f.person_id = coalesce(p.same_as, p.person_id) and f.organisation_id = coalesce(o.same_as, o.organisation_id) and f.known_until is null)`.execute(tx);
  const removed: Record<AddedKind, number> = { event: 0, person: 0, organisation: 0, affiliation: Number(numAffectedRows ?? 0) };
  const left: Partial<Stayed> = {};
  for (const kind of entryKinds) {
    const { rows } = await sql<{ id: string; isOurs: boolean }>`
      select e.id, bool_or(a.import_id = ${importId}) as "isOurs" from (select ${sql.ref(`${kind}_id`)} as id from ${sql.table(kind)} where network_id = ${networkId}) e join (select * ${added(networkId, importId, kind)}) a on a.subject_id = e.id
      group by e.id order by e.id`.execute(tx);
    const used = await usesOf(context, kind, rows.map(({ id }) => id));
    const gone = rows.flatMap(({ id }) => (used.has(id) ? [] : id));
    await remove(context, kind, gone);
    removed[kind] = gone.length;
    left[kind] = stayed(new Map(rows.flatMap(({ id, isOurs }) => (isOurs && used.has(id) ? [[id, used.get(id)!]] : []))));
  }
  return { removed, stayed: left as Stayed };
}

/** Also what an import undone before had added, and only this one was still using. */
const added = (networkId: string, importId: string, kind: AddedKind) => sql`from sheet_import_added a where a.network_id = ${networkId} and a.kind = ${kind}
  and (a.import_id = ${importId} or a.import_id in (select import_id from sheet_import where network_id = ${networkId} and state = 'undone'))`;

/** @returns those of these entries that something names, each with the tables that do */
async function usesOf({ tx, scope: { networkId } }: CommandContext, kind: EntryKind, ids: readonly string[]): Promise<Map<string, string[]>> {
  if (!ids.length) return new Map();
  const [wanted, named] = [sql`any (${[...ids]}::uuid[])`, sql`any (${[...ids]}::text[])`];
  // What was said at a door and taken back outlives whom it was about (`check_in`), and says nothing any more.
  const uses = await referredTo(tx, networkId, kind, ids, [...ownTables[kind], ...(kind === 'person' ? ['check_in'] : [])]);
  const without = {
    event: sql`
      select 'event_changed', subject_id::uuid from log_entry where network_id = ${networkId} and subject_kind in ('event', 'series') and subject_id = ${named} and action in ('event.plan', 'event.change', 'event.cancel', 'event.restore', 'event.set_self_check_in', 'series.set_completion')
      union select 'certificate_not_wanted', subject_id from certificate_not_wanted where network_id = ${networkId} and subject_id = ${wanted}`,
    person: sql`
      select 'check_in', person_id from check_in where network_id = ${networkId} and person_id = ${wanted} and present and taken_back_by is null
      union select 'joining', unnest(array[entry_id, into_id]) from joining where network_id = ${networkId} and separated_at is null and (entry_id = ${wanted} or into_id = ${wanted})`,
    organisation: sql`
      select 'joining', unnest(array[entry_id, into_id]) from joining where network_id = ${networkId} and separated_at is null and (entry_id = ${wanted} or into_id = ${wanted})
      union select 'organisation_changed', subject_id::uuid from log_entry where network_id = ${networkId} and subject_kind = 'organisation' and subject_id = ${named} and action = 'organisation.change'
      union select 'organisation_profile', parent_organisation_id from organisation_profile where network_id = ${networkId} and parent_organisation_id = ${wanted}
      union select 'assurance', subject_id from assurance where network_id = ${networkId} and kind = 'organisation' and subject_id = ${wanted}
      union select 'feedback_waiver', subject_id::uuid from feedback_waiver where network_id = ${networkId} and kind = 'organisation' and subject_id = ${named} and undone_at is null`,
  }[kind];
  const { rows } = await sql<{ table: string; id: string }>`
    select 'evidence' as "table", ${sql.ref(`${kind}_id`)} as id from fact where network_id = ${networkId} and ${sql.ref(`${kind}_id`)} = ${wanted} and known_until is null
    union select 'evidence', said.id::uuid from evidence e cross join lateral (
        select e.payload ->> ${sql.lit(`${kind}Id`)} as id where e.kind = 'participation'
        union all select value #>> '{}' from jsonb_path_query(e.payload, '$.**') as value where e.kind <> 'participation' and jsonb_typeof(value) = 'string') as said
      where e.network_id = ${networkId} and said.id = ${named} and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
    union ${without}`.execute(tx);
  const asked = new Set(ids);
  for (const { table, id } of rows) if (asked.has(id)) uses.set(id, [...(uses.get(id) ?? []), table]);
  return uses;
}

async function remove({ tx, scope: { networkId } }: CommandContext, kind: EntryKind, ids: readonly string[]) {
  if (!ids.length) return;
  const these = sql`any (${[...ids]}::uuid[])`;
  await sql`delete from ${sql.table(kind)} where network_id = ${networkId} and ${sql.ref(`${kind}_id`)} = ${these}`.execute(tx);
  if (kind === 'event') return;
  // Nobody has to decide about an entry that is gone.
  await sql`delete from duplicate where network_id = ${networkId} and kind = ${kind} and (one_id = ${these} or other_id = ${these})`.execute(tx);
  await sql`delete from match_key where network_id = ${networkId} and kind = ${kind} and subject_id = ${these}`.execute(tx);
}
