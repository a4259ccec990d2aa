import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { addOrganisation, standForOrganisations } from '#modules/organisations/commands.ts';
import { beginAssessment, discardAssessment, saveAssessment, submitAssessment } from './commands.ts';
import { assessment, assessmentsOf, listAssessments, seesPageOf } from './queries.ts';
import { criteriaOf, currentStandard } from './standards.ts';

const kolo = withDatabase();
let scope: Scope;
let abroad: Scope;
const organisations: Record<string, string> = {};
const as = (role: Role, organisation: string | null = null) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId: organisation && organisations[organisation]!, programmeIds: null });
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const begin = async (who: Scope, more: object) => (await execute(beginAssessment, who, { organisationId: organisations.sun, kind: 'self', onDay: '2026-01-15', ...more })).assessmentId;
const all = (score: number) => Object.fromEntries(criteriaOf(currentStandard).map(({ id }) => [id, { score, comment: 'Seen.' }]));
const save = (who: Scope, assessmentId: string, scores: object, onDay = '2026-01-15') => execute(saveAssessment, who, { assessmentId, onDay, scores, summary: null });
const submit = (who: Scope, assessmentId: string) => execute(submitAssessment, who, { assessmentId });

beforeAll(async () => {
  [scope, abroad] = [systemScope(newId(), 'test'), systemScope(newId(), 'test')];
  for (const [at, { networkId }] of [scope, abroad].entries()) await kolo.db.insertInto('network').values({ network_id: networkId, slug: `n-${at}`, names: '{}' }).execute();
  for (const name of ['sun', 'moon', 'star']) organisations[name] = (await execute(addOrganisation, scope, { type: 'cso', name })).organisationId;
});

test('a self-assessment: begun by the organisation, refused while a criterion has no score, then locked for good', async () => {
  const sun = as('organisation-representative', 'sun');
  const assessmentId = await begin(sun, {});
  const [first] = criteriaOf(currentStandard);
  await save(sun, assessmentId, { [first!.id]: { score: 2 } });
  expect(await refused(submit(sun, assessmentId))).toBe('peer-review.incomplete');
  expect([await refused(save(sun, assessmentId, { nothing: { score: 1 } })), await refused(save(sun, assessmentId, { [first!.id]: { score: 4 } })), await refused(save(sun, assessmentId, {}, '2999-01-01'))]).toEqual(['peer-review.unknown_criterion', expect.any(String), 'peer-review.day_to_come']);
  await save(sun, assessmentId, all(2));
  await submit(sun, assessmentId);
  expect([await refused(save(sun, assessmentId, all(3))), await refused(submit(sun, assessmentId)), await refused(execute(discardAssessment, scope, { assessmentId }))]).toEqual(Array(3).fill('peer-review.locked'));
  // Not even past the commands.
  await expect(within(scope, (tx) => tx.updateTable('assessment').set({ summary: 'Better.' }).where('assessment_id', '=', assessmentId).execute())).rejects.toThrow(/does not change/);
  expect((await assessment(sun, assessmentId)).scores[first!.id]).toEqual({ score: 2, comment: 'Seen.' });
});

test('a peer review is the reviewer’s and the coordinator’s until it is submitted, then the organisation’s too; nobody else ever knows of it', async () => {
  const assessmentId = await begin(as('coordinator'), { kind: 'peer', reviewerId: organisations.moon });
  const [sun, moon, star] = ['sun', 'moon', 'star'].map((name) => as('organisation-representative', name)) as [Scope, Scope, Scope];
  const sees = (who: Scope) => refused(assessment(who, assessmentId));
  expect([await sees(moon), await sees(as('coordinator')), await sees(sun), await sees(star)]).toEqual([null, null, 'platform.not_found', 'platform.not_found']);
  expect(await refused(save(sun, assessmentId, all(3)))).toBe('platform.not_found');
  await save(moon, assessmentId, all(1), '2026-02-01');
  await submit(moon, assessmentId);
  expect([await sees(sun), await sees(star), (await assessment(sun, assessmentId)).isOpen]).toEqual([null, 'platform.not_found', false]);
  for (const who of [as('programme-officer'), as('field-worker'), as('auditor'), as('funder'), publicScope(scope.networkId), abroad]) expect(await sees(who)).toBe('platform.not_found');
  // What it has of others' reviews it sees beside its own; another organisation that reviews it does not see that.
  expect([(await assessmentsOf(sun, organisations.sun!)).map(({ kind }) => kind), (await assessmentsOf(moon, organisations.sun!)).map(({ kind }) => kind), (await listAssessments(star)).total]).toEqual([['peer', 'self'], ['peer'], 0]);
  expect([await seesPageOf(sun, organisations.sun!), await seesPageOf(moon, organisations.sun!), await seesPageOf(star, organisations.sun!), await seesPageOf(as('auditor'), organisations.sun!)]).toEqual([true, true, false, false]);
});

test('only the coordinator asks for a review by others, and nobody is her own peer; what was never submitted can go', async () => {
  const sun = as('organisation-representative', 'sun');
  expect([
    await refused(begin(sun, { kind: 'peer', reviewerId: organisations.moon })), await refused(begin(sun, { organisationId: organisations.moon })), await refused(begin(as('programme-officer'), {})), await refused(begin(scope, { kind: 'peer', reviewerId: organisations.sun })),
    await refused(begin(scope, { onDay: '2999-01-01' })), await refused(begin(abroad, {})),
  ]).toEqual(['platform.forbidden', 'platform.forbidden', 'platform.forbidden', 'peer-review.reviews_itself', 'peer-review.day_to_come', 'platform.not_found']);
  // Nor does a coordinator who represents the organisation write its review, nor a reviewer whose entry turns out to be the same organisation.
  const review = await begin(scope, { kind: 'peer', reviewerId: organisations.moon });
  const both = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: ['coordinator', 'organisation-representative'], organisationId: organisations.sun!, programmeIds: null });
  expect([await refused(save(both, review, all(3))), await refused(submit(both, review)), await refused(save(as('coordinator'), review, all(3)))]).toEqual(['peer-review.reviews_itself', 'peer-review.reviews_itself', null]);
  await within(scope, (tx) => standForOrganisations(tx, scope.networkId, new Map([[organisations.moon!, organisations.sun!]])));
  expect([await refused(submit(as('organisation-representative', 'moon'), review)), await refused(submit(as('coordinator'), review))]).toEqual(['peer-review.reviews_itself', 'peer-review.reviews_itself']);
  await within(scope, (tx) => standForOrganisations(tx, scope.networkId, new Map([[organisations.moon!, null]])));
  await execute(discardAssessment, scope, { assessmentId: review });
  const assessmentId = await begin(sun, {});
  expect(await refused(execute(discardAssessment, sun, { assessmentId }))).toBe('platform.forbidden');
  await execute(discardAssessment, scope, { assessmentId });
  expect(await refused(assessment(sun, assessmentId))).toBe('platform.not_found');
});
