/** What people say of themselves when they come, where it means nothing that is known: kept, shown to members, and to nobody else before somebody has said what is meant. */
import { beforeAll, beforeEach, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { addPerson } from '#modules/people/commands.ts';
import { placeNamed } from '#modules/places/written-name.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { explain } from '#modules/results/explain.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import { useKinds } from '#modules/results/kind.ts';
import { resultOf } from '#modules/results/queries.ts';
import { reachOf } from '#modules/results/reach/queries.ts';
import { showReach } from '#modules/results/reach/show.ts';
import { query } from '#modules/results/shape.ts';
import { settlePlace } from '#modules/results/unsettled/commands.ts';
import { settledIn, unsettledOf } from '#modules/results/unsettled/queries.ts';
import { whatIsMissing } from '#modules/programmes/missing/queries.ts';
import { recordedHow } from '../attendance-testing.ts';
import { reopenOrganisation, settleOrganisation } from '../participants/organisation-commands.ts';
import { organisationKey, settledNames, unrecognisedNames } from '../participants/unrecognised-queries.ts';
import { feedbackOf } from '../after/feedback/queries.ts';
import { showGap } from '../after/feedback/show.ts';
import { eventKinds } from '../evidence.ts';
import { eventPage } from '../participants/queries.ts';
import { planEvent } from '../planning/commands.ts';
import { register, saveForm } from '../registration/commands.ts';
import { checkIn } from './commands.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;
const day = '2055-03-01';

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  visitor = publicScope(scope.networkId);
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}', country: 'RS' }).execute();
  await execute(addOrganisation, scope, { type: 'public-institution', name: 'Центар за социјални рад Шабац', seat: 'RS-L-71269' });
});
beforeEach(async () => {
  programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: `p${programmeId}`, titles: '{}', published_at: new Date() }).execute();
  eventId = (await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, venuePlace: 'RS-L-71269', days: [day] })).eventId;
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
});

const say = (who: object) => execute(checkIn, scope, { operationId: newId(), eventId, who, day, present: true, via: 'door', at: `${day}T08:00:00+01:00` });
const comes = async (given: string, more: object) => {
  const { registrationId } = await execute(register, visitor, { eventId, given, surname: 'Петровић', email: `${given.toLowerCase()}@said.example`, locale: 'en', origin: 'https://kolo.example', challenge: newId(), ...more });
  await say({ registrationId });
};
const municipalities = query.parse({ method: 'municipalities', mixRelations: true });

/** Everything a page or an API tells this reader about places of the programme, as text. */
const toldTo = (who: Scope) => reading(who, async (tx) => {
  const reach = await reachOf(tx, who, programmeId);
  const explained = await explain(tx, who, programmeId, municipalities, { limit: 100 });
  const feedback = await feedbackOf(who, programmeId, who === visitor ? 'places' : null);
  const gaps = feedback.open.map((gap) => showGap(gap, feedback, { locale: 'en', slug: 's', eventAt: String }));
  return JSON.stringify([reach, showReach(reach, 'en').rows, explained, await namesFor(tx, who, [explained.result], 'en', reach.map(({ placeId }) => placeId)), await unsettledOf(tx, who, programmeId, { locale: 'en' }), feedback, gaps]);
});

test('what a stranger writes as her municipality is read by members alone, counts as one name not settled, and is settled by them', async () => {
  await comes('Ana', { placeText: 'call me 064/555-333' });
  await comes('Boba', { placeText: 'Call me: 064 555 333' });
  await comes('Vera', { placeText: 'Unde? Nu știu' });
  await comes('Zora', { placeText: 'Шабац' });
  const figure = () => reading(visitor, (tx) => resultOf(tx, visitor, programmeId, municipalities)).then(({ net, unresolved }) => ({ net, unresolved }));
  expect(await figure()).toEqual({ net: 3, unresolved: 2 });

  const told = await toldTo(visitor);
  expect(told).not.toMatch(/064\D?555|555\D?333|call|unde|nustiu|știu/i);
  const open = await reading(visitor, (tx) => unsettledOf(tx, visitor, programmeId, { locale: 'en' }));
  expect(open.map(({ text, proposals }) => [text, proposals])).toEqual([[expect.stringMatching(/^№ [0-9a-f]{8}$/), []], [expect.stringMatching(/^№ [0-9a-f]{8}$/), []]]);
  // A funder and an auditor read the figures, not the people.
  for (const role of ['funder', 'auditor'] as const) expect(await toldTo({ ...scope, roles: [role] })).not.toMatch(/064\D?555|Unde/);

  expect(await toldTo(scope)).toContain('Unde? Nu știu');
  expect((await eventPage(scope, eventId)).participants.map(({ placeText }) => placeText)).toEqual(['call me 064/555-333', 'Call me: 064 555 333', 'Unde? Nu știu', 'Шабац']);
  const own = await reading(scope, (tx) => unsettledOf(tx, scope, programmeId, { locale: 'en' }));
  const asked = own.find(({ text }) => text.startsWith('Unde'))!;
  await execute(settlePlace, scope, { programmeId, name: asked.key, listId: null, placeId: 'RS-L-71269' });
  expect(await figure()).toEqual({ net: 2, unresolved: 1 });
  expect((await reading(scope, (tx) => settledIn(tx, scope, programmeId))).map(({ text, key }) => [text, key])).toEqual([['Unde? Nu știu', asked.key]]);
  const { details } = await kolo.db.selectFrom('log_entry').select('details').where('network_id', '=', scope.networkId).where('action', '=', 'place-name.settle').executeTakeFirstOrThrow();
  expect(JSON.stringify(details)).not.toContain('nde');
  expect(await toldTo(visitor)).not.toMatch(/064\D?555|unde/i);
});

