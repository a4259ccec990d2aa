import type { Locale } from '#platform/words/locales.ts';
import { asideAt, asidesOf, type Aside } from './aside.ts';
import { candidatesIn, type Candidate } from './candidates.ts';
import { comparatorAround, type Comparator } from './comparators.ts';
import type { DateSpan } from './dates.ts';
import { eventKindsIn, kindsAmong, type KindNamed } from './kinds.ts';
import { languageOf } from './language.ts';
import { proposalOf, type Proposal } from './proposal.ts';
import { sentencesOf, type Span } from './sentences.ts';
import { tokensOf, type Token } from './tokens.ts';
import { methodOf, nounAt, relationBefore, type Noun, type UnitName } from './units.ts';
import { vagueWordsIn } from './vague.ts';

/** What a number is about. Only counts can be proven from evidence; the others are listed so that nothing is left out. */
export const claimKinds = ['count', 'money', 'percentage', 'age', 'duration'] as const;
export type ClaimKind = (typeof claimKinds)[number];

/** One number of a text that says something. Offsets are UTF-16, end exclusive: `text.slice(start, end) === numberText`. */
export interface FoundClaim {
  start: number;
  end: number;
  numberText: string;
  number: number;
  /** The upper end of a range ("20–25"); null otherwise. */
  until: number | null;
  comparator: Comparator;
  kind: ClaimKind;
  /** The whole sentence, white space collapsed, and where it stands in the text. */
  sentence: string;
  sentenceAt: Span;
  /** Where the number stands in `sentence`. */
  numberAt: number;
  /** The words the number counts, as the text has them; empty when it stands alone. */
  subject: string;
  unitHint: UnitName | null;
  /** A query to start from when a person links the claim; a suggestion, never a link. */
  proposal: Proposal;
}

export interface ReadText {
  language: Locale;
  claims: FoundClaim[];
  /** Digits that are no claim, and why: dates, phone numbers, list numbers. */
  asides: Aside[];
  /** "many", "a number of": a quantity without a number, worth asking about. */
  vague: Span[];
}

/**
 * Finds every number of a published text that claims something, in Serbian (both scripts), Bulgarian, Romanian or English, mixed texts included.
 * Digits in anybody's format, ranges, money, percentages, ages, numbers in words. Dates, years, times, phone numbers, addresses, list and contract numbers and
 * ordinals ("1st cycle", "2. ciklus") are set aside with their reason. Never throws; pure.
 * @param locale the language of the text if somebody said so; otherwise it is recognised.
 */
export function claimsOf(text: string, locale?: Locale): ReadText {
  const language = locale ?? languageOf(text) ?? languageByNouns(text);
  const { asides, dates } = asidesOf(text);
  const claims: FoundClaim[] = [];
  const vague: Span[] = [];
  const refused: Aside[] = [];
  for (const span of sentencesOf(text, language)) {
    const own = sentenceLanguage(text.slice(span.start, span.end), language, locale !== undefined);
    const tokens = tokensOf(text.slice(span.start, span.end), own, span.start);
    const candidates = candidatesIn(text, span.start, span.end, tokens, own);
    const sentence: Sentence = { text, span, said: text.slice(span.start, span.end).replace(/\s+/g, ' '), language: own, tokens, candidates, dates: dates.filter((date) => date.start < span.end && span.start < date.end), kinds: eventKindsIn(tokens, own) };
    for (const candidate of candidates) {
      const noun = nounAfter(sentence, candidate);
      const inAside = asides.at(candidate);
      if (inAside && !(inAside.kind === 'address' && noun)) continue;
      const why = candidate.written === 'digits' ? asideOf(sentence, candidate, noun) : null;
      if (why) refused.push(why);
      else if (!candidate.doubtful || (noun && isPlainly(sentence, candidate, noun))) claims.push(claim(sentence, candidate, noun));
    }
    vague.push(...vagueWordsIn(tokens, own));
  }
  return { language, claims, asides: [...asides.sorted(), ...refused].sort((a, b) => a.start - b.start), vague };
}

/** A few words without anything telling ("Учесници: 25"): the language whose unit nouns they are. */
function languageByNouns(text: string): Locale {
  const start = text.slice(0, 2000);
  const possible: Locale[] = /\p{Script=Cyrillic}/u.test(start) ? ['sr-Cyrl', 'bg'] : ['en', 'sr-Latn', 'ro'];
  const hits = possible.map((language) => {
    const tokens = tokensOf(start, language);
    return tokens.filter((_, at) => nounAt(tokens, at, language)).length;
  });
  return possible[hits.indexOf(Math.max(...hits))]!;
}

