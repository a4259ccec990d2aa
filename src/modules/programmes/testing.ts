/** A whole network for the tests of access: something of everything, every text marked with whether it may leave the network. */
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { within } from '#platform/db/transaction.ts';
import { storeFile } from '#platform/files/files.ts';
import { newId } from '#platform/ids.ts';
import { createKey } from '#platform/session/keys/commands.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { issueCertificates } from '#modules/events/certificates/commands.ts';
import { registerOf } from '#modules/events/certificates/queries.ts';
import { addEvent, addSeries } from '#modules/events/commands.ts';
import { addAgreement } from '#modules/alliances/agreements/commands.ts';
import { addAlliance, publishAlliance } from '#modules/alliances/commands.ts';
import { addRule } from '#modules/alliances/composition/commands.ts';
import { addRepresentative, joinAlliance } from '#modules/alliances/membership/commands.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, learnSpellings } from '#modules/organisations/commands.ts';
import { addPerson, learnPersonSpellings } from '#modules/people/commands.ts';
import { propose } from '#modules/proposals/commands.ts';
import { addText, hideClaim, linkClaim } from '#modules/results/claims/commands.ts';
import { recordManyEvidence } from '#modules/results/commands.ts';
import { publish } from '#modules/results/publications/commands.ts';
import { saveService } from '#modules/services/commands.ts';
import { query } from '#modules/results/shape.ts';
import { addProgramme, publishProgramme } from './commands.ts';
import { addIndicator, addLevel } from './framework/commands.ts';

export interface PlantedProgramme {
  programmeId: string;
  slug: string;
  /** Everybody who came; men alone, who are too few to be told; events held; one for members only; one that nothing can count yet. */
  indicators: Record<'people' | 'men' | 'organisations' | 'events' | 'inner' | 'uncounted', string>;
  levelId: string;
  eventId: string;
  seriesId: string;
  /** What opens the certificate of the first of `people`. */
  code: string;
  /** What each of the people did there, in the order of `people`. */
  participations: string[];
  figure: string;
  textId: string;
  claims: Record<'shown' | 'hidden', string>;
  publicationId: string;
}

export interface PlantedPerson {
  personId: string;
  given: string;
  surname: string;
  email: string;
  phone: string;
}

/** Who calls: an account with a membership and a key. */
export interface PlantedAccount {
  accountId: string;
  membershipId: string;
  role: Role;
  key: string;
  keyId: string;
  scope: Scope;
}

/** `stranger` is a funder whose organisation stands on no fiche; `limited` an officer who reaches the published programme only. */
export const plantedAccounts = ['coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor', 'stranger', 'limited'] as const;
export type PlantedRole = (typeof plantedAccounts)[number];

export interface PlantedNetwork {
  networkId: string;
  slug: string;
  organisations: Record<'implementer' | 'funder' | 'own' | 'inner', string>;
  published: PlantedProgramme;
  secret: PlantedProgramme;
  people: PlantedPerson[];
  /** One that everybody may see, one that only the network may. */
  services: Record<'published' | 'secret', string>;
  /** Networks of organisations, with a member, a rule and an agreement each: one that everybody may see, one that only the network may. */
  alliances: Record<'published' | 'secret', Record<'agreement' | 'alliance' | 'member' | 'rule', string>>;
  /** What the representative proposes for her organisation, and nobody has approved. */
  proposalId: string;
  fileId: string;
  accounts: Record<PlantedRole, PlantedAccount>;
  /** Stands in everything about the people on the lists: never for visitors, other networks, funders and auditors. */
  personal: string[];
  /** Stands in everything about the unpublished programme: only for those who work on it. */
  unpublished: string[];
  /** Stands in what was noted about members of networks: only for those who run them and the auditor. */
  noted: string[];
  /** Stands in everything else that may not leave the network. */
  inner: string[];
}

