/** Organisations and unsettled names among those who are owed a presentation. */
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { withdrawEvidence } from '#modules/results/commands.ts';
import { stage } from '#modules/results/testing.ts';
import { waiveFeedback } from './commands.ts';
import { feedbackOf } from './queries.ts';
import { isPresenting, showGap } from './show.ts';

withDatabase();
const how = { locale: 'en' as const, slug: 's', eventAt: (id: string) => `/events/${id}` };

test('an organisation that was trained is owed a presentation until somebody of it comes to one; the public is told of places alone', async () => {
  const s = await stage();
  const [training, presentation] = [await s.event('training', ['2022-05-01']), await s.event('regional-presentation', ['2022-06-01'])];
  const [one, two] = [await s.organisation('cso'), await s.organisation('cso')];
  const came = (eventId: string, day: string, organisationId: string, placeId: string) => s.person().then((personId) => s.record('participation', day, { eventId, personId, organisationId, placeId, relation: 'seat', days: [day] }));
  await came(training, '2022-05-01', one, 'RS-L-71269');
  await came(training, '2022-05-01', two, 'RS-L-71269');
  await came(presentation, '2022-06-01', two, 'RS-L-71269');
  // Somebody on the list who did not come is owed nothing.
  await s.record('participation', '2022-05-01', { eventId: training, personId: await s.person(), organisationId: await s.organisation('cso'), days: [] });
  const found = await feedbackOf(s.scope, s.programmeId);
  expect([found.open.map(({ kind, id, group }) => [kind, id, group]), found.reached, found.presentations]).toEqual([[['organisation', one, 'trained']], 3, 1]);
  expect(showGap(found.open[0]!, found, how)).toMatchObject({ name: expect.stringContaining('Udruženje'), occasions: [{ event: `/events/${training}`, evidence: null }] });
  expect((await feedbackOf(s.visitor, s.programmeId, 'places')).open).toEqual([]);
  await expect(execute(waiveFeedback, s.as('field-worker'), { programmeId: s.programmeId, kind: 'organisation', subjectId: one, reason: 'They closed in summer.' })).rejects.toMatchObject({ status: 403 });
  await execute(waiveFeedback, s.as('programme-officer'), { programmeId: s.programmeId, kind: 'organisation', subjectId: one, reason: 'They closed in summer.' });
  expect((await feedbackOf(s.scope, s.programmeId)).open).toEqual([]);
});

test('a name that nobody has settled is a gap under its own spelling, and has to be settled first', async () => {
  const s = await stage();
  const eventId = await s.event('consultative-meeting', ['2022-05-01']);
  await s.record('reported-list', '2022-05-01', { eventId, relation: 'represents', places: [{ text: 'Rakovac', placeId: null }] });
  const found = await feedbackOf(s.scope, s.programmeId);
  expect(found.open.map((gap) => showGap(gap, found, how))).toMatchObject([{ name: '“Rakovac”', isUnresolved: true, group: 'heard' }]);
});

test('evidence taken back takes the gap with it', async () => {
  const s = await stage();
  const eventId = await s.event('round-table', ['2022-05-01']);
  const evidenceId = await s.record('reported-list', '2022-05-01', { eventId, relation: 'seat', places: [{ text: 'Kula', placeId: 'RS-L-80233' }] });
  expect((await feedbackOf(s.scope, s.programmeId)).open.length).toBe(1);
  await execute(withdrawEvidence, s.scope, { evidenceId, reason: 'It was another meeting.' });
  expect((await feedbackOf(s.scope, s.programmeId)).open).toEqual([]);
});

test('a programme that runs and has presented nothing has not forgotten anybody yet', () => {
  const isTold = (presentations: number, status: string) => isPresenting({ presentations }, { status });
  expect([isTold(0, 'implementation'), isTold(1, 'implementation'), isTold(0, 'closed')]).toEqual([false, true, true]);
});
