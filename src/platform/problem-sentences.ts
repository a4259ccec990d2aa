import { InvalidInput, type Problem } from './problem.ts';
import type { Translate, WordValues } from './words/translate.ts';

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
  return t.has(problem.wordKey) ? t(problem.wordKey, problem.details as WordValues) : t('platform.problem_unexpected');
}
