import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { wordsOf } from '#platform/words/load.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addOrganisation, standForOrganisations } from '#modules/organisations/commands.ts';
import { addAlliance, changeAlliance, publishAlliance } from './commands.ts';
import { addRepresentative, changeRepresentative, joinAlliance, sayMemberState, takeBackState } from './membership/commands.ts';
import { member, membersOn } from './membership/queries.ts';
import { alliance, listAlliances, publicAlliance, publicAlliances } from './queries.ts';

withDatabase();
let scope: Scope;
let other: Scope;
const today = '2026-11-22';

const network = async (slug: string) => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug, names: JSON.stringify({ en: slug }) }).execute();
  return systemScope(networkId, 'test');
};
const as = (role: Role) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId: null, programmeIds: null });
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const organisation = async (name: string, type = 'cso', seat: string | null = 'RS-L-70939') => (await execute(addOrganisation, scope, { type, name, seat })).organisationId;
const made = async (name: string, more = {}) => (await execute(addAlliance, scope, { names: { en: name }, kind: 'umbrella', ...more })).allianceId;
const joins = async (allianceId: string, part: { organisationId?: string; memberAllianceId?: string }, from = '2020-01-01', state = 'member') => (await execute(joinAlliance, scope, { allianceId, ...part, from, state })).memberId;
const on = (allianceId: string, day = today, who: Scope = scope) => membersOn(who, allianceId, day, 'en');

beforeAll(async () => {
  [scope, other] = [await network('one'), await network('two')];
});