test('whoever is added at the door or from a signed sheet comes from the municipality that is said, and for the organisation of that name wherever it sits; a text that means none stays with her', async () => {
  const suncokret = (await execute(addOrganisation, scope, { type: 'cso', name: 'Удружење Сунцокрет', seat: 'RS-L-70734' })).organisationId;
  const known = (await execute(addPerson, scope, { given: 'Mira', surname: 'Potpisana' })).personId;
  await say({ walkIn: { given: 'Ana', surname: 'A', organisationText: 'Udruženje Suncokret', placeText: 'Нови Пазар' } });
  await say({ walkIn: { given: 'Boba', surname: 'B', organisationText: 'Udruženje Suncokret' } });
  await say({ personId: known, organisationText: 'Klub Y', placeText: 'Rakovac kod nas' });
  await comes('Vera', { organisationText: 'Клуб Ипсилон 064/555-333', placeText: 'Шабац' });
  const { participants } = await eventPage(scope, eventId);
  expect(participants.map(({ name, organisationId, organisationText, placeId, placeText }) => [name, organisationId, organisationText, placeId, placeText])).toEqual([
    ['Ana A', suncokret, null, placeNamed('Нови Пазар', { country: 'RS' }), 'Нови Пазар'],
    ['Boba B', suncokret, null, 'RS-L-70734', null],
    ['Mira Potpisana', null, 'Klub Y', null, 'Rakovac kod nas'],
    ['Vera Петровић', null, 'Клуб Ипсилон 064/555-333', 'RS-L-71269', 'Шабац'],
  ]);
  const organisations = query.parse({ method: 'organisations' });
  const told = await reading(visitor, async (tx) => JSON.stringify([await explain(tx, visitor, programmeId, organisations, { limit: 100 }), await resultOf(tx, visitor, programmeId, organisations)]));
  expect(told).not.toMatch(/Klub|Клуб|064\D?555/);
  // Two of one name: nobody knows which is meant.
  await execute(addOrganisation, scope, { type: 'cso', name: 'Удружење Сунцокрет', seat: 'RS-L-70645' });
  await say({ walkIn: { given: 'Zora', surname: 'Z', organisationText: 'Удружење Сунцокрет' } });
  expect((await eventPage(scope, eventId)).participants.find(({ name }) => name === 'Zora Z')).toMatchObject({ organisationId: null, organisationText: 'Удружење Сунцокрет' });
});

