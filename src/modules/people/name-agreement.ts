/** How two names agree: the level each part of the name lands on, best reading of each side. */
import { editDistance } from '#platform/matching/similarity.ts';
import type { Agreement } from '#platform/matching/compare.ts';
import type { KnownNames } from './known-names.ts';
import type { NameWord, Reading } from './comparable-name.ts';

/** Best first. `near` is a likeness of two words that are both known as names of their own: Gorana and Gordana. */
const order = ['exact', 'spelling', 'typo', 'part', 'initial', 'nickname', 'near', 'resembling', 'initial-conflict', 'different'] as const;
export type NameLevel = (typeof order)[number];

export interface NameFrequency {
  share(word: string): number;
  isKnown(word: string): boolean;
}

type Nicknames = Pick<KnownNames, 'areNicknames' | 'areSpellings'>;

/** The better of two agreements. */
export const better = (a: Agreement, b: Agreement): Agreement => (rank(a) <= rank(b) ? a : b);
const rank = ({ level }: Agreement): number => order.indexOf(level as NameLevel);

/** Compares every reading of one side with every reading of the other and keeps the best. `null`: one side is silent. */
export function partAgreement(a: Reading[], b: Reading[], frequency: NameFrequency, known: Nicknames): Agreement | null {
  let best: Agreement | null = null;
  for (const x of a) {
    for (const y of b) {
      const agreement = readingAgreement(x, y, frequency, known);
      best = best ? better(best, agreement) : agreement;
      if (best.level === 'exact') return best;
    }
  }
  return best;
}

/** `Ana Marija` and `Anamarija` are one; `Petrović` is part of `Petrović Jovanović`; else the words decide. */
function readingAgreement(x: Reading, y: Reading, frequency: NameFrequency, known: Nicknames): Agreement {
  if (x.length === 1 && y.length === 1) return wordAgreement(x[0]!, y[0]!, frequency, known);
  const [joinedX, joinedY] = [x, y].map((words) => words.map((word) => word.folded).join(''));
  if (joinedX === joinedY) return { level: 'exact', u: Math.min(...x.map((word) => frequency.share(word.folded))) };
  const [short, long] = x.length <= y.length ? [x, y] : [y, x];
  const found = short.map((word) => long.map((other) => wordAgreement(word, other, frequency, known)).reduce(better));
  const worst = found.reduce((a, b) => (rank(a) >= rank(b) ? a : b));
  if (short.length === long.length) return worst;
  // A double name of which one sheet keeps a half; a half that only resembles is weaker than a whole that does.
  if (rank(worst) <= order.indexOf('typo')) return { level: 'part', u: worst.u ?? frequency.share(short[0]!.folded) };
  return worst.level === 'initial' ? worst : { level: worst.level === 'initial-conflict' ? 'initial-conflict' : 'different' };
}

/** How two words agree. The u of an equal word is the share of people who bear it. */
export function wordAgreement(a: NameWord, b: NameWord, frequency: NameFrequency, known: Nicknames): Agreement {
  if (a.initial || b.initial) {
    return { level: mayBeInitialOf(a, b) ? 'initial' : 'initial-conflict' };
  }
  const u = Math.max(frequency.share(a.folded), frequency.share(b.folded));
  if (a.folded === b.folded) return a.careful && b.careful && unlike(a.careful, b.careful) ? { level: 'near' } : { level: 'exact', u };
  if (known.areSpellings(a.folded, b.folded) || a.sounded === b.sounded) return { level: 'spelling', u };
  const bothKnown = frequency.isKnown(a.folded) && frequency.isKnown(b.folded);
  if (isSlip(a.folded, b.folded) || isSlip(a.plain, b.plain) || isSlip(a.typed, b.typed)) {
    if (!bothKnown) return { level: 'typo' };
    // Vuković and Ćuković: nobody mistypes the first letter of one name into another.
    return { level: a.folded[0] === b.folded[0] ? 'near' : 'different' };
  }
  if (known.areNicknames(a.folded, b.folded)) return { level: 'nickname' };
  return { level: !bothKnown && resemble(a.plain, b.plain) ? 'resembling' : 'different' };
}

/** Each of the two may be mistyped once: `Gordna` and `Grodana`. */
const resemble = (a: string, b: string): boolean => a[0] === b[0] && Math.min(a.length, b.length) >= 4 && editDistance(a, b, 2) <= 2;

/** `Lj.` stands for Ljiljana and not for Lazar, `L.` for both; `T.` and `Ц.` for Цветелина. */
function mayBeInitialOf(a: NameWord, b: NameWord): boolean {
  const [short, long] = a.folded.length <= b.folded.length ? [a, b] : [b, a];
  if (long.folded.startsWith(short.folded)) return true;
  return short.folded.length === 1 && [...short.beginnings].some((letter) => long.beginnings.includes(letter));
}

/** Both written with their own letters and still not the same: Нада and Нађа. Doubled letters are slips, not other names. */
const unlike = (a: string, b: string): boolean => a.replace(/(.)\1/g, '$1') !== b.replace(/(.)\1/g, '$1');

/**
 * One slip in a word of four to six letters, two in a longer one (Damerau 1964: 80% of mistyped words have exactly one).
 * The first letter is seldom wrong; where it is, the rest must be equal.
 */
function isSlip(a: string, b: string): boolean {
  const length = Math.min(a.length, b.length);
  if (length < 3) return false;
  const distance = editDistance(a, b, 2);
  if (distance === 1) return length >= 4 || a[0] === b[0];
  return distance === 2 && length >= 7 && a[0] === b[0];
}
