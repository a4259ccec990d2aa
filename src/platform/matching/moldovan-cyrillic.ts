/** Romanian as it was written in Cyrillic letters in Soviet Moldova, in today's letters: `Бэлць` → `Bălți`. */

const letters: Record<string, string> = {
  а: 'a', б: 'b', в: 'v', д: 'd', е: 'e', ж: 'j', з: 'z', и: 'i', й: 'i', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u',
  ф: 'f', х: 'h', ц: 'ț', ш: 'ș', щ: 'șt', ь: 'i', э: 'ă', ю: 'iu',
};
const vowels = /[аеиоуэыюя]/;
const isLetter = (letter: string) => /\p{L}/u.test(letter);

/** Letters that never stand so in Serbian or Bulgarian: their presence tells that a Cyrillic text is Moldovan (or Russian). */
export const looksMoldovan = (text: string): boolean => /[эӂы]|ь(?!о)/i.test(text);

export function moldovanToLatin(text: string): string {
  return text.replace(/[Ѐ-ӿ]/g, (letter, at: number) => {
    const small = letter.toLowerCase();
    const latin = sound(small, (text[at - 1] ?? '').toLowerCase(), (text[at + 1] ?? '').toLowerCase());
    if (latin === null) return letter;
    if (letter === small) return latin;
    const next = text[at + 1] ?? '';
    return next && next !== next.toLowerCase() ? latin.toUpperCase() : latin[0]!.toUpperCase() + latin.slice(1);
  });
}

/** What one letter says between its neighbours (all in lower case); null for a letter this alphabet does not have. */
function sound(letter: string, before: string, after: string): string | null {
  // к and г stay hard before e and i, which Latin writes with an h; ч and ӂ are always soft, which Latin writes with an i.
  const front = /[еиьюя]/.test(after);
  switch (letter) {
    case 'к': return front ? 'ch' : 'c';
    case 'г': return front ? 'gh' : 'g';
    case 'ч': return front ? 'c' : 'ci';
    case 'ӂ': return front ? 'g' : 'gi';
    case 'ы': return isLetter(before) && isLetter(after) ? 'â' : 'î';
    case 'я': return before === 'и' ? 'a' : !isLetter(before) || vowels.test(before) ? 'ia' : 'ea';
    default: return letters[letter] ?? null;
  }
}
