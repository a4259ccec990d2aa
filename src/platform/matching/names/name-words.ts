/** Words of full names that are no names: how people are addressed, small words, and the legal forms of the world's firms and associations. */

/** How people are addressed, before a name. Folded. */
export const titles = new Set(
  ('mr mrs ms miss sir lady lord dame dr prof professor doctor ing eng dipl mag phd md hon rev fr father sister president prime minister senator general gen col colonel major captain capt ' +
    'shaikh sheikh shaykh sheik mullah maulavi mawlawi haji hajji qari hafiz imam ayatollah sayyid sayyed sayed said princ prince princess king queen herr frau prasident presidente monsieur madame mme don dona senor senora signor ' +
    'g gdin gda gospodin gospodja gospozha gn gdja dna dl domnul doamna mv ms mt').split(' '),
);

/** Small words that are written or left out at will. */
export const smallWords = new Set('the of and for in a an al el ul bin ben ibn bint ould de da do dos das di del della du des la le les van von der den ter zu zum y e et i u und and na za'.split(' '));

/** Words between a person and the person's father: who stands before and who behind is the whole meaning. */
export const descent = new Set(['bin', 'ben', 'ibn', 'bint', 'ould', 'son', 'ogly']);

/** Words that thousands of organisations bear, so that they tell one from another but weakly. */
export const commonWords = new Set(
  ('group groupe holding holdings company international global services solutions systems industries enterprise enterprises trading trade management investment investments capital partners fund bank ' +
    'association organisation organization foundation union institute centre center society agency network limited office national').split(' '),
);

/** Legal forms: kind → how it is written, in words separated by spaces. Kinds that are one form in two languages share a line. */
const written: Record<string, string> = {
  llc: 'llc|limited liability company|ooo|obshchestvo s ogranichennoi otvetstvennostiu|tov|srl|societatea cu raspundere limitata|sarl|societe a responsabilite limitee|doo|drushtvo s ogranicenom odgovornoshchu|ood|eood|sro|sp z oo|spolka z ograniczona odpowiedzialnoscia|gmbh|gesellschaft mit beschrankter haftung|bv|kft|oy|as|aps|lda|ltda',
  limited: 'limited|ltd|co ltd|company limited|pty ltd|pte ltd|pvt ltd|private limited',
  plc: 'plc|public limited company',
  stock: 'ag|aktiengesellschaft|akg|jsc|ojsc|cjsc|pjsc|joint stock company|open joint stock company|public joint stock company|closed joint stock company|oao|pao|zao|ao|aktsionernoe obshchestvo|otkrytoe aktsionernoe obshchestvo|otkritoe aktsionernoe obshchestvo|ad|ead|sa|societe anonyme|spa|nv|ab|as|asa|oyj|se|akcionarsko drushtvo',
  incorporated: 'inc|incorporated|corp|corporation|co|company|na|cie',
  partnership: 'lp|llp|limited partnership|kg|ohg|gmbh co kg|gmbh and co kg',
  nonprofit: 'ano|nko|autonomous non profit organization|autonomous nonprofit organization|ev|eingetragener verein|ngo|nonprofit organization',
};

export interface LegalForm {
  kind: string;
  words: string[];
  /** Long enough that a slip in a long word of it leaves no doubt: `aktiengeselschaft`. */
  forgiving: boolean;
}

/** The longest first. */
export const legalForms: LegalForm[] = Object.entries(written)
  .flatMap(([kind, ways]) => ways.split('|').map((way) => ({ kind, words: way.split(' '), forgiving: way.replaceAll(' ', '').length >= 12 })))
  .sort((a, b) => b.words.length - a.words.length);

const units = 'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(' ');
const tens = 'twenty thirty forty fifty sixty seventy eighty ninety'.split(' ');
const ordinals = 'first second third fourth fifth sixth seventh eighth ninth tenth'.split(' ');

/** English number words as digits; `1st` is `1`. */
export const numberWords = new Map<string, string>([
  ...units.map((word, n): [string, string] => [word, String(n)]),
  ...tens.map((word, n): [string, string] => [word, String((n + 2) * 10)]),
  ...ordinals.map((word, n): [string, string] => [word, String(n + 1)]),
]);

/** Abbreviations that stand inside names. */
export const abbreviations = new Map(Object.entries({ intl: 'international', natl: 'national', mfg: 'manufacturing', bros: 'brothers', univ: 'university', assoc: 'association', dept: 'department', govt: 'government', st: 'saint', us: 'united states', uk: 'united kingdom' }));
