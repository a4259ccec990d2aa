import { z } from 'zod';
import { evidenceKind, type FactDraft } from '#modules/results/kind.ts';
import { isUnresolved, listedAs, unresolvedPlace } from '#modules/results/places-counted.ts';
import { relations } from '#modules/results/shape.ts';
import { onlyItsDays } from './days-said-queries.ts';
import { happenings, type Happenings } from './happenings-queries.ts';

const id = z.uuid();
const isoDay = z.iso.date();
const isoDays = z.array(isoDay).max(400).transform((days) => [...new Set(days)].sort());
const relation = z.enum(relations);
/** Keys of breakdown a list can state about a person. Never ethnicity, health or anything of that kind. */
const breakdown = z.strictObject({ sex: z.enum(['F', 'M', 'X']).optional(), age_group: z.string().max(20).optional() });

const heldPayload = z.strictObject({
  eventId: id,
  days: isoDays.refine((days) => days.length > 0, 'at least one day'),
  /** Venue, as a place of the gazetteer. */
  placeId: z.string().max(40).nullish(),
});

/** An event was held on these days at this place. */
export const eventHeld = evidenceKind<z.output<typeof heldPayload>, Happenings>({
  name: 'event-held',
  payload: heldPayload,
  context: (tx, about, payloads) => happenings(tx, about, { eventIds: payloads.map((one) => one.eventId) }),
  facts: ({ eventId, days, placeId }, _, context) => {
    const event = ofEvent(eventId, context);
    if (!event) return null;
    const at = { ...event, placeId, relation: placeId ? ('venue' as const) : null };
    return [{ ...at, measure: 'event', happenedOn: days[0]! }, ...days.map((day): FactDraft => ({ ...at, measure: 'event-day', happenedOn: day }))];
  },
  tell: ({ eventId, days, placeId }) => ({ eventId, days, places: placeId ? [{ id: placeId, text: null, relation: 'venue' }] : [] }),
});

const participationPayload = z.strictObject({
  eventId: id,
  personId: id,
  /** For whom the person came. */
  organisationId: id.nullish(),
  /** What was said of the organisation where it meant none that was known: for members alone, who settle it (`participants/organisation-commands.ts`). */
  organisationText: z.string().max(300).optional(),
  /** Somebody has said which organisation that is, or that it is none; with its seat as the municipality where she had stated none. */
  organisationDecided: z.enum(['alone', 'with-seat']).optional(),
  /** Where the list gives only the type ("predstavnik LSU") and no organisation. */
  organisationType: z.string().max(40).nullish(),
  /** The municipality the person came from or for, and the cell it was read from. */
  placeId: z.string().max(40).nullish(),
  placeText: z.string().max(200).nullish(),
  /** What she wrote herself, without an account: for members alone. `placeText` is then only a mark for it (`place-said.ts`). */
  placeSaid: z.string().max(200).optional(),
  /** A person decided what the cell means; without a place, that it names none. */
  placeDecided: z.literal(true).optional(),
  relation: relation.default('unstated'),
  role: z.string().max(200).nullish(),
  /** Days signed. None: stands on the list, did not come; shown, never counted. */
  days: isoDays,
  /** Sessions of those days in which she was seen; days count, sessions are for those who run the event. */
  sessions: z.array(id).max(400).optional(),
  registered: z.boolean().optional(),
  /** She led the event; without it she was one of those it was for. */
  part: z.literal('facilitator').optional(),
  breakdown: breakdown.default({}),
});

/** A person stands on the list of an event: for whom, from where, and on which days she signed; or she led it. */
export const participation = evidenceKind<z.output<typeof participationPayload>, Happenings>({
  name: 'participation',
  payload: participationPayload,
  context: (tx, about, payloads) =>
    happenings(tx, about, {
      eventIds: payloads.map((one) => one.eventId),
      personIds: payloads.map((one) => one.personId),
      organisationIds: payloads.flatMap((one) => one.organisationId ?? []),
    }),
  facts: (one, _, context) => {
    const event = ofEvent(one.eventId, context);
    if (!event) return null;
    if (!one.days.length) return [];
    if (one.part === 'facilitator') return one.days.map((day): FactDraft => ({ ...event, measure: 'facilitation', happenedOn: day, personId: one.personId }));
    const about = {
      ...event,
      personId: one.personId,
      organisationId: one.organisationId,
      organisationType: (one.organisationId && context.organisationTypes.get(one.organisationId)) ?? one.organisationType,
      placeId: one.placeId ?? (one.placeText && !one.placeDecided ? unresolvedPlace(one.placeText) : null),
      relation: one.placeId || (one.placeText && !one.placeDecided) ? one.relation : null,
      breakdown: stated(one.breakdown),
    };
    return [{ ...about, measure: 'participation', happenedOn: one.days[0]! }, ...one.days.map((day): FactDraft => ({ ...about, measure: 'attendance', happenedOn: day }))];
  },
  // Days she has already stay; others are of the event. Pieces that are new come by `attendance.record`, which asks the same.
  mayBecome: (tx, about, { eventId, days }, before) => onlyItsDays(tx, about, [{ eventId, days: days.filter((day) => eventId !== before.eventId || !before.days.includes(day)) }]),
  tell: (one) => ({
    eventId: one.eventId,
    days: one.days,
    registeredOnly: one.days.length === 0,
    personId: one.personId,
    organisationId: one.organisationId,
    organisationType: one.organisationType,
    role: one.role,
    places: one.placeId || one.placeText ? [{ id: one.placeId ?? null, text: one.placeText ?? null, ...(one.placeSaid && { said: one.placeSaid }), relation: one.relation, ...(one.placeDecided && { isDecided: true }) }] : [],
  }),
  settle: ({ placeDecided, ...one }, name, placeId) => {
    const isMeant = one.placeText && unresolvedPlace(one.placeText) === name && (placeId === undefined ? placeDecided : !placeDecided && !one.placeId);
    if (!isMeant) return { ...one, ...(placeDecided && { placeDecided }) };
    return { ...one, placeId: placeId ?? null, ...(placeId !== undefined && { placeDecided: true as const }) };
  },
});

