import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { addAlliance } from '../commands.ts';
import { askFees, saveFee, takeBackFees } from '../fees/commands.ts';
import { feesOf } from '../fees/queries.ts';
import { joinAlliance } from '../membership/commands.ts';
import { beginTerm, changeTerm, recordElection, saveBody, takeBackElection } from './commands.ts';
import { bodiesOf, eligibleFor } from './queries.ts';

withDatabase();
let scope: Scope;
let allianceId: string;
let bodyId: string;
let memberId: string;
let organisationId: string;
const people: string[] = [];
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const on = async (day: string, who: Scope = scope) => (await bodiesOf(who, allianceId, day))[0]!.terms.map(({ name, role, from, until }) => [name, role, from, until]);

beforeAll(async () => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'one', names: JSON.stringify({ en: 'One' }) }).execute();
  scope = systemScope(networkId, 'test');
  ({ allianceId } = await execute(addAlliance, scope, { names: { en: 'Network' }, kind: 'umbrella' }));
  ({ organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: 'Sun' }));
  ({ memberId } = await execute(joinAlliance, scope, { allianceId, organisationId, from: '2020-01-01' }));
  for (const given of ['Ana', 'Boris', 'Vera', 'Goran']) people.push((await execute(addPerson, scope, { given, surname: 'Test', affiliations: [{ organisationId }] })).personId);
  ({ bodyId } = await execute(saveBody, scope, { allianceId, kind: 'board', seats: 2, termMonths: 24 }));
});

test('terms follow from an election; who sat there until then makes room, and any day can be asked', async () => {
  const [ana, boris, vera, goran] = people as [string, string, string, string];
  await execute(beginTerm, scope, { bodyId, personId: ana, role: 'chair', from: '2022-01-01', until: null, consentOn: '2022-01-01' });
  await execute(beginTerm, scope, { bodyId, personId: goran, from: '2022-01-01', until: null });
  expect(await refused(execute(beginTerm, scope, { bodyId, personId: vera, from: '2023-01-01' }))).toBe('bodies.no_seat');
  const candidates = [{ personId: ana, votes: 9 }, { personId: boris, votes: 6 }, { personId: vera, votes: 6 }, { personId: goran, votes: 1 }];
  const election = { bodyId, heldOn: '2025-03-10', beginsOn: '2025-04-01', seats: 2, entitled: 15, ballots: 12 };
  await expect(execute(recordElection, scope, { ...election, candidates })).rejects.toMatchObject({ code: 'bodies.tie', details: { n: 2, seats: 1 } });
  await execute(recordElection, scope, { ...election, candidates: candidates.map((one) => ({ ...one, byLot: one.personId === vera })), note: 'The lot chose Vera.' });
  expect(await on('2025-03-31')).toEqual([['Ana Test', 'chair', '2022-01-01', '2025-03-31'], ['Goran Test', 'member', '2022-01-01', '2025-03-31']]);
  expect(await on('2025-04-01')).toEqual([['Ana Test', 'member', '2025-04-01', '2027-03-31'], ['Vera Test', 'member', '2025-04-01', '2027-03-31']]);
  expect(await on('2027-04-01')).toEqual([]);
  const noteFor = async (role: Role) => (await bodiesOf(memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId: null, programmeIds: null }), allianceId, '2026-01-01'))[0]!.elections[0]!.note;
  expect([await noteFor('coordinator'), await noteFor('auditor'), await noteFor('field-worker'), await noteFor('funder')]).toEqual(['The lot chose Vera.', 'The lot chose Vera.', null, null]);
  const [board] = await bodiesOf(scope, allianceId, '2026-01-01');
  expect(board!.elections).toMatchObject([{ ballots: 12, candidates: [{ name: 'Ana Test', votes: 9, elected: true }, { name: 'Vera Test', elected: true }, { name: 'Boris Test', elected: false }, { name: 'Goran Test', votes: 1 }] }]);
  // What was declared is not rewritten, whoever tries.
  await expect(database().transaction().execute(async (tx) => {
    await tx.executeQuery({ sql: 'set local role kolo_app', parameters: [], query: {} as never, queryId: {} as never });
    await tx.updateTable('alliance_candidate').set({ votes: 0 }).execute();
  })).rejects.toThrow('permission denied');
});

