/** The service's form: texts as a person typed them ↔ what the command takes. Pure but for the organisation's name, which the caller looks up. */
import { Problem } from '#platform/problem.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { writtenName } from '#modules/places/written-name.ts';
import { nomenclature } from './nomenclature/nomenclature.ts';
import type { ServiceWhole } from './queries.ts';
import { weekdays, type Weekday } from './shape.ts';

export const textFields = ['provider', 'name', 'description', 'kind', 'minimumAge', 'maximumAge', 'eligibility', 'units', 'street', 'city', 'postalCode', 'country', 'phone', 'email', 'website', 'fees', 'application', 'documents', 'languages', 'capacity', 'waiting', 'openedOn', 'status', 'published', 'assured', ...weekdays.flatMap((day) => [`opens_${day}`, `closes_${day}`])] as const;
export type ServiceTexts = Partial<Record<string, string>>;

/**
 * @param groups terms of whom it is for
 * @returns what `saveService` takes, without the provider
 * @throws Problem 422 for a place nobody knows
 */
export function written(texts: ServiceTexts, groups: readonly string[], today: string, before: ServiceWhole | null) {
  const text = (name: string) => texts[name]?.trim() || null;
  const number = (name: string) => (text(name) === null ? null : Number(text(name)!.replace(',', '.')));
  const list = (name: string) => (text(name) ?? '').split(/[,;\n]/).map((part) => part.trim()).filter(Boolean);
  const shown = before ? texts.name === before.hsds.name : false;
  return {
    name: texts.name ?? '',
    ...(shown && { names: before!.names, ...(text('description') === (before!.hsds.description ?? null) && { descriptions: before!.descriptions }) }),
    description: text('description'),
    status: text('status') ?? 'active',
    terms: [...new Set([...list('kind'), ...groups])],
    minimumAge: number('minimumAge'),
    maximumAge: number('maximumAge'),
    eligibility: text('eligibility'),
    application: text('application'),
    fees: text('fees'),
    requiredDocuments: list('documents'),
    languages: list('languages'),
    website: text('website'),
    email: text('email'),
    phone: text('phone'),
    units: list('units').map(unitNamed),
    location: text('city') ? { name: null, street: text('street'), city: text('city')!, postalCode: text('postalCode'), country: (text('country') ?? 'RS') as 'RS' } : null,
    openings: openings(texts),
    capacity: number('capacity'),
    waiting: number('waiting'),
    openedOn: text('openedOn'),
    assuredOn: texts.assured ? today : (before?.hsds.assured_date?.slice(0, 10) ?? null),
    published: Boolean(texts.published),
  };
}

function unitNamed(text: string): string {
  if (unitById(text)) return text;
  const { decision, best } = decide(whichPlace(text));
  if (decision !== 'sure') throw new Problem(422, 'services.place_unsure', { place: text, proposal: best?.name ?? '' }, 'units');
  return best!.unit;
}

/** Days with the same hours become one rule. */
function openings(texts: ServiceTexts) {
  const byHours = new Map<string, Weekday[]>();
  for (const day of weekdays) {
    const [opens, closes] = [texts[`opens_${day}`]?.trim() ?? '', texts[`closes_${day}`]?.trim() ?? ''];
    if (opens || closes) byHours.set(`${opens}|${closes}`, [...(byHours.get(`${opens}|${closes}`) ?? []), day]);
  }
  return [...byHours].map(([hours, days]) => ({ days, opens: hours.split('|')[0]!, closes: hours.split('|')[1]! }));
}

/** The form's texts for a service that is there. */
export function textsOf({ hsds, terms, units, capacity, waiting, openedOn, published }: ServiceWhole): { texts: ServiceTexts; groups: string[] } {
  const place = hsds.service_at_locations?.[0];
  const address = place?.location?.addresses?.[0];
  const named = terms.filter((id) => nomenclature().byId.has(id));
  const isGroup = (id: string) => nomenclature().byId.get(id)!.vocabulary === 'user-group';
  const hours: ServiceTexts = {};
  for (const { byday, opens_at, closes_at } of [...(hsds.schedules ?? []), ...(place?.schedules ?? [])]) {
    for (const day of (byday ?? '').split(',')) if (opens_at && closes_at) [hours[`opens_${day}`], hours[`closes_${day}`]] = [opens_at.slice(0, 5), closes_at.slice(0, 5)];
  }
  const plain = (value: number | null | undefined) => (value === null || value === undefined ? '' : String(value));
  const areas = (hsds.service_areas ?? []).flatMap(({ extent, extent_type }) => (extent_type === 'kolo-unit' && extent ? [extent] : []));
  return {
    texts: {
      provider: hsds.organization.name, name: hsds.name, description: hsds.description ?? '', kind: named.find((id) => !isGroup(id)) ?? '', minimumAge: plain(hsds.minimum_age), maximumAge: plain(hsds.maximum_age),
      eligibility: hsds.eligibility_description ?? '', units: (areas.length ? areas : units).map(writtenName).join(', '), street: address?.address_1 ?? '', city: address?.city ?? '',
      postalCode: address?.postal_code ?? '', country: address?.country ?? 'RS', phone: hsds.phones?.[0]?.number ?? '', email: hsds.email ?? '', website: hsds.url ?? '', fees: hsds.fees_description ?? '',
      application: hsds.application_process ?? '', documents: (hsds.required_documents ?? []).map(({ document }) => document).filter(Boolean).join(', '), languages: (hsds.languages ?? []).map(({ code }) => code).filter(Boolean).join(', '),
      capacity: plain(capacity), waiting: plain(waiting), openedOn: openedOn ?? '', status: hsds.status, published: published ? 'yes' : '', ...hours,
    },
    groups: named.filter(isGroup),
  };
}
