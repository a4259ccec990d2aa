import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { memberScope, publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { addOrganisation, changeOrganisation, whenOrganisationChanges, whenTypeChanges } from '#modules/organisations/commands.ts';
import { findOrganisation } from '#modules/organisations/queries.ts';
import { saveService, whenServiceChanges } from '#modules/services/commands.ts';
import { serviceOf } from '#modules/services/whole-queries.ts';
import { decide, propose, withdrawProposal } from './commands.ts';
import { sendProposalLetter } from './letter-jobs.ts';
import { listProposals, proposalOf, recordToPropose, versionsOf } from './queries.ts';
import { keepVersion } from './version-commands.ts';

withDatabase();
whenTypeChanges(async () => {});
whenOrganisationChanges((context, id, when) => keepVersion(context, 'organisation', id, when));
whenServiceChanges((context, id, when) => keepVersion(context, 'service', id, when));

let system: Scope;
let coordinator: Scope;
let representative: Scope;
let colleague: Scope;
let stranger: Scope;
let organisationId: string;
let otherId: string;
let serviceId: string;
const contactId = newId();
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);

beforeAll(async () => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'one', names: JSON.stringify({ en: 'One' }) }).execute();
  system = systemScope(networkId, 'test');
  ({ organisationId } = await execute(addOrganisation, system, { type: 'cso', name: 'Центар „Јелка“', seat: 'RS-L-71269' }));
  ({ organisationId: otherId } = await execute(addOrganisation, system, { type: 'cso', name: 'Druga' }));
  await execute(changeOrganisation, system, { organisationId, descriptions: { 'sr-Cyrl': 'Помажемо породицама.' }, contacts: [{ contactId, name: 'Ana Anić', email: 'ana@example.org', isPublic: true, consentOn: '2026-01-05' }] });
  ({ serviceId } = await execute(saveService, system, { organisationId, name: 'Дневни боравак', description: 'За децу.', phone: '015 1', units: ['RS-L-71269'], published: true }));
  const member = async (email: string, role: 'coordinator' | 'organisation-representative', of: string | null) => {
    const accountId = await accountWith({ email, name: email });
    await memberOf(networkId, accountId, role, of);
    return memberScope({ networkId, actor: { kind: 'account', id: accountId, name: email }, roles: [role], organisationId: of, programmeIds: null });
  };
  coordinator = await member('c@example.org', 'coordinator', null);
  representative = await member('r@example.org', 'organisation-representative', organisationId);
  colleague = await member('r2@example.org', 'organisation-representative', organisationId);
  stranger = await member('x@example.org', 'organisation-representative', otherId);
});

const proposing = async (scope: Scope, kind: 'organisation' | 'service', id: string, changes: Record<string, string>) => {
  const { now } = await recordToPropose(scope, kind, id);
  return (await execute(propose, scope, { kind, subjectId: id, fields: { ...now, ...changes }, locale: 'en', origin: 'https://kolo.example' })).proposalId;
};
const decided = async (proposalId: string, take: string[], sentence: string | null = null) => {
  const { now } = await proposalOf(coordinator, proposalId);
  return execute(decide, coordinator, { proposalId, take, seen: Object.fromEntries(take.map((field) => [field, now![field] ?? ''])), sentence });
};

test('what is proposed is not there until a moderator takes it, field by field; what it read before is kept', async () => {
  const proposalId = await proposing(representative, 'organisation', organisationId, { 'descriptions.sr-Cyrl': 'Помажемо породицама и деци.', 'descriptions.ro': 'Ajutăm familiile.', phone: '015 222', [`contact.${contactId}.role`]: 'директорка' });
  const open = await proposalOf(coordinator, proposalId);
  expect(Object.keys(open.proposed).sort()).toEqual([`contact.${contactId}.role`, 'descriptions.ro', 'descriptions.sr-Cyrl', 'phone']);
  const before = await findOrganisation(system, organisationId);
  expect([before!.descriptions, before!.phone, before!.contacts[0]!.role]).toEqual([{ 'sr-Cyrl': 'Помажемо породицама.' }, null, null]);
  expect(await refused(execute(decide, representative, { proposalId, take: ['phone'], seen: {} }))).toBe('platform.forbidden');
  expect(await refused(decided(proposalId, []))).toBe('proposals.sentence_missing');
  const [first] = (await versionsOf(coordinator, 'organisation', organisationId)).versions;
  expect(await decided(proposalId, ['descriptions.ro', `contact.${contactId}.role`], 'The telephone is wrong.')).toMatchObject({ state: 'partly' });
  const after = (await findOrganisation(system, organisationId))!;
  expect([after.descriptions, after.phone, after.contacts[0]]).toEqual([{ 'sr-Cyrl': 'Помажемо породицама.', ro: 'Ajutăm familiile.' }, null, { contactId, name: 'Ana Anić', role: 'директорка', phone: null, email: 'ana@example.org', website: null, isPublic: true, consentOn: '2026-01-05', hasEmail: true }]);
  const { versions } = await versionsOf(coordinator, 'organisation', organisationId);
  expect([versions.length - 1, versions[0]!.proposalId, versions[1]!.version]).toEqual([first!.version, proposalId, first!.version]);
  expect((await proposalOf(representative, proposalId)).sentence).toBe('The telephone is wrong.');
  expect(await refused(decided(proposalId, ['phone']))).toBe('proposals.decided_already');
});

