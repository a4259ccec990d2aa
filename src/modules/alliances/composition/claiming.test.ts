import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { joinOrganisations } from '#modules/duplicates/joining/commands.ts';
import { addOrganisation, changeOrganisation, whenTypeChanges } from '#modules/organisations/commands.ts';
import { sayFormer, takeBackFormer } from '#modules/organisations/former-commands.ts';
import { addIndicator } from '#modules/programmes/framework/commands.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { useKinds } from '#modules/results/kind.ts';
import { refreshFacts } from '#modules/results/rebuild.ts';
import { withdrawal } from '#modules/results/withdrawal.ts';
import { resultOf } from '#modules/results/queries.ts';
import { query } from '#modules/results/shape.ts';
import { saveService } from '#modules/services/commands.ts';
import { addAlliance, changeAlliance } from '../commands.ts';
import { networkComposition } from '../evidence.ts';
import { joinAlliance, sayMemberState } from '../membership/commands.ts';
import type { CountedOrganisation } from '../membership/queries.ts';
import { addRule, changeRule, claimComposition } from './commands.ts';
import { candidatesFor, standingOf, type RuleStanding } from './queries.ts';

withDatabase();
let scope: Scope;
let programmeId: string;
let allianceId: string;
let ruleId: string;
const today = new Date().toISOString().slice(0, 10);
const yesterday = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const seats = { A: 'RS-L-70432', B: 'RS-L-79065', C: 'RS-L-71269' };
const members = new Map<string, string>();
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const organisation = async (name: string, type: string, seat: string) => (await execute(addOrganisation, scope, { type, name, seat })).organisationId;
const joins = async (organisationId: string, state = 'member', from = '2025-01-01') => members.set(organisationId, (await execute(joinAlliance, scope, { allianceId, organisationId, state, from })).memberId);
const standing = async (day = today) => (await standingOf(scope, allianceId, day, 'en')).rules[0]!;
const ofNetworks = async () => (await within(scope, (tx) => resultOf(tx, scope, programmeId, query.parse({ method: 'outputs', where: { breakdown: { output: 'local-network' } } })))).net;
const rule = {
  titles: { en: 'Capacity building' }, sourceSentence: 'Najmanje šest organizacija civilnog društva i tri lokalne ustanove socijalne zaštite iz tri ciljana regiona',
  regions: Object.entries({ A: 'RS-24', B: 'RS-20', C: 'RS-08' }).map(([name, place]) => ({ names: { en: name }, places: [place] })), regionsNeeded: 3,
  parts: [{ types: ['cso'], perRegion: 2, inTotal: 6 }, { types: ['public-institution'], perRegion: 1, inTotal: 3 }],
};

beforeAll(async () => {
  useKinds([networkComposition, withdrawal]);
  whenTypeChanges((tx, networkId, organisationId) => refreshFacts(tx, networkId, { organisationId }));
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'one', names: JSON.stringify({ en: 'One' }) }).execute();
  scope = systemScope(networkId, 'test');
  ({ programmeId } = await execute(addProgramme, scope, { slug: 'returnees', titles: { en: 'Returnees' } }));
  await execute(addIndicator, scope, { programmeId, titles: { en: 'Local networks' }, query: query.parse({ method: 'outputs', where: { breakdown: { output: 'local-network' } } }) });
  ({ allianceId } = await execute(addAlliance, scope, { names: { en: 'Local network' }, kind: 'local' }));
  ({ ruleId } = await execute(addRule, scope, { allianceId, programmeId, ...rule }));
  for (const [region, csos] of Object.entries({ A: 4, B: 1, C: 1 })) for (let n = 0; n < csos; n++) await joins(await organisation(`CSO ${region}${n}`, 'cso', seats[region as 'A']));
  for (const region of ['A', 'B', 'C'] as const) await joins(await organisation(`Institution ${region}`, 'public-institution', seats[region]));
});

test('4 + 1 + 1 has the sum and is refused, with what each region lacks; nothing is recorded', async () => {
  await expect(execute(claimComposition, scope, { ruleId, day: today })).rejects.toMatchObject({ status: 409, code: 'composition.not_met', details: { n: 2, deficits: [{ region: 1, part: 0, lacks: 1 }, { region: 2, part: 0, lacks: 1 }] } });
  expect([await ofNetworks(), (await standing()).claims]).toEqual([0, []]);
});

