import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addProgramme, publishProgramme } from '../commands.ts';
import { conflicts } from '../conflicts.ts';
import { addIndicator, addLevel, changeIndicator, changeLevel, moveIndicator, moveLevel, removeIndicator, removeLevel } from './commands.ts';
import { framework } from './queries.ts';
import { addTarget, changeTarget, decideConflict, moveTarget, removeTarget } from './targets/commands.ts';

const kolo = withDatabase();
let ours: Scope;
let theirs: Scope;
let programmeId: string;

const as = (role: Role) => memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null });
let n = 0;
const newProgramme = async (scope: Scope) => (await execute(addProgramme, scope, { slug: `f-${++n}`, titles: { en: 'P' } })).programmeId;
const level = (title: string, parentId: string | null = null) => execute(addLevel, ours, { programmeId, parentId, tier: { en: 'Result' }, titles: { en: title } }).then(({ levelId }) => levelId);
const indicator = (title: string, more: object = {}) => execute(addIndicator, ours, { programmeId, titles: { en: title }, ...more }).then(({ indicatorId }) => indicatorId);
const titles = (rows: { titles: object }[]) => rows.map((row) => (row.titles as { en: string }).en);
const lastEntry = (id: string) => kolo.db.selectFrom('log_entry').select(['action', 'details']).where('subject_id', '=', id).orderBy('seq', 'desc').executeTakeFirstOrThrow();

beforeAll(async () => {
  ours = systemScope(newId(), 'test');
  theirs = systemScope(newId(), 'test');
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
});
beforeEach(async () => {
  programmeId = await newProgramme(ours);
});

test('an indicator keeps everything the contract says about it', async () => {
  const levelId = await level('Capacities');
  const target = {
    comparator: 'at-least', value: 60, fromMonth: '2018-02', untilMonth: '2021-01', breakdown: { sex: 'F' }, per: 'year' as const, population: { ro: 'OSC active în domeniul social' },
    sourceSentence: 'pentru cel puțin 60 de OSC-uri', sourceSection: 'Activități principale, 1', sourceLanguage: 'ro',
  };
  const input = {
    levelId, titles: { ro: 'OSC instruite' }, query: { method: 'organisations', where: { organisationTypes: ['cso'] }, mixRelations: false }, population: { ro: 'OSC' }, baseline: 5.5, baselineOn: '2018-01-01',
    disaggregation: ['sex', 'municipality'], isPublic: false,
  };
  const { indicatorId } = await execute(addIndicator, ours, { programmeId, ...input, targets: [target] });
  expect((await framework(ours, programmeId)).indicators).toEqual([{ indicatorId, ...input, targets: [{ targetId: expect.any(String), ...target }] }]);
  expect(await lastEntry(indicatorId)).toEqual({ action: 'indicator.add', details: { programme: programmeId } });
});

test('an indicator that nothing can count yet has no query, and can get one', async () => {
  const indicatorId = await indicator('Regions');
  expect((await framework(ours, programmeId)).indicators[0]).toMatchObject({ query: null, population: {}, baseline: null, disaggregation: [], isPublic: true, targets: [] });
  await execute(changeIndicator, ours, { programmeId, indicatorId, query: { method: 'events' } });
  expect((await framework(ours, programmeId)).indicators[0]!.query).toEqual({ method: 'events', where: {}, mixRelations: false });
  await execute(changeIndicator, ours, { programmeId, indicatorId, query: null });
  expect((await framework(ours, programmeId)).indicators[0]!.query).toBe(null);
});

describe('order', () => {
  test('levels and indicators move among their siblings and stop at the ends', async () => {
    const [a, b, c] = [await level('A'), await level('B'), await level('C')];
    const child = await level('A1', a);
    await execute(moveLevel, ours, { programmeId, levelId: c!, direction: 'up' });
    await execute(moveLevel, ours, { programmeId, levelId: c!, direction: 'up' });
    await execute(moveLevel, ours, { programmeId, levelId: c!, direction: 'up' });
    await execute(moveLevel, ours, { programmeId, levelId: a!, direction: 'down' });
    await execute(moveLevel, ours, { programmeId, levelId: child, direction: 'down' });
    const { levels } = await framework(ours, programmeId);
    expect(titles(levels.filter(({ parentId }) => parentId === null))).toEqual(['C', 'B', 'A']);
    expect(b).not.toBe(a);
    const [i1, , i3] = [await indicator('1'), await indicator('2'), await indicator('3')];
    await execute(moveIndicator, ours, { programmeId, indicatorId: i1!, direction: 'down' });
    await execute(moveIndicator, ours, { programmeId, indicatorId: i3!, direction: 'down' });
    expect(titles((await framework(ours, programmeId)).indicators)).toEqual(['2', '1', '3']);
  });

  test('targets too', async () => {
    const indicatorId = await indicator('X', { targets: [{ comparator: 'exactly', value: 1, per: 'event' }, { comparator: 'exactly', value: 2 }] });
    const second = (await framework(ours, programmeId)).indicators[0]!.targets[1]!;
    await execute(moveTarget, ours, { programmeId, targetId: second.targetId, direction: 'up' });
    await execute(addTarget, ours, { programmeId, indicatorId, comparator: 'at-most', value: 3 });
    expect((await framework(ours, programmeId)).indicators[0]!.targets.map(({ value }) => value)).toEqual([2, 1, 3]);
  });
});