test('an election entered by mistake is taken back: its terms go, those it ended go on, and it stays readable', async () => {
  const before = await on('2026-01-01');
  const wrong = await execute(recordElection, scope, { bodyId, heldOn: '2025-12-01', beginsOn: '2025-12-15', seats: 2, candidates: [{ personId: people[3], votes: 5 }] });
  expect(await on('2026-01-01')).toEqual([['Goran Test', 'member', '2025-12-15', '2027-12-14']]);
  const [{ elections }] = (await bodiesOf(scope, allianceId, '2026-01-01')) as [Awaited<ReturnType<typeof bodiesOf>>[number]];
  expect(await refused(execute(takeBackElection, scope, { electionId: elections[1]!.electionId }))).toBe('bodies.later_election');
  await execute(takeBackElection, scope, { electionId: wrong.electionId });
  expect([await on('2026-01-01'), (await bodiesOf(scope, allianceId, '2026-01-01'))[0]!.elections.map(({ isTakenBack }) => isTakenBack)]).toEqual([before, [true, false]]);
  expect(await refused(execute(takeBackElection, scope, { electionId: wrong.electionId }))).toBe('platform.not_found');
});

test('a visitor reads the name of whoever agreed, an auditor the term without a name', async () => {
  const auditor = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'A' }, roles: ['auditor'], organisationId: null, programmeIds: null });
  expect(await on('2026-01-01', publicScope(scope.networkId))).toEqual([['Ana Test', 'member', '2025-04-01', '2027-03-31']]);
  expect((await on('2026-01-01', auditor)).map(([name]) => name).sort()).toEqual(['Ana Test', null]);
  const [board] = await bodiesOf(scope, allianceId, '2026-01-01');
  await execute(changeTerm, scope, { termId: board!.terms[0]!.termId, consentOn: null });
  expect((await bodiesOf(publicScope(scope.networkId), allianceId, '2026-01-01'))[0]).toMatchObject({ terms: [], otherTerms: [], elections: [] });
  expect((await eligibleFor(scope, allianceId, [organisationId])).map(({ label }) => label)).toEqual(['Ana Test (Sun)', 'Boris Test (Sun)', 'Goran Test (Sun)', 'Vera Test (Sun)']);
  expect(await eligibleFor(auditor, allianceId, [organisationId])).toEqual([]);
});

test('fees: one amount for all, then what each has paid; currencies are not added', async () => {
  expect(await execute(askFees, scope, { allianceId, year: 2025, due: 6000, currency: 'RSD' })).toEqual({ n: 1 });
  expect(await execute(askFees, scope, { allianceId, year: 2025, due: 1, currency: 'RSD' })).toEqual({ n: 0 });
  expect(await execute(askFees, scope, { allianceId, year: 2019, due: 6000, currency: 'RSD' })).toEqual({ n: 0 });
  expect([await execute(takeBackFees, scope, { allianceId, year: 2025 }), await refused(execute(takeBackFees, scope, { allianceId, year: 2025 })), (await feesOf(scope, allianceId, 2025, 'en')).fees]).toEqual([{ n: 1 }, 'alliances.nothing_unpaid', []]);
  await execute(saveFee, scope, { memberId, year: 2025, due: 6000, paid: 2500.5, paidOn: '2025-05-05', currency: 'RSD' });
  expect(await feesOf(scope, allianceId, 2025, 'en')).toEqual({ fees: [{ memberId, name: 'Sun', due: 6000, paid: 2500.5, paidOn: '2025-05-05', currency: 'RSD' }], totals: [{ currency: 'RSD', due: 6000, paid: 2500.5 }], years: [2025] });
  const worker = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'W' }, roles: ['field-worker'], organisationId: null, programmeIds: null });
  expect([await refused(feesOf(worker, allianceId, 2025, 'en')), await refused(execute(saveFee, worker, { memberId, year: 2025, due: 0, paid: 0, currency: 'RSD' }))]).toEqual(['platform.not_found', 'platform.forbidden']);
});