test('an organisation that is not recognised is asked about once, however it is spelled, and settling it corrects every record of the programme', async () => {
  const { otherwise: elsewise } = await recordedHow(scope.networkId);
  await comes('Ana', { organisationText: 'Клуб Зебра' });
  await comes('Boba', { organisationText: 'klub ZEBRA' });
  await comes('Vera', { organisationText: 'Klub Žirafa', placeText: 'Шабац' });
  await comes('Zora', { organisationText: '064 555 333' });
  await say({ walkIn: { given: 'Mira', surname: 'M' } });
  const waiting = async (who = scope) => (await whatIsMissing(who)).filter(({ kind, programme }) => kind === 'organisation_unrecognised' && programme.id === programmeId).map(({ n, names }) => ({ n, names }));
  const names = async () => (await unrecognisedNames(scope, programmeId)).map(({ text, people, events }) => [text, people, events]);
  const counted = () => reading(scope, (tx) => resultOf(tx, scope, programmeId, query.parse({ method: 'organisations' }))).then(({ net }) => net);
  const settle = (key: string, meant: object, by = scope) => execute(settleOrganisation, by, { programmeId, key, meant });
  expect([await waiting(), await waiting({ ...scope, roles: ['auditor'] })]).toEqual([[{ n: 3, names: [] }], [{ n: 3, names: [] }]]);
  expect(await names()).toEqual([['Клуб Зебра', 2, 1], ['064 555 333', 1, 1], ['Klub Žirafa', 1, 1]]);

  for (const role of ['field-worker', 'auditor'] as const) await expect(settle('klubzebra', { none: true }, { ...scope, roles: [role] })).rejects.toMatchObject({ status: 403 });
  await expect(settle('klubzebra', { organisationId: newId() })).rejects.toMatchObject({ status: 404 });
  const { organisationId, changed } = await settle('klubzebra', { added: { name: 'Клуб Зебра', type: 'cso', seat: 'RS-L-70645' } });
  expect([changed, await counted()]).toEqual([2, 1]);
  const { participants } = await eventPage(scope, eventId);
  // Who stated no municipality comes from where it sits.
  expect(participants.filter((one) => one.organisationId === organisationId).map(({ name, organisation, organisationText, placeId }) => [name, organisation, organisationText, placeId]).sort()).toEqual([['Ana Петровић', 'Клуб Зебра', null, 'RS-L-70645'], ['Boba Петровић', 'Клуб Зебра', null, 'RS-L-70645']]);
  await expect(settle('klubzebra', { none: true })).rejects.toMatchObject({ status: 409, code: 'events.organisation_settled_already' });

  await settle(organisationKey('Klub Žirafa'), { organisationId });
  await settle(organisationKey('064 555 333'), { none: true });
  expect([await names(), await waiting(), await counted()]).toEqual([[], [], 1]);
  expect((await eventPage(scope, eventId)).participants.find(({ name }) => name.startsWith('Vera'))).toMatchObject({ organisationId, placeId: 'RS-L-71269' });
  // Whoever writes it next is recognised at once; until it is taken back, with the municipality that came from the seat.
  await comes('Dana', { organisationText: 'KLUB zebra' });
  expect((await eventPage(scope, eventId)).participants.find(({ name }) => name.startsWith('Dana'))).toMatchObject({ organisationId });
  expect((await settledNames(scope, programmeId)).map(({ text, organisation, people }) => [text, organisation?.name ?? null, people])).toEqual([['064 555 333', null, 1], ['Клуб Зебра', 'Клуб Зебра', 2], ['Klub Žirafa', 'Клуб Зебра', 1]]);
  const reopen = (key: string, by = scope) => execute(reopenOrganisation, by, { programmeId, key });
  await expect(reopen(organisationKey('Klub Žirafa'), { ...scope, roles: ['auditor'] })).rejects.toMatchObject({ status: 403 });
  expect(await organisation(scope, organisationId!)).toMatchObject({ spellings: expect.arrayContaining(['Klub Žirafa', 'klub ZEBRA']) });
  await reopen(organisationKey('Klub Žirafa'));
  await reopen('klubzebra');
  expect((await organisation(scope, organisationId!)).spellings).toEqual([]);
  expect([await names(), await counted(), await reading(scope, (tx) => resultOf(tx, scope, programmeId, query.parse({ method: 'organisations' }))).then(({ unresolved }) => unresolved)]).toEqual([[['Клуб Зебра', 2, 1], ['Klub Žirafa', 1, 1]], 1, 2]);
  expect((await eventPage(scope, eventId)).participants.filter(({ name }) => /^(Ana|Vera)/.test(name)).map(({ organisationId, placeId }) => [organisationId, placeId]).sort()).toEqual([[null, null], [null, 'RS-L-71269']].sort());
  await expect(reopen('klubzebra')).rejects.toMatchObject({ status: 409, code: 'events.organisation_open_already' });
  await settle('klubzebra', { organisationId });
  await settle(organisationKey('Klub Žirafa'), { organisationId });
  expect([await names(), await counted()]).toEqual([[], 1]);
  const logged = await kolo.db.selectFrom('log_entry').select('details').where('network_id', '=', scope.networkId).where('action', '=', 'organisation-name.settle').orderBy('seq').execute();
  expect(logged.map(({ details }) => details)).toEqual([{ organisation: organisationId, pieces: 2 }, { organisation: organisationId, pieces: 1 }, { organisation: null, pieces: 1 }, { organisation: organisationId, pieces: 2 }, { organisation: organisationId, pieces: 1 }]);
  expect((await recordedHow(scope.networkId)).otherwise).toBe(elsewise);
});
