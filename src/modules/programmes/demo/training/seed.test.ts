import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { seedDemoAlliances, seedDemoYear } from '#modules/alliances/demo/seed.ts';
import { lookAtWritten } from '#modules/duplicates/looking/commands.ts';
import { publishedPictures } from '#modules/events/after/gallery/queries.ts';
import { minutesOf } from '#modules/events/after/minutes/queries.ts';
import { tasksOf } from '#modules/events/after/tasks/queries.ts';
import { roster } from '#modules/events/check-in/roster-queries.ts';
import { documentsFor } from '#modules/events/documents/queries.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { sendRound } from '#modules/events/learning/mailing-commands.ts';
import { learningOf, questionnaireResults, roundDue } from '#modules/events/learning/queries.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { whenPeopleAreWritten } from '#modules/people/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { networkReachOf, reachOf } from '#modules/results/reach/queries.ts';
import { seedDemoServices } from '#modules/services/demo/seed.ts';
import { seedDemoTraining } from './seed.ts';

const kolo = withDatabase();
let scope: Scope;
let programmeId: string;
/** Ids of the events by their first day. */
let events: Map<string, string>;
const on = (day: string) => events.get(day)!;

/** By the clocks of Greenwich it is still the day before. */
const now = new Date('2026-11-21T23:30:00Z');

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  whenPeopleAreWritten((context, ids) => lookAtWritten(context, 'person', ids));
  await execute(createNetwork, scope, { slug: 'demo', names: { en: 'Demo' }, isDemo: true });
  await seedDemoServices(scope.networkId);
  await seedDemoAlliances(scope.networkId);
  for (let n = 0; n < 2; n++) {
    await seedDemoTraining(scope.networkId, now);
    await seedDemoYear(scope.networkId, null, now);
  }
  ({ programme_id: programmeId } = await kolo.db.selectFrom('programme').select('programme_id').executeTakeFirstOrThrow());
  events = new Map((await kolo.db.selectFrom('event').select(['event_id', 'first_day']).execute()).map(({ event_id, first_day }) => [first_day, event_id]));
});

test('an event of each time of life, each once, and nobody is taken for somebody else or counted among the real ones', async () => {
  expect([...events.keys()].sort()).toEqual(['2026-09-08', '2026-10-17', '2026-11-02', '2026-11-10', '2026-11-22', '2026-11-29', '2026-12-05']);
  expect(await kolo.db.selectFrom('duplicate').select('kind').execute()).toEqual([]);
  // Made-up people are counted where they are asked about, and on no map of where the network's programmes reach.
  const visitor = publicScope(scope.networkId);
  expect(await reading(visitor, async (tx) => [(await networkReachOf(tx, visitor)).length, (await reachOf(tx, visitor, programmeId)).length])).toEqual([0, 5]);
});

test('today twenty-two have seats and three wait, next week eight and two', async () => {
  const { rows } = await sql<{ eventId: string; state: string; n: number; known: number }>`
    select event_id as "eventId", state, count(*)::int as n, count(organisation_id)::int as known from registration group by 1, 2 order by 3 desc`.execute(kolo.db);
  expect(rows.map(({ eventId, state, n, known }) => [eventId === on('2026-11-22') ? 'today' : eventId === on('2026-11-29') ? 'next week' : '', state, n, known])).toEqual([
    // Those of the last organisation wait; it belongs to another part of the demo and is not here.
    ['today', 'seat', 22, 22], ['next week', 'seat', 8, 8], ['today', 'waiting', 3, 0], ['next week', 'waiting', 2, 2],
  ]);
  const { event, people } = await roster(scope, on('2026-11-22'));
  expect([event.days, event.sessions.length, people.length, new Set(people.map(({ mark }) => mark)).size]).toEqual([['2026-11-22', '2026-11-23'], 3, 25, 25]);
  const { rows: invited } = await sql<{ seats: number; n: number }>`select i.seats, (select count(*)::int from registration r where r.invitation_id = i.invitation_id) as n from registration_invitation i order by 2`.execute(kolo.db);
  expect(invited.map(({ seats, n }) => `${n} of ${seats}`)).toEqual(['1 of 2', '2 of 2', '2 of 2']);
});

