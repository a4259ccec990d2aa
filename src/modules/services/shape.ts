import { z } from 'zod';
import { newId } from '#platform/ids.ts';
import { localised } from '#platform/words/localised.ts';
import { placeId } from '#modules/organisations/shape.ts';
import { nomenclature } from './nomenclature/nomenclature.ts';
import { termOf } from './hsds/terms.ts';
import type { HsdsObject } from './hsds/reading.ts';

export const serviceStatuses = ['active', 'inactive', 'defunct', 'temporarily closed'] as const;
export type ServiceStatus = (typeof serviceStatuses)[number];
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'services.problem_hour' });
/** Open on these days of the week from one hour to another (local time). */
export const opening = z
  .strictObject({ days: z.array(z.enum(weekdays)).min(1), opens: clock, closes: clock })
  .refine(({ opens, closes }) => opens < closes, { error: 'services.problem_closes_before_opens', path: ['closes'] });
export type Opening = z.infer<typeof opening>;

const text = (most: number) => z.string().trim().min(1).max(most).nullable().default(null);

/** What a form may leave as it is: then it stays exactly what it was, also what the form cannot show of it. */
export const keepable = ['name', 'description', 'status', 'kind', 'ages', 'eligibility', 'application', 'fees', 'documents', 'languages', 'website', 'email', 'phone', 'units', 'location', 'places', 'hours', 'funding', 'assured'] as const;
export type Keepable = (typeof keepable)[number];

/** A place where a service is given. */
const location = z.strictObject({ locationId: z.uuid().optional(), name: text(300), street: text(300), city: z.string().trim().min(1).max(120), postalCode: text(20), country: z.enum(['RS', 'BG', 'MD']), latitude: z.number().min(-90).max(90).nullable().default(null), longitude: z.number().min(-180).max(180).nullable().default(null), accessibility: text(1_000) });

/** A service as a person enters it; `hsdsService` says the same in the words of the standard. */
export const newService = z
  .strictObject({
    serviceId: z.uuid().optional(),
    organisationId: z.uuid({ error: 'services.problem_provider_missing' }),
    name: z.string().trim().min(1, { error: 'services.problem_name_missing' }).max(300),
    names: localised.default({}),
    description: text(20_000),
    descriptions: localised.default({}),
    status: z.enum(serviceStatuses).default('active'),
    /** Terms of the shipped nomenclatures: what it is, and whom it is for. */
    terms: z.array(z.uuid().refine((id) => nomenclature().byId.has(id), { error: 'services.problem_term_unknown' })).max(40).default([]),
    minimumAge: z.number().min(0).max(120).nullable().default(null),
    maximumAge: z.number().min(0).max(120).nullable().default(null),
    eligibility: text(4_000),
    application: text(4_000),
    fees: text(2_000),
    /** Who pays for it: a municipality, a ministry, a donor. */
    funding: z.array(z.string().trim().min(1).max(500)).max(20).default([]),
    requiredDocuments: z.array(z.string().trim().min(1).max(300)).max(30).default([]),
    /** BCP 47 */
    languages: z.array(z.string().trim().min(2).max(20)).max(20).default([]),
    website: z.url({ protocol: /^https?$/, error: 'services.problem_website' }).max(500).nullable().default(null),
    email: z.email({ error: 'services.problem_email' }).max(320).nullable().default(null),
    phone: text(60),
    /** Units whose people may use it. */
    units: z.array(placeId).max(600).default([]),
    /** Where it is given; none for a service that comes to the house or is a telephone line. */
    location: location.nullable().default(null),
    /** Further places where it is given: `at` names one that is there already (a service at location), which without `location` stays as it is. */
    further: z.array(z.strictObject({ at: z.uuid().nullable().default(null), location: location.nullable().default(null) })).max(20).default([]),
    openings: z.array(opening).max(40).default([]),
    capacity: z.number().int().min(0).max(100_000).nullable().default(null),
    waiting: z.number().int().min(0).max(100_000).nullable().default(null),
    openedOn: z.iso.date().nullable().default(null),
    assuredOn: z.iso.date().nullable().default(null),
    published: z.boolean().default(false),
    /** Of a service that is there: what stays as it is, whatever stands above. */
    keeps: z.array(z.enum(keepable)).default([]),
    /** When the service was last changed before the person saw it; what somebody else has written since is not overwritten. */
    seen: z.string().max(40).nullable().default(null),
  })
  .refine(({ minimumAge, maximumAge }) => minimumAge === null || maximumAge === null || minimumAge <= maximumAge, { error: 'services.problem_ages', path: ['maximumAge'] });
