import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { invite } from '#platform/session/members/commands.ts';
import { memberScope, systemScope } from '#platform/session/scope.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { changeNetwork, createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addText } from '#modules/results/claims/commands.ts';
import { recordManyEvidence } from '#modules/results/commands.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { addProgramme, changeProgramme } from '../commands.ts';
import { addIndicator } from '../framework/commands.ts';
import { firstSteps } from './first-steps-queries.ts';
import { nextStep, otherSteps } from './next-step.ts';
import { whatIsMissing, type Missing } from './queries.ts';

// Two presentations and a cycle of trainings were reported with numbers and without names; one list names Rakovac; the sources promise 320 and 210.

withDatabase();
let s: Stage;
let slug: string;
let ids: { presentation: string; held: string; cycle: string; indicator: string };

beforeAll(async () => {
  s = await stage();
  slug = (await database().selectFrom('programme').select('slug').where('programme_id', '=', s.programmeId).executeTakeFirstOrThrow()).slug;
  const presentation = await s.event('regional-presentation', ['2022-06-29']);
  const held = await s.event('regional-presentation', ['2022-06-30']);
  const cycle = await s.cycle('training-of-trainers');
  await s.event('training-of-trainers', ['2022-05-26'], cycle);
  const figure = (what: string, at: object) => ({ kind: 'reported-figure', happenedOn: '2022-06-29', payload: { what, value: 20, sentence: '20', ...at } });
  await execute(recordManyEvidence, s.scope, {
    programmeId: s.programmeId,
    evidence: [
      figure('person', { eventId: presentation }),
      figure('organisation', { eventId: presentation }),
      figure('person', { seriesId: cycle }),
      figure('person', {}),
      figure('output', {}),
      { kind: 'reported-list', happenedOn: '2022-06-29', payload: { eventId: presentation, relation: 'represents', places: [{ text: 'Rakovac', placeId: null }] } },
    ],
  });
  const indicator = await execute(addIndicator, s.scope, { programmeId: s.programmeId, titles: { en: 'Professionals' }, targets: [{ comparator: 'exactly', value: 320 }, { comparator: 'at-least', value: 210 }] });
  await execute(addText, s.scope, { programmeId: s.programmeId, title: 'News', body: 'It was attended by 25 people.', language: 'en', publishedOn: '2022-09-22', url: null });
  ids = { presentation, held, cycle, indicator: indicator.indicatorId };
});

const brief = ({ kind, n, titles, names, targets, organisations }: Missing) => ({ kind, ...(n && { n }), ...(titles && { of: titles.en }), ...(names.length && { names }), ...(targets.length && { targets: targets.map(({ value }) => value) }), from: organisations.map(({ name }) => name) });

