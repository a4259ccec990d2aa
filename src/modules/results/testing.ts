/** A programme with events and people, for the stories of this module's tests. */
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { recordEvidence } from './commands.ts';
import { resultKinds } from './evidence.ts';
import { useKinds } from './kind.ts';
import { resultOf } from './queries.ts';
import { query, type Query, type Result } from './shape.ts';

let slugs = 0;

export interface Stage {
  scope: Scope;
  visitor: Scope;
  as(role: Role, more?: { programmeIds?: string[]; accountId?: string }): Scope;
  programmeId: string;
  event(kind: string, days: string[], seriesId?: string | null): Promise<string>;
  cycle(kind: string, isCycle?: boolean): Promise<string>;
  person(given?: string, surname?: string): Promise<string>;
  organisation(type: string): Promise<string>;
  /** Records one piece of evidence and gives its id. */
  record(kind: string, happenedOn: string, payload: Record<string, unknown>, more?: Record<string, unknown>): Promise<string>;
  ask(of: Partial<Query> & Pick<Query, 'method'>, as?: Scope, asKnownOn?: Date): Promise<Result>;
}

/** A network of its own with one published programme. */
export async function stage(): Promise<Stage> {
  useKinds([...eventKinds, ...resultKinds]);
  const networkId = newId();
  const programmeId = newId();
  const slug = `stage-${process.pid}-${++slugs}`;
  const db = database();
  await db.insertInto('network').values({ network_id: networkId, slug, names: '{}' }).execute();
  await db.insertInto('programme').values({ network_id: networkId, programme_id: programmeId, slug, titles: '{}', published_at: new Date('2020-01-01') }).execute();
  const scope = systemScope(networkId, 'test');
  return {
    scope,
    programmeId,
    visitor: publicScope(networkId),
    as: (role, { programmeIds, accountId = newId() } = {}) => memberScope({ networkId, actor: { kind: 'account', id: accountId, name: role }, roles: [role], organisationId: null, programmeIds: programmeIds ?? null }),
    async event(kind, days, seriesId = null) {
      const event_id = newId();
      await db.insertInto('event').values({ network_id: networkId, event_id, programme_id: programmeId, series_id: seriesId, kind, titles: JSON.stringify({ en: `${kind} ${days[0]}` }), first_day: days[0]!, last_day: days.at(-1)! }).execute();
      await db.insertInto('event_day').values(days.map((day) => ({ network_id: networkId, event_id, day }))).execute();
      return event_id;
    },
    async cycle(kind, isCycle = true) {
      const series_id = newId();
      await db.insertInto('series').values({ network_id: networkId, series_id, programme_id: programmeId, titles: JSON.stringify({ en: kind }), kind, is_cycle: isCycle }).execute();
      return series_id;
    },
    async person(given = 'Ana', surname = 'Anić') {
      const person_id = newId();
      await db.insertInto('person').values({ network_id: networkId, person_id, given, surname, fold: `${given}${surname}`.toLowerCase() }).execute();
      return person_id;
    },
    async organisation(type) {
      const organisation_id = newId();
      await db.insertInto('organisation').values({ network_id: networkId, organisation_id, type, name: `Udruženje ${organisation_id.slice(-4)}`, fold: 'udruzenje' }).execute();
      return organisation_id;
    },
    async record(kind, happenedOn, payload, more = {}) {
      return (await execute(recordEvidence, scope, { programmeId, kind, happenedOn, payload, ...more })).evidenceId;
    },
    ask: (of, as = scope, asKnownOn) => reading(as, (tx) => resultOf(tx, as, programmeId, query.parse(of), { asKnownOn: asKnownOn ?? null })),
  };
}
