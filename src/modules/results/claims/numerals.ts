import type { Locale } from '#platform/words/locales.ts';
import { plain, type Token } from './tokens.ts';

/** What a word says as a number. `times`: it multiplies what stands before it. `vague`: "dozens", at least twice the unit. `about`: Serbian `desetak`, some ten. */
interface Numeral {
  value: number;
  times?: boolean;
  about?: boolean;
  /** The word also has another meaning, so it counts only before a noun of the unit lexicon. */
  doubtful?: boolean;
  /** An article as well: a number only before a multiplier (`o sută`, `a hundred`), and in Romanian at the end of a larger number (`douăzeci și un`). */
  article?: boolean;
}

const written: Record<'en' | 'sr' | 'bg' | 'ro', string> = {
  en: `0 zero | 1a a | 1? one | 2 two | 3 three | 4 four | 5 five | 6 six | 7 seven | 8 eight | 9 nine | 10 ten | 11 eleven | 12 twelve | 13 thirteen | 14 fourteen | 15 fifteen | 16 sixteen
    | 17 seventeen | 18 eighteen | 19 nineteen | 20 twenty | 30 thirty | 40 forty fourty | 50 fifty | 60 sixty | 70 seventy | 80 eighty | 90 ninety
    | 12x dozen dozens | 100x hundred hundreds | 1000x thousand thousands | 1000000x million millions`,
  sr: `0 nula | 1? jedan jedna jedno jednu jednog jednoj jednom jedne | 2 dva dve dvije dvama dvema dvjema dvoje dvojica dvojice | 3 tri trima troje trojica trojice | 4 četiri četvoro četvorica
    | 5 pet petoro petorica | 6 šest šestoro šestorica | 7 sedam sedmoro sedmorica | 8 osam osmoro osmorica | 9 devet devetoro devetorica | 10 deset desetoro desetorica | 11 jedanaest jedanaestoro | 12 dvanaest dvanaestoro dvanaestorica | 13 trinaest trinaestoro | 14 četrnaest četrnaestoro | 15 petnaest petnaestoro petnaestorica
    | 16 šesnaest šesnaestoro | 17 sedamnaest sedamnaestoro | 18 osamnaest osamnaestoro | 19 devetnaest devetnaestoro | 20 dvadeset dvadesetoro | 30 trideset tridesetoro | 40 četrdeset | 50 pedeset | 60 šezdeset | 70 sedamdeset | 80 osamdeset | 90 devedeset
    | 100? sto | 100 stotinu | 200 dvesta dvjesta dvesto dvjesto dvestotine | 300 trista tristo | 400 četiristo | 500 petsto | 600 šeststo | 700 sedamsto | 800 osamsto | 900 devetsto
    | 10~ desetak | 15~ petnaestak | 20~ dvadesetak | 30~ tridesetak | 40~ četrdesetak | 50~ pedesetak | 100~ stotinak
    | 10v desetine | 100x stotine stotina | 1000x hiljada hiljade hiljadu tisuća tisuće tisuću | 1000000x milion miliona milioni milijun milijuna`,
  bg: `0 нула | 1? един една едно | 2 два две двата двете двама двамата | 3 три трите трима тримата | 4 четири четирите четирима | 5 пет петте петима петимата | 6 шест шестте шестима | 7 седем седемте седмина
    | 8 осем осемте осмина | 9 девет деветте деветима | 10 десет десетте десетима | 11 единадесет единайсет | 12 дванадесет дванайсет дванадесетте дванайсетте | 13 тринадесет тринайсет | 14 четиринадесет четиринайсет
    | 15 петнадесет петнайсет | 16 шестнадесет шестнайсет | 17 седемнадесет седемнайсет | 18 осемнадесет осемнайсет | 19 деветнадесет деветнайсет | 20 двадесет двайсет двадесетте двайсетте
    | 30 тридесет трийсет | 40 четиридесет четирийсет | 50 петдесет | 60 шестдесет шейсет | 70 седемдесет | 80 осемдесет | 90 деветдесет
    | 100 сто | 200 двеста | 300 триста | 400 четиристотин | 500 петстотин | 600 шестстотин | 700 седемстотин | 800 осемстотин | 900 деветстотин
    | 10~ десетина | 15~ петнадесетина петнайсетина | 20~ двадесетина двайсетина | 30~ тридесетина трийсетина | 100~ стотина
    | 10v десетки | 100v стотици | 1000x хиляда хиляди | 1000000x милион милиона милиони`,
  ro: `0 zero | 1a un o | 1t unu una | 2 doi două | 3 trei | 4 patru | 5 cinci | 6 șase | 7 șapte | 8 opt | 9? nouă | 10 zece | 11 unsprezece | 12 doisprezece douăsprezece | 13 treisprezece | 14 paisprezece | 15 cincisprezece
    | 16 șaisprezece | 17 șaptesprezece | 18 optsprezece | 19 nouăsprezece | 20 douăzeci | 30 treizeci | 40 patruzeci | 50 cincizeci | 60 șaizeci | 70 șaptezeci | 80 optzeci | 90 nouăzeci
    | 10v zeci zecile | 100x sută sute sutele | 1000x mie mii miile | 1000000x milion milioane`,
};

