import { z } from 'zod';
import { localised } from '#platform/words/localised.ts';
import { source } from '#modules/results/shape.ts';
import { completionRule, trainerMonths } from './completion/completion.ts';
import { eventKindNames } from './kinds.ts';

const id = z.uuid();
const titles = localised.refine((texts) => Object.keys(texts).length > 0, { error: 'events.problem_title_missing' });

const seriesFields = {
  titles,
  kind: z.enum(eventKindNames),
  /** A cycle: its events are parts of one whole for the same people, so a municipality named in each part is one mention. */
  isCycle: z.boolean(),
  componentId: id.nullable(),
};
/** When somebody has completed it, and how long a trainer who became one here stays active; without them it is as the database has it: every day, six months. */
const completion = { rule: completionRule.optional(), trainerMonths: trainerMonths.optional() };
export const newSeries = z.strictObject({ programmeId: id, ...seriesFields, isCycle: seriesFields.isCycle.default(false), componentId: seriesFields.componentId.default(null), ...completion });
/** `seen`: the mark of the series it was made from, so that nobody overwrites what she has not seen. */
export const changedSeries = z.strictObject({ programmeId: id, seriesId: id, seen: z.string().max(40).nullable().default(null), ...z.strictObject(seriesFields).partial().shape, ...completion });

const eventFields = {
  titles,
  kind: z.enum(eventKindNames),
  seriesId: id.nullable(),
  componentId: id.nullable(),
  /** A place of the gazetteer, and how the source writes the venue. */
  venuePlace: z.string().max(40).nullable(),
  venueText: z.string().trim().min(1).max(500).nullable(),
};
export const newEvent = z.strictObject({
  programmeId: id,
  ...eventFields,
  seriesId: eventFields.seriesId.default(null),
  componentId: eventFields.componentId.default(null),
  venuePlace: eventFields.venuePlace.default(null),
  venueText: eventFields.venueText.default(null),
  /** The days it is planned for or was held on. That it was held is evidence (`event-held`), not said here. */
  days: z.array(z.iso.date()).min(1, { error: 'events.problem_day_missing' }).max(400).transform((days) => [...new Set(days)].sort()),
  /** `month`: the source names only the month; the day is its first. */
  dayPrecision: z.enum(['day', 'month']).default('day'),
});
export const changedEvent = z.strictObject({ programmeId: id, eventId: id, ...z.strictObject(eventFields).partial().shape });

export const oneEvent = z.strictObject({ programmeId: id, eventId: id });
export const oneSeries = z.strictObject({ programmeId: id, seriesId: id });
export const heldEvent = z.strictObject({
  programmeId: id,
  eventId: id,
  /** Without them: the days it was planned for. */
  days: z.array(z.iso.date()).min(1, { error: 'events.problem_day_missing' }).max(400).transform((days) => [...new Set(days)].sort()).optional(),
  source: source.default({}),
});
