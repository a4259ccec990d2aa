/** Between the form of a series and its shape. One language at a time; what stands in the others is kept. Pure. */
import { seenMark } from '#platform/command/seen.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { CompletionRule } from '../completion/completion.ts';

/** What the form can change. */
export interface SeriesFields {
  titles: Localised;
  kind: string;
  isCycle: boolean;
  componentId: string | null;
  rule: CompletionRule;
  trainerMonths: number;
}

/** The mark of a series as it was said. */
export const markOf = ({ titles, kind, isCycle, componentId, rule, trainerMonths }: SeriesFields): string => seenMark([titles, kind, isCycle, componentId, rule.of, rule.share, trainerMonths]);

/** What stands in the fields; `language` is the one the title is written in. */
export const toForm = (series: SeriesFields | null, language: Locale): Record<string, string> => ({
  title: series?.titles[language] ?? '',
  kind: series?.kind ?? 'training',
  isCycle: series?.isCycle ? 'yes' : 'no',
  componentId: series?.componentId ?? '',
  of: series?.rule.of ?? 'days',
  share: String(series?.rule.share ?? 100),
  trainerMonths: String(series?.trainerMonths ?? 6),
});

/** What the form asks for, ready for the command. Only a rule that is another one than before is said anew: it is a change of its own in the log. */
export function toInput(form: FormData, { language, series }: { language: Locale; series: SeriesFields | null }) {
  const text = (name: string) => String(form.get(name) ?? '').trim();
  const { [language]: _, ...others } = series?.titles ?? {};
  const of = text('of');
  const [share, trainerMonths] = [Number(text('share')), Number(text('trainerMonths'))];
  const isSameRule = series !== null && series.rule.of === of && series.rule.share === share && series.trainerMonths === trainerMonths;
  return {
    titles: text('title') ? { ...others, [language]: text('title') } : others,
    kind: text('kind'),
    isCycle: text('isCycle') === 'yes',
    componentId: text('componentId') || null,
    ...(!isSameRule && { rule: { of, share }, trainerMonths }),
  };
}