describe('changing and removing', () => {
  test('a changed target is logged with what it was', async () => {
    const indicatorId = await indicator('X');
    const { targetId } = await execute(addTarget, ours, { programmeId, indicatorId, comparator: 'exactly', value: 320 });
    await execute(changeTarget, ours, { programmeId, targetId, value: 300, sourceSentence: 'Three hundred.' });
    expect((await framework(ours, programmeId)).indicators[0]!.targets[0]).toMatchObject({ value: 300, comparator: 'exactly', sourceSentence: 'Three hundred.' });
    expect(await lastEntry(targetId)).toEqual({ action: 'target.change', details: { programme: programmeId, before: { comparator: 'exactly', value: 320 }, after: { value: 300 } } });
    await execute(removeTarget, ours, { programmeId, targetId });
    expect(await lastEntry(targetId)).toEqual({ action: 'target.remove', details: { programme: programmeId, comparator: 'exactly', value: 300 } });
    expect((await framework(ours, programmeId)).indicators[0]!.targets).toEqual([]);
  });

  test('a level is renamed, hung elsewhere, never below itself, and removed only when empty', async () => {
    const [a, b] = [await level('A'), await level('B')];
    await execute(changeLevel, ours, { programmeId, levelId: b, parentId: a, tier: { en: 'Aspect' } });
    expect((await framework(ours, programmeId)).levels.find(({ levelId }) => levelId === b)).toEqual({ levelId: b, parentId: a, tier: { en: 'Aspect' }, titles: { en: 'B' } });
    await expect(execute(changeLevel, ours, { programmeId, levelId: a, parentId: b })).rejects.toMatchObject({ status: 422, code: 'programmes.level_below_itself' });
    await expect(execute(changeLevel, ours, { programmeId, levelId: a, parentId: a })).rejects.toMatchObject({ code: 'programmes.level_below_itself' });
    await expect(execute(removeLevel, ours, { programmeId, levelId: a })).rejects.toMatchObject({ status: 409, code: 'programmes.level_not_empty' });
    await execute(removeLevel, ours, { programmeId, levelId: b });
    await execute(removeLevel, ours, { programmeId, levelId: a });
    expect((await framework(ours, programmeId)).levels).toEqual([]);
  });

  test('an indicator whose figure is out in the world stays', async () => {
    const indicatorId = await indicator('X', { targets: [{ comparator: 'exactly', value: 1 }] });
    await kolo.db
      .insertInto('publication')
      .values({ network_id: ours.networkId, publication_id: newId(), programme_id: programmeId, indicator_id: indicatorId, query: '{}', titles: '{}', published_at: '2022-01-01', published_by: 'test', result: '{}', definition: 'test', leaves: [], seal: 'a'.repeat(64), salt: Buffer.alloc(1), evidence_ids: [] })
      .execute();
    await expect(execute(removeIndicator, ours, { programmeId, indicatorId })).rejects.toMatchObject({ status: 409, code: 'programmes.indicator_published' });
    const other = await indicator('Y');
    await execute(removeIndicator, ours, { programmeId, indicatorId: other });
    expect(titles((await framework(ours, programmeId)).indicators)).toEqual(['X']);
  });

  test.each([
    [{ comparator: 'about', value: 1 }, 'comparator'],
    [{ comparator: 'exactly', value: -1 }, 'value'],
    [{ comparator: 'exactly', value: Number.NaN }, 'value'],
    [{ comparator: 'exactly', value: 1, fromMonth: '2020-02', untilMonth: '2020-01' }, 'untilMonth'],
    [{ comparator: 'exactly', value: 1, per: 'child' }, 'per'],
  ])('the target %j is refused', async (target, field) => {
    const indicatorId = await indicator('X');
    await expect(execute(addTarget, ours, { programmeId, indicatorId, ...target })).rejects.toMatchObject({ status: 422, field });
  });

  test('a query that nothing understands is refused', async () => {
    await expect(indicator('X', { query: { method: 'smiles' } })).rejects.toMatchObject({ status: 422, field: 'query.method' });
  });
});