interface Entry extends Numeral {
  vague?: boolean;
  /** Romanian `unu`, `una`: alone they are pronouns. */
  lastOnly?: boolean;
}

const lexicon = Object.fromEntries(
  Object.entries(written).map(([language, lines]) => [
    language,
    new Map(
      lines.split('|').flatMap((line): [string, Entry][] => {
        const [head, ...words] = line.trim().split(/\s+/);
        const [, digits, mark] = /^(\d+)([?x~vat]?)$/.exec(head!)!;
        const entry: Entry = { value: Number(digits), times: mark === 'x', about: mark === '~', vague: mark === 'v', doubtful: mark === '?', article: mark === 'a', lastOnly: mark === 't' };
        return words.map((word) => [plain(word), entry]);
      }),
    ),
  ]),
) as Record<keyof typeof written, Map<string, Entry>>;

/** The second half of "a million and a half". */
const halves: Record<keyof typeof written, RegExp | null> = { en: null, sr: /^pol?$/, bg: /^половина$/, ro: /^jumatate$/ };

/** What makes an ordinal of the tens before it: "twenty first", `dvadeset prvi`, `двадесет и първи`. `drugih` is left out: twenty others are counted. */
const ordinals: Record<keyof typeof written, RegExp> = {
  en: /^(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)$/,
  sr: /^(?:prv|drug|trec|cetvrt|pet|sest|sedm|osm|devet)(?:i|a|o|e|og|oga|om|ome|oj|u)$/,
  bg: /^(?:първ|втор|трет|четвърт|пет|шест|седм|осм|девет)(?:и|а|о|ия|ият|ата|ото)$/,
  ro: /^(?:unu|doi|trei|patru|cinci|sase|sapte|opt|noua)(?:u?lea)$/,
};

const connectors: Record<keyof typeof written, string> = { en: 'and', sr: 'i', bg: 'и', ro: 'si' };

const family = (language: Locale): keyof typeof written => (language === 'sr-Cyrl' || language === 'sr-Latn' ? 'sr' : language);

/** A number written in words: which tokens it takes, and how it is meant. */
export interface WordNumber {
  /** Index of the first token and of the one after the last. */
  from: number;
  to: number;
  number: number;
  /** `dva-tri`: the upper end. */
  until: number | null;
  how: 'plain' | 'about' | 'vague';
  doubtful: boolean;
}

/**
 * The number that begins at token `from`, or null: `two`, `dvadeset i pet`, `сто и двайсет`, `două sute cincizeci`, `twenty-five`, `dozens`.
 * Does not know what stands around it, but for what makes an ordinal of it. Articles count only as a part of a larger number (`o sută`, `douăzeci și un`).
 */
