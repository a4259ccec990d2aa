/** The service's form: texts as a person typed them ↔ what the command takes. Pure but for the organisation's name, which the caller looks up. */
import { Problem } from '#platform/problem.ts';
import { locales } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Country } from '#modules/places/shape.ts';
import { unitNamed, writtenName } from '#modules/places/written-name.ts';
import { hoursOfDays, type Interval } from './hours.ts';
import { unitOfArea } from './hsds/areas.ts';
import { nomenclature } from './nomenclature/nomenclature.ts';
import { furtherPlaces, keepsPlace, placeFields, placeWritten, textsOfPlaces } from './places-form.ts';
import type { ServiceWhole } from './whole-queries.ts';
import { weekdays, type Keepable, type Weekday } from './shape.ts';

/** Of each day when it opens and closes, and when it does so a second time. */
export const hourFields = weekdays.flatMap((day) => [`opens_${day}`, `closes_${day}`, `opens2_${day}`, `closes2_${day}`]);
/** Name and description in each language. */
export const localisedFields = locales.flatMap((locale) => [`names.${locale}`, `descriptions.${locale}`] as const);

export const textFields = ['provider', 'name', 'description', 'kind', 'minimumAge', 'maximumAge', 'eligibility', 'units', ...placeFields, 'phone', 'email', 'website', 'fees', 'funding', 'application', 'documents', 'languages', 'capacity', 'waiting', 'openedOn', 'status', 'published', 'assured', ...hourFields, ...localisedFields] as const;
export type ServiceTexts = Partial<Record<string, string>>;

/** Lines as browsers post them (CRLF) are the lines we keep (LF). */
export const plainText = (text: string | null | undefined) => (text ?? '').replace(/\r\n/g, '\n').trim();

/**
 * @param groups terms of whom it is for
 * @returns what `saveService` takes, without the provider. Of a service that is there, what reads as the form showed it is named in `keeps` and stays exactly as it is.
 * @throws Problem 422 for a place nobody knows
 */
export function written(posted: ServiceTexts, groups: readonly string[], today: string, before: ServiceWhole | null, country: Country | null = null) {
  const text = (name: string) => plainText(posted[name]) || null;
  const number = (name: string) => (text(name) === null ? null : Number(text(name)!.replace(',', '.')));
  const list = (name: string) => (text(name) ?? '').split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
  const shown = before && textsOf(before);
  const isSame = (...names: string[]) => shown !== null && names.every((name) => plainText(posted[name]) === plainText(shown.texts[name]));
  const hasSameGroups = shown !== null && groups.toSorted().join() === shown.groups.toSorted().join();
  const keeps: Keepable[] = [];
  const kept = (what: Keepable, is: boolean) => (is && keeps.push(what), is);
  const keepsName = kept('name', isSame('name'));
  const keepsDescription = kept('description', isSame('description'));
  for (const what of ['status', 'eligibility', 'application', 'fees', 'documents', 'languages', 'website', 'email', 'phone', 'units', 'funding'] as const) kept(what, isSame(what));
  const keepsFirst = kept('location', keepsPlace(1, shown && shown.texts, text, isSame));
  const stayingPlaces = furtherPlaces.filter((place) => keepsPlace(place, shown && shown.texts, text, isSame));
  const keepsOthers = kept('places', before !== null && stayingPlaces.length === furtherPlaces.length);
  const further = furtherPlaces.flatMap((place): { at: string | null; location: ReturnType<typeof placeWritten> }[] => {
    const at = before?.hsds.service_at_locations?.[place - 1]?.id ?? null;
    if (stayingPlaces.includes(place)) return at ? [{ at, location: null }] : [];
    const location = placeWritten(place, text, isSame);
    return location ? [{ at, location }] : [];
  });
  kept('assured', Boolean(before && !posted.assured));
  const own = <T>(what: Keepable, value: T, none: T): T => (keeps.includes(what) ? none : value);
  const keepsAges = kept('ages', isSame('minimumAge', 'maximumAge'));
  const keepsHours = kept('hours', isSame(...hourFields));
  kept('kind', isSame('kind') && hasSameGroups);
  return {
    name: plainText(posted.name),
    names: translated(before?.names ?? {}, 'names', before ? translations(before.names, keepsName, before.hsds.name, text('name')) : {}, posted),
    description: own('description', text('description'), null),
    descriptions: translated(before?.descriptions ?? {}, 'descriptions', before ? translations(before.descriptions, keepsDescription, before.hsds.description, text('description')) : {}, posted),
    status: text('status') ?? 'active',
    // A service may be of several kinds; whoever repeats the first of them says nothing against the others.
    terms: [...new Set([...(isSame('kind') ? kindsOf(before!) : list('kind')), ...groups])],
    minimumAge: keepsAges ? null : number('minimumAge'),
    maximumAge: keepsAges ? null : number('maximumAge'),
    eligibility: own('eligibility', text('eligibility'), null),
    application: own('application', text('application'), null),
    fees: own('fees', text('fees'), null),
    requiredDocuments: own('documents', documents(text('documents') ?? '', before), []),
    languages: own('languages', list('languages'), []),
    website: own('website', text('website'), null),
    email: own('email', text('email'), null),
    phone: own('phone', text('phone'), null),
    units: keeps.includes('units') ? [] : list('units').map((one) => areaNamed(one, country)),
    funding: own('funding', lines(text('funding')), []),
    location: keepsFirst ? null : placeWritten(1, text, isSame),
    further: keepsOthers ? [] : further,
    openings: keepsHours ? [] : openings(posted, before),
    capacity: number('capacity'),
    waiting: number('waiting'),
    openedOn: text('openedOn'),
    assuredOn: posted.assured ? today : null,
    published: Boolean(posted.published),
    keeps,
  };
}

