/** Series made by hand, and what keeps an event or a series from being removed. */
import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { sentence } from '#platform/problem-sentences.ts';
import type { Problem } from '#platform/problem.ts';
import { wordsOf } from '#platform/words/load.ts';
import { stage } from '#modules/results/testing.ts';
import { addSeries, changeSeries, removeEvent, removeSeries } from '../commands.ts';
import { registerOf, seriesOf as certificateSeries } from '../certificates/queries.ts';
import { setCompletion } from '../completion/commands.ts';
import { ruleOfEvent } from '../completion/queries.ts';
import { applyImport } from '../import/applying.ts';
import { accept, apply, begin, correct } from '../import/commands.ts';
import { readBatch } from '../import/reading.ts';
import { copyEvent, planEvent } from '../planning/commands.ts';
import { partsOfThePlan, standingOn, tablesThatStand } from '../standing-queries.ts';
import { markOf, toForm, toInput } from './form.ts';
import { seriesIn, seriesPage } from './queries.ts';

const kolo = withDatabase();

const posted = (values: Record<string, string>) => Object.entries(values).reduce((form, [name, value]) => (form.set(name, value), form), new FormData());

test('a series is made with its rule before anybody came, changed in one language, and listed with its events', async () => {
  const s = await stage();
  const { programmeId } = s;
  const input = toInput(posted({ ...toForm(null, 'en'), title: 'Training of trainers', kind: 'training-of-trainers', isCycle: 'yes', of: 'sessions', share: '75', trainerMonths: '9' }), { language: 'en', series: null });
  const { seriesId } = await execute(addSeries, s.scope, { programmeId, ...input });
  const planned = (day: string) => execute(planEvent, s.scope, { programmeId, eventId: null, titles: { en: day }, kind: 'training-of-trainers', seriesId, days: [day] });
  for (const day of ['2030-05-10', '2030-04-01']) await planned(day);
  const page = await seriesPage(s.scope, programmeId, seriesId, '2029-01-01');
  expect(page).toMatchObject({ titles: { en: 'Training of trainers' }, kind: 'training-of-trainers', isCycle: true, rule: { of: 'sessions', share: 75 }, trainerMonths: 9, events: 2, calledOff: 0, firstDay: '2030-04-01', lastDay: '2030-05-10', people: { came: 0, completed: 0, issued: 0 }, standing: [{ word: 'events.stands_events', n: 2 }] });
  expect(page.listed.map(({ firstDay, series }) => [firstDay, series?.seriesId])).toEqual([['2030-04-01', seriesId], ['2030-05-10', seriesId]]);

  // The form as it is read, with a title in another language: the one in English stays, and a rule that is the same is not said anew.
  const again = toInput(posted({ ...toForm(page, 'bg'), title: 'Обучение на обучители' }), { language: 'bg', series: page });
  expect(again).not.toHaveProperty('rule');
  await execute(changeSeries, s.scope, { programmeId, seriesId, ...again });
  await execute(changeSeries, s.scope, { programmeId, seriesId, ...toInput(posted({ ...toForm(page, 'en'), share: '80' }), { language: 'en', series: { ...page, titles: { ...page.titles, bg: 'Обучение на обучители' } } }) });
  expect(await seriesIn(s.scope, programmeId, 'ОБУЧИТЕЛИ')).toMatchObject([{ titles: { en: 'Training of trainers', bg: 'Обучение на обучители' }, rule: { of: 'sessions', share: 80 }, trainerMonths: 9, isCycle: true, events: 2 }]);
  expect(await seriesIn(s.scope, programmeId, 'regional')).toEqual([]);
  // Somebody has saved since this page was read: what she saved is not overwritten unseen.
  const seen = markOf(page);
  await expect(execute(changeSeries, s.scope, { programmeId, seriesId, seen, isCycle: false })).rejects.toMatchObject({ status: 409, code: 'platform.changed_meanwhile' });
  const fresh = await seriesPage(s.scope, programmeId, seriesId);
  expect([fresh.isCycle, markOf(fresh)]).toEqual([true, expect.not.stringMatching(seen)]);
  await execute(changeSeries, s.scope, { programmeId, seriesId, seen: markOf(fresh), titles: fresh.titles });
  const { rows } = await sql<{ action: string }>`select action from log_entry where subject_id = ${seriesId} order by seq`.execute(kolo.db);
  expect(rows.map(({ action }) => action)).toEqual(['series.set_completion', 'series.add', 'series.change', 'series.set_completion', 'series.change', 'series.change']);

  await expect(execute(addSeries, s.as('field-worker'), { programmeId, ...input })).rejects.toMatchObject({ status: 403 });
  await expect(execute(addSeries, s.scope, { programmeId, ...input, titles: {} })).rejects.toMatchObject({ issues: [{ path: 'titles', message: 'events.problem_title_missing' }] });
  await expect(execute(addSeries, s.scope, { programmeId, ...input, rule: { of: 'days', share: 101 } })).rejects.toMatchObject({ issues: [{ path: 'rule.share' }] });
  await expect(seriesPage(s.scope, (await stage()).programmeId, seriesId)).rejects.toMatchObject({ status: 404 });
});

