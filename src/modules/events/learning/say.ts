/** Results in words and figures for a reader, and as a table for other programs; both say the same. Pure. */
import { formatNumber } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Translate } from '#platform/words/translate.ts';
import { highShare, type ChangeResult, type Count, type QuestionResult, type RoundResult } from './results.ts';

type Speaker = ((key: Parameters<Translate>[0], values?: Parameters<Translate>[1]) => string) & { readonly locale: Locale };

export const percent = (locale: Locale, share: number): string => formatNumber(locale, share, { style: 'percent', maximumFractionDigits: 0 });
/** A mean with at most one decimal. */
export const tenths = (locale: Locale, value: number): string => formatNumber(locale, value, { maximumFractionDigits: 1, minimumFractionDigits: Number.isInteger(value) ? 0 : 1 });
/** A difference, with its sign: points of a scale, or percentage points. */
export const difference = (locale: Locale, { question }: Pick<ChangeResult, 'question'>, value: number): string => formatNumber(locale, question ? value : value * 100, { maximumFractionDigits: 1, signDisplay: 'exceptZero' });

export const countName = ({ value, titles }: Count, t: Speaker): string => (value === null ? t('learning.no_answer') : titles ? say(titles, t.locale) : t('learning.step', { n: Number(value) }));

/** Everything that is shown, one figure on a row: what is hidden on the page is no row here either. */
export function tableOf({ rounds, changes }: { rounds: readonly RoundResult[]; changes: readonly ChangeResult[] }, t: Speaker): string[][] {
  const number = (value: number) => String(Math.round(value * 100) / 100);
  const head = [t('learning.csv_when'), t('learning.csv_level'), t('learning.csv_question'), t('learning.csv_what'), t('learning.csv_figure'), t('learning.csv_n')];
  const ofQuestion = (stage: string, one: QuestionResult): string[][] => {
    const begin = [stage, t(`learning.level_${one.level}`), say(one.titles, t.locale)];
    if (one.n === null) return [[...begin, t('learning.hidden'), '', '']];
    const n = String(one.n);
    return [
      ...one.counts.map((count) => [...begin, countName(count, t), String(count.n), n]),
      ...(one.right === null ? [] : [[...begin, t('learning.right'), String(one.right), n]]),
      ...(one.mean === null ? [] : [[...begin, t('learning.mean'), number(one.mean), n], [...begin, t('learning.median'), number(one.median!), n]]),
      ...(one.kind === 'scale' ? [[...begin, t('learning.high'), number(highShare(one)! * 100), n]] : []),
      ...(one.sum === null ? [] : [[...begin, t('learning.sum'), number(one.sum), n]]),
      ...one.texts.map((text) => [...begin, t('learning.text'), text, n]),
    ];
  };
  const ofRound = (round: RoundResult): string[][] => {
    const stage = t(`learning.stage_${round.stage}`);
    return [
      [stage, '', '', t('learning.answers'), String(round.n), ''],
      ...(round.score ? [[stage, t('learning.level_2'), '', t('learning.score_mean'), number(round.score.mean * 100), String(round.score.n)]] : []),
      ...(round.applied ? [[stage, t('learning.level_3'), '', t('learning.applied'), number(round.applied.share * 100), String(round.applied.n)]] : []),
      ...round.levels.map(({ level, mean }) => [stage, t(`learning.level_${level}`), '', t('learning.level_mean'), number(mean), '']),
      ...round.questions.flatMap((one) => ofQuestion(stage, one)),
    ];
  };
  const ofChange = ({ question, before, after, change }: ChangeResult): string[][] => {
    const by = question ? 1 : 100;
    const begin = [t('learning.change'), '', question ? say(question.titles, t.locale) : t('learning.right')];
    const n = String(change.pairs);
    return [
      [...begin, t('learning.before'), number(before * by), ''], [...begin, t('learning.after'), number(after * by), ''], [...begin, t('learning.gain_mean'), number(change.mean * by), n], [...begin, t('learning.gain_median'), number(change.median * by), n],
      [...begin, t('learning.improved'), String(change.improved), n], [...begin, t('learning.same'), String(change.same), n], [...begin, t('learning.worse'), String(change.worse), n],
    ];
  };
  return [head, ...rounds.flatMap(ofRound), ...changes.flatMap(ofChange)];
}
