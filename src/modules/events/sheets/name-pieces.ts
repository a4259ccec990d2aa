/** A cell with a name, taken apart: words, titles, what else stands in it. */
import { repairMixedScript } from '#platform/matching/mixed-script.ts';
import { organisationWords } from './field-words.ts';
import { nameEvidence } from './name-evidence.ts';
import { plainWord, plainWords, wordSet } from './plain-words.ts';

/** Titles and forms of address of the five locales; those that could be a name count only with a point or in small letters. */
const titles = wordSet(
  'dr др mr мр prof проф doc доц msc мсц mag phd ba ma bsc mba spec спец dipl дипл inž inz инж ing adv адв prim прим akad акад arh арх master мастер ' +
    'gđa гђа gđica гђица gosp госп gospodin господин gospođa госпођа gospođica mrs ms miss sir mag asist conf lect ec jur jr sr dl dna domnul doamna domnișoara ' +
    'dra drd univ г-н г-жа г-ца гн гжа гца госпожа госпожица инжeнер psih soc ped struč prav oec d-r д-р',
);
/** What they look like as pieces of a cell: `d-na`, `г-жа`, `Д-р`. */
const hyphenTitle = /^(д-р|d-r|г-н|г-жа|г-ца|d-na|d-nul|d-l|d-nă|d-ra)\.?$/iu;

interface Pieces {
  words: string[];
  title: string | null;
  /** The cell has a comma between its halves: `Petrović, Petar`. */
  comma: boolean;
  /** What stood behind the name in the same cell: an organisation, a role. */
  rest: string | null;
}

/** Takes a cell apart. The words are tidied: one space, one script, no numbering, no brackets. */
export function namePieces(raw: string): Pieces {
  let text = repairMixedScript(raw.normalize('NFC'))
    .replace(/[\s\u00a0\u200b]+/g, ' ')
    .replace(/^\s*\d+\s*[.)]\s*/, '')
    .replace(/\([^)]*\)?|["„“”'‘’«»][^"„“”'‘’«»]*["„“”'‘’«»]/g, ' ')
    .replace(/[*_]+/g, ' ')
    // `Petrović - Ilić` is one double surname, `Petrović - koordinatorka` is not.
    .replace(/(\p{L})\s+[-–]\s*(\p{Lu}\p{L}+)(?=\s|$)/gu, (both, before: string, word: string) => (nameEvidence(word) < -1 ? `${before}-${word}` : both))
    .trim();
  let rest: string | null = null;
  const cut = /\s[-–—/|]\s|\s?[/|;]\s?|:\s/.exec(text);
  if (cut && cut.index > 2) {
    rest = text.slice(cut.index + cut[0].length).trim() || null;
    text = text.slice(0, cut.index);
  }
  const halves = text.split(',').map((half) => half.trim()).filter(Boolean);
  const found: string[] = [];
  const parts = halves.map((half) => half.split(/(?<=\.)(?=[^\s.])|\s+/u).filter((word) => !takeTitle(word, found)).filter((word) => /\p{L}/u.test(word)));
  const named = parts.filter((words) => words.length > 0);
  const comma = named.length === 2 && isSurnameBeforeComma(named[0]!, named[1]!, halves[1] ?? '');
  if (!comma && named.length > 1) rest ??= halves.slice(1).join(', ');
  return { words: comma ? named.flat() : (named[0] ?? []), title: found.join(' ') || null, comma, rest };
}

/** `Petrović, Petar` but not `Ana Ilić, UG Duga` nor `Petar Simić, dipl. soc. radnik`. */
function isSurnameBeforeComma(before: string[], after: string[], afterText: string): boolean {
  if (before.length > 2 || after.length > 2 || !after.every((word) => isNameWord(word) && /^\p{Lu}/u.test(word))) return false;
  if (plainWords(afterText).some((word) => organisationWords.has(word))) return false;
  return sumOf(after) - sumOf(before) > 0;
}

const sumOf = (words: string[]) => words.reduce((sum, word) => sum + (isInitial(word) ? 3 : nameEvidence(word)), 0);

/** True and noted if the word is a title. */
function takeTitle(word: string, found: string[]): boolean {
  const plain = plainWord(word.replace(/\.$/, ''));
  // `dipl. soc. rad.`: a social worker; alone, Rad is a given name.
  const socialWorker = plain === 'rad' && word.endsWith('.') && plainWord((found.at(-1) ?? '').replace(/\.$/, '')) === 'soc';
  // Folding drops doubled letters: DRAA is a mistyped Draga, not the title dra.
  const isListed = titles.has(plain) && word.replace(/\.$/, '').length <= plain.length;
  const isName = isInitial(word) && !/^(dr|mr|ms|dl|др|мр)\.$/iu.test(word);
  const isTitle = socialWorker || hyphenTitle.test(word) || (isListed && (word.endsWith('.') || plain.length <= 4 || word === word.toLowerCase()) && !isName);
  // `MA` and `Ma`, `Sr`: in capitals or with a point a title, otherwise perhaps a short name.
  if (isTitle && plain.length === 2 && /^\p{Lu}\p{Ll}$/u.test(word) && !/^(dr|mr|ms|gn|dl|др|мр|гн)$/i.test(word)) return false;
  if (isTitle) found.push(word);
  return isTitle;
}

const isNameWord = (word: string) => /^[\p{Lu}\p{L}][\p{L}\p{M}.'’-]*$/u.test(word);

/** `U.`, `Lj.`, a single letter. */
export const isInitial = (word: string): boolean => /^\p{L}$/u.test(word) || /^\p{L}{1,2}\.(-?\p{L}\.)?$/u.test(word);

/** How like a person's name a cell is, 0–1. Used to find the column of names and to tell people from footers. */
export function nameLikeness(raw: string): number {
  const text = raw.trim();
  if (text.length < 3 || text.length > 80 || /[@:=<>{}_]{1}|\d{2,}|__|\?{2}/.test(text.replace(/^\d+\s*[.)]/, ''))) return 0;
  const { words } = namePieces(text);
  if (words.length === 0 || words.length > 5) return 0;
  if (!words.every(isNameWord)) return 0;
  if (plainWords(text).some((word) => organisationWords.has(word))) return 0.05;
  const evidences = words.map((word) => (isInitial(word) ? 3 : nameEvidence(word)));
  const known = evidences.some((evidence) => evidence > 1) && evidences.some((evidence) => evidence < -0.5);
  if (words.length >= 2 && known) return 1;
  if (evidences.some((evidence) => Math.abs(evidence) > 1)) return words.length === 1 ? 0.7 : 0.85;
  const capitals = words.filter((word) => /^\p{Lu}/u.test(word)).length;
  return capitals === words.length && words.length >= 2 ? 0.6 : 0.35;
}

/** Capitals and small letters as names have them; an initial gets its point. */
export function tidy(word: string): string {
  if (/^\p{L}$/u.test(word)) return `${word.toUpperCase()}.`;
  if (isInitial(word)) return word;
  const shouted = word.length > 1 && word === word.toUpperCase();
  const whispered = word === word.toLowerCase();
  if (!shouted && !whispered) return word;
  return word.toLowerCase().replace(/(^|[-'’])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
