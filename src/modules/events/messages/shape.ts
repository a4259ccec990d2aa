import { z } from 'zod';
import type { Locale } from '#platform/words/locales.ts';
import { localised, type Localised } from '#platform/words/localised.ts';

/** Those with a seat, those who wait for one, or both. */
export const whom = ['seat', 'waiting', 'all'] as const;
export type Whom = (typeof whom)[number];

/** In which states somebody is meant by it. */
export const statesOf: Record<Whom, readonly string[]> = { seat: ['seat'], waiting: ['waiting'], all: ['seat', 'waiting'] };

const id = z.uuid();
/** A letter has one line as its subject. */
const oneLine = z.string().refine((text) => text.length <= 200 && !/[\r\n]/.test(text), { error: 'messages.problem_subject' });

export const writtenMessage = z
  .strictObject({
    eventId: id,
    /** Made by the page, so that a draft that is saved twice is one. */
    messageId: id,
    whom: z.enum(whom),
    organisationId: id.nullable().default(null),
    subjects: localised.refine((texts) => Object.values(texts).every((text) => oneLine.safeParse(text).success), { error: 'messages.problem_subject' }),
    texts: localised,
    origin: z.url(),
  })
  .refine(({ subjects, texts }) => Object.keys(subjects).length + Object.keys(texts).length > 0, { error: 'messages.problem_empty', path: ['text'] })
  .refine(({ subjects, texts }) => Object.keys(subjects).sort().join() === Object.keys(texts).sort().join(), { error: 'messages.problem_half', path: ['text'] });
export const oneMessage = z.strictObject({ eventId: id, messageId: id });

/** A message on its page and on the list of an event. */
export interface Message {
  messageId: string;
  whom: Whom;
  organisationId: string | null;
  organisation: string | null;
  subjects: Localised;
  texts: Localised;
  writtenAt: Date;
  sentAt: Date | null;
  /** How many letters it was; null for a draft. */
  letters: number | null;
  /** How many of them have left so far, of those whose registration is still there. */
  left: number;
}

/** What those of one language would get. */
export interface InOneLanguage {
  locale: Locale;
  n: number;
  subject: string;
  text: string;
  /** The language it is in: hers where somebody wrote it, else the nearest. */
  lang: Locale;
}
