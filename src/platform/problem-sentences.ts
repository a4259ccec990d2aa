import { InvalidInput, type Problem } from './problem.ts';
import { formatList } from './words/format.ts';
import { say, type Localised } from './words/localised.ts';
import { isLocale, type Locale } from './words/locales.ts';
import type { Translate, WordKey, WordValues } from './words/translate.ts';

export interface Sentence {
  /** The field it stands beside; null for the form as a whole. */
  field: string | null;
  message: string;
}

/** A problem in the reader's language: one sentence, or one for each field that does not fit. */
export function sentences(problem: Problem, t: Translate): Sentence[] {
  if (problem instanceof InvalidInput) {
    return problem.issues.map(({ path, code, message, details }) => {
      const key = `platform.issue_${code}`;
      // A shape that knows better than "the form is not right" gives a key of its module's words as its message.
      return { field: path || null, message: t.has(message) ? t(message, details) : t(t.has(key) ? key : 'platform.issue_invalid_value') };
    });
  }
  return [{ field: problem.field, message: sentence(problem, t) }];
}

/** A problem as one sentence. */
export function sentence(problem: Problem, t: Translate): string {
  const { constraint } = problem.details as { constraint?: string };
  // A rule of the database that has a sentence of its own says it better than "this value is not allowed".
  const byConstraint = `platform.constraint_${constraint}`;
  if (constraint && t.has(byConstraint)) return t(byConstraint);
  return t.has(problem.wordKey) ? t(problem.wordKey, valuesFor(problem, t)) : t('platform.problem_unexpected');
}

/** Names that stand in several languages are said in the reader's, a row of them as a path; things that were counted as a list: "2 documents and 1 task". */
const valuesFor = ({ details }: Problem, t: Translate): WordValues =>
  Object.fromEntries(Object.entries(details).map(([name, value]) => [name, isPath(value) ? value.map((one) => say(one, t.locale)).join(' → ') : isCounted(value) ? sayCounted(t.locale, value, t) : value])) as WordValues;

/** Something of which there are so many; `word` is the key of the words that say so. */
export interface Counted {
  word: string;
  n: number;
}
export const sayCounted = (locale: Locale, all: readonly Counted[], t: (key: WordKey, values: WordValues) => string): string => formatList(locale, all.map(({ word, n }) => t(word as WordKey, { n })));
const isCounted = (value: unknown): value is Counted[] => Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'object' && one !== null && typeof one.word === 'string' && typeof one.n === 'number');

const isPath = (value: unknown): value is Localised[] => Array.isArray(value) && value.length > 0 && value.every((one) => isLocalised(one));
const isLocalised = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.entries(value).every(([key, text]) => isLocale(key) && typeof text === 'string');