test('a service: hours, texts per language and ages; published stays as it was', async () => {
  const proposalId = await proposing(representative, 'service', serviceId, { opens_MO: '08:00', closes_MO: '15:30', 'names.en': 'Day care', minimumAge: '5', phone: '' });
  expect(await decided(proposalId, ['opens_MO', 'closes_MO', 'names.en', 'minimumAge', 'phone'])).toMatchObject({ state: 'approved' });
  const { hsds, names, published } = await serviceOf(system, serviceId);
  expect([hsds.schedules?.map(({ byday, opens_at }) => [byday, opens_at]), names, hsds.minimum_age, hsds.phones, hsds.description, published]).toEqual([[['MO', '08:00']], { en: 'Day care' }, 5, undefined, 'За децу.', true]);
  // What could never stand there is refused when it is proposed, not when it is approved.
  expect(await refused(proposing(representative, 'service', serviceId, { opens_MO: '16:00' }))).toBe('platform.invalid_input');
  expect(await refused(proposing(representative, 'service', serviceId, { units: 'Atlantis' }))).toBe('services.place_unsure');
  expect(await refused(proposing(representative, 'service', serviceId, {}))).toBe('proposals.nothing_changed');
  // Fields that are not the provider's to say count as none.
  expect(await refused(proposing(representative, 'service', serviceId, { published: '', provider: 'Druga' }))).toBe('proposals.nothing_changed');
});

test('two at once: hers replaces hers; a colleague’s waits beside it; what somebody changed meanwhile is not lost unseen', async () => {
  const first = await proposing(representative, 'organisation', organisationId, { website: 'https://one.example' });
  const second = await proposing(representative, 'organisation', organisationId, { website: 'https://two.example', phone: '1234' });
  const other = await proposing(colleague, 'organisation', organisationId, { website: 'https://three.example' });
  expect([(await proposalOf(coordinator, first)).state, (await proposalOf(coordinator, second)).others.map(({ proposalId, fields }) => [proposalId, fields])]).toEqual(['replaced', [[other, ['website']]]]);
  const seen = { website: (await proposalOf(coordinator, other)).now!.website ?? '' };
  await decided(second, ['website', 'phone']);
  // The moderator's page was open since before: she would undo what was just approved.
  expect(await refused(execute(decide, coordinator, { proposalId: other, take: ['website'], seen }))).toBe('proposals.changed_meanwhile');
  const late = await proposalOf(coordinator, other);
  expect([late.base.website, late.now!.website, late.proposed.website]).toEqual(['', 'https://two.example', 'https://three.example']);
  await decided(other, [], 'The first address is right.');
  expect((await findOrganisation(system, organisationId))!.website).toBe('https://two.example');
  const third = await proposing(representative, 'organisation', organisationId, { name: 'Other' });
  expect(await refused(execute(withdrawProposal, colleague, { proposalId: third }))).toBe('platform.not_found');
  await execute(withdrawProposal, representative, { proposalId: third });
  expect((await listProposals(coordinator, { state: 'waiting' })).total).toBe(0);
  expect((await listProposals(coordinator, { q: 'jelka' })).total).toBe(6);
});

test('nobody else sees or makes any of it', async () => {
  const proposalId = await proposing(representative, 'organisation', organisationId, { name: 'Tajna' });
  for (const scope of [stranger, publicScope(system.networkId)]) {
    expect(await refused(proposalOf(scope, proposalId))).toBe('platform.not_found');
    expect(await refused(recordToPropose(scope, 'organisation', organisationId))).toBe('platform.not_found');
    expect(await refused(versionsOf(scope, 'organisation', organisationId))).toBe('platform.not_found');
  }
  expect((await listProposals(stranger, {})).total).toBe(0);
  expect(await refused(execute(propose, stranger, { kind: 'service', subjectId: serviceId, fields: { name: 'X' }, locale: 'en', origin: 'https://kolo.example' }))).toBe('platform.not_found');
  const shown = await findOrganisation(publicScope(system.networkId), organisationId);
  expect([shown!.contacts[0]!.name, shown!.contacts[0]!.email, shown!.contacts[0]!.hasEmail, JSON.stringify(shown).includes('Tajna')]).toEqual(['Ana Anić', null, true, false]);
});

