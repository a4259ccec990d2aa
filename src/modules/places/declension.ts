/**
 * How names of places change inside a sentence. Serbian declines them, Bulgarian makes an adjective before `община`, Romanian adds endings.
 * Rules give a few forms too many, which harms nobody: forms that are not words are never typed.
 */

type Cases = string[][];

/** Genitive, dative with locative, accusative, instrumental of a Serbian adjective in a place name (Latin letters). */
function adjective(word: string): Cases {
  const stem = word.replace(/[aeio]$/, '');
  if (/a$/.test(word)) return [[`${stem}e`], [`${stem}oj`], [`${stem}u`], [`${stem}om`]];
  const genitive = [`${stem}og`, `${stem}eg`, `${stem}ih`];
  const locative = [`${stem}om`, `${stem}em`, `${stem}im`];
  return [genitive, locative, [word, `${stem}e`], [`${stem}im`]];
}

/** The same four cases of the noun that ends a Serbian place name. */
function noun(word: string): Cases {
  const stem = word.replace(/[aeio]$/, '');
  if (/ac$/.test(word)) {
    const short = `${word.slice(0, -2)}c`;
    return [[`${short}a`], [`${short}u`], [word], [`${short}em`]];
  }
  if (/a$/.test(word)) {
    const soft = stem.replace(/k$/, 'c').replace(/g$/, 'z').replace(/h$/, 's');
    return [[`${stem}e`], [`${stem}i`, `${soft}i`], [`${stem}u`], [`${stem}om`]];
  }
  if (/i$/.test(word)) return [[`${stem.replace(/c$/, 'ac')}a`, `${stem}a`], [`${word}ma`], [`${stem}e`], [`${word}ma`]];
  return [[`${stem}a`], [`${stem}u`], [word], [`${stem}om`, `${stem}em`]];
}

/** The oblique forms of a Serbian place name in Latin letters: `Stara Pazova` → `Stare Pazove`, `Staroj Pazovi`, … */
export function serbianForms(name: string): string[] {
  const words = name.split(' ');
  // Behind a preposition nothing changes any more: Petrovac na Mlavi → Petrovcu na Mlavi.
  const preposition = words.indexOf('na');
  const tail = preposition > 0 ? ` ${words.slice(preposition).join(' ')}` : '';
  const changing = preposition > 0 ? words.slice(0, preposition) : words;
  const parts = changing.map((word, i) => (i === changing.length - 1 ? noun(word) : adjective(word)));
  const forms = new Set<string>();
  for (let one = 0; one < 4; one++) {
    let phrases = [''];
    for (const part of parts) phrases = phrases.flatMap((phrase) => part[one]!.map((form) => (phrase ? `${phrase} ${form}` : form)));
    for (const phrase of phrases) if (phrase !== name) forms.add(phrase + tail);
  }
  return [...forms];
}

/**
 * What a Serbian or Romanian form may come from, for names that are too many to decline beforehand. Folded in, folded out:
 * `grdelici` → `grdelica`, `orheiului` → `orhei`. Longest endings first.
 */
export function lemmasOf(key: string): string[] {
  const lemmas = new Set<string>();
  const ending = (suffix: string, ...instead: string[]) => {
    if (!key.endsWith(suffix) || key.length - suffix.length < 2) return;
    for (const other of instead) lemmas.add(key.slice(0, -suffix.length) + other);
  };
  // Serbian.
  ending('skom', 'ski', 'sko'); ending('skoj', 'ska'); ending('skog', 'ski', 'sko');
  ending('cima', 'ci'); ending('ima', 'i'); ending('ama', 'e', 'a');
  ending('oj', 'a'); ending('og', 'o', 'i'); ending('om', '', 'a', 'o', 'i'); ending('em', '', 'e', 'o');
  ending('cem', 'ac'); ending('ca', 'ac'); ending('cu', 'ac'); ending('ci', 'ka'); ending('zi', 'ga'); ending('si', 'ha');
  ending('a', '', 'o', 'e'); ending('u', '', 'a', 'o', 'e'); ending('i', 'a', ''); ending('e', 'a', 'i');
  // Romanian.
  ending('ului', '', 'u'); ending('lui', ''); ending('ul', ''); ending('ei', 'a', 'ia', 'e'); ending('ai', 'a'); ending('ii', 'a', 'i');
  return [...lemmas];
}

/**
 * Stems of the adjectives a place may have, ready to be folded: `Търговище` → `търговищк`, `Novi Sad` → `novosadsk`. The forms
 * -ки, -ка, -ката … share them. Which of the suffixes the language really takes is not predictable, so all are made.
 */
export function adjectiveStems(name: string): string[] {
  const words = name.toLowerCase().split(/[\s-]+/);
  const o = /\p{Script=Cyrillic}/u.test(name) ? 'о' : 'o';
  // Стара Загора → старозагорски, Novi Sad → novosadski.
  const whole = words.map((word, i) => (i < words.length - 1 ? word.replace(/[аеиоaeio]$/u, o) : word)).join('');
  const stem = whole.replace(/(?:ия|[аеиояaeio])$/u, '');
  const k = o === 'о' ? 'к' : 'k';
  const sk = o === 'о' ? 'ск' : 'sk';
  const [en, an, ij] = o === 'о' ? ['ен', 'ан', 'ий'] : ['en', 'an', 'ij'];
  const stems = [stem + sk, stem + en + sk, stem + an + sk, stem + ij + sk, stem + k, whole + sk];
  if (/[кkgгцc]$/u.test(stem)) stems.push(stem.slice(0, -1) + (o === 'о' ? 'шк' : 'šk'), stem.slice(0, -1) + (o === 'о' ? 'чк' : 'čk'), stem.slice(0, -1) + (o === 'о' ? 'чанск' : 'čansk'));
  if (/[чč]$/u.test(stem)) stems.push(stem.slice(0, -1) + (o === 'о' ? 'шк' : 'šk'));
  return stems;
}