/**
 * Plants one network. Texts about people contain `Osoba<mark>`, those about the unpublished programme `Skriveno<mark>`, other texts that must not
 * leave the network `Tajna<mark>` (accounts `Nalog<mark>`), published ones `Javno<mark>`.
 * The kinds of evidence have to be plugged in.
 */
export async function plantNetwork(mark: string): Promise<PlantedNetwork> {
  const slug = mark.toLowerCase();
  const scope = systemScope(newId(), 'planting');
  const { networkId } = scope;
  await execute(createNetwork, scope, { slug, names: { en: `Javno${mark} network` } });

  const digits = [...mark].reduce((sum, letter) => sum * 31 + letter.codePointAt(0)!, 7).toString().padStart(6, '0').slice(-6);
  const organisation = async (type: string, name: string, more = {}) =>
    (await execute(addOrganisation, scope, { type, name, names: { en: name }, seat: 'RS-L-71269', areas: [{ placeId: 'RS-L-71269' }], email: `tajna${slug}.${type}@inner.example`, phone: `+381 15 ${digits}`, ...more })).organisationId;
  const organisations = {
    implementer: await organisation('cso', `Javno${mark} implementer`, { website: `https://javno${slug}.example` }),
    funder: await organisation('funder', `Javno${mark} funder`),
    own: await organisation('cso', `Javno${mark} partner`),
    inner: await organisation('cso', `Tajna${mark} organisation`),
  };
  await within(scope, (tx) => learnSpellings({ tx, scope, now: new Date() }, Object.values(organisations).map((organisationId) => ({ organisationId, spelling: `Tajna${mark} spelling` })), 'a sheet'));

  const people: PlantedPerson[] = [];
  for (let n = 0; n < 8; n++) {
    const person = { given: `Osoba${mark}${'abcdefgh'[n]}`, surname: `Osoba${mark}ić`, email: `osoba${slug}.${n}@private.example`, phone: `+381 64 ${digits}${n}` };
    const organisationId = n < 3 ? organisations.own : organisations.implementer;
    const { personId } = await execute(addPerson, scope, { ...person, sex: n < 6 ? 'F' : 'M', birthDate: `198${n}-03-0${n + 1}`, affiliations: [{ organisationId, role: `Osoba${mark} role` }] });
    people.push({ personId, ...person });
  }
  await within(scope, (tx) => learnPersonSpellings({ tx, scope, now: new Date() }, people.map(({ personId }) => ({ personId, spelling: `Osoba${mark} spelling` })), 'a sheet'));
  const service = async (name: string, published: boolean) => (await execute(saveService, scope, { organisationId: organisations.implementer, name, units: ['RS-L-71269'], published })).serviceId;
  const services = { published: await service(`Javno${mark} service`, true), secret: await service(`Tajna${mark} service`, false) };
  const alliance = async (name: string, organisationId: string, isPublished: boolean) => {
    const { allianceId } = await execute(addAlliance, scope, { names: { en: name }, purposes: { en: `${name} purpose` }, kind: 'local', areas: ['RS-L-71269'] });
    const { memberId } = await execute(joinAlliance, scope, { allianceId, organisationId, from: '2022-01-01', note: `Beleska${mark} why` });
    // Nobody asked her whether her name may stand there.
    await execute(addRepresentative, scope, { memberId, personId: people[0]!.personId, role: `Tajna${mark} role` });
    const { ruleId } = await execute(addRule, scope, { allianceId, titles: { en: `Tajna${mark} rule` }, regions: [{ names: { en: 'R' }, places: ['RS-L-71269'] }], regionsNeeded: 1, parts: [{ types: ['cso'], perRegion: 1, inTotal: 1 }] });
    const { agreementId } = await execute(addAgreement, scope, { titles: { en: `Tajna${mark} agreement` }, kind: 'memorandum', scopes: { en: `Tajna${mark} scope` }, parties: [{ allianceId }, { organisationId: organisations.implementer }], validFrom: '2022-01-01', signedOn: '2022-01-01', locale: 'en', origin: 'https://kolo.example' });
    await execute(publishAlliance, scope, { allianceId, isPublished });
    return { agreement: agreementId, alliance: allianceId, member: memberId, rule: ruleId };
  };
  const alliances = { published: await alliance(`Javno${mark} alliance`, organisations.implementer, true), secret: await alliance(`Tajna${mark} alliance`, organisations.inner, false) };
  const { fileId } = await within(scope, (tx) => storeFile(tx, networkId, { name: `tajna${slug}-list.xlsx`, mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', bytes: Buffer.from(`Osoba${mark}`) }));
  const about = { scope, mark, people, organisations, fileId };
  const published = await plantProgramme(about, `${slug}-published`, 'Javno');
  const secret = await plantProgramme(about, `${slug}-secret`, 'Skriveno');
  await execute(publishProgramme, scope, { programmeId: published.programmeId });

  const accounts = {} as Record<PlantedRole, PlantedAccount>;
  const standsFor: Partial<Record<PlantedRole, string>> = { 'organisation-representative': organisations.own, funder: organisations.funder, stranger: organisations.inner };
  for (const name of plantedAccounts) {
    const role = name === 'stranger' ? 'funder' : name === 'limited' ? 'programme-officer' : name;
    accounts[name] = await plantAccount(networkId, `${name}@nalog${slug}.example`, `Nalog${mark} ${name}`, role, standsFor[name] ?? null, name === 'limited' ? [published.programmeId] : null);
  }
  const { proposalId } = await execute(propose, accounts['organisation-representative'].scope, { kind: 'organisation', subjectId: organisations.own, fields: { name: `Tajna${mark} proposed name`, 'descriptions.en': `Tajna${mark} proposed words`, phone: `+381 15 ${digits}` }, locale: 'en', origin: 'https://kolo.example' });
  return { networkId, slug, organisations, published, secret, people, services, proposalId, alliances, fileId, accounts, personal: [`Osoba${mark}`, `osoba${slug}`, `+381 64 ${digits}`], unpublished: [`Skriveno${mark}`, `${slug}-secret`], noted: [`Beleska${mark}`], inner: [`Tajna${mark}`, `tajna${slug}`, `Nalog${mark}`, `nalog${slug}`, `+381 15 ${digits}`] };
}

async function plantAccount(networkId: string, email: string, name: string, role: Role, organisationId: string | null, programmeIds: string[] | null): Promise<PlantedAccount> {
  const accountId = await accountWith({ email, name });
  const membershipId = await memberOf(networkId, accountId, role, organisationId);
  if (programmeIds) await database().updateTable('membership').set({ programme_ids: programmeIds }).where('membership_id', '=', membershipId).execute();
  const scope = memberScope({ networkId, actor: { kind: 'account', id: accountId, name }, roles: [role], organisationId, programmeIds });
  const { key, keyId } = await execute(createKey, scope, { name: 'test', role, days: 30 });
  return { accountId, membershipId, role, key, keyId, scope };
}

interface About {
  scope: Scope;
  mark: string;
  people: readonly PlantedPerson[];
  organisations: PlantedNetwork['organisations'];
  fileId: string;
}

async function plantProgramme({ scope, mark, people, organisations, fileId }: About, slug: string, word: 'Javno' | 'Skriveno'): Promise<PlantedProgramme> {
  const named = (what: string) => ({ en: `${word}${mark} ${what}` });
  const part = (organisationId: string, role: string) => ({ organisationId, role });
  const { programmeId } = await execute(addProgramme, scope, {
    slug,
    titles: named('programme'),
    startsOn: '2022-01',
    endsOn: '2022-12',
    subtitles: named('subtitle'),
    shortNames: named('short name'),
    summary: named('summary'),
    funding: { programme: named('call'), year: 2021, theme: `${word}${mark} theme`, title: named('call title') },
    contractNumber: `${word}${mark}-1`,
    budget: 100_000,
    currency: 'EUR',
    sectors: ['16010'],
    targetGroups: [named('target group')],
    objectives: [named('objective')],
    expectedResults: [named('expected result')],
    activities: [named('activity')],
    components: [{ titles: named('component') }],
    places: [{ placeId: 'RS-L-71269', relation: 'works-in' }],
    organisations: [part(organisations.implementer, 'implementer'), part(organisations.funder, 'funder'), part(organisations.own, 'partner')],
  });
  const { levelId } = await execute(addLevel, scope, { programmeId, tier: named('tier'), titles: named('level') });
  const indicator = async (what: string, of: unknown, more = {}) => (await execute(addIndicator, scope, { programmeId, levelId, titles: named(what), query: of, ...more })).indicatorId;
  const indicators = {
    people: await indicator('people', { method: 'people' }, { targets: [{ comparator: 'at-least', value: 5 }, { comparator: 'exactly', value: 320 }] }),
    men: await indicator('men', { method: 'people', where: { breakdown: { sex: 'M' } } }),
    organisations: await indicator('organisations', { method: 'organisations' }),
    events: await indicator('events', { method: 'events' }),
    inner: await indicator('inner', { method: 'event-days' }, { titles: { en: `Tajna${mark} indicator` }, isPublic: false }),
    uncounted: await indicator('uncounted', null),
  };
  const { seriesId } = await execute(addSeries, scope, { programmeId, titles: named('series'), kind: 'training' });
  const { eventId } = await execute(addEvent, scope, { programmeId, seriesId, titles: named('event'), kind: 'training', venuePlace: 'RS-L-71269', venueText: `${word}${mark} venue`, days: ['2022-05-04', '2022-05-05'] });

  const came = people.map((person, n) => ({
    kind: 'participation',
    happenedOn: '2022-05-04',
    source: { fileId, sheet: `Tajna${mark} sheet`, row: n + 5 },
    payload: { eventId, personId: person.personId, organisationId: n < 3 ? organisations.own : organisations.implementer, placeId: 'RS-L-71269', relation: 'represents', role: `Osoba${mark} role`, days: ['2022-05-04', '2022-05-05'], breakdown: { sex: n < 6 ? 'F' : 'M' } },
  }));
  const held = { kind: 'event-held', happenedOn: '2022-05-04', payload: { eventId, days: ['2022-05-04', '2022-05-05'], placeId: 'RS-L-71269' } };
  const figure = { kind: 'reported-figure', happenedOn: '2022-05-04', payload: { what: 'output', value: 3, sentence: `${word}${mark} sentence` } };
  const { ids } = await execute(recordManyEvidence, scope, { programmeId, evidence: [...came, held, figure] });

  await execute(issueCertificates, scope, { programmeId, seriesId, personIds: [people[0]!.personId], locale: 'en', origin: 'https://kolo.example' });
  const { code } = (await registerOf(scope, programmeId, seriesId)).certificates[0]!;

  const { textId, claimIds } = await execute(addText, scope, { programmeId, title: `${word}${mark} text`, language: 'en', body: `We trained 8 people ${word}${mark}. There were 99 organisations Tajna${mark}.` });
  const [shown, hidden] = claimIds as [string, string];
  await execute(linkClaim, scope, { claimId: shown, readings: [{ query: query.parse({ method: 'people' }) }] });
  await execute(hideClaim, scope, { claimId: hidden });
  const { publicationId } = await execute(publish, scope, { programmeId, indicatorId: indicators.people, query: query.parse({ method: 'people' }), titles: named('people') });
  return { programmeId, slug, levelId, indicators, eventId, seriesId, code, participations: ids.slice(0, people.length), figure: ids.at(-1)!, textId, claims: { shown, hidden }, publicationId };
}