test('the letter about a new proposal: one job for each coordinator, in the language of the network', async () => {
  const proposalId = await proposing(representative, 'service', serviceId, { phone: '015 777' });
  await database().updateTable('network').set({ country: 'BG' }).where('network_id', '=', system.networkId).execute();
  await sendProposalLetter(system.networkId, proposalId, 'arrived');
  const { rows } = await sql<{ to: string }>`select payload ->> 'to' as "to" from graphile_worker._private_jobs where payload ->> 'proposalId' = ${proposalId} and payload ->> 'to' is not null`.execute(database());
  expect(rows).toEqual([{ to: 'c@example.org' }]);
  const before = existsSync(mailFolder) ? readdirSync(mailFolder) : [];
  await sendProposalLetter(system.networkId, proposalId, 'arrived', 'c@example.org');
  const [fresh] = readdirSync(mailFolder).filter((name) => !before.includes(name));
  const letter = readFileSync(join(mailFolder, fresh!), 'utf8');
  expect(letter).toContain('To: c@example.org');
  expect(Buffer.from(letter.split(/\r?\n\r?\n/).slice(1).join(''), 'base64').toString()).toMatch(/предлага промяна[\s\S]*https:\/\/kolo\.example\/bg\/work\/proposals\//);
});

test('whoever is no contact any more is gone from earlier versions and old proposals', async () => {
  await execute(changeOrganisation, system, { organisationId, contacts: [] });
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from (select fields::text as text from record_version union all select proposed::text || base::text from proposal where state <> 'waiting') as kept where text like ${`%${contactId}%`}`.execute(database());
  expect(rows[0]!.n).toBe(0);
});

test('a representative proposes a service that is not there yet: it is nowhere until it is approved, then it is her organisation\'s, unpublished', async () => {
  const fields = { name: 'Клуб родитеља', 'names.bg': 'Клуб на родителите', city: 'Шабац', country: 'RS', opens_MO: '17:00', closes_MO: '19:00', funding: 'Град Шабац', provider: 'Druga', published: 'yes' };
  const making = (scope: Scope, subjectId: string | null, more: Record<string, string> = {}) => execute(propose, scope, { kind: 'service', subjectId, fields: { ...fields, ...more }, locale: 'en', origin: 'https://kolo.example' });
  expect(await refused(making(coordinator, null))).toBe('platform.forbidden');
  expect(await refused(making(representative, null, { name: '' }))).toBe('platform.invalid_input');
  expect(await refused(execute(propose, representative, { kind: 'organisation', subjectId: null, fields, locale: 'en', origin: 'https://kolo.example' }))).toBe('platform.not_found');
  const { proposalId, subjectId, fields: taken } = await making(representative, null);
  expect([taken.includes('provider'), taken.includes('published')]).toEqual([false, false]);
  expect(await refused(serviceOf(coordinator, subjectId))).toBe('platform.not_found');
  expect(await proposalOf(coordinator, proposalId)).toMatchObject({ isNew: true, isThere: false, now: {}, title: 'Клуб родитеља', proposed: { name: 'Клуб родитеља', city: 'Шабац' } });
  // Nobody else goes on with it; she does, and what she said first is replaced.
  expect(await refused(making(stranger, subjectId))).toBe('platform.not_found');
  const { proposalId: second } = await making(representative, subjectId, { phone: '015 9' });
  expect((await proposalOf(coordinator, proposalId)).state).toBe('replaced');
  // Without its name there is no service.
  expect(await refused(decided(second, ['city', 'country']))).toBe('platform.invalid_input');
  await decided(second, ['name', 'names.bg', 'city', 'country', 'opens_MO', 'closes_MO', 'funding']);
  const made = await serviceOf(coordinator, subjectId);
  expect([made.published, made.hsds.organization.id, made.names, made.hsds.phones, made.hsds.funding![0]!.source, made.hsds.service_at_locations![0]!.schedules![0]!.opens_at]).toEqual([false, organisationId, { bg: 'Клуб на родителите' }, undefined, 'Град Шабац', '17:00']);
  expect(await proposalOf(representative, second)).toMatchObject({ state: 'partly', isThere: true });
  expect((await versionsOf(representative, 'service', subjectId)).versions[0]).toMatchObject({ proposalId: second });
  // Sent back, it is nowhere either.
  const { proposalId: third, subjectId: other } = await making(representative, null, { name: 'Друга' });
  await decided(third, [], 'It is there already.');
  expect(await refused(serviceOf(coordinator, other))).toBe('platform.not_found');
});
