import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { correctEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { stage } from '#modules/results/testing.ts';
import { correctionOf, municipalitiesLike } from './correction.ts';
import { correctable, organisationsLike } from './correction-queries.ts';
import { eventPage } from './queries.ts';

withDatabase();

const [belgrade, nis, rekovac] = ['RS-L-79014', 'RS-L-79065', 'RS-L-71030'];

async function attended() {
  const s = await stage();
  const scope = s.as('coordinator');
  const eventId = await s.event('training', ['2022-05-04', '2022-05-05']);
  const [wrong, right] = await Promise.all(['Удружење „Зора“', 'Udruženje Sunce'].map(async (name) => (await execute(addOrganisation, scope, { name, type: 'cso' })).organisationId));
  const personId = await s.person('Мира', 'Бабић');
  const evidenceId = await s.record('participation', '2022-05-04', { eventId, personId, organisationId: wrong, placeText: 'Раковац', relation: 'represents', days: ['2022-05-04', '2022-05-05'], role: 'тренер', breakdown: { sex: 'F' } }, { source: { sheet: 'Листа', row: 7 } });
  return { s, scope, eventId, wrong: wrong!, right: right!, personId, evidenceId };
}
const kept = { days: ['2022-05-04', '2022-05-05'], organisation: 'keep', place: 'keep', reason: 'Погрешно преписано.' };

describe('an attendance is put right', () => {
  test('days, organisation and municipality at once; everything else and the row of the sheet stay', async () => {
    const { s, scope, eventId, right, personId, evidenceId } = await attended();
    const before = new Date();
    // What is corrected in the same millisecond counts as known in it.
    while (Date.now() === before.getTime()) await setImmediate();
    const one = await correctable(scope, evidenceId);
    expect(one).toMatchObject({ name: 'Мира Бабић', placeId: null, placeText: 'Раковац', days: kept.days });
    const corrected = correctionOf(one, { days: ['2022-05-05'], organisation: right, place: rekovac!, reason: ' Уписана за погрешно удружење. ' });
    const { evidenceId: later } = await execute(correctEvidence, scope, corrected);

    const row = await database().selectFrom('evidence').selectAll().where('evidence_id', '=', later).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ replaces: evidenceId, happened_on: '2022-05-05', source: { sheet: 'Листа', row: 7, reason: 'Уписана за погрешно удружење.' } });
    expect(row.payload).toMatchObject({ eventId, personId, organisationId: right, placeId: rekovac, placeText: 'Раковац', placeDecided: true, relation: 'represents', days: ['2022-05-05'], role: 'тренер', breakdown: { sex: 'F' } });

    // Figures follow, and what was known before stays known.
    expect(await s.ask({ method: 'municipalities' })).toMatchObject({ net: 1, unresolved: 0 });
    expect(await s.ask({ method: 'attendances' })).toMatchObject({ net: 1 });
    expect(await s.ask({ method: 'attendances' }, s.scope, before)).toMatchObject({ net: 2 });
    const page = await eventPage(scope, eventId);
    expect(page.participants).toMatchObject([{ evidenceId: later, organisationId: right, placeId: rekovac, days: ['2022-05-05'], source: { row: 7, reason: 'Уписана за погрешно удружење.' } }]);
  });

  test('to no organisation and no municipality: the cell is settled and asks nobody again', async () => {
    const { s, scope, evidenceId } = await attended();
    await execute(correctEvidence, scope, correctionOf(await correctable(scope, evidenceId), { ...kept, organisation: 'none', place: 'none' }));
    expect(await s.ask({ method: 'organisations' })).toMatchObject({ net: 0 });
    expect(await s.ask({ method: 'municipalities' })).toMatchObject({ net: 0, unresolved: 0 });
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 1 });
  });

  test('twice: each correction replaces the one before', async () => {
    const { s, scope, evidenceId } = await attended();
    const first = await execute(correctEvidence, scope, correctionOf(await correctable(scope, evidenceId), { ...kept, place: nis! }));
    await expect(correctable(scope, evidenceId)).rejects.toMatchObject({ status: 404 });
    const second = await execute(correctEvidence, scope, correctionOf(await correctable(scope, first.evidenceId), { ...kept, place: belgrade! }));
    expect((await correctable(scope, second.evidenceId)).placeId).toBe(belgrade);
    expect(await s.ask({ method: 'municipalities' })).toMatchObject({ net: 1 });
  });

  test('never without a reason, and never into the same', async () => {
    const { scope, evidenceId } = await attended();
    const one = await correctable(scope, evidenceId);
    expect(() => correctionOf(one, { ...kept, place: nis!, reason: '  ' })).toThrow(expect.objectContaining({ status: 422, code: 'events.correction_without_reason', field: 'why' }));
    expect(() => correctionOf(one, kept)).toThrow(expect.objectContaining({ status: 422, code: 'events.correction_changes_nothing' }));
    expect(() => correctionOf(one, { ...kept, days: [...kept.days].reverse() })).toThrow(expect.objectContaining({ code: 'events.correction_changes_nothing' }));
  });

  test('only by whoever may: not another network, not a funder, not a field worker who did not record it, not what is withdrawn', async () => {
    const { s, scope, evidenceId } = await attended();
    const elsewhere = await stage();
    for (const asking of [elsewhere.as('coordinator'), s.as('funder'), s.as('field-worker'), s.as('coordinator', { programmeIds: [newId()] }), s.visitor]) await expect(correctable(asking, evidenceId)).rejects.toMatchObject({ status: 404 });
    await execute(withdrawEvidence, scope, { evidenceId, reason: 'Није била.' });
    await expect(correctable(scope, evidenceId)).rejects.toMatchObject({ status: 404 });
  });

  test('an organisation of another network, or a place that is none, is refused', async () => {
    const { scope, evidenceId } = await attended();
    const other = await attended();
    const one = await correctable(scope, evidenceId);
    await expect(execute(correctEvidence, scope, correctionOf(one, { ...kept, organisation: other.right }))).rejects.toMatchObject({ status: 422 });
    await expect(execute(correctEvidence, scope, correctionOf(one, { ...kept, place: 'RS-L-00000' }))).rejects.toMatchObject({ status: 409 });
  });
});

test('organisations and municipalities are found in any script', async () => {
  const { scope, wrong, right } = await attended();
  for (const [q, id] of [['zora', wrong], ['Зора', wrong], ['СУНЦЕ', right]] as const) expect((await organisationsLike(scope, q)).map((one) => one.id)).toEqual([id]);
  expect(await organisationsLike(scope, ' ')).toEqual([]);
  for (const q of ['Rekovac', 'рековац', 'REKOVAC']) expect(municipalitiesLike(q, 'sr-Latn')[0]).toMatchObject({ id: rekovac, name: 'Rekovac' });
  expect(municipalitiesLike('Niš', 'bg').map(({ id }) => id)).toContain(nis);
  expect(municipalitiesLike('Sumadija i zapadna Srbija', 'en').every(({ id }) => id.startsWith('RS-L-'))).toBe(true);
  expect(municipalitiesLike('', 'en')).toEqual([]);
});