/** A document that is there and has a comma in its name stays one document as long as its name stands in the text. */
function documents(text: string, before: ServiceWhole | null): string[] {
  const whole = (before?.hsds.required_documents ?? []).flatMap(({ document }) => (document && /[,;\n]/.test(document) && text.includes(plainText(document)) ? [plainText(document)] : []));
  const others = whole.reduce((left, document) => left.replace(document, ''), text);
  return [...whole, ...others.split(/[,;\n]/).map((part) => part.trim()).filter(Boolean)];
}

const lines = (text: string | null) => (text ?? '').split('\n').map((line) => line.trim()).filter(Boolean);

/** What was posted in a language counts as it was posted; in a language that the form did not touch, what stays of it. */
function translated(shown: Localised, name: 'names' | 'descriptions', staying: Localised, posted: ServiceTexts): Localised {
  const texts = { ...staying };
  for (const locale of locales) {
    const said = posted[`${name}.${locale}`];
    if (said === undefined || plainText(said) === plainText(shown[locale])) continue;
    if (plainText(said)) texts[locale] = plainText(said);
    else delete texts[locale];
  }
  return texts;
}

/** What is said anew makes what other languages say of it untrue; in the language that it was said in, it says the new. */
function translations(texts: Localised, stays: boolean, old: string | undefined, young: string | null): Localised {
  if (stays) return texts;
  return Object.fromEntries(Object.entries(texts).flatMap(([locale, text]) => (young && plainText(text) === plainText(old) ? [[locale, young]] : [])));
}

/** Terms of the shipped nomenclatures, in the order in which the service names them. */
function shippedTerms({ hsds, terms }: ServiceWhole): string[] {
  const order = (hsds.attributes ?? []).map(({ taxonomy_term_id, taxonomy_term }) => taxonomy_term_id ?? taxonomy_term?.id);
  return terms.filter((id) => nomenclature().byId.has(id)).toSorted((a, b) => order.indexOf(a) - order.indexOf(b));
}

const isGroup = (id: string) => nomenclature().byId.get(id)!.vocabulary === 'user-group';
const kindsOf = (service: ServiceWhole) => shippedTerms(service).filter((id) => !isGroup(id));