test('the one that is over has attendance, certificates, a gain, an evaluation, pictures and documents; of three answers nothing is shown', async () => {
  const eventId = on('2026-10-17');
  expect((await kolo.db.selectFrom('certificate').select(['locale']).where('event_id', '=', eventId).execute()).map(({ locale }) => locale).sort()).toEqual(['bg', 'bg', 'ro', 'sr-Cyrl', 'sr-Cyrl', 'sr-Cyrl', 'sr-Cyrl', 'sr-Latn', 'sr-Latn']);
  const { questionnaires } = await learningOf(scope, eventId);
  expect(roundDue(questionnaires[2]!, questionnaires[2]!.rounds[0]!)).toBe('2027-02-18');
  await execute(sendRound, scope, { roundId: questionnaires[2]!.rounds[0]!.roundId, on: '2027-02-18' });
  expect((await learningOf(scope, eventId)).questionnaires[2]!.rounds[0]!.invited).toBe(9);
  const shown = await Promise.all(questionnaires.map(({ questionnaireId }) => questionnaireResults(scope, questionnaireId)));
  expect(shown.map(({ expected, rounds }) => [expected, ...rounds.map(({ stage, n }) => `${stage} ${n}`)])).toEqual([[12, 'pre 11', 'post 11'], [12, 'end 9'], [12]]);
  expect(shown[0]!.changes.map(({ question, change }) => [question?.id ?? 'score', change.pairs, change.improved])).toEqual([['score', 11, 8], ['knowledge', 11, 10], ['confidence', 11, 11]]);
  expect(shown[1]!.rounds[0]!.questions.flatMap(({ id, n, texts }) => (id in { most_useful: 1, to_improve: 1, intend: 1 } ? [[id, n, texts.length]] : []))).toEqual([['most_useful', 7, 4], ['to_improve', 6, 2], ['intend', 7, 0]]);
  const pictures = await publishedPictures(publicScope(scope.networkId), eventId);
  expect(pictures.map(({ captions, alternatives, licence, sizes }) => [Object.keys(captions).length, Object.keys(alternatives).length, licence, sizes.map(({ width }) => width)])).toEqual(Array.from({ length: 3 }, () => [4, 4, 'CC0-1.0', [480, 960]]));
  expect((await documentsFor({ eventId })).length).toBe(1);
  const [few] = (await learningOf(scope, on('2026-11-10'))).questionnaires;
  expect([few!.rounds[0]!.answered, (await questionnaireResults(scope, few!.questionnaireId)).rounds]).toEqual([3, []]);
});

test('the local network met twice and will meet again, decided, did one of two things, adopted its guidelines and looked at itself two years running', async () => {
  const { minutes, decisions } = await minutesOf(scope, on('2026-11-02'));
  expect([minutes?.approvedBy, decisions.map(({ number }) => number)]).toEqual([null, [1, 2]]);
  expect((await minutesOf(scope, on('2026-09-08'))).minutes?.approvedOn).toBe('2026-11-02');
  expect([...(await tasksOf(scope, on('2026-09-08'))), ...(await tasksOf(scope, on('2026-11-02')))].map(({ decision, doneAt }) => [decision, doneAt !== null])).toEqual([[1, true], [2, false]]);
  const { rows } = await sql<object>`select (select count(*)::int from guideline where published_at is not null) as published, (select count(*)::int from guideline_amendment) as amendments, (select count(*)::int from guideline_comment) as comments,
    (select count(*)::int from assessment where submitted_at is not null) as assessed, (select count(*)::int from assessment where submitted_at is null) as open`.execute(kolo.db);
  expect(rows).toEqual([{ published: 1, amendments: 2, comments: 1, assessed: 4, open: 1 }]);
});
