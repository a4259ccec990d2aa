/**
 * Consonant skeletons of a word, so that a name in Latin letters and its transcription in Cyrillic meet before anything is compared:
 * `Troughton` and `Тротон`, `Федеричи` and `Federici`, `Jovanović` and `Йованович`. Vowels change most between languages, so only whether a
 * word begins with one is kept; consonants fall into nine classes that voicing and spelling habits do not leave (b p · f v w · d t · g h k q ·
 * s z and all hissing sounds · m · n · l · r). A spelling that languages read differently (`c`, `g`, `j`, `h`, `x`, `w`) gets every reading.
 * The idea of coding sounds by class is Russell's (US patent 1,261,167, 1918), that of several codes for one spelling is Beider & Morse's
 * (2008, "Phonetic Matching: A Better Soundex"); the table is our own, from the spelling rules of European languages and Russian transcription.
 */

/** Spelling → readings, each a string of classes; the longest spelling that fits is taken. `$` at its end: only at the end of a word. */
const latin: Record<string, string[]> = {
  b: ['P'], p: ['P'], ph: ['F'], f: ['F'], v: ['F'], w: ['F', ''], wh: ['F', ''], pf: ['F', 'PF'],
  d: ['T'], t: ['T'], th: ['T', 'TK', 'F', 'S'], dh: ['T', 'TK'], dt: ['T'], þ: ['T'], ð: ['T'], đ: ['T', 'S'],
  // French writes ends that it does not speak.
  d$: ['T', ''], t$: ['T', ''], ts$: ['TS', 'S', 'T', ''], s$: ['S', ''], x$: ['KS', 'S', ''], z$: ['S', ''], ds$: ['TS', 'S', 'T', ''], p$: ['P', ''], rd$: ['RT', 'R'], rt$: ['RT', 'R'], er$: ['R', ''],
  k: ['K'], q: ['K'], qu: ['K', 'KF'], ck: ['K'], cki: ['K', 'SK'], cka: ['K', 'SK'], kh: ['K'], gh: ['K', ''], g: ['K'], ğ: ['K', ''], h: ['', 'K'], x: ['KS', 'S', 'K'], xh: ['S'], ĥ: ['K'], ḥ: ['K'], ḫ: ['K'],
  ge: ['K', 'S'], gi: ['K', 'S'], gy: ['K', 'S', 'T'], dg: ['S', 'TK'], gg: ['K', 'S', 'TS'], gn: ['N', 'KN'], ng: ['NK', 'N', 'NS'], ngh: ['NK', 'N'],
  c: ['K', 'S'], ç: ['S'], ć: ['S'], č: ['S'], ĉ: ['S'], ch: ['S', 'K'], chi: ['S', 'K', 'T'], che: ['S', 'K', 'T'], tch: ['S'], tchi: ['S', 'T'], sch: ['S', 'SK'], tsch: ['S'], cz: ['S'], cs: ['S', 'KS'], cc: ['K', 'KS', 'S'], sc: ['SK', 'S'], chs: ['KS', 'S'],
  s: ['S'], z: ['S'], ß: ['S'], š: ['S'], ş: ['S'], ș: ['S'], ś: ['S'], ž: ['S'], ż: ['S'], ź: ['S'], sh: ['S', 'SK'], zh: ['S'], sz: ['S'], zs: ['S'], ts: ['S', 'TS'], tz: ['S', 'TS'], ds: ['S', 'TS'], dz: ['S', 'TS'], dž: ['S'], dzh: ['S'],
  tj: ['S', 'T'], dj: ['S', 'T'], sj: ['S'], kj: ['S', 'K'], ty: ['T', 'S'], ti: ['T', 'S'], tc: ['S', 'TS'], ț: ['S'], ţ: ['S'], zz: ['S', 'TS'], ssh: ['S'], tti: ['T'],
  j: ['', 'S', 'K'], y: [''], m: ['M'], n: ['N'], ñ: ['N'], l: ['L'], ll: ['L', ''], ps: ['PS', 'S'], rr: ['R'], lj: ['L'], nj: ['N', 'NS'], ny: ['N'], ve$: ['F'], us$: ['S', ''], os$: ['S', ''], is$: ['S', ''], as$: ['S', ''], es$: ['S', ''], sd: ['ST'], ld: ['LT', 'L'], lm: ['LM', 'M'], lk: ['LK', 'K'], lf: ['LF', 'F'], dl: ['TL', 'L'], r: ['R'], ř: ['RS', 'R'], rz: ['S', 'RS'], rh: ['R', 'RK'], ł: ['L', 'F', ''], ą: ['N', 'M', ''], ę: ['N', 'M', ''], mb: ['MP', 'M', 'NP'], np: ['NP', 'MP'], nb: ['NP', 'MP'], nm: ['NM', 'M'], mn: ['MN', 'M'],
  gli: ['L', 'KL'], au: ['', 'F'], eu: ['', 'F'], uw: ['', 'F'], kn: ['KN', 'N'], tl: ['TL', 'L'], ght: ['T', 'KT'],
};

