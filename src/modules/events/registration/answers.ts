/** Answers to a form's own questions. Pure. */
import { Problem } from '#platform/problem.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { offered, type Question } from './shape.ts';

/**
 * Keeps the answers to questions there are, and no others.
 * @param chosen what she answered so far: a choice that is offered no more may stay hers
 * @throws Problem 422 at `q_<id>` for a required one without an answer, and for a choice that is not offered
 */
export function answersTo(questions: readonly Question[], given: Readonly<Record<string, string>>, chosen: Readonly<Record<string, string>> = {}): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const { id, kind, required, options } of questions) {
    const answer = given[id]?.trim() ?? '';
    if (!answer) {
      if (required) throw new Problem(422, 'registration.question_unanswered', {}, `q_${id}`);
      continue;
    }
    const allowed = kind === 'choice' ? offered({ options }, chosen[id]).map((one) => one.id) : kind === 'yes-no' ? ['yes', 'no'] : null;
    if (allowed && !allowed.includes(answer)) throw new Problem(422, 'registration.no_such_choice', {}, `q_${id}`);
    kept[id] = answer;
  }
  return kept;
}

/** An answer in the reader's words; an option's, also where it is offered no more. */
export function sayAnswer({ kind, options }: Question, answer: string | undefined, t: Translate): string {
  if (!answer) return '';
  if (kind === 'yes-no' && (answer === 'yes' || answer === 'no')) return t(`registration.${answer}`);
  const chosen = options.find(({ id }) => id === answer);
  return chosen ? say(chosen.titles, t.locale) : answer;
}