const hoursOf = ({ hsds }: ServiceWhole) => hoursOfDays([...(hsds.schedules ?? []), ...(hsds.service_at_locations?.[0]?.schedules ?? [])]);

function areaNamed(text: string, country: Country | null): string {
  const { unit, nearest } = unitNamed(text, { country });
  if (!unit) throw new Problem(422, 'services.place_unsure', { place: text, proposal: nearest ?? '' }, 'units');
  return unit;
}

/** Days with the same hours become one rule. The form shows the first two hours of a day: a day that is open a third time stays so, unless it was emptied or the new hours reach into the later ones. */
function openings(texts: ServiceTexts, before: ServiceWhole | null) {
  const there = before ? hoursOf(before) : new Map<Weekday, Interval[]>();
  const byHours = new Map<string, Weekday[]>();
  for (const day of weekdays) {
    const [opens, closes] = [texts[`opens_${day}`]?.trim() ?? '', texts[`closes_${day}`]?.trim() ?? ''];
    const [opens2, closes2] = [texts[`opens2_${day}`]?.trim() ?? '', texts[`closes2_${day}`]?.trim() ?? ''];
    const said = [...(opens || closes ? [{ opens, closes }] : []), ...(opens2 || closes2 ? [{ opens: opens2, closes: closes2 }] : [])];
    if (said[1] && said[1].opens < said[0]!.closes) throw new Problem(422, 'services.hours_overlap', { first: `${opens}–${closes}`, second: `${opens2}–${closes2}` }, 'openings');
    const last = said.map((one) => one.closes).sort().at(-1);
    const later = (there.get(day) ?? []).slice(2).filter((one) => last !== undefined && one.opens >= last);
    for (const hours of [...said, ...later]) {
      const key = `${hours.opens}|${hours.closes}`;
      byHours.set(key, [...(byHours.get(key) ?? []), day]);
    }
  }
  return [...byHours].map(([hours, days]) => ({ days, opens: hours.split('|')[0]!, closes: hours.split('|')[1]! }));
}

/** The form's texts for a service that is there. */
export function textsOf(service: ServiceWhole): { texts: ServiceTexts; groups: string[] } {
  const { hsds, capacity, waiting, openedOn, published } = service;
  const hours: ServiceTexts = {};
  for (const [day, [first, second]] of hoursOf(service)) {
    [hours[`opens_${day}`], hours[`closes_${day}`]] = [first!.opens, first!.closes];
    if (second) [hours[`opens2_${day}`], hours[`closes2_${day}`]] = [second.opens, second.closes];
  }
  const plain = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  const units = [...new Set((hsds.service_areas ?? []).flatMap((area) => unitOfArea(area) ?? []))];
  return {
    texts: {
      provider: hsds.organization.name, name: hsds.name, description: hsds.description ?? '', kind: kindsOf(service)[0] ?? '', minimumAge: plain(hsds.minimum_age), maximumAge: plain(hsds.maximum_age),
      eligibility: hsds.eligibility_description ?? '', units: units.map((id) => writtenName(id)).join(', '), ...textsOfPlaces(hsds.service_at_locations ?? []), phone: hsds.phones?.[0]?.number ?? '', email: hsds.email ?? '', website: hsds.url ?? '', fees: hsds.fees_description ?? '', funding: (hsds.funding ?? []).map(({ source }) => source).filter(Boolean).join('\n'),
      application: hsds.application_process ?? '', documents: (hsds.required_documents ?? []).map(({ document }) => document).filter(Boolean).join(', '), languages: (hsds.languages ?? []).map(({ code }) => code).filter(Boolean).join(', '),
      capacity: plain(capacity), waiting: plain(waiting), openedOn: openedOn ?? '', status: hsds.status, published: published ? 'yes' : '', ...hours,
      ...Object.fromEntries(locales.flatMap((locale) => [[`names.${locale}`, service.names[locale] ?? ''], [`descriptions.${locale}`, service.descriptions[locale] ?? '']])),
    },
    groups: shippedTerms(service).filter(isGroup),
  };
}
