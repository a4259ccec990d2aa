/** From the door to the rule of sessions: who was seen in which, and who has completed. */
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { stage } from '#modules/results/testing.ts';
import { checkIn } from '../check-in/commands.ts';
import { planEvent } from '../planning/commands.ts';
import { setCompletion } from './commands.ts';
import { completionsOf } from './queries.ts';

const kolo = withDatabase();

test('all sessions asks for each session the door recorded; the rule of days for the day', async () => {
  const s = await stage();
  const day = '2022-05-26';
  const { eventId } = await execute(planEvent, s.scope, { programmeId: s.programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, days: [day], sessions: [{ day, starts: '09:00', ends: '12:00' }, { day, starts: '13:00', ends: '16:00' }] });
  const sessions = (await kolo.db.selectFrom('event_session').select('session_id').where('event_id', '=', eventId).orderBy('starts').execute()).map((one) => one.session_id);
  const [ana, mira] = [await s.person('Ana'), await s.person('Mira')];
  const came = (personId: string, sessionId: string) => execute(checkIn, s.scope, { operationId: newId(), eventId, who: { personId }, day, sessionId, present: true, via: 'door', at: '2022-05-26T09:00:00Z' });
  for (const sessionId of sessions) await came(ana, sessionId);
  await came(mira, sessions[0]!);
  const completed = () => reading(s.scope, async (tx) => (await completionsOf(tx, s.scope.networkId, s.programmeId, eventId, '2022-06-01')).people.map(({ personId, attended, held, isComplete }) => [personId === ana ? 'Ana' : 'Mira', attended, held, isComplete]).sort());
  expect(await completed()).toEqual([['Ana', 1, 1, true], ['Mira', 1, 1, true]]);
  await execute(setCompletion, s.scope, { programmeId: s.programmeId, seriesId: eventId, rule: { of: 'sessions', share: 100 } });
  expect(await completed()).toEqual([['Ana', 2, 2, true], ['Mira', 1, 2, false]]);
});