describe('members over time', () => {
  test('the list and its numbers are those of the day that is asked for, and nothing said is lost', async () => {
    const [sun, rain] = [await organisation('Sun'), await organisation('Rain', 'public-institution', 'RS-L-79065')];
    const allianceId = await made('Pirot', { kind: 'local', areas: ['RS-L-70939'] });
    const [one, two] = [await joins(allianceId, { organisationId: sun }, '2015-02-01', 'applicant'), await joins(allianceId, { organisationId: rain }, '2016-01-01')];
    await execute(sayMemberState, scope, { memberId: one, state: 'member', from: '2015-05-01', note: 'Decision 4' });
    await execute(sayMemberState, scope, { memberId: one, state: 'left', from: '2018-01-01' });
    const counts = async (day: string) => {
      const { members, left, organisations, byType, byPlace } = await on(allianceId, day);
      return [members.map(({ name, state }) => `${name} ${state}`), left.length, organisations.length, byType, byPlace];
    };
    expect(await counts('2015-01-31')).toEqual([[], 0, 0, [], []]);
    expect(await counts('2015-03-01')).toEqual([['Sun applicant'], 0, 0, [], []]);
    expect(await counts('2017-12-31')).toEqual([['Rain member', 'Sun member'], 0, 2, [{ type: 'public-institution', n: 1 }, { type: 'cso', n: 1 }], [{ place: 'RS-L-79065', n: 1 }, { place: 'RS-L-70939', n: 1 }]]);
    expect(await counts('2018-01-01')).toEqual([['Rain member'], 1, 1, [{ type: 'public-institution', n: 1 }], [{ place: 'RS-L-79065', n: 1 }]]);

    // Nothing before what was said last, nothing that cannot follow; who is there is not there twice; who left comes back into her own history.
    expect(await refused(execute(sayMemberState, scope, { memberId: one, state: 'member', from: '2017-01-01' }))).toBe('alliances.earlier_than_last');
    expect(await refused(execute(sayMemberState, scope, { memberId: two, state: 'applicant', from: '2019-01-01' }))).toBe('alliances.cannot_become');
    expect(await refused(joins(allianceId, { organisationId: rain }))).toBe('alliances.member_already');
    expect(await joins(allianceId, { organisationId: sun }, '2020-01-01')).toBe(one);
    await execute(takeBackState, scope, { memberId: one });
    expect((await on(allianceId)).left.map(({ name }) => name)).toEqual(['Sun']);
    expect((await member(scope, allianceId, one, today, 'en')).history.map(({ state, from, isTakenBack }) => [state, from, isTakenBack])).toEqual([
      ['member', '2020-01-01', true], ['left', '2018-01-01', false], ['member', '2015-05-01', false], ['applicant', '2015-02-01', false],
    ]);
    expect((await listAlliances(scope, 'en', today, { q: 'пирот' })).items).toMatchObject([{ allianceId, members: 1 }]);
    expect((await listAlliances(scope, 'en', today, { q: 'Pirot', kind: 'umbrella' })).total).toBe(0);
  });

  test('members of members count once; entries that were joined count as one, and apart again', async () => {
    const [x, y, z] = [await organisation('X'), await organisation('Y'), await organisation('Z', 'cso', null)];
    const [top, a, b] = [await made('Top'), await made('A'), await made('B')];
    for (const part of [a, b]) await joins(top, { memberAllianceId: part });
    await joins(a, { organisationId: x });
    await joins(b, { organisationId: x });
    await joins(b, { organisationId: y });
    await joins(top, { organisationId: z }, '2020-01-01', 'observer');
    expect((await on(top)).counted).toMatchObject({ gross: 3, net: [x, y].sort(), overlaps: [{ organisationId: x, through: [a, b].sort() }].map((one) => ({ ...one, through: expect.arrayContaining(one.through) })), silent: [] });
    await within(scope, (tx) => standForOrganisations(tx, scope.networkId, new Map([[y, x]])));
    expect((await on(top)).counted).toMatchObject({ gross: 2, net: [x] });
    // The list of networks counts as the network's own page does.
    const inList = async (name: string) => (await listAlliances(scope, 'en', today, { q: name })).items.find(({ names }) => names.en === name)!.members;
    expect([await inList('B'), (await on(b)).organisations.length, await inList('Top')]).toEqual([1, 1, 2]);
    await within(scope, (tx) => standForOrganisations(tx, scope.networkId, new Map([[y, null]])));
    expect((await on(top)).counted).toMatchObject({ gross: 3, net: { length: 2 } });
    // From the day on which B was dissolved nobody comes over it.
    await execute(changeAlliance, scope, { allianceId: b, endedOn: '2024-12-31' });
    expect([(await on(top)).counted.net, (await on(top, '2024-12-31')).counted.gross]).toEqual([[x], 3]);
    expect([await inList('B'), (await on(b)).organisations.length]).toEqual([0, 0]);
  });

  test('the directory’s entry of a network stands for the network; circles are refused in words', async () => {
    const [entry, x] = [await organisation('MODS', 'network'), await organisation('X1')];
    const [mods, whole] = [await made('MODS', { organisationId: entry }), await made('Whole')];
    await joins(mods, { organisationId: x });
    await joins(whole, { organisationId: entry });
    expect(await on(whole)).toMatchObject({ members: [{ type: 'network', memberAllianceId: mods, organisationId: null }], counted: { net: [x], gross: 1 } });
    expect(await refused(joins(mods, { memberAllianceId: whole }))).toBe('alliances.circle');
    expect(await refused(joins(mods, { organisationId: entry }))).toBe('alliances.own_member');
    // Also when the circle closes because a network gets an entry that is a member already.
    const [later, other] = [await organisation('Later', 'network'), await made('Other')];
    await joins(other, { memberAllianceId: whole });
    await joins(mods, { organisationId: later });
    await expect(execute(changeAlliance, scope, { allianceId: other, organisationId: later })).rejects.toMatchObject({ code: 'alliances.circle', details: { path: expect.arrayContaining([{ en: 'Whole' }]) } });
    // Each network is called as its reader calls it.
    const [one, two] = [await made('Ring A', { names: { en: 'Ring A', bg: 'Пръстен А' } }), await made('Ring B', { names: { en: 'Ring B', bg: 'Пръстен Б' } })];
    await joins(one, { memberAllianceId: two });
    const circle = (await joins(two, { memberAllianceId: one }).then(() => null, (problem) => problem)) as Problem;
    expect([sentence(circle, await wordsOf('bg')), sentence(circle, await wordsOf('en'))]).toEqual([expect.stringMatching(/Пръстен [АБ] → Пръстен [АБ]/), expect.stringMatching(/Ring [AB] → Ring [AB]/)]);
    expect((await alliance(scope, other)).organisationId).toBeNull();
  });

  test('two halves of a circle, entered at once, do not both come in', async () => {
    const [a, b] = [await made('Half A'), await made('Half B')];
    expect((await Promise.all([refused(joins(a, { memberAllianceId: b })), refused(joins(b, { memberAllianceId: a }))])).sort()).toEqual(['alliances.circle', null].sort());
  });
});

