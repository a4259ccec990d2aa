/**
 * How likely a word in Latin letters and one in Cyrillic write the same sounds. The two are cut into pieces that stand for each other in the
 * best possible way (`sch|ü|tz` – `ш|ю|тц`), each piece at the price that was learned for it (sound-learning.ts says how and after whom).
 */

/** Expected count of each pair of pieces: Latin piece → Cyrillic piece → how often it was used. */
export type SoundTable = Readonly<Record<string, Readonly<Record<string, number>>>>;

export const longestLatin = 3;
export const longestCyrillic = 2;

export interface SoundModel {
  /** Latin piece → Cyrillic piece → price, a natural logarithm. */
  prices: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Latin letters that the table knows. */
  letters: ReadonlySet<string>;
}

/** Prices of a letter against one it never stood for, and of a letter without any counterpart: below anything learned. */
const foreign = -7;
const lost = -6;
/** Pretended sightings of "something else" beside each piece, so that a piece seen once is not certain. */
const unseen = 2;

/** A table as prices: halfway between how sure the Cyrillic piece is where the Latin one stands and the other way round, so that neither script leads. */
export function soundModel(table: SoundTable): SoundModel {
  const ofCyrillic = new Map<string, number>();
  for (const row of Object.values(table)) for (const [cyrillic, count] of Object.entries(row)) ofCyrillic.set(cyrillic, (ofCyrillic.get(cyrillic) ?? 0) + count);
  const prices = new Map<string, Map<string, number>>();
  for (const [latin, row] of Object.entries(table)) {
    const ofLatin = Object.values(row).reduce((sum, count) => sum + count, 0);
    const priced = Object.entries(row).map(([cyrillic, count]): [string, number] => [
      cyrillic,
      (Math.log(count / (ofLatin + unseen)) + Math.log(count / (ofCyrillic.get(cyrillic)! + unseen))) / 2,
    ]);
    prices.set(latin, new Map(priced));
  }
  return { prices, letters: new Set([...prices.keys()].flatMap((piece) => [...piece])) };
}

/** Cyrillic letters of other languages in the letters the model learned from. */
const likeRussian: Record<string, string> = {
  ј: 'й', љ: 'ль', њ: 'нь', ђ: 'дж', ћ: 'ч', џ: 'дж', ѓ: 'г', ќ: 'к', ѕ: 'дз', і: 'и', ї: 'и', є: 'е', ґ: 'г', ў: 'у', ѝ: 'и', қ: 'к', ғ: 'г', ң: 'н', ү: 'у', ұ: 'у', ө: 'о', ә: 'а', һ: 'х', ѣ: 'е', ѫ: 'ъ',
};

export const latinLetters = (word: string, model?: SoundModel): string => {
  const letters = word.toLowerCase().normalize('NFC').replace(/[^\p{L}]/gu, '');
  return model ? letters.replace(/[^a-z]/g, (letter) => (model.letters.has(letter) ? letter : letter.normalize('NFD')[0]!)) : letters;
};

/** Letters without stress marks. */
export const cyrillicLetters = (word: string): string => word.toLowerCase().normalize('NFC').replace(/[^\p{L}]/gu, '').replace(/[^а-яё]/g, (letter) => likeRussian[letter] ?? letter);

/**
 * The price of the best cutting, 0 at most, the lower the less likely. Compare prices for one word with each other;
 * for a figure that can be compared between words see `soundLikeness`.
 */
export function soundPrice(model: SoundModel, latinWord: string, cyrillicWord: string): number {
  const [latin, cyrillic] = [latinLetters(latinWord, model), cyrillicLetters(cyrillicWord)];
  const [n, m] = [latin.length, cyrillic.length];
  const width = m + 1;
  const best = new Float64Array((n + 1) * width).fill(-Infinity);
  best[0] = 0;
  const raise = (at: number, price: number): void => {
    if (price > best[at]!) best[at] = price;
  };
  for (let i = 0; i <= n; i++) {
    const priced = Array.from({ length: Math.min(longestLatin, n - i) }, (_, a) => model.prices.get(latin.slice(i, i + a + 1)));
    for (let j = 0; j <= m; j++) {
      const at = i * width + j;
      const soFar = best[at]!;
      if (i < n) raise(at + width, soFar + lost);
      if (j < m) raise(at + 1, soFar + lost);
      if (i < n && j < m) raise(at + width + 1, soFar + foreign);
      for (const [a, row] of priced.entries()) {
        if (!row) continue;
        for (let b = 0; b <= longestCyrillic && j + b <= m; b++) {
          const price = row.get(cyrillic.slice(j, j + b));
          if (price !== undefined) raise(at + (a + 1) * width + b, soFar + price);
        }
      }
    }
  }
  return best[n * width + m]!;
}

/** The price per letter as a number from 0 (nothing in common) to 1 (each letter the one that always stands there). */
export const soundLikeness = (model: SoundModel, latin: string, cyrillic: string): number =>
  Math.exp(soundPrice(model, latin, cyrillic) / Math.max(latinLetters(latin).length, cyrillicLetters(cyrillic).length, 1));
