/** Answers to a form's own questions. Pure. */
import { InvalidInput, type Issue } from '#platform/problem.ts';
import { formatList } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { offered, type Answer, type Answers, type Question } from './shape.ts';

/** Several are posted each on a line. */
const answerIn = ({ kind }: Question, given: Answer | undefined): string | string[] =>
  kind === 'several' ? [...new Set((typeof given === 'string' ? given.split('\n') : (given ?? [])).map((one) => one.trim()).filter(Boolean))] : (typeof given === 'string' ? given : (given?.[0] ?? '')).trim();

/** What is wrong with the answers, at `q_<id>`: a required question without one, and a choice that is not offered. @param chosen what she answered so far: a choice that is offered no more may stay hers */
export function unfit(questions: readonly Question[], given: Readonly<Answers>, chosen: Readonly<Answers> = {}): Issue[] {
  return questions.flatMap((question): Issue[] => {
    const { id, kind, required, options } = question;
    const answer = answerIn(question, given[id]);
    const issue = (message: string): Issue[] => [{ path: `q_${id}`, message, code: 'custom' }];
    if (!answer.length) return required ? issue('registration.problem_question_unanswered') : [];
    const allowed = kind === 'choice' || kind === 'several' ? offered({ options }, chosen[id]).map((one) => one.id) : kind === 'yes-no' ? ['yes', 'no'] : null;
    return allowed && [answer].flat().some((one) => !allowed.includes(one)) ? issue(kind === 'several' ? 'registration.problem_no_such_choices' : 'registration.problem_no_such_choice') : [];
  });
}

/** Keeps the answers to questions there are, and no others. @throws InvalidInput with all that is wrong */
export function answersTo(questions: readonly Question[], given: Readonly<Answers>, chosen: Readonly<Answers> = {}): Answers {
  const issues = unfit(questions, given, chosen);
  if (issues.length) throw new InvalidInput(issues);
  return Object.fromEntries(questions.map((question) => [question.id, answerIn(question, given[question.id])] as const).filter(([, answer]) => answer.length));
}

/** An answer in the reader's words; an option's, also where it is offered no more; several as a list. */
export function sayAnswer({ kind, options }: Question, answer: Answer | undefined, t: Translate): string {
  if (!answer?.length) return '';
  if (kind === 'yes-no' && (answer === 'yes' || answer === 'no')) return t(`registration.${answer}`);
  const said = (one: string) => say(options.find(({ id }) => id === one)?.titles ?? {}, t.locale) || one;
  return typeof answer === 'string' ? said(answer) : formatList(t.locale, answer.map(said));
}
