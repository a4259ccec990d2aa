import { beforeAll, expect, test } from 'vitest';
import { createApi } from '#platform/api/api.ts';
import { program } from '#platform/api/testing.ts';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role } from '#platform/session/scope.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addAgreement, endAgreement } from './agreements/commands.ts';
import { alliancesApi } from './api.ts';
import { addAlliance, publishAlliance } from './commands.ts';
import { joinAlliance, sayMemberState } from './membership/commands.ts';

withDatabase();
const api = createApi([alliancesApi]);
const scope = systemScope(newId(), 'test');
const visitor = program(api, null);
const as = (role: Role, organisationId: string | null = null) => program(api, memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId, programmeIds: null }));
const ids: Record<string, string> = {};

beforeAll(async () => {
  await execute(createNetwork, scope, { slug: 'ours', names: { en: 'Ours' } });
  for (const name of ['Sun', 'Rain', 'Wind']) ids[name] = (await execute(addOrganisation, scope, { type: 'cso', name, seat: 'RS-L-70939' })).organisationId;
  for (const name of ['Whole', 'Part', 'Hidden']) {
    ids[name] = (await execute(addAlliance, scope, { names: { en: name, 'sr-Cyrl': `${name} мрежа` }, kind: 'umbrella', areas: ['RS-L-70939'] })).allianceId;
    await execute(publishAlliance, scope, { allianceId: ids[name]!, isPublished: name !== 'Hidden' });
  }
  const joins = async (into: string, who: { organisationId?: string; memberAllianceId?: string }, from: string) => (await execute(joinAlliance, scope, { allianceId: ids[into]!, ...who, from })).memberId;
  await joins('Whole', { organisationId: ids.Sun! }, '2020-01-01');
  await joins('Whole', { memberAllianceId: ids.Part! }, '2021-01-01');
  await joins('Part', { organisationId: ids.Sun! }, '2020-01-01');
  const memberId = await joins('Part', { organisationId: ids.Rain! }, '2020-01-01');
  await execute(sayMemberState, scope, { memberId, state: 'suspended', from: '2024-01-01', note: 'Owes an account' });
  const said = { kind: 'memorandum', validFrom: '2026-01-01', validUntil: '2054-12-31', locale: 'en', origin: 'https://kolo.example' } as const;
  const { agreementId } = await execute(addAgreement, scope, { ...said, titles: { en: 'Of Sun' }, scopes: { en: 'What is agreed' }, parties: [{ organisationId: ids.Sun! }, { allianceId: ids.Whole! }] });
  await execute(endAgreement, scope, { agreementId, endedOn: '2026-05-05', reason: 'Between the two of them' });
  await execute(addAgreement, scope, { ...said, titles: { en: 'Of Wind' }, parties: [{ organisationId: ids.Wind! }, { allianceId: ids.Whole! }] });
});

test('networks by name and place, with those who are members on the day; a visitor gets the published ones', async () => {
  const names = async (who: typeof visitor, query = '') => (await who.get(`/networks${query}`)).body.data.map(({ label, members }: { label: string; members: number }) => `${label} ${members}`);
  expect([await names(visitor), await names(as('funder')), await names(visitor, '?on=2020-06-01'), await names(visitor, '?q=vhole')]).toEqual([['Part 1', 'Whole 2'], ['Hidden null', 'Part 1', 'Whole 2'], ['Part 2', 'Whole 1'], ['Whole 2']]);
  expect([await names(visitor, '?q=pirot&lang=sr-Cyrl'), await names(visitor, '?place=RS-L-71269')]).toEqual([['Part мрежа 1', 'Whole мрежа 2'], []]);
  const first = (await visitor.get('/networks?limit=1')).body;
  expect([first.total, (await visitor.get(`/networks?limit=1&cursor=${first.next}`)).body]).toMatchObject([2, { data: [{ label: 'Whole' }], next: null }]);
  expect((await visitor.get('/networks?cursor=x')).body.code).toBe('platform.bad_cursor');
});

test('one network as of a day: each organisation once, and to a visitor nobody who was suspended', async () => {
  const on = async (who: typeof visitor, name: string, day: string) => {
    const { body } = await who.get(`/networks/${ids[name]}?on=${day}`);
    return [body.members.map(({ label, state }: { label: string; state: string }) => `${label} ${state}`), body.counted.net, body.counted.gross, body.counted.overlaps.map(({ name }: { name: string }) => name)];
  };
  expect(await on(visitor, 'Whole', '2023-01-01')).toEqual([['Part member', 'Sun member'], 2, 3, ['Sun']]);
  expect(await on(visitor, 'Part', '2025-01-01')).toEqual([['Sun member'], 1, 1, []]);
  expect(await on(as('funder'), 'Part', '2025-01-01')).toEqual([['Rain suspended', 'Sun member'], 1, 1, []]);
  expect((await visitor.get(`/networks/${ids.Hidden}`)).status).toBe(404);
  for (const who of [visitor, as('funder'), as('coordinator')]) expect((await who.get(`/networks/${ids.Part}`)).text).not.toContain('Owes an account');
  expect((await visitor.get(`/networks/${ids.Part}?on=tomorrow`)).body).toMatchObject({ status: 422, errors: [{ path: 'on' }] });
});

test('agreements without what is confidential: all for whoever works here, those of her own for a representative', async () => {
  const titles = async (who: typeof visitor, query = '') => (await who.get(`/agreements${query}`)).body.data.map(({ titles, state }: { titles: { en: string }; state: string }) => `${titles.en} ${state}`);
  expect(await titles(as('auditor'))).toEqual([expect.stringContaining('Of Wind'), 'Of Sun ended-early']);
  expect([await titles(as('organisation-representative', ids.Sun!)), await titles(as('funder')), await titles(as('coordinator'), `?organisation=${ids.Rain}`)]).toEqual([['Of Sun ended-early'], [], []]);
  expect((await visitor.get('/agreements')).status).toBe(401);
  expect((await as('coordinator').get('/agreements')).text).not.toContain('Between the two');
});
