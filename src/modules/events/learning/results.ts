/** What may be said about the answers: pages, tables to take away and print all show this and nothing else. Pure. */
import { SMALLEST_GROUP } from '#modules/results/suppression.ts';
import type { Localised } from '#platform/words/localised.ts';
import { compared, isRight, meanOf, medianOf, scoreOf, stepOf, type Change } from './gain.ts';
import { isScored, type Level, type Question, type QuestionKind, type Sheet, type Stage } from './shape.ts';

/** How often an answer was given; `right` where answers are right or wrong. */
export interface Count {
  /** The step of a scale, or the option's id; null for no answer. */
  value: string | null;
  titles: Localised | null;
  n: number;
  isRight: boolean;
}

export interface QuestionResult {
  id: string;
  kind: QuestionKind;
  level: Level;
  titles: Localised;
  /** How many sheets the figures are made of; null: fewer than five, nothing is shown. */
  n: number | null;
  counts: Count[];
  mean: number | null;
  median: number | null;
  /** Of a number: all together. */
  sum: number | null;
  /** How many answered rightly. */
  right: number | null;
  /** What was written and may be read. */
  texts: string[];
}

export interface RoundResult {
  stage: Stage;
  /** Sheets in the box. */
  n: number;
  /** Figures leave out a few who answered only before or only after. */
  isWithoutFew: boolean;
  questions: QuestionResult[];
  /** Share of right answers, 0 to 1. */
  score: { n: number; mean: number; median: number } | null;
  /** Of those who said how often they use what they learned: the share who used it at all, 0 to 1. */
  applied: { n: number; share: number } | null;
  /** Mean of the means of the scales of each level that has some; 1 to 5. */
  levels: { level: Level; mean: number }[];
}

/** What changed, in right answers (0 to 1) or on one scale (1 to 5). */
export interface ChangeResult {
  /** Null: right answers. */
  question: Pick<Question, 'id' | 'titles'> | null;
  before: number;
  after: number;
  change: Change;
}

export type Released = Readonly<Record<string, readonly number[]>>;

interface Asked {
  stage: Stage;
  sheets: readonly Sheet[];
  released?: Released;
}

/** One time of asking by itself. */
export const roundResult = (questions: readonly Question[], asked: Asked): RoundResult => resultOver(questions, asked, () => asked.sheets, false);

/**
 * A test: before, after, and what changed. Before and after are shown together, so that those who have a pair are a choice and no remainder.
 * @param isBeforeShown what people knew before was shown to somebody already, over all sheets
 */
export function testResults(questions: readonly Question[], before: Asked, after: Asked, isBeforeShown: boolean): { before: RoundResult | null; after: RoundResult | null; changes: ChangeResult[] } {
  const shown = isBeforeShown ? (['before'] as const) : [];
  const scored = questions.some(isScored) ? compared(before.sheets, after.sheets, scoreOf(questions), shown) : null;
  const scales = new Map(questions.filter(({ kind }) => kind === 'scale').map((one) => [one.id, compared(before.sheets, after.sheets, stepOf(one), shown)]));
  const side = (which: 'before' | 'after', asked: Asked) =>
    asked.sheets.length < SMALLEST_GROUP
      ? null
      : resultOver(questions, asked, (one) => (isScored(one) ? scored![which] : (scales.get(one.id)?.[which] ?? asked.sheets)), [scored, ...scales.values()].some((one) => one?.isWithoutFew && one[which].length < asked.sheets.length));
  return { before: side('before', before), after: side('after', after), changes: changesIn(questions, scored, scales) };
}

/** What is seen alike or otherwise some months later: the scales both ask, where both have been shown already. */
export function changesLater(questions: readonly Question[], before: readonly Sheet[], after: readonly Sheet[]): ChangeResult[] {
  const scales = new Map(questions.filter(({ kind }) => kind === 'scale').map((one) => [one.id, compared(before, after, stepOf(one), ['before', 'after'])]));
  return changesIn(questions, null, scales);
}

function changesIn(questions: readonly Question[], scored: ReturnType<typeof compared> | null, scales: ReadonlyMap<string, ReturnType<typeof compared>>): ChangeResult[] {
  const one = (question: Question | null, { before, after, change }: ReturnType<typeof compared>): ChangeResult[] => {
    const valueOf = question ? stepOf(question) : scoreOf(questions);
    const mean = (sheets: readonly Sheet[]) => meanOf(sheets.map((sheet) => valueOf(sheet)!));
    return change && before.length && after.length ? [{ question: question && { id: question.id, titles: question.titles }, before: mean(before)!, after: mean(after)!, change }] : [];
  };
  return [...(scored ? one(null, scored) : []), ...questions.flatMap((question) => (scales.has(question.id) ? one(question, scales.get(question.id)!) : []))];
}

