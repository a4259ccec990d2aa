import { expect, it } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { database } from '#platform/db/database.ts';
import { execute } from '#platform/command/command.ts';
import { correctEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { stage } from '#modules/results/testing.ts';
import { addEvent, changeEvent, holdEvent, removeEvent, removeSeries } from './commands.ts';
import { eventPage } from './participants/queries.ts';

withDatabase();

const titles = { en: 'T' };

it('an event is planned until somebody says it was held; saying it again replaces what was said', async () => {
  const s = await stage();
  const { eventId } = await execute(addEvent, s.scope, { programmeId: s.programmeId, titles, kind: 'training', days: ['2022-05-01', '2022-05-02'], venuePlace: 'RS-L-70726' });
  const heldOn = async () => {
    const days = await database().selectFrom('fact').select('happened_on').where('event_id', '=', eventId).where('measure', '=', 'event-day').where('known_until', 'is', null).orderBy('happened_on').execute();
    return days.map((day) => day.happened_on);
  };
  expect(await heldOn()).toEqual([]);
  expect(await s.ask({ method: 'events' })).toMatchObject({ net: 0 });
  await execute(holdEvent, s.scope, { programmeId: s.programmeId, eventId });
  expect(await heldOn()).toEqual(['2022-05-01', '2022-05-02']);
  await execute(holdEvent, s.scope, { programmeId: s.programmeId, eventId, days: ['2022-05-02'] });
  expect(await heldOn()).toEqual(['2022-05-02']);
  expect(await s.ask({ method: 'events' })).toMatchObject({ net: 1, gross: 1 });
  expect(await s.ask({ method: 'event-days' })).toMatchObject({ net: 1, gross: 1 });
  expect(await s.ask({ method: 'municipalities', where: { relations: ['venue'] } })).toMatchObject({ net: 1 });
});

it('an event is removed only while nothing was ever said about it, a series only while it is empty', async () => {
  const s = await stage();
  const seriesId = await s.cycle('training');
  const [used, unused] = [await s.event('training', ['2022-05-01'], seriesId), await s.event('training', ['2022-05-01'], seriesId)];
  const evidenceId = await s.record('event-held', '2022-05-01', { eventId: used, days: ['2022-05-01'] });
  await execute(withdrawEvidence, s.scope, { evidenceId, reason: 'It rained.' });
  await expect(execute(removeEvent, s.scope, { programmeId: s.programmeId, eventId: used })).rejects.toMatchObject({ status: 409, code: 'events.event_in_use' });
  await expect(execute(removeSeries, s.scope, { programmeId: s.programmeId, seriesId })).rejects.toMatchObject({ status: 409, code: 'events.series_in_use' });
  await expect(execute(removeEvent, s.as('field-worker'), { programmeId: s.programmeId, eventId: unused })).rejects.toMatchObject({ status: 403 });
  await execute(removeEvent, s.scope, { programmeId: s.programmeId, eventId: unused });
  await expect(execute(removeEvent, s.scope, { programmeId: s.programmeId, eventId: unused })).rejects.toMatchObject({ status: 404 });
  await execute(changeEvent, s.scope, { programmeId: s.programmeId, eventId: used, seriesId: null });
  await execute(removeSeries, s.scope, { programmeId: s.programmeId, seriesId });
  expect(await database().selectFrom('event').select('event_id').where('programme_id', '=', s.programmeId).execute()).toEqual([{ event_id: used }]);
});

it('the list of an event is what the evidence says today, those who only registered among them, page by page', async () => {
  const s = await stage();
  const eventId = await s.event('training', ['2022-05-01']);
  const other = await s.event('training', ['2022-06-01']);
  const [vera, mira, ana, zora] = await Promise.all([s.person('Вера', 'Ђорђевић'), s.person('Mira', 'Babić'), s.person('Ana', 'Čolić'), s.person('Zora', 'Zorić')]);
  const organisationId = await s.organisation('cso');
  const came = (personId: string, days: string[], event = eventId) => s.record('participation', '2022-05-01', { eventId: event, personId, organisationId, placeId: 'RS-L-70343', relation: 'seat', days });
  const wrong = await came(mira, ['2022-05-01']);
  await came(vera, ['2022-05-01']);
  const gone = await came(zora, ['2022-05-01']);
  await came(ana, []);
  await came(zora, ['2022-06-01'], other);
  await execute(correctEvidence, s.scope, { evidenceId: wrong, payload: { eventId, personId: mira, organisationId, placeId: 'RS-L-70343', relation: 'seat', days: ['2022-05-01'], role: 'trener' } });
  await execute(withdrawEvidence, s.scope, { evidenceId: gone, reason: 'Not there.' });
  const { participants, total, pages } = await eventPage(s.scope, eventId);
  expect(participants.map(({ name, days }) => ({ name, days }))).toEqual([
    { name: 'Mira Babić', days: ['2022-05-01'] },
    { name: 'Ana Čolić', days: [] },
    { name: 'Вера Ђорђевић', days: ['2022-05-01'] },
  ]);
  expect({ total, pages }).toEqual({ total: 3, pages: 1 });
  const [first, second] = [await eventPage(s.scope, eventId, { size: 2 }), await eventPage(s.scope, eventId, { page: 2, size: 2 })];
  expect([...first.participants, ...second.participants]).toEqual(participants);
  const found = async (q: string) => (({ participants, everybody }) => [participants.map(({ name }) => name), everybody])(await eventPage(s.scope, eventId, { q }));
  expect([await found('djordjevic vera'), await found('Бабић'), await found('nobody of that name')]).toEqual([[['Вера Ђорђевић'], 3], [['Mira Babić'], 3], [[], 3]]);
  for (const reader of [s.as('funder'), s.as('auditor'), s.visitor]) await expect(eventPage(reader, eventId)).rejects.toMatchObject({ status: 404 });
});
