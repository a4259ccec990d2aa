import { formatList, formatNumber } from '#platform/words/format.ts';
import { inLanguage } from '#platform/words/localised.ts';
import type { WordKey, WordValues } from '#platform/words/translate.ts';
import { sayFigure, type Listener } from '../figure/say.ts';
import { sayAllUnsettled } from '../unsettled/say.ts';
import type { Claim, ReadingAssessed } from './queries.ts';
import type { Claimed } from './status.ts';

/** The name of a municipality, organisation or series by its id; null when the reader may not know it. */
export type NameOf = (id: string) => string | null;

/** A claim's number as its text means it, in the reader's language: "at least 60", "између 20 и 25". */
export function sayClaimed({ number, until, comparator }: Claimed, { locale, t }: Listener): string {
  const say = (n: number) => formatNumber(locale, n, { maximumFractionDigits: 6 });
  return t(`claims.meant_${comparator}`, { n: say(number), until: until === null ? '' : say(until) });
}

/**
 * Why a claim has its status, as one sentence in the reader's language with the figures it rests on:
 * "17 is contradicted: 16 municipalities; 17 mentions, Belgrade twice."
 */
export function sayReason(claim: Pick<Claim, keyof Claimed | 'reason' | 'readings'>, listener: Listener, nameOf: NameOf): string {
  const { locale } = listener;
  const t = (key: string, values: WordValues = {}) => listener.t(`claims.${key}` as WordKey, values);
  const number = (n: number) => formatNumber(locale, n);
  const said = sayClaimed(claim, listener);
  const [first] = claim.readings;
  const twice = claim.reason === 'contradicted' && first ? countedTwice(claim, first, listener, nameOf) : null;
  const sentence = t(twice ? 'reason_contradicted_mentions' : `reason_${claim.reason}`, {
    said,
    kind: claim.kind,
    found: first ? sayFound(first, listener, nameOf) : '',
    mentions: '',
    repeats: '',
    ...twice,
    ways: claim.readings.map((one) => sayWay(one, listener, nameOf)).join('; '),
    unit: first?.result.unit ?? '',
    sum: first ? saySum(first, number) : '',
    least: first?.result.bounds ? number(first.result.bounds.least) : '',
    most: first?.result.bounds ? number(first.result.bounds.most) : '',
    unresolved: first?.result.unresolved ?? 0,
    parts: first ? formatList(locale, first.result.parts.map(({ relation, net }) => `${number(net)} ${listener.t(`figure.unit_municipality_${relation}` as WordKey, { n: net })}`)) : '',
  });
  const allowed = claim.readings.length > 0 && (claim.comparator === 'about' || claim.comparator === 'nearly') ? ` ${t(`allowed_${claim.comparator}`)}` : '';
  const open = sayAllUnsettled(claim.readings.flatMap(({ unsettled }) => unsettled), listener).map((one) => ` ${one}`);
  return sentence.charAt(0).toLocaleUpperCase(locale) + sentence.slice(1) + allowed + open.join('');
}

/** A text that publishes the mentions as if they were municipalities or organisations: said with what it counted more than once. */
function countedTwice({ number, until }: Claimed, { result, unsettled }: ReadingAssessed, listener: Listener, nameOf: NameOf): { mentions: string; repeats: string; found: string } | null {
  const { net, gross, overlaps, unnamed, unresolved } = result;
  const named = overlaps.flatMap(({ id, times }) => nameOf(id) === null ? [] : [listener.t('claims.counted_times', { name: nameOf(id), times })]);
  if (until !== null || number !== gross || net === null || unnamed || net >= gross || !named.length || named.length > 4) return null;
  const { value, unit } = sayFigure(result, listener, nameOf);
  // Where the names themselves were not asked for, their number stands here.
  const open = unresolved && !unsettled.length ? `, ${listener.t('figure.unresolved', { n: unresolved })}` : '';
  return { mentions: listener.t('figure.mentions', { n: gross }), repeats: formatList(listener.locale, named), found: `${value} ${unit}${open}` };
}

/** "16 municipalities; 17 mentions, Belgrade twice": the figure with what repeats in it. A figure reported without names has nothing more to say. */
function sayFound({ result, verdict, doubt }: ReadingAssessed, listener: Listener, nameOf: NameOf): string {
  const { value, unknown, unit, line } = sayFigure(result, listener, nameOf);
  const figure = verdict === 'restated' && result.gross !== null ? formatNumber(listener.locale, result.gross) : (value ?? unknown ?? '');
  // What is not settled has a sentence of its own.
  const isSaidElsewhere = verdict === 'restated' || doubt === 'unresolved-names';
  return `${figure} ${unit}${line && !isSaidElsewhere ? `; ${line}` : ''}`;
}

/** One of several readings, with what it says about the number. */
function sayWay(reading: ReadingAssessed, listener: Listener, nameOf: NameOf): string {
  const title = inLanguage(reading.titles, listener.locale)?.text;
  const isRecorded = reading.result.evidence > 0;
  const found = isRecorded ? `${sayFound(reading, listener, nameOf)} (${listener.t(`claims.verdict_${reading.verdict}`)})` : listener.t('claims.nothing_recorded');
  return title ? `${title}: ${found}` : found;
}

/** "10 + 5 = 15", or the bare sum where its terms are too many to print. */
function saySum({ terms, result }: ReadingAssessed, number: (n: number) => string): string {
  const most = result.bounds?.most ?? 0;
  const isWhole = terms.length > 1 && terms.reduce((sum, term) => sum + term, 0) === most;
  return isWhole ? `${terms.map(number).join(' + ')} = ${number(most)}` : number(most);
}
