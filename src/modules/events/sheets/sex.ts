const women = /^(?:f|ž|z|ж|w|fem\p{L}*|žen\p{L}*|zen\p{L}*|жен\p{L}*|wom[ae]n|girls?|devojčic\p{L}*|devojcic\p{L}*|девојчиц\p{L}*|момич\p{L}*|fat[aăe]|fete)$/u;
const men = /^(?:m|м|b|mas\p{L}*|muš\p{L}*|mus\p{L}*|муш\p{L}*|мъж\p{L}*|males?|m[ae]n|boys?|bărba\p{L}*|barba\p{L}*|dečak\p{L}*|decak\p{L}*|дечак\p{L}*|момч\p{L}*|băi[ae][tț]\p{L}*|baiat\p{L}*)$/u;

/** `F` or `M` when a cell says so in one of its ways; as written when it says neither, or both: on a printed form `М / Ж` that nobody has marked. */
export function sexOf(text: string | null): string | null {
  if (text === null) return null;
  const said = new Set(text.normalize('NFC').toLowerCase().split(/[^\p{L}]+/u).flatMap((word) => (women.test(word) ? ['F'] : men.test(word) ? ['M'] : [])));
  return said.size === 1 ? [...said][0]! : text;
}