const cyrillic: Record<string, string[]> = {
  б: ['P'], п: ['P'], ф: ['F'], в: ['F'], ў: ['F', ''], д: ['T'], т: ['T'], к: ['K'], г: ['K'], ґ: ['K'], ѓ: ['T', 'K', 'S'], ќ: ['T', 'K', 'S'], х: ['K'], қ: ['K'], ғ: ['K'], һ: ['K', ''], ҳ: ['K'],
  с: ['S'], з: ['S'], ж: ['S'], ш: ['S'], щ: ['S', 'ST'], ц: ['S'], ч: ['S'], џ: ['S'], ѕ: ['S'], ђ: ['S', 'T'], ћ: ['S', 'T'], дж: ['S'], дз: ['S', 'TS'], дч: ['S'], тс: ['S', 'TS'], тц: ['S'], тч: ['S'], дс: ['S', 'TS'], сч: ['S'], зш: ['S'], сш: ['S'],
  м: ['M'], н: ['N'], њ: ['N'], ң: ['N', 'NK'], л: ['L'], љ: ['L'], р: ['R'], ј: ['', 'S'],
};

const longest = 4;
/** Words with more readings than this are mostly no names; the likelier readings come first. */
const readingsKept = 24;

const isVowel = (letter: string): boolean => /^[aeiouyаеиоуыэюяёіїєәөүұ]$/.test(letter.normalize('NFD')[0]!);

/**
 * All skeletons of one word, the likeliest first: class letters, with a leading `A` where the word begins with a vowel.
 * Words without a Latin or Cyrillic letter give none.
 */
export function skeletons(word: string): string[] {
  const letters = word.toLowerCase().normalize('NFC').replace(/[^\p{L}]/gu, '');
  if (!letters) return [];
  const isCyrillic = /[Ѐ-ӿ]/.test(letters);
  const table = isCyrillic ? cyrillic : latin;
  let found: string[] = [''];
  for (let at = 0; at < letters.length; ) {
    const [spelling, readings] = readingAt(letters, at, table);
    if (readings) found = [...new Set(readings.flatMap((reading) => found.map((before) => grown(before, reading, at === 0 && isVowel(letters[/^[hwj]/.test(letters) ? 1 : 0] ?? '')))))].slice(0, readingsKept);
    else if (at === 0) found = found.map((before) => (isVowel(letters[0]!) ? `${before}A` : before));
    at += spelling;
  }
  return found;
}

/** The longest spelling at this place and how it is read; readings undefined for a letter that leaves no trace. */
function readingAt(letters: string, at: number, table: Record<string, string[]>): [taken: number, readings: string[] | undefined] {
  for (let length = Math.min(longest, letters.length - at); length > 0; length--) {
    const spelling = letters.slice(at, at + length);
    const ends = at > 0 && at + length === letters.length ? table[`${spelling}$`] : undefined;
    const readings = ends ?? table[spelling];
    // A vowel that decides how the consonant before it sounds is not used up by it.
    if (readings) return [length > 1 && /[^aeiouy][eiy]$/.test(spelling) && spelling !== 'gli' ? length - 1 : length, readings];
    if (length === 1) {
      const bare = spelling.normalize('NFD')[0]!;
      return [1, bare === spelling ? undefined : table[bare]];
    }
  }
  return [1, undefined];
}

/** Doubled sounds are one; a beginning that is not spoken leaves the vowel behind it. */
function grown(before: string, reading: string, vowelFirst: boolean): string {
  if (!reading) return vowelFirst ? 'A' : before;
  let whole = before;
  for (const sound of reading) if (!whole.endsWith(sound)) whole += sound;
  return whole;
}
