import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';
import { localised, type Localised } from '#platform/words/localised.ts';
import { LISTS_ARE_WRITTEN } from './retention.ts';

const id = z.uuid();
const perhaps = (max: number) => z.string().trim().max(max).transform((written) => written || null).nullable().default(null);
const seats = z.int({ error: 'registration.problem_seats' }).min(1, { error: 'registration.problem_seats' }).max(100_000, { error: 'registration.problem_seats' });

/** `several`: any number of the options. */
export const questionKinds = ['text', 'choice', 'several', 'yes-no'] as const;

/** Answers name the option, never its words: what was answered in several languages is counted together. */
const option = z.strictObject({
  id: z.string().regex(/^[a-z0-9]{1,20}$/),
  titles: localised.refine((texts) => Object.keys(texts).length > 0),
  /** It is offered no more; whoever chose it has chosen it. */
  gone: z.literal(true).optional(),
});

/** A question of the form's own. Options only where some are chosen. */
export const question = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9]{1,20}$/),
    kind: z.enum(questionKinds),
    titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'registration.problem_question_without_words' }),
    required: z.boolean(),
    options: z.array(option).max(100).default([]),
  })
  .refine(({ kind, options }) => (kind !== 'choice' && kind !== 'several') || offered({ options }).length >= 2, { error: 'registration.problem_options', path: ['options'] });
export type Question = z.output<typeof question>;
export type Option = z.output<typeof option>;

/** What was answered: a text, an option, several options. */
export type Answer = string | string[];
/** Id of the question → what was answered. */
export type Answers = Record<string, Answer>;

/** The options somebody may choose now. @param chosen what she chose before: it is still there for her, also where others are offered it no more */
export function offered({ options }: { options: readonly Option[] }, chosen: Answer = []): Option[] {
  return options.filter(({ id, gone }) => !gone || [chosen].flat().includes(id));
}

/** What somebody can say of herself where the form asks; `unsaid`: she would rather not. */
export const sexes = ['F', 'M', 'X', 'unsaid'] as const;
/** Children, young people, adults and older people: the bounds of the Convention on the Rights of the Child (under 18) and of the Union's figures on the young (to 29) and the old (from 65). */
export const ageGroups = ['0-17', '18-29', '30-64', '65+'] as const;

export const quota = z.strictObject({ of: z.enum(['organisation', 'municipality']), id: z.string().max(40), seats: z.int({ error: 'registration.problem_seats' }).min(0, { error: 'registration.problem_seats' }).max(100_000) });
export type Quota = z.output<typeof quota>;

export const savedForm = z.strictObject({
  programmeId: id,
  eventId: id,
  /** The mark of the form it was made from, so that nobody overwrites what she has not seen. */
  seen: z.string().max(40).nullable().default(null),
  isOpen: z.boolean(),
  closesOn: z.iso.date({ error: 'planning.problem_day' }).nullable(),
  intro: localised.default({}),
  perOrganisation: seats.nullable(),
  perMunicipality: seats.nullable(),
  quotas: z.array(quota).max(500).default([]),
  questions: z.array(question).max(30).default([]),
  asksSex: z.boolean().default(false),
  asksAge: z.boolean().default(false),
  retentionDays: z.int({ error: 'registration.problem_retention' }).min(LISTS_ARE_WRITTEN, { error: 'registration.problem_retention' }).max(3650, { error: 'registration.problem_retention' }),
});

/** Who comes; the part that changes when another delegate takes the seat. */
const delegate = {
  given: z.string().trim().min(1, { error: 'registration.problem_name' }).max(100),
  surname: z.string().trim().min(1, { error: 'registration.problem_surname' }).max(100),
  email: z.email({ error: ({ input }) => (input === '' ? 'registration.problem_email_missing' : 'people.problem_email') }).max(320).transform((address) => address.trim().toLowerCase()),
  phone: perhaps(60),
  role: perhaps(200),
  needsAccess: perhaps(1_000),
  needsFood: perhaps(1_000),
  sex: z.enum(sexes).nullable().default(null),
  ageGroup: z.enum([...ageGroups, 'unsaid']).nullable().default(null),
  answers: z.record(z.string().max(20), z.union([z.string().max(2_100), z.array(z.string().max(20)).max(100)])).default({}),
};
/** What she agrees to: asked of herself when she comes, and hers to change at any time. */
const consents = { photoConsent: z.boolean().default(false), listConsent: z.boolean().default(false) };

/** How somebody whom a coordinator puts on the list said what she agrees to. */
export const consentSaid = ['telephone', 'writing', 'in-person'] as const;

export const newRegistration = z.strictObject({
  eventId: id,
  /** The invitation that the link carried. */
  invitationId: id.nullable().default(null),
  organisationText: perhaps(300),
  placeText: perhaps(200),
  ...delegate,
  /** Only whom a coordinator puts on the list may have none. */
  email: delegate.email.nullable(),
  ...consents,
  locale: z.enum(locales),
  origin: z.url(),
  /** The human check was solved: its mark, which counts once. Without it the letter's link has to be opened. */
  challenge: z.string().max(200).nullable().default(null),
  /** A coordinator writes it for somebody who telephoned or wrote: with the id the page has made, so that what is sent twice is one; `consent` is how she said what she agrees to, null where nobody asked her. */
  byHand: z.strictObject({ registrationId: id, consent: z.enum(consentSaid, { error: 'registration.problem_consent_how' }).nullable() }).nullable().default(null),
}).refine(({ email, byHand }) => email !== null || byHand, { error: 'registration.problem_email_missing', path: ['email'] });
export type NewRegistration = z.output<typeof newRegistration>;

/** From the secret link: the registration itself says who may. */
export const byLink = z.strictObject({ token: z.string().max(100) });
export const changed = z.strictObject({ token: z.string().max(100), ...delegate });
export type Changed = z.output<typeof changed>;
export const consented = z.strictObject({ token: z.string().max(100), photoConsent: z.boolean(), listConsent: z.boolean() });
/** From her own link, or from that of the invitation she came by: then it is said which of its delegates is meant. */
const byEitherLink = { token: z.string().max(100), registrationId: id.nullable().default(null) };
export const left = z.strictObject(byEitherLink);
export const substituted = z.strictObject({ ...byEitherLink, ...delegate });

export const decided = z.strictObject({ eventId: id, registrationId: id, decision: z.enum(['accept', 'decline', 'move-up', 'cancel']) });
export const identified = z.strictObject({ eventId: id, registrationId: id, personId: id.nullable() });
export const twoPeople = z.strictObject({ eventId: id, registrationId: id, otherId: id }).refine(({ registrationId, otherId }) => registrationId !== otherId);
/** For whom somebody comes; null: it is nobody the network knows, and what she wrote stays. */
export const belongs = z.strictObject({ eventId: id, registrationId: id, organisationId: id.nullable(), placeId: z.string().max(40).nullable() });
export const invited = z.strictObject({ eventId: id, organisationId: id, email: delegate.email, seats, holdsUntil: z.iso.date({ error: 'planning.problem_day' }).nullable().default(null), locale: z.enum(locales), origin: z.url() });
export const oneInvitation = z.strictObject({ eventId: id, invitationId: id });

export const states = ['unconfirmed', 'seat', 'waiting', 'declined', 'cancelled'] as const;
export type State = (typeof states)[number];

/** What may not be recognised of whom somebody comes for. */
export const unrecognised = ['organisation', 'place'] as const;
export type Unrecognised = (typeof unrecognised)[number];

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
  asksSex: boolean;
  asksAge: boolean;
  retentionDays: number;
  purgedAt: Date | null;
  capacity: number | null;
}