test('a series begins with the plan of an event, or with its copies: it has the rule the event had', async () => {
  const s = await stage();
  const { programmeId } = s;
  const plan = (more: Record<string, unknown>) => execute(planEvent, s.scope, { programmeId, eventId: null, titles: { en: 'Module' }, kind: 'workshop', days: ['2030-04-01'], ...more });
  const { eventId } = await plan({ newSeries: { en: 'Modules' } });
  const [made, ...more] = await seriesIn(s.scope, programmeId);
  expect(more).toEqual([]);
  expect(made).toMatchObject({ titles: { en: 'Modules' }, kind: 'workshop', isCycle: false, rule: { of: 'days', share: 100 }, events: 1 });
  await expect(plan({ newSeries: { en: 'Other' }, seriesId: made!.seriesId })).rejects.toMatchObject({ status: 422, code: 'planning.two_series', field: 'newSeries' });
  // The same name in another script is the same name; nothing of the refused plan stays.
  await expect(plan({ newSeries: { 'sr-Cyrl': 'МОДУЛЕС' } })).rejects.toMatchObject({ status: 409, code: 'planning.series_there', field: 'newSeries' });
  expect((await seriesIn(s.scope, programmeId)).map(({ events }) => events)).toEqual([1]);
  await execute(copyEvent, s.scope, { programmeId, eventId, first: '2030-05-01', rhythm: 'month', times: 2, asSeries: true });
  expect((await seriesIn(s.scope, programmeId)).map(({ events }) => events)).toEqual([3]);

  const alone = (await plan({ titles: { en: 'Camp', bg: 'Лагер' } })).eventId;
  await execute(setCompletion, s.scope, { programmeId, seriesId: alone, rule: { of: 'sessions', share: 60 }, trainerMonths: 3 });
  // Nobody has come, and its rule is there to be read and announced.
  expect((await certificateSeries(s.scope, programmeId)).find(({ seriesId }) => seriesId === alone)).toMatchObject({ isSingle: true, rule: { of: 'sessions', share: 60 }, came: 0 });
  expect(await ruleOfEvent(s.scope, alone)).toEqual({ of: 'sessions', share: 60 });
  expect((await registerOf(s.scope, programmeId, (await plan({})).eventId)).series).toMatchObject({ isSingle: true, rule: { of: 'days', share: 100 } });
  await execute(copyEvent, s.scope, { programmeId, eventId: alone, first: '2030-06-01', rhythm: 'week', times: 2 });
  expect((await seriesIn(s.scope, programmeId)).length).toBe(1);
  await execute(copyEvent, s.scope, { programmeId, eventId: alone, first: '2030-08-01', rhythm: 'week', times: 2, asSeries: true });
  expect((await seriesIn(s.scope, programmeId))[1]).toMatchObject({ titles: { en: 'Camp', bg: 'Лагер' }, rule: { of: 'sessions', share: 60 }, trainerMonths: 3, events: 3 });
  expect(await ruleOfEvent(s.scope, alone)).toEqual({ of: 'sessions', share: 60 });
});

test('a list that comes in may begin a series with its event', async () => {
  const s = await stage();
  const { programmeId } = s;
  const batchId = newId();
  const { importId } = await execute(begin, s.scope, { programmeId, batchId, name: 'Modul 1.csv', bytes: new TextEncoder().encode('Ime i prezime;Organizacija;Opština;1.3.2023\nJelena Marić;NVO Suncokret;Niš;x\n') });
  await readBatch(s.scope, batchId);
  const about = { importId, listNo: 0, sheet: 'Modul 1', event: { to: 'new-event', title: 'Modul 1', kind: 'training' }, newSeries: { 'sr-Latn': 'Moduli' } };
  await expect(execute(correct, s.as('field-worker'), about)).rejects.toMatchObject({ status: 403 });
  await execute(correct, s.scope, about);
  await readBatch(s.scope, batchId);
  await expect(execute(correct, s.scope, about)).rejects.toMatchObject({ status: 409, code: 'planning.series_there' });
  const [series] = await seriesIn(s.scope, programmeId);
  await expect(execute(removeSeries, s.scope, { programmeId, seriesId: series!.seriesId })).rejects.toMatchObject({ details: { standing: [{ word: 'events.stands_lists', n: 1 }] } });
  await execute(accept, s.scope, { importId });
  await readBatch(s.scope, batchId);
  await execute(apply, s.scope, { importId });
  await applyImport(s.scope, importId);
  expect(await seriesPage(s.scope, programmeId, series!.seriesId)).toMatchObject({ titles: { 'sr-Latn': 'Moduli' }, kind: 'training', events: 1, people: { came: 1, completed: 1 } });
});