describe('what is missing', () => {
  it('names lists, names, places, targets and claims, most urgent first', async () => {
    expect((await whatIsMissing(s.as('coordinator'))).map(brief)).toEqual([
      { kind: 'place_unsettled', n: 1, names: ['Rakovac'], from: [] },
      { kind: 'event_without_list', of: 'regional-presentation 2022-06-30', from: [] },
      { kind: 'names_missing', n: 2, of: 'regional-presentation 2022-06-29', from: [] },
      { kind: 'names_missing', n: 1, of: 'training-of-trainers', from: [] },
      { kind: 'names_missing', n: 1, from: [] },
      { kind: 'targets_disagree', of: 'Professionals', targets: [320, 210], from: [] },
      { kind: 'indicator_without_query', of: 'Professionals', from: [] },
      { kind: 'claims_open', n: 1, from: [] },
    ]);
  });

  it('asks the implementer for lists, else whoever answers for the programme, else the first partner; decisions are the network’s own', async () => {
    const [first, second, third, fourth] = await Promise.all(['Partner one', 'Partner two', 'Lead', 'Implementer'].map(async (name) => (await execute(addOrganisation, s.scope, { type: 'cso', name, names: { 'sr-Cyrl': name } })).organisationId));
    const asked = async (organisations: [string, string][]) => {
      await execute(changeProgramme, s.scope, { programmeId: s.programmeId, organisations: organisations.map(([organisationId, role]) => ({ organisationId, role })) });
      const missing = await whatIsMissing(s.as('coordinator'));
      return missing.filter(({ kind }) => kind === 'event_without_list' || kind === 'targets_disagree').map(({ organisations }) => organisations.map(({ name, names }) => [name, names['sr-Cyrl']]));
    };
    expect(await asked([[first!, 'partner'], [second!, 'partner']])).toEqual([[['Partner one', 'Partner one']], []]);
    expect(await asked([[first!, 'partner'], [third!, 'accountable']])).toEqual([[['Lead', 'Lead']], []]);
    expect(await asked([[first!, 'partner'], [third!, 'accountable'], [fourth!, 'implementer']])).toEqual([[['Implementer', 'Implementer']], []]);
  });

  it('leads everybody only where she may go', async () => {
    const steps = async (role: 'coordinator' | 'field-worker' | 'auditor') => Object.fromEntries((await whatIsMissing(s.as(role))).map((one) => [one.kind, nextStep(s.as(role), one)]));
    const claims = `/work/claims/${slug}?status=waiting`;
    const [work, list] = [`/work/programmes/${slug}`, `/work/import?programme=${slug}`];
    const framework = { targets_disagree: `${work}/framework#conflicts`, indicator_without_query: `${work}/framework/indicator/${ids.indicator}` };
    expect(await steps('coordinator')).toEqual({ place_unsettled: `${work}/places`, event_without_list: list, names_missing: list, ...framework, claims_open: claims });
    expect(await steps('field-worker')).toEqual({ place_unsettled: null, event_without_list: list, names_missing: list, targets_disagree: null, indicator_without_query: null, claims_open: null });
    expect(Object.values(await steps('auditor'))).toEqual([null, null, null, null, null, null]);
    expect(await whatIsMissing(s.as('funder'))).toEqual([]);
    // Who came to an event that is over is said by its roll call or its sheets as well.
    const [held] = (await whatIsMissing(s.as('field-worker'))).filter(({ kind }) => kind === 'event_without_list');
    expect([otherSteps(s.as('field-worker'), held!), otherSteps(s.as('auditor'), held!)]).toEqual([[{ what: 'roll_call', path: `/work/events/${ids.held}/roll-call` }, { what: 'sheets', path: `/work/events/${ids.held}/sheets` }], []]);
  });

  it('tells nothing of programmes the membership does not reach', async () => {
    expect(await whatIsMissing(s.as('programme-officer', { programmeIds: ['01900000-0000-7000-8000-000000000000'] }))).toEqual([]);
  });
});

describe('the first steps of a network', () => {
  it('are ticked by what there is, lead on in their order, and go away', async () => {
    const networkId = newId();
    const first = systemScope(networkId, 'test');
    await execute(createNetwork, first, { slug: `first-${networkId.slice(-6)}`, names: { 'sr-Cyrl': 'Наша мрежа' } });
    const scope = memberScope({ networkId, actor: { kind: 'account', id: newId(), name: 'Ана' }, roles: ['coordinator'], organisationId: null, programmeIds: null });
    const steps = async () => (await firstSteps(scope)).map(({ step, isDone, path }) => [step, isDone, path]);
    const undone = [['network', false, '/work/settings'], ['programme', false, '/work/programmes/new'], ['event', false, null], ['colleagues', false, '/work/members']];
    expect(await steps()).toEqual(undone);
    expect(await firstSteps({ ...scope, roles: ['field-worker'] })).toEqual([]);
    const { programmeId } = await execute(addProgramme, scope, { slug: 'ours', titles: { en: 'Ours' } });
    expect((await steps()).slice(1, 3)).toEqual([['programme', true, '/work/programmes/new'], ['event', false, '/work/programmes/ours/events/new']]);
    await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'First' }, days: ['2027-01-31'] });
    await execute(changeNetwork, scope, { names: { en: 'Ours' }, contact: { name: 'Ана', email: 'ana@example.org', phone: '' } });
    expect((await steps()).map(([, isDone]) => isDone)).toEqual([true, true, true, false]);
    // Whoever works alone is not reminded of colleagues for ever.
    await database().updateTable('network').set({ created_at: new Date(Date.now() - 61 * 86_400_000) }).where('network_id', '=', networkId).execute();
    expect(await steps()).toEqual([]);
    await database().updateTable('network').set({ created_at: new Date() }).where('network_id', '=', networkId).execute();
    await execute(invite, scope, { email: 'first@example.org', role: 'auditor' });
    expect(await steps()).toHaveLength(4);
    await execute(invite, scope, { email: 'second@example.org', role: 'auditor' });
    expect(await steps()).toEqual([]);
  });
});