test('proposals: of the type, from the region, no member yet; who applied first, then who is active, with reasons that can be checked', async () => {
  const [quiet, active, applied] = [await organisation('A quiet one', 'cso', seats.B), await organisation('An active one', 'cso', seats.B), await organisation('Z applied', 'cso', seats.B)];
  await organisation('Elsewhere', 'cso', seats.A);
  await organisation('Another kind', 'authority', seats.B);
  await execute(saveService, scope, { organisationId: active, name: 'Day centre', published: true });
  await execute(saveService, scope, { organisationId: quiet, name: 'Not published' });
  await joins(applied, 'applicant');
  const { rule: stored, composed } = await standing();
  const { candidates, total } = await candidatesFor(scope, stored, (await standingOf(scope, allianceId, today, 'en')).organisations, composed.deficits[0]!, today);
  expect([total, candidates.map(({ name, reasons }) => [name, reasons.map((reason) => ('n' in reason ? `${reason.code} ${reason.n}` : reason.code))])]).toEqual([3, [['Z applied', ['applicant', 'seat']], ['An active one', ['seat', 'services 1']], ['A quiet one', ['seat']]]]);
  await execute(sayMemberState, scope, { memberId: members.get(applied)!, state: 'member', from: today });
  expect((await standing()).composed.deficits).toEqual([{ region: 2, part: 0, lacks: 1 }]);
});

test('with every gap closed it is accepted, is evidence, and counts as one network however often it is claimed', async () => {
  await joins(await organisation('CSO C1', 'cso', seats.C), 'member', today);
  await execute(claimComposition, scope, { ruleId, day: today });
  expect(await ofNetworks()).toBe(1);
  await execute(claimComposition, scope, { ruleId, day: today });
  const { claims, composed } = await standing();
  expect([await ofNetworks(), composed.isMet, claims.map((claim) => [claim.day, claim.members, claim.evidenceId !== null])]).toEqual([1, true, [[today, 11, true], [today, 11, true]]]);
  // As it was the day before, it was not met; and a day to come proves nothing.
  expect(await refused(execute(claimComposition, scope, { ruleId, day: '2025-06-01' }))).toBe('composition.not_met');
  expect(await refused(execute(claimComposition, scope, { ruleId, day: '2999-01-01' }))).toBe('composition.day_to_come');
});

test('a rule that changes later leaves what was claimed as it was claimed', async () => {
  await execute(changeRule, scope, { ruleId, programmeId, ...rule, parts: [{ types: ['cso'], perRegion: 3, inTotal: 9 }] });
  const { composed, claims } = await standing();
  expect([composed.isMet, claims.length]).toEqual([false, 2]);
  const kept = await database().selectFrom('composition_claim').select('rule').execute();
  expect(kept.map(({ rule }) => (rule as { parts: unknown[] }).parts.length)).toEqual([2, 2]);
});

test('whoever may not record in the programme does not prove anything in it', async () => {
  const officer = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'O' }, roles: ['programme-officer'], organisationId: null, programmeIds: [newId()] });
  await execute(changeRule, scope, { ruleId, programmeId, ...rule });
  expect(await refused(execute(claimComposition, officer, { ruleId, day: today }))).toBe('composition.not_your_programme');
});