export type NewService = z.infer<typeof newService>;

/** IANA zones as HSDS 3.0 wants them: hours east of Greenwich in winter. */
const zone: Record<'RS' | 'BG' | 'MD', number> = { RS: 1, BG: 2, MD: 2 };

/** Without what is not known and without empty lists. */
export const known = (object: Record<string, unknown>) => Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null && value !== undefined && !(Array.isArray(value) && !value.length))) as HsdsObject;

/** The service in the words of HSDS 3.0: what is written, and what the interface answers. */
export function hsdsService(input: NewService & { serviceId: string }): { services: HsdsObject[]; locations: HsdsObject[]; serviceAtLocations: HsdsObject[]; /** Whether the first of the places is `location`; the others are further ones. */ hasFirst: boolean } {
  const { serviceId, location } = input;
  const country = location?.country ?? 'RS';
  const schedules = input.openings.map(({ days, opens, closes }) => ({ id: newId(), freq: 'WEEKLY', byday: days.join(','), opens_at: opens, closes_at: closes, timezone: zone[country] }));
  const attributes = input.terms.map((id) => ({ id: newId(), link_id: serviceId, link_entity: 'service', link_type: nomenclature().byId.get(id)!.vocabulary === 'user-group' ? 'intended_group' : 'taxonomy', taxonomy_term_id: id, taxonomy_term: termOf(nomenclature().byId.get(id)!) }));
  const service = known({
    id: serviceId,
    organization_id: input.organisationId,
    name: input.name,
    description: input.description,
    url: input.website,
    email: input.email,
    status: input.status,
    application_process: input.application,
    fees_description: input.fees,
    eligibility_description: input.eligibility,
    minimum_age: input.minimumAge,
    maximum_age: input.maximumAge,
    assured_date: input.assuredOn,
    phones: input.phone ? [{ id: newId(), number: input.phone }] : [],
    schedules: location ? [] : schedules,
    service_areas: input.units.map((unit) => ({ id: newId(), extent_type: 'kolo-unit', extent: unit })),
    languages: input.languages.map((code) => ({ id: newId(), code })),
    required_documents: input.requiredDocuments.map((document) => ({ id: newId(), document })),
    funding: input.funding.map((source) => ({ id: newId(), source })),
    attributes,
  });
  const places = [...(location ? [{ at: null, location, schedules }] : []), ...input.further.map((one) => ({ ...one, schedules: [] }))].map(({ at, location, schedules }) => {
    const made = location && hsdsLocation(location, input.organisationId);
    return { made, link: known({ id: at ?? newId(), service_id: serviceId, location_id: made?.id, schedules }) };
  });
  return { services: [service], locations: places.flatMap(({ made }) => made ?? []), serviceAtLocations: places.map(({ link }) => link), hasFirst: location !== null };
}

const hsdsLocation = (location: NonNullable<NewService['location']>, organisationId: string): HsdsObject =>
  known({
    id: location.locationId ?? newId(),
    organization_id: organisationId,
    location_type: 'physical',
    name: location.name,
    latitude: location.latitude,
    longitude: location.longitude,
    addresses: [known({ id: newId(), address_1: location.street ?? '', city: location.city, state_province: '', postal_code: location.postalCode ?? '', country: location.country, address_type: 'physical' })],
    accessibility: location.accessibility ? [{ id: newId(), description: location.accessibility }] : [],
  });
