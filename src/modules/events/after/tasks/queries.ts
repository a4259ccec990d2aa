import { sql, type RawBuilder } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';

export interface Task {
  taskId: string;
  title: string;
  eventId: string;
  eventTitles: Localised;
  /** Whose it is: a member's name or an organisation's; null when the account is gone. */
  who: string | null;
  /** The decision it carries out, by its number. */
  decision: number | null;
  /** `YYYY-MM-DD` */
  dueOn: string;
  doneAt: Date | null;
  doneNote: string | null;
}

const listed = (scope: Scope, where: RawBuilder<unknown>) => sql<Task>`
  select t.task_id as "taskId", t.title, t.event_id as "eventId", e.titles as "eventTitles", coalesce(o.name, (select m.name from member m where m.account_id = t.account_id limit 1)) as who, d.number as decision,
    t.due_on::text as "dueOn", t.done_at as "doneAt", t.done_note as "doneNote"
  from event_task t join event e on e.network_id = t.network_id and e.event_id = t.event_id
    left join organisation o on o.network_id = t.network_id and o.organisation_id = t.organisation_id
    left join event_decision d on d.network_id = t.network_id and d.decision_id = t.decision_id
  where t.network_id = ${scope.networkId} and ${where} order by t.done_at is not null, t.due_on, t.task_id limit 500`;

/** What is to be done after an event: open ones by their day, then those done. The caller has made sure that the scope may see the event. */
export const tasksOf = (scope: Scope, eventId: string): Promise<Task[]> => reading(scope, async (tx) => (await listed(scope, sql`t.event_id = ${eventId}`).execute(tx)).rows);

/** What this member still has to do, or the organisation she represents: on the page of work. */
export const ownTasks = (scope: Scope): Promise<Task[]> =>
  reading(scope, async (tx) => {
    const own = scope.actor.kind === 'account' ? sql`t.account_id = ${scope.actor.id}::uuid` : sql`false`;
    const organisation = scope.organisationId && scope.roles.includes('organisation-representative') ? sql`t.organisation_id = ${scope.organisationId}::uuid` : sql`false`;
    return (await listed(scope, sql`t.done_at is null and (${own} or ${organisation})`).execute(tx)).rows;
  });

/** Who can be given a task: members by name, and organisations of the network by name. */
export const whoCanDo = (scope: Scope): Promise<{ members: { id: string; name: string }[]; organisations: { id: string; name: string }[] }> =>
  reading(scope, async (tx) => ({
    members: (await sql<{ id: string; name: string }>`select distinct on (m.name collate "und-x-icu", m.account_id) m.account_id as id, m.name from member m where m.network_id = ${scope.networkId} and m.until is null order by m.name collate "und-x-icu", m.account_id limit 500`.execute(tx)).rows,
    organisations: (await sql<{ id: string; name: string }>`select organisation_id as id, name from organisation where network_id = ${scope.networkId} and same_as is null order by name collate "und-x-icu" limit 2000`.execute(tx)).rows,
  }));
