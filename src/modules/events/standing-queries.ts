import { sql, type RawBuilder } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';

/** Something that stands on an event or a series and would be lost with it, or lose what it speaks of. */
export interface Standing {
  /** Key of the words that say it with its number. */
  word: `events.stands_${string}`;
  n: number;
}

const rowsOf = (table: string) => (networkId: string, id: RawBuilder<unknown>, key: string) => sql`from ${sql.table(table)} where network_id = ${networkId} and ${sql.ref(key)} = ${id}`;
type Found = ReturnType<typeof rowsOf>;

/** Figures that were asked of it by name: readings of claims, indicators, publications. */
const asked = (table: string, column: 'query' | 'readings'): Found => (networkId, id, key) => {
  const named = `${column === 'readings' ? '$[*].query' : '$'}.where.${key === 'event_id' ? 'eventIds' : 'seriesIds'}[*] ? (@ == $id)`;
  return sql`from ${sql.table(table)} where network_id = ${networkId} and jsonb_path_exists(${sql.ref(column)}, ${sql.lit(named)}, jsonb_build_object('id', ${id}::text))`;
};
/** Evidence that names it, also what was taken back. */
const evidence: Found = (networkId, id, key) => sql`from evidence where network_id = ${networkId} and payload ->> ${sql.lit(key === 'event_id' ? 'eventId' : 'seriesId')} = ${id}::text`;
/** Lists somebody is bringing in for it. */
const lists: Found = (networkId, id, key) =>
  sql`from sheet_import i, jsonb_array_elements(i.lists) list where i.network_id = ${networkId} and i.state in ('reading', 'deciding', 'importing', 'failed') and list -> 'event' ->> ${sql.lit(key === 'event_id' ? 'eventId' : 'seriesId')} = ${id}::text`;
/** Minutes have versions, and are one thing. */
const minutes: Found = (networkId, id) => sql`from (select distinct event_id from event_minutes where network_id = ${networkId} and event_id = ${id}) one`;

type Uses = Record<string, { word: string; found: Found }>;
/** What stands on either in the same way, in the order it is said: first, among the papers, and last what speaks of it elsewhere. */
const said: Uses = { evidence: { word: 'evidence', found: evidence } };
const papers: Uses = { certificate: { word: 'certificates', found: rowsOf('certificate') }, questionnaire: { word: 'questionnaires', found: rowsOf('questionnaire') } };
const elsewhere: Uses = {
  sheet_import: { word: 'lists', found: lists },
  claim: { word: 'claims', found: asked('claim', 'readings') },
  indicator: { word: 'indicators', found: asked('indicator', 'query') },
  publication: { word: 'publications', found: asked('publication', 'query') },
};

/** What stands on an event or a series, by the table it is kept in; in the order it is said. */
const uses: Record<'event' | 'series', Uses> = {
  event: {
    ...said,
    check_in: { word: 'check_ins', found: rowsOf('check_in') },
    registration: { word: 'registrations', found: rowsOf('registration') },
    registration_invitation: { word: 'invitations', found: rowsOf('registration_invitation') },
    event_message: { word: 'messages', found: rowsOf('event_message') },
    ...papers,
    sign_in_sheet: { word: 'sheets', found: rowsOf('sign_in_sheet') },
    sheet_photo: { word: 'photos', found: rowsOf('sheet_photo') },
    event_minutes: { word: 'minutes', found: minutes },
    event_decision: { word: 'decisions', found: rowsOf('event_decision') },
    event_task: { word: 'tasks', found: rowsOf('event_task') },
    event_picture: { word: 'pictures', found: rowsOf('event_picture') },
    event_document: { word: 'documents', found: rowsOf('event_document') },
    alliance_meeting: { word: 'meetings', found: rowsOf('alliance_meeting') },
    guideline_adoption: { word: 'adoptions', found: rowsOf('guideline_adoption') },
    ...elsewhere,
  },
  series: {
    event: { word: 'events', found: rowsOf('event') },
    ...said,
    ...papers,
    service_series: { word: 'services', found: rowsOf('service_series') },
    ...elsewhere,
  },
};

/** Tables whose rows are the plan of an event itself: they go with it. */
export const partsOfThePlan: readonly string[] = ['event_day', 'event_session', 'event_party', 'event_facilitator', 'registration_form', 'removed_link'];
/** Tables whose rows keep an event, or a series, from being removed. */
export const tablesThatStand = (what: 'event' | 'series'): string[] => Object.keys(uses[what]);

/** Everything that stands on an event or a series, with how many of each; nothing where it was planned by mistake and may go. */
export async function standingOn(tx: Tx, networkId: string, what: 'event' | 'series', id: string): Promise<Standing[]> {
  const counts = Object.values(uses[what]).map(({ word, found }) => sql`select ${sql.lit(word)} as word, (select count(*)::int ${found(networkId, sql`${id}::uuid`, `${what}_id`)}) as n`);
  const { rows } = await sql<{ word: string; n: number }>`${sql.join(counts, sql` union all `)}`.execute(tx);
  return rows.filter(({ n }) => n > 0).map(({ word, n }) => ({ word: `events.stands_${word}` as const, n }));
}

/** The same, for a page that offers to remove it. The caller has made sure that the scope may see it. */
export const standing = (scope: Scope, what: 'event' | 'series', id: string): Promise<Standing[]> => reading(scope, (tx) => standingOn(tx, scope.networkId, what, id));
