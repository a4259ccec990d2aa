import { z } from 'zod';

/**
 * How a territory stands to what is counted. Part of the unit: figures of different relations are never added silently
 * (requirements A3: seats in one town, representatives in another, areas of operation in a third).
 */
export const relations = ['seat', 'works-in', 'represents', 'venue', 'unstated'] as const;
export type Relation = (typeof relations)[number];

/** What one fact says. One evidence kind may state several of these. */
export const measures = [
  /** One person took part in one event, for an organisation, from a municipality. */
  'participation',
  /** One person was there on one day. */
  'attendance',
  /** One event was held. */
  'event',
  /** One day of an event was held. */
  'event-day',
  /** A list names a municipality without naming people. */
  'mention',
  /** A bare number somebody reported (people, organisations) without names: can be summed, never de-duplicated. */
  'reported',
  /** Something was produced: a study, guidelines, a recommendation. */
  'output',
] as const;
export type Measure = (typeof measures)[number];

/** How facts become a figure. The method fixes the unit. */
export const methods = [
  'people',
  'participations',
  'attendances',
  'completed-people',
  'organisations',
  'municipalities',
  'events',
  'event-days',
  'cycles',
  'outputs',
] as const;
export type Method = (typeof methods)[number];

/** The unit a method counts in; words: `results.unit_<unit>` with plural argument `n`. */
export const unitOf: Record<Method, string> = {
  people: 'person',
  participations: 'participation',
  attendances: 'attendance',
  'completed-people': 'completed_person',
  organisations: 'organisation',
  municipalities: 'municipality',
  events: 'event',
  'event-days': 'event_day',
  cycles: 'cycle',
  outputs: 'output',
};

const id = z.uuid();
const day = z.iso.date();

/** What is counted: data, not code. Empty `where` means the whole programme. */
export const query = z.strictObject({
  method: z.enum(methods),
  where: z
    .strictObject({
      eventKinds: z.array(z.string()).min(1).optional(),
      eventIds: z.array(id).min(1).optional(),
      seriesIds: z.array(id).min(1).optional(),
      organisationTypes: z.array(z.string()).min(1).optional(),
      relations: z.array(z.enum(relations)).min(1).optional(),
      places: z.array(z.string()).min(1).optional(),
      from: day.optional(),
      until: day.optional(),
      /** Exact values of breakdown keys, e.g. {sex: "F"} or {output: "study"}. */
      breakdown: z.record(z.string(), z.string()).optional(),
    })
    .default({}),
  /** A person declared that municipalities of different relations are to be counted together; the page then prints the mixture. */
  mixRelations: z.boolean().default(false),
});
export type Query = z.infer<typeof query>;

/** One figure, with everything needed to doubt it. Counts are whole numbers in the unit of the method. */
export interface Result {
  unit: string;
  /** Which relations the counted municipalities have; empty for other units. More than one only where `mixRelations` was declared. */
  relations: Relation[];
  /** Each counted once. Null when part of it came as bare numbers, or when relations would be mixed without a declaration (`refused`). */
  net: number | null;
  /** Mentions: the same one counted as often as lists name it. */
  gross: number;
  /** The part of `gross` that is a bare number without names; it can overlap with everything else. */
  unnamed: number;
  /** What the net figure lies between when it is not known. */
  bounds: { least: number; most: number };
  /** Who or what is counted more than once in `gross`, most often first. `id` is a place, person, organisation … id. Empty for a public reader of a person unit. */
  overlaps: { id: string; times: number }[];
  /** How many pieces of evidence it rests on. */
  evidence: number;
  /** Set when the figure is not given: mixing relations was not declared, or the group is too small to be public. */
  refused: 'mixed-relations' | 'small-group' | null;
}