test('nobody is proposed who counts already: over a member network, or by an entry that was joined into another', async () => {
  const [{ allianceId }, { allianceId: inner }] = [await execute(addAlliance, scope, { names: { en: 'Outer' }, kind: 'umbrella' }), await execute(addAlliance, scope, { names: { en: 'Inner' }, kind: 'local' })];
  await execute(addRule, scope, { allianceId, ...rule, regions: [{ names: { en: 'D' }, places: ['RS-22'] }], regionsNeeded: 1, parts: [{ types: ['cso'], perRegion: 5, inTotal: 5 }] });
  const [through, joined, entry, applied, appliedEntry, free, face] = await Promise.all(['Through the inner network', 'Joined', 'Its other entry', 'Applied', 'By its other entry', 'Free', 'The inner network itself'].map((name) => organisation(name, 'cso', 'RS-L-70939')));
  for (const [of, organisationId, state] of [[inner, through, 'member'], [allianceId, entry, 'member'], [allianceId, appliedEntry, 'applicant']] as const) await execute(joinAlliance, scope, { allianceId: of, organisationId, state, from: '2024-01-01' });
  await execute(joinAlliance, scope, { allianceId, memberAllianceId: inner, from: '2024-01-01' });
  await execute(changeAlliance, scope, { allianceId: inner, organisationId: face });
  await execute(saveService, scope, { organisationId: appliedEntry, name: 'Under the other entry', published: true });
  for (const [staysId, otherId] of [[joined, entry], [applied, appliedEntry]]) await execute(joinOrganisations, scope, { staysId, otherId });
  const { organisations, rules: [{ rule: stored, composed }] } = (await standingOf(scope, allianceId, today, 'en')) as { organisations: CountedOrganisation[]; rules: [RuleStanding] };
  const { candidates } = await candidatesFor(scope, stored, organisations, composed.deficits[0]!, today);
  expect([organisations.map(({ name }) => name), candidates.map(({ organisationId, state, services }) => [organisationId, state, services])]).toEqual([['Joined', 'Through the inner network'], [[applied, 'applicant', 1], [free, null, 0]]]);
});

test('a past day is claimed by the type and the seat that organisations had on that day', async () => {
  const { allianceId } = await execute(addAlliance, scope, { names: { en: 'As it was' }, kind: 'local' });
  const { ruleId } = await execute(addRule, scope, { allianceId, ...rule, regions: [rule.regions[0]], regionsNeeded: 1, parts: [{ types: ['cso'], perRegion: 1, inTotal: 1 }, { types: ['public-institution'], perRegion: 1, inTotal: 1 }] });
  const [cso, institution] = [await organisation('Moves later', 'cso', seats.A), await organisation('Becomes another kind', 'public-institution', seats.A)];
  for (const organisationId of [cso, institution]) await execute(joinAlliance, scope, { allianceId, organisationId, from: '2024-01-01' });
  const met = (day: string) => refused(execute(claimComposition, scope, { ruleId, day }));
  const kept = async () => (await database().selectFrom('composition_claim').select('members').where('rule_id', '=', ruleId).orderBy('claimed_at', 'desc').limit(1).executeTakeFirstOrThrow()).members;
  expect(await met('2024-06-01')).toBe(null);
  await execute(changeOrganisation, scope, { organisationId: cso, seat: seats.B, since: '2025-03-01' });
  await execute(changeOrganisation, scope, { organisationId: institution, type: 'authority' });
  expect([await met(today), await met('2025-03-01'), await met('2025-02-28')]).toEqual(['composition.not_met', 'composition.not_met', null]);
  expect(await kept()).toEqual(expect.arrayContaining([{ organisationId: cso, type: 'cso', seat: seats.A, region: 0 }, { organisationId: institution, type: 'public-institution', seat: seats.A, region: 0 }]));
  // What stood there by mistake never was: then former days are put right too; and what was said of former days can be.
  const another = await organisation('Entered wrongly', 'media', seats.A);
  await execute(joinAlliance, scope, { allianceId, organisationId: another, from: '2024-01-01' });
  await execute(changeOrganisation, scope, { organisationId: another, type: 'cso', since: 'always' });
  await execute(sayFormer, scope, { organisationId: institution, until: yesterday, type: 'authority', seat: seats.A });
  expect(await met('2025-03-01')).toBe('composition.not_met');
  await execute(sayFormer, scope, { organisationId: institution, until: yesterday, type: 'public-institution', seat: seats.A });
  expect(await met('2025-03-01')).toBe(null);
  await execute(takeBackFormer, scope, { organisationId: institution, until: yesterday });
  expect([await met('2025-03-01'), await refused(execute(sayFormer, scope, { organisationId: cso, until: today, type: 'cso' })), await refused(execute(changeOrganisation, scope, { organisationId: cso, seat: seats.C, since: '2999-01-01' })), await refused(execute(takeBackFormer, scope, { organisationId: cso, until: '2020-01-01' }))]).toEqual(['composition.not_met', 'organisations.day_to_come', 'organisations.day_to_come', 'platform.not_found']);
});
