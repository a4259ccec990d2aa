import { z } from 'zod';

/**
 * How a territory stands to what is counted. Part of the unit: figures of different relations are never added silently
 * (requirements A3: seats in one town, representatives in another, areas of operation in a third).
 * No two begin with the same letter: that is how `methods.ts` sees cheaply that they are mixed.
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
  /** One person led an event on one day: not one of those it was for, so no figure counts her. */
  'facilitation',
  /** A list names a municipality without naming people. */
  'mention',
  /** A bare number somebody reported without names (breakdown `what` says of whom): can be summed, never de-duplicated. */
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
  /** People who have completed a series, or an event that stands alone, by its own rule: those who may have a certificate. */
  'completed-people',
  /** People who were there for all of it, whatever the rule asks: every session, every day where lists are signed by the day; EEA's CIV-007 "completed all sessions, counted once". */
  'every-day-people',
  'organisations',
  'municipalities',
  'events',
  'event-days',
  'cycles',
  'outputs',
] as const;
export type Method = (typeof methods)[number];

/** The unit a method counts in; words: `figure.unit_<unit>` with plural argument `n`. */
export const unitOf: Record<Method, string> = {
  people: 'person',
  participations: 'participation',
  attendances: 'attendance',
  'completed-people': 'completed_person',
  'every-day-people': 'every_day_person',
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
  /** Mentions: the same one counted as often as lists name it. Null only when the figure is refused. */
  gross: number | null;
  /** The part of `gross` that is a bare number without names; it can overlap with everything else. */
  unnamed: number;
  /** What the net figure lies between when it is not known; equal ends when it is. Null only when the figure is refused. */
  bounds: { least: number; most: number } | null;
  /**
   * Who or what is counted more than once in `gross`, most often first. `id` is a municipality, organisation, series … id.
   * People are named only in the answer about one figure (`resultOf`), to those who may see persons, and at most the first 50.
   */
  overlaps: { id: string; times: number }[];
  /**
   * How many of `net` are names nobody has resolved to a municipality yet ("Rakovac"): counted, and flagged. Of organisations, how many names people gave that nobody has recognised:
   * not counted, since they may be spellings of those that are, and flagged.
   */
  unresolved: number;
  /** Municipalities by their relation: what can be said when adding them up is refused. Empty for other units. */
  parts: { relation: Relation; net: number; gross: number }[];
  /** How many pieces of evidence it rests on. */
  evidence: number;
  /** Set when the figure is not given: mixing relations was not declared, or the group is too small to be public. */
  refused: 'mixed-relations' | 'small-group' | null;
}

/** Where a piece of evidence comes from, precise enough to go and look: a row of a kept file, a sentence of a published text, or a command. */
export const source = z.strictObject({
  /** A kept file and the row of its sheet, 1-based as the sheet numbers it. */
  fileId: id.optional(),
  sheet: z.string().max(200).optional(),
  row: z.number().int().positive().optional(),
  url: z.url().optional(),
  title: z.string().max(500).optional(),
  /** The sentence word for word. */
  sentence: z.string().max(4_000).optional(),
  language: z.string().max(10).optional(),
  /** Who said so, when nobody wrote it down: "attendance taken at the door". */
  command: z.string().max(200).optional(),
  /** How it was taken down (door, roll-call, self, signed-sheet), and the device's message or the mark on the sheet it came with. */
  via: z.string().max(20).optional(),
  operation: id.optional(),
  mark: z.string().max(100).optional(),
  /** Who said so (`signatureOf`), where the piece is signed by a colleague who sent it for her. */
  madeBy: z.string().max(60).optional(),
  /** The same day by day, where a piece is about several: day → how it is known, with the photograph of that day's sheet. */
  days: z.record(z.iso.date(), z.strictObject({ via: z.string().max(20), operation: id, fileId: id.optional(), mark: z.string().max(100).optional(), madeBy: z.string().max(60).optional() })).optional(),
  /** Of a correction: what was wrong before. For those who work with the evidence; never in a seal or on a public page. */
  reason: z.string().max(2_000).optional(),
});
export type Source = z.infer<typeof source>;

/** One piece of evidence on its way in. `payload` is checked by its kind. */
export const evidenceInput = z.strictObject({
  /** Made by the device that recorded it offline; sent again, it is the same piece. */
  id: id.optional(),
  kind: z.string().min(1).max(60),
  happenedOn: day,
  payload: z.unknown(),
  source: source.default({}),
  importId: id.optional(),
});
export type EvidenceInput = z.input<typeof evidenceInput>;

export const recordInput = evidenceInput.extend({ programmeId: id });
export const recordManyInput = z.strictObject({ programmeId: id, evidence: z.array(evidenceInput).min(1).max(100_000) });
export const correctInput = z.strictObject({
  evidenceId: id,
  /** Id of the correcting piece, when a device made it. */
  id: id.optional(),
  happenedOn: day.optional(),
  payload: z.unknown(),
  source: source.optional(),
});
export const withdrawInput = z.strictObject({ evidenceId: id, reason: z.string().trim().min(3).max(2_000) });
export const withdrawImportInput = z.strictObject({ programmeId: id, importId: id, reason: z.string().trim().min(3).max(2_000) });
