import { z } from 'zod';
import { localised } from '#platform/words/localised.ts';
import { timeZones } from '#platform/words/zone.ts';
import { eventKindNames } from '../kinds.ts';
import { rhythms } from './repeating.ts';

const id = z.uuid();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'planning.problem_time' });

const session = z
  // The id of a session there is already: it stays the same one when it begins at another hour.
  .strictObject({ sessionId: id.nullable().default(null), day: z.iso.date({ error: 'planning.problem_day' }), starts: clock, ends: clock, titles: localised.default({}) })
  .refine(({ starts, ends }) => starts < ends, { error: 'planning.problem_ends_before_it_starts', path: ['ends'] });

const organisationName = z.string().trim().min(1).max(300);
const amount = z.number({ error: 'planning.problem_amount' }).min(0, { error: 'planning.problem_amount' }).max(999_999_999_999, { error: 'planning.problem_amount' }).multipleOf(0.01, { error: 'planning.problem_amount' }).nullable().default(null);

/** The line of the contract's budget that pays for an event; IATI's `budget-line` with its `@ref`, `narrative` and `value`. */
const budget = z
  .strictObject({
    ref: z.string().trim().min(1).max(60).nullable().default(null),
    narrative: z.string().trim().min(1).max(500).nullable().default(null),
    planned: amount,
    spent: amount,
    currency: z.string().regex(/^[A-Z]{3}$/, { error: 'planning.problem_currency' }).nullable().default(null),
  })
  .refine(({ planned, spent, currency }) => (planned === null && spent === null) || currency !== null, { error: 'planning.problem_currency', path: ['currency'] });
export type Budget = z.output<typeof budget>;

/** An event as it is planned. Nothing here says that it was held: that is evidence. */
export const plannedEvent = z.strictObject({
  programmeId: id,
  /** Null: a new one. */
  eventId: id.nullable(),
  /** How often the plan had been changed when whoever changes it now saw it; null does not ask. */
  sequence: z.int().nonnegative().nullable().default(null),
  titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'events.problem_title_missing' }),
  kind: z.enum(eventKindNames),
  seriesId: id.nullable().default(null),
  /** Or the title of a series that is made with it, of its kind and with its rule. */
  newSeries: localised.nullable().default(null),
  componentId: id.nullable().default(null),
  /** The expected result of the framework it works towards. */
  levelId: id.nullable().default(null),
  venuePlace: z.string().max(40).nullable().default(null),
  venueText: z.string().trim().min(1).max(500).nullable().default(null),
  address: z.string().trim().min(1).max(500).nullable().default(null),
  accessibility: localised.default({}),
  onlineUrl: z.url({ protocol: /^https?$/, error: 'planning.problem_url' }).max(2_000).nullable().default(null),
  capacity: z.int({ error: 'planning.problem_capacity' }).min(1, { error: 'planning.problem_capacity' }).max(100_000, { error: 'planning.problem_capacity' }).nullable().default(null),
  facilitators: z.array(z.string().trim().min(1).max(200)).max(50).default([]),
  agenda: localised.default({}),
  /** Days without hours; those of the sessions are added. */
  days: z.array(z.iso.date({ error: 'planning.problem_day' })).max(100).default([]),
  sessions: z.array(session).max(200).default([]),
  /** Null: that of the venue's country. */
  timeZone: z.enum(timeZones).nullable().default(null),
  /** Of an exchange visit: who receives it, and who comes; organisations as somebody writes them. */
  host: organisationName.nullable().default(null),
  guests: z.array(organisationName).max(100).default([]),
  budget: budget.nullable().default(null),
});
export type PlannedEvent = z.output<typeof plannedEvent>;

export const copiedEvent = z.strictObject({
  programmeId: id,
  eventId: id,
  first: z.iso.date({ error: 'planning.problem_day' }),
  rhythm: z.enum(rhythms).default('once'),
  /** The event and its copies become one series, under the title of the event; one that is in a series already has its copies there. */
  asSeries: z.boolean().default(false),
  times: z.int({ error: 'planning.problem_times' }).min(1, { error: 'planning.problem_times' }).max(52, { error: 'planning.problem_times' }).default(1),
});

export const cancelledEvent = z.strictObject({ programmeId: id, eventId: id });