export function wordNumberAt(tokens: readonly Token[], from: number, language: Locale, text: string): WordNumber | null {
  const own = family(language);
  const words = lexicon[own];
  const range = hyphened(words, tokens[from]!.plain);
  if (range?.until) return { from, to: from + 1, number: range.number, until: range.until, how: 'plain', doubtful: false };
  const entryAt = (at: number): Entry | undefined => {
    const token = tokens[at]?.plain;
    if (token === undefined) return undefined;
    const compound = hyphened(words, token);
    return compound && !compound.until ? { value: compound.number } : words.get(token);
  };
  const touches = (at: number) => /^[\s\u00a0-]+$/.test(text.slice(tokens[at - 1]!.end, tokens[at]!.start));

  let total = 0;
  let current: number | null = null;
  let smallest = Infinity;
  let to = from;
  let how: WordNumber['how'] = 'plain';
  let doubtful = false;
  let isLast = false;
  for (let at = from; at < tokens.length && !isLast; at++) {
    if (at > from && !touches(at)) break;
    const token = tokens[at]!.plain;
    if (token === connectors[own] && to > from && at + 1 < tokens.length) {
      const next = entryAt(at + 1);
      if (smallest >= 1_000_000 && halves[own]?.test(tokens[at + 1]!.plain)) {
        total += smallest / 2;
        to = at + 2;
        break;
      }
      // "and" belongs to the number only between a larger and a smaller part: not in "two events and three meetings".
      if (next && !next.times && !next.about && !next.vague && next.value > 0 && next.value < smallest && smallest >= (own === 'en' ? 100 : 10)) continue;
      break;
    }
    // `douăzeci și una de mii`: the preposition stands between a large number and what multiplies it.
    if (own === 'ro' && token === 'de' && current !== null && current >= 20 && (entryAt(at + 1)?.value ?? 0) >= 1000) continue;
    const entry = entryAt(at);
    // што, što (what) is not сто, sto (a hundred), although both lose their mark in the plain form.
    if (!entry || (token === 'sto' && /^[šш]/i.test(text[tokens[at]!.start]!))) break;
    if (at === from && entry.lastOnly) return null;
    if (entry.article && !(at === from ? startsMultiplied(entryAt(at + 1), tokens[at + 1]?.plain) && touches(at + 1) : own === 'ro' && token === 'un')) break;
    if (entry.times) {
      if (current === null && total > 0) break;
      // A bare plural multiplier is no number: "hundreds of people", `stotine ljudi`. A bare singular is one of it.
      if (current === null && isPlural(token)) how = 'vague';
      const product: number = (current ?? (how === 'vague' ? 2 : 1)) * entry.value;
      if (entry.value >= 1000) {
        total += product;
        current = null;
      } else current = product;
      smallest = entry.value;
      doubtful = false;
    } else if (entry.about || entry.vague) {
      if (to > from) break;
      current = entry.vague ? 2 * entry.value : entry.value;
      how = entry.vague ? 'vague' : 'about';
      isLast = true;
    } else {
      // The next part must be of a smaller order than the last: "dvadeset pet", but "two three" are two numbers.
      if (entry.value >= (smallest === Infinity ? Infinity : orderOf(smallest))) break;
      current = (current ?? 0) + entry.value;
      smallest = entry.value >= 20 && entry.value % 10 > 0 ? entry.value % 10 : entry.value;
      doubtful = entry.doubtful === true && to === from;
      isLast = entry.value === 0;
    }
    to = at + 1;
    if (how === 'vague') break;
  }
  if (to === from || isOrdinal(tokens, from, to, own, smallest)) return null;
  return { from, to, number: total + (current ?? 0), until: null, how, doubtful };
}

const startsMultiplied = (next: Entry | undefined, word: string | undefined) => next?.times === true && !isPlural(word!);

/** "Twenty first" says which one. So does Romanian `a douăzeci și una ediție`, but `a douăzeci și una de organizații` counts. */
function isOrdinal(tokens: readonly Token[], from: number, to: number, own: keyof typeof written, smallest: number): boolean {
  const next = tokens[to]?.plain === connectors[own] ? tokens[to + 1] : tokens[to];
  if (next && smallest >= 20 && ordinals[own].test(next.plain)) return true;
  return own === 'ro' && to - from === 3 && tokens[from + 1]!.plain === connectors.ro && /^al?$/.test(tokens[from - 1]?.plain ?? '') && tokens[to]?.plain !== 'de';
}

/** After twenty a number below ten may follow, after two hundred one below a hundred; after five nothing. */
const orderOf = (value: number): number => (value >= 1000 ? 1000 : value >= 100 ? 100 : value >= 20 ? 10 : 0);

const isPlural = (token: string) => /^(dozens|hundreds|thousands|millions|stotine|hiljade|tisuce|milioni|хиляди|милиони|sute|sutele|mii|miile|milioane)$/.test(token);

/** `twenty-five` is one number, `dve-tri` a range, `five-member` starts with a number and is not read here. */
function hyphened(words: Map<string, Entry>, token: string): { number: number; until: number | null } | null {
  const parts = token.split('-');
  if (parts.length !== 2) return null;
  const [a, b] = parts.map((part) => words.get(part));
  if (!a || !b || a.times || b.times || a.article || b.article) return null;
  if (a.value >= 20 && a.value % 10 === 0 && b.value < 10 && b.value > 0) return { number: a.value + b.value, until: null };
  return b.value > a.value ? { number: a.value, until: b.value } : null;
}

const shortMultipliers: Record<string, number> = { mil: 1e6, mln: 1e6, млн: 1e6, мил: 1e6, mrd: 1e9, млрд: 1e9, bn: 1e9, billion: 1e9, хил: 1000, хиљ: 1000, hilj: 1000 };

/** What a word after digits multiplies them by: `1,5 miliona`, `200 хил. лв.`; 1 for any other word. */
export function multiplierOf(word: string, language: Locale): number {
  const entry = lexicon[family(language)].get(word);
  return entry?.times && entry.value >= 1000 ? entry.value : (shortMultipliers[word] ?? 1);
}