/** Something said of an event, of a series, or of the programme as a whole; never of two. */
const eventOrSeries = { eventId: id.nullish(), seriesId: id.nullish() };
const notBoth = (payload: { eventId?: string | null; seriesId?: string | null }) => !payload.eventId || !payload.seriesId;

const listedPlace = z.strictObject({
  text: z.string().trim().min(1).max(200),
  placeId: z.string().max(40).nullable(),
  /** A person decided which place it is; without one, that the text names none. */
  decided: z.literal(true).optional(),
});

const listPayload = z
  .strictObject({
    ...eventOrSeries,
    relation,
    places: z.array(listedPlace).min(1).max(1_000),
    sentence: z.string().max(4_000).nullish(),
  })
  .refine(notBoth, 'not both an event and a series');

/**
 * A document lists municipalities without naming anybody: "9 cities and municipalities (Leskovac, Belgrade, …)".
 * A name nobody could resolve counts as one mention and one name of its own, and stays flagged until somebody decides which place it is.
 */
export const reportedList = evidenceKind<z.output<typeof listPayload>, Happenings>({
  name: 'reported-list',
  payload: listPayload,
  context: (tx, about, payloads) => happenings(tx, about, idsOf(payloads)),
  facts: ({ eventId, seriesId, relation, places }, evidence, context) => {
    const about = ofEventOrSeries({ eventId, seriesId }, evidence.id, context);
    if (!about) return null;
    return places.flatMap(({ text, placeId, decided }): FactDraft[] => (!placeId && decided ? [] : [{ ...about, measure: 'mention', happenedOn: evidence.happenedOn, relation, placeId: placeId ?? unresolvedPlace(text) }]));
  },
  tell: ({ eventId, seriesId, relation, places, sentence }) => ({
    eventId,
    seriesId,
    sentence,
    places: places.map(({ text, placeId, decided }) => ({ id: placeId, text, relation, ...(decided && { isDecided: true }) })),
  }),
  settle: ({ places, ...list }, name, placeId) => ({
    ...list,
    places: places.map((place) => {
      const isMeant = placeId === undefined ? place.decided && unresolvedPlace(place.text) === name : !place.decided && isUnresolved(name) && listedAs(place) === name;
      if (!isMeant) return place;
      return placeId === undefined ? { text: place.text, placeId: null } : { text: place.text, placeId, decided: true as const };
    }),
  }),
});

/** What a bare number can count. `institution` is an organisation of type public-institution. */
export const reportedUnits = ['person', 'participation', 'attendance', 'organisation', 'institution', 'municipality', 'event', 'cycle', 'output'] as const;

const figurePayload = z.strictObject({
  what: z.enum(reportedUnits),
  organisationType: z.string().max(40).nullish(),
  value: z.number().int().nonnegative().max(1_000_000_000),
  ...eventOrSeries,
  relation: relation.nullish(),
  sentence: z.string().trim().min(1).max(4_000),
  breakdown: breakdown.default({}),
});

/** Somebody reports a number and no names: it can be added up, never freed of overlaps, and every figure with it says so. */
export const reportedFigure = evidenceKind<z.output<typeof figurePayload>, Happenings>({
  name: 'reported-figure',
  payload: figurePayload.refine(notBoth, 'not both an event and a series'),
  context: (tx, about, payloads) => happenings(tx, about, idsOf(payloads)),
  facts: (one, evidence, context) => {
    const about = ofEventOrSeries(one, evidence.id, context);
    if (!about) return null;
    const institution = one.what === 'institution';
    return [
      {
        ...about,
        measure: 'reported',
        value: one.value,
        happenedOn: evidence.happenedOn,
        organisationType: institution ? 'public-institution' : one.organisationType,
        relation: one.relation,
        breakdown: { ...stated(one.breakdown), what: institution ? 'organisation' : one.what },
      },
    ];
  },
  tell: ({ eventId, seriesId, what, value, organisationType, sentence }) => ({ eventId, seriesId, organisationType, sentence, reported: { what, value } }),
});

/** The kinds this module brings, for `src/registry.ts`. */
export const eventKinds = [eventHeld, participation, reportedList, reportedFigure];

const idsOf = (payloads: readonly { eventId?: string | null; seriesId?: string | null }[]) => ({
  eventIds: payloads.flatMap((one) => one.eventId ?? []),
  seriesIds: payloads.flatMap((one) => one.seriesId ?? []),
});

function ofEvent(eventId: string, { events }: Happenings) {
  const event = events.get(eventId);
  return event ? { eventId, seriesId: event.seriesId, eventKind: event.kind, listId: event.listId! } : null;
}

function ofEventOrSeries({ eventId, seriesId }: { eventId?: string | null; seriesId?: string | null }, evidenceId: string, context: Happenings) {
  if (eventId) return ofEvent(eventId, context);
  if (!seriesId) return { eventId: null, seriesId: null, eventKind: null, listId: evidenceId };
  const series = context.series.get(seriesId);
  return series ? { eventId: null, seriesId, eventKind: series.kind, listId: series.listId ?? evidenceId } : null;
}

const stated = (breakdown: Record<string, string | undefined>): Record<string, string> => Object.fromEntries(Object.entries(breakdown).flatMap(([key, value]) => (value ? [[key, value]] : [])));