test('every table that hangs on an event or a series keeps it, or goes with its plan', async () => {
  const hangingOn = async (...tables: readonly string[]) =>
    (await sql<{ name: string }>`select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = any (${tables}::regclass[]) order by 1`.execute(kolo.db)).rows.map(({ name }) => name);
  const known = new Set([...tablesThatStand('event'), ...partsOfThePlan]);
  expect((await hangingOn('event', ...partsOfThePlan)).filter((name) => !known.has(name))).toEqual([]);
  expect((await hangingOn('series')).filter((name) => !tablesThatStand('series').includes(name))).toEqual([]);
});

/** Values that the checks of a table ask for; all others follow from the types of the columns. */
const particular: Record<string, Record<string, unknown>> = {
  event: { kind: 'training' },
  check_in: { via: 'door', outcome: 'accepted' },
  registration: { state: 'cancelled', email: 'x@example.org' },
  event_message: { whom: 'all' },
  certificate: { code: 'a'.repeat(24), person_id: newId(), holder: 'x' },
  sign_in_sheet: { code: '0'.repeat(12) },
  sheet_photo: { state: 'reading', original_sha256: '0'.repeat(64) },
  claim: { start_at: 0, end_at: 9, number_at: 1 },
  publication: { seal: '0'.repeat(64) },
  event_document: { audience: 'members' },
  event_picture: { alternatives: '{"en":"A"}' },
  questionnaire: { kind: 'end' },
  sheet_import: { state: 'deciding' },
};

/** A row of any table that speaks of an event or a series, whatever else it would need. */
async function plant(table: string, what: 'event' | 'series', networkId: string, id: string) {
  const { rows: columns } = await sql<{ name: string; type: string; isNeeded: boolean }>`
    select column_name as name, udt_name as type, is_nullable = 'NO' and column_default is null and is_generated = 'NEVER' and is_identity = 'NO' as "isNeeded" from information_schema.columns where table_schema = 'public' and table_name = ${table}`.execute(kolo.db);
  const some: Record<string, () => unknown> = { uuid: newId, text: () => 'x', int4: () => 1, int8: () => 1, numeric: () => 1, date: () => '2030-01-01', timestamptz: () => new Date(0), jsonb: () => '{}', bytea: () => Buffer.from('x'), bool: () => false, _text: () => [], _uuid: () => [] };
  const key = `${what}_id`;
  const jsonKey = `${what}Id`;
  const named: Record<string, unknown> = {
    network_id: networkId,
    ...particular[table],
    ...(table === 'certificate' && { code: what.padEnd(24, 'a') }),
    ...(columns.some(({ name }) => name === key) ? { [key]: id } : {}),
    ...(table === 'evidence' && { kind: 'output', payload: JSON.stringify({ [jsonKey]: id }) }),
    ...(table === 'sheet_import' && { lists: JSON.stringify([{ event: { to: 'event', [jsonKey]: id } }]) }),
    ...(table === 'claim' && { readings: JSON.stringify([{ query: { method: 'people', where: { [`${jsonKey}s`]: [newId(), id] } } }]) }),
    ...((table === 'indicator' || table === 'publication') && { query: JSON.stringify({ method: 'people', where: { [`${jsonKey}s`]: [id] } }) }),
  };
  const row = Object.fromEntries([...columns.filter(({ isNeeded, name }) => isNeeded && !(name in named)).map(({ name, type }) => [name, some[type]!()]), ...Object.entries(named)]);
  await kolo.db.transaction().execute(async (tx) => {
    await sql`set local session_replication_role = replica`.execute(tx);
    await tx.insertInto(table as 'event').values(row as never).execute();
  });
}

test.each(['event', 'series'] as const)('whatever stands on an %s keeps it, and the sentence says all of it', async (what) => {
  const s = await stage();
  const { networkId } = s.scope;
  const make = () => (what === 'event' ? s.event('training', ['2030-05-01']) : s.cycle('training'));
  const remove = async (id: string) => (what === 'event' ? execute(removeEvent, s.scope, { programmeId: s.programmeId, eventId: id }) : execute(removeSeries, s.scope, { programmeId: s.programmeId, seriesId: id }));
  for (const table of tablesThatStand(what)) {
    const id = await make();
    await plant(table, what, networkId, id);
    const standing = await reading(s.scope, (tx) => standingOn(tx, networkId, what, id));
    expect([table, standing.map(({ n }) => n)]).toEqual([table, [1]]);
    await expect(remove(id)).rejects.toMatchObject({ status: 409, code: `events.${what}_in_use`, details: { standing } });
  }
  const id = await make();
  for (const table of ['claim', 'indicator', 'indicator']) await plant(table, what, networkId, id);
  const refused = await remove(id).catch((problem: Problem) => problem);
  expect(sentence(refused as Problem, await wordsOf('en'))).toContain('because there is: 1 claim that names it and 2 indicators that count it.');
  for (const locale of ['sr-Cyrl', 'sr-Latn', 'bg', 'ro'] as const) {
    const t = await wordsOf(locale);
    for (const standing of await reading(s.scope, (tx) => standingOn(tx, networkId, what, id))) expect(t.has(standing.word)).toBe(true);
  }
  await remove(await make());
});