describe('who sees what', () => {
  test('a visitor sees what is published, and of the people those who agreed; another network sees nothing', async () => {
    const [sun, moon] = [await organisation('Sun of the public'), await organisation('Moon of the public')];
    const [allianceId, hidden] = [await made('Public network'), await made('Hidden network')];
    const memberId = await joins(allianceId, { organisationId: sun });
    await joins(allianceId, { memberAllianceId: hidden });
    await joins(hidden, { organisationId: moon });
    const says = async (given: string, consentOn: string | null) => (await execute(addRepresentative, scope, { memberId, given, surname: 'Secret', role: 'Delegate', consentOn })).representativeId;
    const [named] = [await says('Agrees', '2026-01-01'), await says('Silent', null)];
    const visitor = publicScope(scope.networkId);
    expect(await refused(on(allianceId, today, visitor))).toBe('platform.not_found');
    await execute(publishAlliance, scope, { allianceId, isPublished: true });
    expect((await publicAlliances('en', today)).items.map((one) => one.allianceId)).toEqual([allianceId]);
    expect((await publicAlliance(allianceId)).alliance.names).toEqual({ en: 'Public network' });
    expect(await refused(publicAlliance(hidden))).toBe('platform.not_found');
    const representatives = async (who: Scope) => (await on(allianceId, today, who)).members.flatMap((one) => one.representatives).map(({ name, personId }) => [name, personId !== null]);
    expect(await representatives(visitor)).toEqual([['Agrees Secret', false]]);
    expect(await representatives(as('auditor'))).toEqual([['Agrees Secret', false], [null, false]]);
    expect(await representatives(as('field-worker'))).toEqual([['Agrees Secret', true], ['Silent Secret', true]]);
    // A list that is not published is not read for a visitor's count.
    expect([(await on(allianceId, today, visitor)).counted.silent, (await on(allianceId)).counted.net.length]).toEqual([[hidden], 2]);
    await execute(changeRepresentative, scope, { representativeId: named, consentOn: null });
    expect(await representatives(visitor)).toEqual([]);
    expect(await refused(alliance(other, allianceId))).toBe('platform.not_found');
    expect(await refused(execute(joinAlliance, other, { allianceId, organisationId: sun, from: today }))).toBe('platform.not_found');
    expect((await listAlliances(other, 'en', today)).total).toBe(0);
  });

  test('why a member was suspended is read by those who run the network and the auditor; that it is, by everybody inside', async () => {
    const [allianceId, sun] = [await made('Notes'), await organisation('Suspended one')];
    const memberId = await joins(allianceId, { organisationId: sun });
    await execute(sayMemberState, scope, { memberId, state: 'suspended', from: '2026-01-01', note: 'Has not accounted for a grant' });
    const limited = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'L' }, roles: ['programme-officer'], organisationId: null, programmeIds: [newId()] });
    const its = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'R' }, roles: ['organisation-representative'], organisationId: sun, programmeIds: null });
    const noted = async (who: Scope) => (await member(who, allianceId, memberId, today, 'en')).history.map(({ state, note }) => [state, note])[0];
    for (const who of [scope, as('programme-officer'), limited, as('auditor')]) expect(await noted(who)).toEqual(['suspended', 'Has not accounted for a grant']);
    for (const who of [as('field-worker'), as('funder'), as('organisation-representative'), its]) expect(await noted(who)).toEqual(['suspended', null]);
    expect([await refused(member(publicScope(scope.networkId), allianceId, memberId, today, 'en')), await refused(member(other, allianceId, memberId, today, 'en'))]).toEqual(['platform.not_found', 'platform.not_found']);
    expect(JSON.stringify(await on(allianceId, today, as('field-worker')))).not.toContain('accounted');
  });

  test('a field worker, a funder and a visitor change nothing', async () => {
    const allianceId = await made('Kept');
    for (const who of [as('field-worker'), as('funder'), as('organisation-representative'), publicScope(scope.networkId)]) {
      expect([await refused(execute(addAlliance, who, { names: { en: 'Mine' }, kind: 'local' })), await refused(execute(publishAlliance, who, { allianceId, isPublished: true }))]).toEqual(['platform.forbidden', 'platform.forbidden']);
    }
  });
});