interface Sentence {
  text: string;
  span: Span;
  /** The sentence on one line. */
  said: string;
  language: Locale;
  tokens: Token[];
  candidates: Candidate[];
  dates: DateSpan[];
  kinds: KindNamed[];
}

/** A page may be in two languages; a short line without telling words is in the language of the rest. */
function sentenceLanguage(sentence: string, whole: Locale, isSaid: boolean): Locale {
  const own = languageOf(sentence);
  if (!own || own === whole) return whole;
  const otherScript = isCyrillic(own) !== isCyrillic(whole);
  if (otherScript) return own;
  return isSaid || sentence.length < 40 ? whole : own;
}

const isCyrillic = (language: Locale) => language === 'sr-Cyrl' || language === 'bg';

function asideOf({ text, language }: Sentence, candidate: Candidate, noun: Noun | null): Aside | null {
  const digits = /^[\d.,'’ \u00a0\u202f]*\d/.exec(text.slice(candidate.start, candidate.end))![0];
  const inYear = /(?<!\p{L})(?:in|u|у|în|în anul|anul|през|в|since|from|until|by|од|до|od|do|за|programme|program)\s$/iu.test(text.slice(Math.max(0, candidate.start - 12), candidate.start));
  const isYears = candidate.until !== null && noun === null && [candidate.number, candidate.until].every((number) => number >= 1900 && number < 2100);
  if (isYears && candidate.end - candidate.start >= 9) return { start: candidate.start, end: candidate.end, kind: 'year' };
  const isLong = candidate.until !== null || digits.length < candidate.end - candidate.start;
  const kind = asideAt(text, candidate.start, isLong ? candidate.end : candidate.start + digits.length, language, noun !== null && !inYear);
  return kind ? { start: candidate.start, end: candidate.end, kind } : null;
}

/** "one of the cities" and `nouă` after its noun are no numbers. */
function isPlainly({ text, tokens, language }: Sentence, candidate: Candidate, noun: Noun): boolean {
  const next = tokens.findIndex((token) => token.start >= candidate.end);
  if (noun.from - next > 2 || /^(?:of|od|от|din|dintre)$/.test(tokens[next]!.plain)) return false;
  const last = next - 2;
  const followsNoun = language === 'ro' && last >= 0 && nounAt(tokens, last, language) !== null && /^\s$/.test(text.slice(tokens[last]!.end, candidate.start));
  return !followsNoun;
}

const prepositions = new Set('in from at by for with on to into per u iz po na za sa s kod в във за с със при по на in la pentru cu pe prin spre'.split(' '));
const conjunctions = new Set('and or i ili a и или si sau iar'.split(' '));
/** After these a noun belongs to a comparison: "15 more than last year". */
const comparisons = new Set('more less fewer than vise manje nego повече отколкото decat'.split(' '));
/** `17-те`, `33-ма`: endings of the number itself. */
const numberEndings = new Set(['те', 'ма', 'ak', 'oro']);
const genitives = new Set(['od', 'от', 'of', 'de', 'din', 'dintre', 'na', 'на']);

/** The noun the number counts: the first of the lexicon after it, in English the last of a run ("20 CSO representatives"). */
function nounAfter(sentence: Sentence, candidate: Candidate): Noun | null {
  const { text, tokens, language, candidates } = sentence;
  let first = tokens.findIndex((token) => token.start >= candidate.end);
  if (first < 0) return null;
  const next = candidates.find((other) => other.start >= candidate.end);
  // "17 of 20 LSUs": both count the same thing.
  if (next && /^\s(?:out of|of|of the|od|од|от|из|din|dintre)\s$/u.test(text.slice(candidate.end, next.start))) return nounAfter(sentence, next);
  const stop = next?.start ?? Infinity;
  let end = candidate.end;
  if (/^[-‑]$/.test(text.slice(end, tokens[first]!.start))) {
    // "3-day training" counts days; `3-дневно обучение` is one word with its number; `17-те общини` counts municipalities.
    if (!numberEndings.has(tokens[first]!.plain)) return nounAt(tokens, first, language);
    end = tokens[first++]!.end;
  }
  for (let at = first; at < Math.min(tokens.length, first + 6); at++) {
    const token = tokens[at]!;
    if (token.start >= stop || /[,;:.()!?"„“”\d/+=]/.test(text.slice(end, token.start)) || /\n\s*\n/.test(text.slice(end, token.start))) return null;
    let noun = nounAt(tokens, at, language);
    if (noun && language === 'en') {
      for (let next = nounAt(tokens, noun.to, language); next && next.from < tokens.length && /^[ \u00a0]$/.test(text.slice(tokens[noun.to - 1]!.end, tokens[next.from]!.start)); next = nounAt(tokens, noun.to, language)) noun = { ...next, from: noun.from };
    }
    if (noun) return withCoordinated(sentence, noun);
    if (comparisons.has(token.plain)) return null;
    if (prepositions.has(token.plain) && !(at === first && genitives.has(token.plain))) return null;
    end = token.end;
  }
  return null;
}

/** "institutions and organisations" are counted together: the wider unit of the two. */
function withCoordinated({ text, tokens, language }: Sentence, noun: Noun): Noun {
  const second = nounAt(tokens, noun.to + 1, language);
  if (!second || !/^(?:and|i|и|si|or|ili|или|sau)$/.test(tokens[noun.to]!.plain) || !/^[\s\u00a0]+\S+[\s\u00a0]+$/.test(text.slice(tokens[noun.to - 1]!.end, tokens[second.from]!.start))) return noun;
  if (second.unit === noun.unit) return { ...noun, to: second.to };
  const both = [noun.unit, second.unit];
  return both.every((unit) => methodOf[unit]?.method === 'organisations') ? { unit: 'organisation', from: noun.from, to: second.to } : noun;
}

/** `Номинации: 4`, "municipalities (17)": the noun stands before. */
function nounBefore({ text, span, tokens, language }: Sentence, candidate: Candidate): Noun | null {
  if (!/[:(=–-]\s*$/.test(text.slice(span.start, candidate.start)) && !/\n\s*$/.test(text.slice(span.start, candidate.start))) return null;
  const before = tokens.findLastIndex((token) => token.end <= candidate.start);
  for (let at = before; at >= Math.max(0, before - 4); at--) {
    if (/[,;.\d]/.test(text.slice(tokens[at]!.end, tokens[before]!.start))) return null;
    const noun = nounAt(tokens, at, language);
    if (noun) return noun;
  }
  return null;
}

function claim(sentence: Sentence, candidate: Candidate, after: Noun | null): FoundClaim {
  const { text, span, tokens, language } = sentence;
  const kind = kindOf(sentence, candidate, after);
  const noun = after ?? nounBefore(sentence, candidate);
  const unitHint = kind === 'count' ? (noun?.unit ?? null) : kind === 'duration' ? 'duration' : null;
  const firstAfter = tokens.findIndex((token) => token.start >= candidate.end);
  const relation = relationBefore(tokens, firstAfter < 0 ? tokens.length : firstAfter - tokens.filter((token) => token.start >= candidate.start && token.end <= candidate.end).length);
  return {
    start: candidate.start,
    end: candidate.end,
    numberText: text.slice(candidate.start, candidate.end),
    number: candidate.number,
    until: candidate.until,
    comparator: comparatorOf(sentence, candidate),
    kind,
    sentence: sentence.said,
    sentenceAt: span,
    numberAt: text.slice(span.start, candidate.start).replace(/\s+/g, ' ').length,
    subject: subjectOf(sentence, candidate, kind, after, noun),
    unitHint,
    proposal: proposalOf({ kind, unit: unitHint, relation, eventKinds: kindsFor(sentence, candidate, noun), dates: sentence.dates, tokens, noun }),
  };
}

/** The event kinds that stand nearest: what the counted noun itself says, else those of its part of the sentence, else all of it. */
function kindsFor({ text, span, tokens, kinds }: Sentence, candidate: Candidate, noun: Noun | null): string[] {
  if (noun && (noun.unit === 'event' || noun.unit === 'cycle' || noun.unit === 'day')) {
    const from = Math.min(tokens[noun.from]!.start, tokens.find((token) => token.start >= candidate.end)?.start ?? Infinity);
    const to = tokens[Math.min(noun.to + 3, tokens.length - 1)]!.end;
    const own = kinds.find(({ start, end }) => start >= from && end <= to);
    if (own) return [own.kind];
  }
  const from = candidate.start - /[^.,;:–()]*$/.exec(text.slice(span.start, candidate.start))![0].length;
  const stop = /[,;:–()]/.exec(text.slice(candidate.end, span.end));
  const to = stop ? candidate.end + stop.index : span.end;
  const near = kindsAmong(kinds.filter(({ start, end }) => start >= from && end <= to));
  return near.length ? near : kindsAmong(kinds);
}

function comparatorOf({ text, tokens, language }: Sentence, candidate: Candidate): Comparator {
  if (candidate.until !== null) return 'between';
  if (candidate.how === 'vague') return 'at-least';
  const lead = /[~≈≥≤><]\s?$/.exec(text.slice(Math.max(0, candidate.start - 3), candidate.start))?.[0][0];
  if (lead) return ({ '~': 'about', '≈': 'about', '≥': 'at-least', '≤': 'at-most', '>': 'more-than', '<': 'less-than' } as const)[lead]!;
  if (/^\+(?!\s?\d)/.test(text.slice(candidate.end))) return 'at-least';
  const to = tokens.findIndex((token) => token.start >= candidate.end);
  const from = tokens.findIndex((token) => token.start >= candidate.start);
  const before = from < 0 ? tokens.length : from;
  // Only words that touch the number speak about it: in "more than 5, 10" the ten is exact.
  const touches = before > 0 && /^[\s\u00a0]{1,3}$/.test(text.slice(tokens[before - 1]!.end, candidate.start));
  const found = comparatorAround(tokens, touches ? before : 0, to < 0 ? tokens.length : to, language);
  return found === 'exactly' && candidate.how === 'about' ? 'about' : found;
}

const symbols = '€|\\$|£|(?:EUR|USD|RSD|BGN|MDL|RON|CHF|GBP)(?!\\p{L})';
const names = '(?:evra|evr\\p{L}*|eur[oa]?s?|евра|евро|евр\\p{L}*|лв|лева|лев|дин|динар\\p{L}*|dinar\\p{L}*|lei|leu|леи|leva|dolar\\p{L}*|долар\\p{L}*|dollars?|francs?|franak\\p{L}*|franaka|франк\\p{L}*)(?!\\p{L})';
const currencyAfter = new RegExp(`^(?:[ \\u00a0]|de[ \\u00a0]){0,2}(?:${symbols}|${names}|din\\.)`, 'iu');
const currencyBefore = new RegExp(`(?<!\\p{L})(?:${symbols})[ \\u00a0]?$`, 'u');
const percentAfter = /^\s?(?:%|‰|percent(?!\p{L})|per cent|procen\p{L}*|posto(?!\p{L})|odsto(?!\p{L})|посто(?!\p{L})|одсто(?!\p{L})|процен\p{L}*|на сто|la sut[aă])/iu;
const ageBefore = /(?<!\p{L})(?:aged?|ages|uzrasta?|starosti|starost|узраста?|старости|възраст|vârst[aăe]|virst[aă])(?:\s(?:of|between|from|od|do|од|до|от|на|de|la|intre|între|između|између|между|cuprins[aă])){0,3}\s$/iu;
const ageAfter = /^(?:\s?[-–]?\s?year[s]?[- ]olds?|\s?[-–]\s?godišnj|\s?[-–]\s?годиш|\s(?:godin\p{L}*|години?\p{L}*)\s(?:starosti|старости|възраст)|\sани\svârst)/iu;

function kindOf({ text, span }: Sentence, candidate: Candidate, noun: Noun | null): ClaimKind {
  const before = text.slice(Math.max(span.start, candidate.start - 40), candidate.start);
  const after = text.slice(candidate.end, candidate.end + 40);
  if (percentAfter.test(after)) return 'percentage';
  if (currencyAfter.test(after) || currencyBefore.test(before)) return 'money';
  if (ageAfter.test(after) || ageBefore.test(before)) return 'age';
  return noun?.unit === 'duration' ? 'duration' : 'count';
}

/** The words between the number and the end of its noun; a label before it; else the few words that follow. */
function subjectOf({ text, span, tokens }: Sentence, candidate: Candidate, kind: ClaimKind, after: Noun | null, noun: Noun | null): string {
  const tidy = (from: number, to: number) => text.slice(from, to).replace(/\s+/g, ' ').replace(/^[\s\-–+%€$£.]+|[\s:(=–€$£-]+$/g, '');
  const label = text.slice(span.start, candidate.start).replace(currencyBefore, '').split(/[,;.(]\s/).at(-1)!;
  if (kind === 'money' && /\p{L}{4}/u.test(label) && !/\d/.test(label) && label.length < 80) return label.replace(/\s+/g, ' ').replace(/[\s:(=–-]+$/g, '').trim();
  if (after) return tidy(candidate.end, tokens[after.to - 1]!.end).replace(/^(?:de |(?:те|ма) )/u, '');
  if (noun) return tidy(tokens[noun.from]!.start, candidate.start);
  const stop = /[,;:.()!?\n]/.exec(text.slice(candidate.end, span.end))?.index ?? span.end - candidate.end;
  const following = tokens.filter((token) => token.start >= candidate.end && token.end <= candidate.end + stop);
  const last = following.findIndex(({ plain }) => prepositions.has(plain) || conjunctions.has(plain));
  const named = following.slice(0, Math.min(2, last < 0 ? 2 : last)).at(-1);
  return named ? tidy(candidate.end, named.end) : '';
}