describe('a conflict', () => {
  const conflicting = () => indicator('Professionals', { targets: [{ comparator: 'exactly', value: 320 }, { comparator: 'exactly', value: 210 }] });
  const found = async () => {
    const { indicators, decisions } = await framework(ours, programmeId);
    return conflicts(indicators, decisions)[0];
  };

  test('is decided with a reason, both targets stay, and a changed target reopens it', async () => {
    await conflicting();
    const { fingerprint, targets } = (await found())!;
    const { decisionId } = await execute(decideConflict, as('coordinator'), { programmeId, fingerprint, outcome: 'one-holds', targetId: targets[0]!.targetId, reasons: { en: 'The contract says 320.' } });
    expect((await found())!.decision).toMatchObject({ outcome: 'one-holds', targetId: targets[0]!.targetId, reasons: { en: 'The contract says 320.' } });
    expect((await found())!.targets).toHaveLength(2);
    expect(await lastEntry(decisionId)).toEqual({ action: 'conflict.decide', details: { programme: programmeId, outcome: 'one-holds', target: targets[0]!.targetId } });
    await execute(changeTarget, ours, { programmeId, targetId: targets[1]!.targetId, value: 211 });
    expect((await found())!.decision).toBe(null);
    await expect(execute(decideConflict, ours, { programmeId, fingerprint, outcome: 'both-hold', reasons: { en: 'Late.' } })).rejects.toMatchObject({ status: 409, code: 'programmes.conflict_changed' });
  });

  test('needs a reason, and one of its own targets', async () => {
    await conflicting();
    const { fingerprint } = (await found())!;
    const decide = (more: object) => execute(decideConflict, ours, { programmeId, fingerprint, ...more });
    await expect(decide({ outcome: 'both-hold', reasons: {} })).rejects.toMatchObject({ status: 422, field: 'reasons' });
    await expect(decide({ outcome: 'one-holds', reasons: { en: 'x' } })).rejects.toMatchObject({ status: 422, field: 'targetId' });
    await expect(decide({ outcome: 'one-holds', targetId: newId(), reasons: { en: 'x' } })).rejects.toMatchObject({ status: 422, code: 'programmes.choose_target' });
  });
});

describe('who sees and changes what', () => {
  test.each(['field-worker', 'organisation-representative', 'funder', 'auditor'] as const)('a %s changes nothing', async (role) => {
    const indicatorId = await indicator('X');
    const scope = as(role);
    await expect(execute(addLevel, scope, { programmeId, tier: { en: 'T' }, titles: { en: 'L' } })).rejects.toMatchObject({ status: 403 });
    await expect(execute(changeIndicator, scope, { programmeId, indicatorId, isPublic: false })).rejects.toMatchObject({ status: 403 });
    await expect(execute(addTarget, scope, { programmeId, indicatorId, comparator: 'exactly', value: 1 })).rejects.toMatchObject({ status: 403 });
  });

  test('ids of another programme and of another network do not exist', async () => {
    const indicatorId = await indicator('X');
    const levelId = await level('L');
    const otherProgramme = await newProgramme(ours);
    const foreign = await newProgramme(theirs);
    for (const [scope, of] of [[ours, otherProgramme], [theirs, foreign], [theirs, programmeId]] as const) {
      await expect(execute(changeIndicator, scope, { programmeId: of, indicatorId, isPublic: false })).rejects.toMatchObject({ status: 404 });
      await expect(execute(removeLevel, scope, { programmeId: of, levelId })).rejects.toMatchObject({ status: 404 });
      await expect(execute(addTarget, scope, { programmeId: of, indicatorId, comparator: 'exactly', value: 1 })).rejects.toMatchObject({ status: 404 });
      await expect(execute(addIndicator, scope, { programmeId: of, levelId, titles: { en: 'Planted' } })).rejects.toMatchObject({ status: 404 });
    }
    expect(await framework(theirs, programmeId)).toEqual({ levels: [], indicators: [], decisions: [] });
    expect(titles((await framework(ours, programmeId)).indicators)).toEqual(['X']);
  });

  test('a visitor sees the public indicators of a published programme', async () => {
    await indicator('Public');
    await indicator('Internal', { isPublic: false });
    const visitor = publicScope(ours.networkId);
    expect((await framework(visitor, programmeId)).indicators).toEqual([]);
    await execute(publishProgramme, ours, { programmeId });
    expect(titles((await framework(visitor, programmeId)).indicators)).toEqual(['Public']);
  });
});
