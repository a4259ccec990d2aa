import type { Alike } from '#platform/matching/near-queries.ts';
import type { Scope } from '#platform/session/scope.ts';
import { inLanguage, say, type Localised } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { findAgreements, findAlliances, findGuidelines } from '#modules/alliances/search-queries.ts';
import { findOrganisations } from '#modules/organisations/queries.ts';
import { maySeePeople } from '#modules/people/access.ts';
import { findPeople } from '#modules/people/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { searchPlaces } from '#modules/places/search.ts';
import { findProgrammes } from '#modules/programmes/queries.ts';
import { listServices } from '#modules/services/queries.ts';

export const nouns = ['people', 'organisations', 'networks', 'agreements', 'guidelines', 'programmes', 'services', 'places'] as const;
export type Noun = (typeof nouns)[number];

/** One thing found: its name in the reader's language or as written, what tells it from namesakes, and its page. */
export interface Hit {
  path: string;
  name: string;
  /** Language of the name where it is not the reader's. */
  lang?: string;
  more: string;
}

export interface HitGroup extends Alike {
  noun: Noun;
  hits: Hit[];
  total: number;
  /** There are more than `total`. */
  isMore?: boolean;
  /** The noun's own list for the same words; null where there is none. */
  list: string | null;
}

const SHOWN = 5;

/** Everything this person may see that is called as typed, five of each noun; then, of the other nouns, what is only spelt alike. */
export async function findEverywhere(scope: Scope, q: string, t: Translate): Promise<HitGroup[]> {
  if (!q.trim()) return [];
  const groups = (await Promise.all([people(scope, q), organisations(scope, q, t), networks(scope, q, t), agreements(scope, q, t), guidelines(scope, q, t), programmes(scope, q, t), services(scope, q, t), places(q, t)])).filter(({ hits }) => hits.length > 0);
  return [...groups.filter(({ alike }) => !alike), ...groups.filter(({ alike }) => alike)];
}

const listOf = (path: string, q: string) => `${path}?${new URLSearchParams({ q })}`;

async function people(scope: Scope, q: string): Promise<HitGroup> {
  if (!maySeePeople(scope)) return { noun: 'people', hits: [], total: 0, list: null, alike: false };
  const { items, total, alike } = await findPeople(scope, { q, limit: SHOWN });
  const hits = items.map(({ personId, given, surname, organisations }) => ({ path: `/work/people/${personId}`, name: [given, surname].filter(Boolean).join(' '), more: organisations.map(({ name }) => name).join('; ') }));
  return { noun: 'people', hits, total, list: listOf('/work/people', q), alike };
}

async function organisations(scope: Scope, q: string, t: Translate): Promise<HitGroup> {
  const { items, total, alike } = await findOrganisations(scope, { q, limit: SHOWN });
  const hits = items.map(({ organisationId, name, seat }) => ({ path: `/work/organisations/${organisationId}`, name, more: seat ? placeName(seat, t) : '' }));
  return { noun: 'organisations', hits, total, list: listOf('/work/organisations', q), alike };
}

const today = () => new Date().toISOString().slice(0, 10);

async function networks(scope: Scope, q: string, t: Translate): Promise<HitGroup> {
  const { items, total, alike } = await findAlliances(scope, q, { locale: t.locale, day: today(), limit: SHOWN });
  const hits = items.map(({ allianceId, names, areas }) => ({ ...named(names, t), path: `/work/networks/${allianceId}`, more: areas.slice(0, 3).map((id) => placeName(id, t)).join(', ') }));
  return { noun: 'networks', hits, total, list: listOf('/work/networks', q), alike };
}

async function agreements(scope: Scope, q: string, t: Translate): Promise<HitGroup> {
  const { items, total, alike } = await findAgreements(scope, q, { today: today(), limit: SHOWN });
  const hits = items.map(({ agreementId, titles, parties }) => ({ ...named(titles, t), path: `/work/agreements/${agreementId}`, more: parties.map(({ name, names }) => say(names, t.locale) || name).join('; ') }));
  return { noun: 'agreements', hits, total, list: listOf('/work/agreements', q), alike };
}

async function guidelines(scope: Scope, q: string, t: Translate): Promise<HitGroup> {
  const { items, total, alike } = await findGuidelines(scope, q, { limit: SHOWN });
  const hits = items.map(({ guidelineId, allianceId, titles, network }) => ({ ...named(titles, t), path: `/work/networks/${allianceId}/guidelines/${guidelineId}`, more: say(network, t.locale) }));
  return { noun: 'guidelines', hits, total, list: null, alike };
}

function named(texts: Localised, t: Translate): Pick<Hit, 'name' | 'lang'> {
  const said = inLanguage(texts, t.locale);
  return { name: said?.text ?? '', lang: said?.lang };
}

async function programmes(scope: Scope, q: string, t: Translate): Promise<HitGroup> {
  const { items, total, alike } = await findProgrammes(scope, { q, limit: SHOWN });
  const hits = items.map(({ slug, titles, startsOn }) => {
    const title = inLanguage(titles, t.locale);
    return { path: `/work/programmes/${slug}`, name: title?.text ?? slug, lang: title?.lang, more: startsOn?.slice(0, 4) ?? '' };
  });
  return { noun: 'programmes', hits, total, list: listOf('/work/programmes', q), alike };
}

async function services(scope: Scope, q: string, t: Translate): Promise<HitGroup> {
  const { items, total, isMore, alike } = await listServices(scope, { q });
  const hits = items.slice(0, SHOWN).map(({ id, name, names, provider }) => ({ path: `/work/services/${id}`, name: say(names, t.locale) || name, more: provider }));
  return { noun: 'services', hits, total, isMore, list: listOf('/work/services', q), alike };
}

/** Units of the gazetteer, each with the services that are open to it. */
async function places(q: string, t: Translate): Promise<HitGroup> {
  const found = searchPlaces(q, { locale: t.locale, limit: SHOWN }).data;
  const called = found.filter(({ reason }) => reason !== 'typo');
  const shown = called.length ? called : found;
  const hits = shown.map(({ id, label, settlement, within }) => ({ path: `/services?${new URLSearchParams({ place: id })}`, name: settlement ?? label, more: settlement ? label : (within ?? '') }));
  return { noun: 'places', hits, total: hits.length, list: null, alike: called.length === 0 };
}
