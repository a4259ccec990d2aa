import { z } from 'zod';
import { locales } from '#platform/words/locales.ts';
import { localised } from '#platform/words/localised.ts';

const id = z.uuid();
const titles = localised.refine((texts) => Object.keys(texts).length > 0, { error: 'learning.problem_question_without_words' });

/** `test`: the same questions before and after; `end`: when it is over; `later`: some months after that. */
export const kinds = ['test', 'end', 'later'] as const;
export type Kind = (typeof kinds)[number];
export const stages = ['pre', 'post', 'end', 'later'] as const;
export type Stage = (typeof stages)[number];
export const stagesOf: Record<Kind, readonly Stage[]> = { test: ['pre', 'post'], end: ['end'], later: ['later'] };

/** `scale`: 1 to 5; `several`: any number of the options. */
export const questionKinds = ['scale', 'choice', 'several', 'text', 'number'] as const;
export type QuestionKind = (typeof questionKinds)[number];

/** Kirkpatrick's levels: reaction, learning, behaviour, results. */
export const levels = [1, 2, 3, 4] as const;
export type Level = (typeof levels)[number];

const optionId = z.string().regex(/^[a-z0-9_]{1,20}$/);
export const question = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9_]{1,20}$/),
    kind: z.enum(questionKinds),
    titles,
    level: z.literal(levels),
    required: z.boolean(),
    options: z.array(z.strictObject({ id: optionId, titles })).max(20).default([]),
    /** Ids of the right options; none: nothing is right or wrong here. */
    right: z.array(optionId).max(20).default([]),
  })
  .refine(({ kind, options }) => (kind !== 'choice' && kind !== 'several') || options.length >= 2, { error: 'learning.problem_options', path: ['options'] })
  .refine(({ kind, options, right }) => right.every((one) => options.some((option) => option.id === one)) && (kind === 'choice' || kind === 'several' || !right.length), { error: 'learning.problem_right', path: ['right'] });
export type Question = z.output<typeof question>;

/** A question that is right or wrong to answer. */
export const isScored = ({ right }: Question): boolean => right.length > 0;

export const madeQuestionnaire = z.strictObject({
  eventId: id,
  about: z.enum(['event', 'series']),
  kind: z.enum(kinds),
  /** The template, nothing, or another questionnaire of the network. */
  from: z.union([z.enum(['template', 'empty']), id]),
});
export const savedQuestions = z.strictObject({
  questionnaireId: id,
  /** The mark of what they were made from, so that nobody overwrites what she has not seen. */
  seen: z.string().max(40).nullable().default(null),
  intro: localised.default({}),
  months: z.int({ error: 'learning.problem_months' }).min(1, { error: 'learning.problem_months' }).max(24, { error: 'learning.problem_months' }),
  questions: z.array(question).max(40).refine((all) => new Set(all.map((one) => one.id)).size === all.length),
});
export const oneQuestionnaire = z.strictObject({ questionnaireId: id });
export const oneRound = z.strictObject({ roundId: id });
export const openedRound = z.strictObject({ roundId: id, byMail: z.boolean(), byLink: z.boolean(), locale: z.enum(locales), origin: z.url() });
export const closedRound = z.strictObject({ roundId: id, showAlone: z.boolean().default(false) });
export const mailedRound = z.strictObject({ roundId: id, on: z.iso.date() });
export const released = z.strictObject({ roundId: id, question: z.string().max(20), places: z.array(z.int().min(0).max(10_000)).max(10_000) });

/** What somebody answered: id of the question → the scale's step or a number, an option, several options, a text. */
export type Answer = number | string | string[];
export type Answers = Record<string, Answer>;
/** One sheet in the box. The code is a hash of what she made up herself; null when she gave none. */
export interface Sheet {
  code: string | null;
  answers: Answers;
}

export const givenAnswers = z.strictObject({
  /** The link: it names the round, and the sheet it may put in where it was sent to one person. */
  token: z.string().max(100),
  code: z.string().max(20).nullable(),
  answers: z.record(z.string().max(20), z.union([z.string().max(2_000), z.array(z.string().max(2_000)).max(20)])),
});
