/** From the fields of the form to one sheet. Pure. */
import { Problem } from '#platform/problem.ts';
import type { Answer, Answers, Question } from './shape.ts';

/**
 * Keeps the answers to questions there are, and no others. What was left out is left out: nobody is made to say something but where the question says so.
 * @throws Problem 422 at `q_<id>` for a required one without an answer, and for an answer that is none
 */
export function answersTo(questions: readonly Question[], given: Readonly<Record<string, string | readonly string[]>>): Answers {
  const kept: Answers = {};
  for (const question of questions) {
    const field = `q_${question.id}`;
    const texts = [given[question.id] ?? []].flat().map((text) => text.trim()).filter(Boolean);
    if (!texts.length) {
      if (question.required) throw new Problem(422, 'learning.unanswered', {}, field);
      continue;
    }
    const answer = read(question, texts);
    if (answer === null) throw new Problem(422, question.kind === 'number' ? 'learning.no_number' : 'learning.no_such_answer', {}, field);
    kept[question.id] = answer;
  }
  return kept;
}

function read({ kind, options }: Question, texts: readonly string[]): Answer | null {
  const [first = ''] = texts;
  const isOption = (text: string) => options.some(({ id }) => id === text);
  switch (kind) {
    case 'scale': return /^[1-5]$/.test(first) ? Number(first) : null;
    case 'choice': return isOption(first) ? first : null;
    // In the order of the options: the order in which boxes were ticked is nobody's business.
    case 'several': return texts.every(isOption) ? options.map(({ id }) => id).filter((id) => texts.includes(id)) : null;
    case 'number': return /^\d{1,9}([.,]\d{1,3})?$/.test(first) ? Number(first.replace(',', '.')) : null;
    case 'text': return first.slice(0, 2_000);
  }
}
