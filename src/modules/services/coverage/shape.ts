/** What a municipality is asked, and what it can answer. The variables are those of the Serbian mapping of local services (mapping-indicators-rs.json). */
import { z } from 'zod';
import { countries } from '#modules/places/shape.ts';

/** A number (none is 0), or that nobody there knows it. A field that is not there has not been answered: that is unknown as well, never zero. */
export const figure = z.union([z.number().min(0).max(1e15), z.literal('unknown')]);
export type Figure = z.infer<typeof figure>;

/** For counting: the number, or null for everything that is not known. */
export const known = (value: Figure | undefined): number | null => (typeof value === 'number' ? value : null);

export const placeFigures = ['population', 'population_0_17', 'population_18_64', 'population_65_plus', 'children_disability', 'budget'] as const;
export type PlaceFigure = (typeof placeFigures)[number];

export const ages = ['clients_age_0_5', 'clients_age_6_14', 'clients_age_15_17', 'clients_age_18_25', 'clients_age_26_64', 'clients_age_65_79', 'clients_age_80_plus'] as const;
export const sources = ['exp_lsu_budget', 'exp_earmarked_transfer', 'exp_donors', 'exp_client_fees', 'exp_other'] as const;
export type Source = (typeof sources)[number];

export const serviceFigures = [
  'months_provided', 'clients_total', 'clients_month_avg', 'clients_female', ...ages, 'clients_non_urban', 'clients_disability', 'waiting_list', 'days_per_week', 'hours_per_day', 'hours_per_client_week',
  'staff_engaged', 'staff_fte', 'staff_accredited_training', 'exp_total', ...sources,
] as const;
export type ServiceFigure = (typeof serviceFigures)[number];

export const serviceChoices = {
  provider_type: ['public', 'cso', 'private', 'csw', 'other'],
  licence_status: ['full', 'limited', 'applied', 'none', 'not_required'],
  procurement_mode: ['direct', 'procurement', 'call'],
} as const;
export type ServiceChoice = keyof typeof serviceChoices;
export const providerTypes = serviceChoices.provider_type;

/** What cannot be: a year has twelve months. Everything else that looks odd is asked about and never refused. */
export const atMost: Partial<Record<ServiceFigure, number>> = { months_provided: 12, days_per_week: 7, hours_per_day: 24, hours_per_client_week: 168 };
/** Whole people and months; the others may have a fraction. */
const fractions: readonly string[] = ['clients_month_avg', 'days_per_week', 'hours_per_day', 'hours_per_client_week', 'staff_fte', 'budget', 'exp_total', ...sources];
export const isWhole = (name: PlaceFigure | ServiceFigure): boolean => !fractions.includes(name);
export const isMoney = (name: string): boolean => name === 'budget' || name.startsWith('exp_');
/** People who use a service: small groups of them are not shown to everybody. */
export const isOfPeople = (name: string): boolean => name.startsWith('clients_') || name === 'waiting_list';

/** How the form is cut into steps. */
export const sections = {
  provider: ['provider_type', 'provider_name', 'licence_status', 'licence_valid_until', 'procurement_mode', 'months_provided'],
  people: ['clients_total', 'clients_month_avg', 'clients_female', ...ages, 'clients_non_urban', 'clients_disability', 'waiting_list'],
  work: ['days_per_week', 'hours_per_day', 'hours_per_client_week', 'staff_engaged', 'staff_fte', 'staff_accredited_training'],
  money: ['exp_total', ...sources],
} as const;

/** Figures by their names; one that is not there has not been answered. */
export const figures = <Name extends string>(names: readonly Name[]) => z.partialRecord(z.enum(names), figure);

/** One provider's service in a year: with the municipality and the year the mapping's unit of record. */
export const entry = z.strictObject({
  id: z.uuid(),
  kind: z.string().max(20),
  figures: figures(serviceFigures).default({}),
  choices: z
    .strictObject({ provider_type: z.enum([...serviceChoices.provider_type, 'unknown']).optional(), licence_status: z.enum([...serviceChoices.licence_status, 'unknown']).optional(), procurement_mode: z.enum([...serviceChoices.procurement_mode, 'unknown']).optional() })
    .default({}),
  provider_name: z.string().trim().min(1).max(300).nullable().default(null),
  licence_valid_until: z.iso.date().nullable().default(null),
});
export type Entry = z.infer<typeof entry>;

export const existence = z.enum(['yes', 'no', 'unknown']);
export type Existence = z.infer<typeof existence>;

export const answers = z.strictObject({
  place: figures(placeFigures).default({}),
  /** Kind → whether the service existed in the year. */
  exists: z.record(z.string().max(20), existence).default({}),
  services: z.array(entry).max(200).default([]),
  /** What the municipality says to a question of the plausibility check, by the question's key. */
  remarks: z.record(z.string().max(120), z.string().trim().max(1_000)).default({}),
});
export type Answers = z.infer<typeof answers>;
export const noAnswers = (): Answers => ({ place: {}, exists: {}, services: [], remarks: {} });

/** What a municipality has answered about a year, as it counts: the latest version it sent. */
export interface MunicipalYear {
  place: string;
  year: number;
  answerId: string;
  version: number;
  submittedAt: Date;
  answers: Answers;
}

/** What a version rests on that came on paper. */
export interface Paper {
  /** Day `YYYY-MM-DD`. */
  signedOn: string;
  signedBy: string;
  /** The scan as it came in. */
  fileName: string;
  sha256: string;
}

/** Bulgaria pays in euro from 1 January 2026; amounts of earlier years are in leva. */
export const currencyOf = (country: (typeof countries)[number], year: number): string => ({ RS: 'RSD', BG: year >= 2026 ? 'EUR' : 'BGN', MD: 'MDL' })[country];

export const changes = ['opened', 'stopped', 'resumed', 'closed'] as const;
export type Change = (typeof changes)[number];
