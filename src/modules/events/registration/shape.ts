import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';
import { localised, type Localised } from '#platform/words/localised.ts';

const id = z.uuid();
const text = (max: number) => z.string().trim().min(1).max(max);
const perhaps = (max: number) => z.string().trim().max(max).transform((written) => written || null).nullable().default(null);
const seats = z.int({ error: 'registration.problem_seats' }).min(1, { error: 'registration.problem_seats' }).max(100_000, { error: 'registration.problem_seats' });

export const questionKinds = ['text', 'choice', 'yes-no'] as const;

/** A question of the form's own. Options only where one is chosen. */
export const question = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{1,20}$/),
    kind: z.enum(questionKinds),
    titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'registration.problem_question_without_words' }),
    required: z.boolean(),
    options: z.array(text(200)).max(50).default([]),
  })
  .refine(({ kind, options }) => kind !== 'choice' || options.length >= 2, { error: 'registration.problem_options', path: ['options'] });
export type Question = z.output<typeof question>;

export const quota = z.strictObject({ of: z.enum(['organisation', 'municipality']), id: z.string().max(40), seats: z.int({ error: 'registration.problem_seats' }).min(0, { error: 'registration.problem_seats' }).max(100_000) });
export type Quota = z.output<typeof quota>;

export const savedForm = z.strictObject({
  programmeId: id,
  eventId: id,
  isOpen: z.boolean(),
  closesOn: z.iso.date({ error: 'planning.problem_day' }).nullable(),
  intro: localised.default({}),
  perOrganisation: seats.nullable(),
  perMunicipality: seats.nullable(),
  quotas: z.array(quota).max(500).default([]),
  questions: z.array(question).max(30).default([]),
  retentionDays: z.int({ error: 'registration.problem_retention' }).min(1, { error: 'registration.problem_retention' }).max(3650, { error: 'registration.problem_retention' }),
});

/** Who comes; the part that changes when another delegate takes the seat. */
const delegate = {
  given: text(100).refine(Boolean, { error: 'registration.problem_name' }),
  surname: text(100),
  email: z.email({ error: 'people.problem_email' }).max(320).transform((address) => address.trim().toLowerCase()),
  phone: perhaps(60),
  role: perhaps(200),
  needsAccess: perhaps(1_000),
  needsFood: perhaps(1_000),
  photoConsent: z.boolean().default(false),
  listConsent: z.boolean().default(false),
  answers: z.record(z.string().max(20), z.string().max(2_000)).default({}),
};

export const newRegistration = z.strictObject({
  eventId: id,
  /** The invitation that the link carried. */
  invitationId: id.nullable().default(null),
  organisationText: perhaps(300),
  placeText: perhaps(200),
  ...delegate,
  locale: z.enum(locales),
  origin: z.url(),
  /** The human check was solved: its mark, which counts once. Without it the letter's link has to be opened. */
  challenge: z.string().max(200).nullable().default(null),
});
export type NewRegistration = z.output<typeof newRegistration>;

/** From the secret link: the registration itself says who may. */
export const byLink = z.strictObject({ token: z.string().max(100) });
export const changed = z.strictObject({ token: z.string().max(100), ...delegate });
export type Changed = z.output<typeof changed>;
/** From her own link, or from that of the invitation she came by: then it is said which of its delegates is meant. */
const byEitherLink = { token: z.string().max(100), registrationId: id.nullable().default(null) };
export const left = z.strictObject(byEitherLink);
export const substituted = z.strictObject({ ...byEitherLink, ...delegate });

export const decided = z.strictObject({ eventId: id, registrationId: id, decision: z.enum(['accept', 'decline', 'move-up']) });
export const identified = z.strictObject({ eventId: id, registrationId: id, personId: id.nullable() });
export const invited = z.strictObject({ eventId: id, organisationId: id, email: delegate.email, seats, locale: z.enum(locales), origin: z.url() });
export const withdrawnInvitation = z.strictObject({ eventId: id, invitationId: id });

export const states = ['unconfirmed', 'seat', 'waiting', 'declined', 'cancelled'] as const;
export type State = (typeof states)[number];

/** The form of an event as a page shows it. */
export interface Form {
  eventId: string;
  isOpen: boolean;
  closesOn: string | null;
  intro: Localised;
  perOrganisation: number | null;
  perMunicipality: number | null;
  quotas: Quota[];
  questions: Question[];
  retentionDays: number;
  purgedAt: Date | null;
  capacity: number | null;
}
