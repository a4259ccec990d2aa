/** Letters about tasks: the day before one is due, and once when its day has passed. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { is, systemScope } from '#platform/session/scope.ts';
import { formatDay } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { letterFor } from './due.ts';

const openUntil = (networkId: string, on: string) => sql<{ taskId: string; dueOn: string; doneAt: null; remindedFor: string | null }>`
  select task_id as "taskId", due_on::text as "dueOn", done_at as "doneAt", reminded_for::text as "remindedFor" from event_task
  where network_id = ${networkId} and done_at is null and due_on <= ${on}::date + 1`;

/** Queues one letter for each task that is owed one, and notes what it is about, so that asked again it queues none. */
export const remindTasks = command({
  name: 'task.remind',
  input: z.strictObject({ on: z.iso.date() }),
  may: (scope) => is(scope, 'coordinator') && scope.actor.kind === 'system',
  async run({ tx, scope: { networkId } }, { on }) {
    const { rows } = await sql`${openUntil(networkId, on)} for update`.execute(tx) as { rows: { taskId: string; dueOn: string; doneAt: null; remindedFor: string | null }[] };
    let n = 0;
    for (const task of rows) {
      const letter = letterFor(task, on);
      if (!letter) continue;
      await tx.updateTable('event_task').set({ reminded_for: letter === 'due' ? task.dueOn : sql<string>`due_on + 1` }).where('network_id', '=', networkId).where('task_id', '=', task.taskId).execute();
      await enqueue(tx, 'events.send-task-letter', { networkId, taskId: task.taskId, letter }, `task-letter:${task.taskId}:${letter}`);
      n++;
    }
    return { n };
  },
  record: ({ n }, { on }) => ({ subject: { kind: 'task', id: 'all' }, details: { on, n } }),
});

/** Does it for every network where a letter is owed. @param on the day it is, `YYYY-MM-DD` */
export async function remindAboutTasks(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  for (const { network_id: networkId } of await database().selectFrom('network').select('network_id').execute()) {
    const { rows } = await reading({ networkId }, (tx) => openUntil(networkId, on).execute(tx));
    if (rows.some((task) => letterFor(task, on))) await execute(remindTasks, systemScope(networkId, 'tasks'), { on });
  }
}

/** Writes to whoever has to do it: the member, or the organisation and those who represent it here. Nothing when it was done or removed meanwhile. */
export async function sendTaskLetter(networkId: string, taskId: string, letter: 'due' | 'overdue'): Promise<void> {
  const task = await reading({ networkId }, async (tx) => {
    const { rows } = await sql<{ title: string; dueOn: string; titles: Localised; programme: Localised; locale: Locale; origin: string; eventId: string; isOrganisation: boolean; emails: string[] }>`
      select t.title, t.due_on::text as "dueOn", e.titles, p.titles as programme, t.locale, t.origin, t.event_id as "eventId", t.organisation_id is not null as "isOrganisation",
        array(select distinct m.email from member m where m.until is null and not m.is_demo and (m.account_id = t.account_id or (m.organisation_id = t.organisation_id and m.role = 'organisation-representative'))
          union select o.email from organisation o where o.network_id = t.network_id and o.organisation_id = t.organisation_id and o.email is not null) as emails
      from event_task t join event e on e.network_id = t.network_id and e.event_id = t.event_id join programme p on p.network_id = e.network_id and p.programme_id = e.programme_id
      where t.network_id = ${networkId} and t.task_id = ${taskId} and t.done_at is null`.execute(tx);
    return rows[0];
  });
  if (!task) return;
  const t = await wordsOf(task.locale);
  const values = { task: task.title, event: say(task.titles, task.locale), day: formatDay(task.locale, task.dueOn), link: `${linkOrigin(task.origin)}${href(task.locale, '/work#tasks')}` };
  for (const to of task.emails) await sendLetter(networkId, task.locale, { to, subject: t(`after.letter_${letter}_subject`, values), text: t(`after.letter_${letter}`, values) }, task.programme);
}