function resultOver(questions: readonly Question[], { stage, sheets, released = {} }: Asked, behind: (question: Question) => readonly Sheet[], isWithoutFew: boolean): RoundResult {
  const results = questions.map((one) => questionResult(one, behind(one), released[one.id] ?? []));
  const scored = questions.filter(isScored);
  const scores = scored.length ? behind(scored[0]!).map((sheet) => scoreOf(questions)(sheet)!) : [];
  const levelled = results.filter(({ kind, mean }) => kind === 'scale' && mean !== null);
  return {
    stage,
    n: sheets.length,
    isWithoutFew,
    questions: results,
    score: scores.length >= SMALLEST_GROUP ? { n: scores.length, mean: meanOf(scores)!, median: medianOf(scores)! } : null,
    applied: appliedIn(results.find(({ id, kind }) => id === 'frequency' && kind === 'choice')),
    // From what is shown and from nothing else, or what is hidden could be computed back.
    levels: ([1, 2, 3, 4] as const).flatMap((level) => {
      const mean = meanOf(levelled.flatMap((one) => (one.level === level ? [one.mean!] : [])));
      return mean === null ? [] : [{ level, mean }];
    }),
  };
}

/** What the form of evaluations calls "share who applied something after 3-6 months": everybody but those who chose `never`. */
function appliedIn(question: QuestionResult | undefined): RoundResult['applied'] {
  const never = question?.counts.find(({ value }) => value === 'never');
  return question?.n && never ? { n: question.n, share: 1 - never.n / question.n } : null;
}

/** The share who chose one of the two highest steps of a scale, 0 to 1; null where nothing is shown. */
export const highShare = ({ n, counts }: Pick<QuestionResult, 'n' | 'counts'>): number | null => (n ? counts.reduce((sum, one) => sum + (one.value === '4' || one.value === '5' ? one.n : 0), 0) / n : null);

function questionResult(question: Question, sheets: readonly Sheet[], released: readonly number[]): QuestionResult {
  const { id, kind, level, titles } = question;
  const empty: QuestionResult = { id, kind, level, titles, n: null, counts: [], mean: null, median: null, sum: null, right: null, texts: [] };
  if (kind === 'text') {
    const texts = textsTo(id, sheets);
    return { ...empty, n: texts.length >= SMALLEST_GROUP ? texts.length : null, texts: texts.length >= SMALLEST_GROUP ? released.flatMap((place) => texts[place] ?? []) : [] };
  }
  // Where answers are right or wrong, no answer is one of them: few who did answer would else be had from the score.
  const counted = isScored(question) ? sheets : sheets.filter(({ answers }) => answers[id] !== undefined);
  if (counted.length < SMALLEST_GROUP) return empty;
  const given = counted.map(({ answers }) => answers[id]);
  const count = (value: string | null, texts: Localised | null, isRightAnswer = false): Count => ({
    value, titles: texts, isRight: isRightAnswer, n: given.filter((answer) => (value === null ? answer === undefined : [answer ?? []].flat().map(String).includes(value))).length,
  });
  const counts = kind === 'scale' ? ['1', '2', '3', '4', '5'].map((step) => count(step, null)) : kind === 'number' ? [] : question.options.map((option) => count(option.id, option.titles, question.right.includes(option.id)));
  const numbers = given.filter((one) => typeof one === 'number');
  return {
    ...empty,
    n: counted.length,
    counts: isScored(question) ? [...counts, count(null, null)] : counts,
    mean: meanOf(numbers),
    median: medianOf(numbers),
    sum: kind === 'number' ? Math.round(numbers.reduce((all, one) => all + one, 0) * 1000) / 1000 : null,
    right: isScored(question) ? counted.filter(({ answers }) => isRight(question, answers[id])).length : null,
  };
}

/** What was written to a question, in the order of the alphabet: so nothing says which texts stood on one sheet, and each keeps its place when the box is shaken. */
export const textsTo = (question: string, sheets: readonly Sheet[]): string[] =>
  sheets.flatMap(({ answers }) => (typeof answers[question] === 'string' ? [answers[question] as string] : [])).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));

/** A test shows right answers with before and after beside each other; what belongs to one side only is there too. */
export const changeOfScore = (changes: readonly ChangeResult[]): ChangeResult | null => changes.find(({ question }) => question === null) ?? null;
