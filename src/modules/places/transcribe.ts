/**
 * A place name in the neighbours' letters, for the pages of a reader who does not read the local script. By sound, as atlases and
 * newspapers of the three countries do it; only used where the gazetteer has no name in the reader's language.
 */
type Step = [RegExp, string];
const through = (steps: Step[], text: string) => steps.reduce((said, [sound, letters]) => said.replace(sound, letters), text);

/** Runs the steps on lower case and gives every word back the capital it had. */
function titled(text: string, transcribe: (lower: string) => string): string {
  return text.replace(/[\p{L}\p{M}]+/gu, (word) => {
    const said = transcribe(word.toLowerCase());
    return word[0] === word[0]!.toLowerCase() ? said : said[0]!.toUpperCase() + said.slice(1);
  });
}

const consonant = '[бвгдђжзклљмнњпрстћфхцчџшщй]';

/** Serbian Cyrillic for Bulgarian readers: Врњачка → Върнячка, Трстеник → Тръстеник, Крагујевац → Крагуевац. */
export function serbianForBulgarians(text: string): string {
  const steps: Step[] = [
    // Bulgarian sets ъ beside a syllabic r: before it when one consonant follows, behind it before a cluster.
    [new RegExp(`(?<=^|${consonant})р(?=${consonant}{2})`, 'g'), 'ръ'],
    [new RegExp(`(?<=^|${consonant})р(?=${consonant}(?!${consonant}))`, 'g'), 'ър'],
    [/ља/g, 'ля'], [/љу/g, 'лю'], [/љо/g, 'льо'], [/љ/g, 'л'],
    [/ња/g, 'ня'], [/њу/g, 'ню'], [/њо/g, 'ньо'], [/њ/g, 'н'],
    [/ја/g, 'я'], [/ју/g, 'ю'], [/је/g, 'е'], [/ји/g, 'и'], [/ј/g, 'й'],
    [/ђ|џ/g, 'дж'], [/ћ/g, 'ч'], [/ишт(?=[ае])/g, 'ищ'],
  ];
  return titled(text, (word) => through(steps, word));
}

/** Bulgarian for Serbian readers, in Cyrillic: Търговище → Трговиште, Пазарджик → Пазарџик. */
export function bulgarianForSerbs(text: string): string {
  const steps: Step[] = [
    [/(?<=[бвгджзклмнпрстфхцчшщ])(?:ър|ръ)(?=[бвгджзклмнпрстфхцчшщ])/g, 'р'],
    [/ъ/g, 'а'], [/щ/g, 'шт'], [/дж/g, 'џ'], [/кю/g, 'ћу'],
    [/льо/g, 'љо'], [/лю/g, 'љу'], [/ля/g, 'ља'], [/ль/g, 'љ'],
    [/ньо/g, 'њо'], [/ню/g, 'њу'], [/ня/g, 'ња'], [/нь/g, 'њ'],
    [/ю/g, 'ју'], [/я/g, 'ја'], [/й|ь/g, 'ј'], [/ие/g, 'ије'],
  ];
  return titled(text, (word) => through(steps, word));
}

/** Romanian in Cyrillic, for Bulgarian (Șoldănești → Шолдънещи) or Serbian readers (→ Шолданешти). */
export function romanianInCyrillic(text: string, reader: 'bg' | 'sr'): string {
  const bg = reader === 'bg';
  const steps: Step[] = [
    [/[șş]/g, 'ш'], [/[țţ]/g, 'ц'], [/ch(?=[eiеи])/g, 'к'], [/gh(?=[eiеи])/g, 'г'], [/c(?=[ei])/g, 'ч'], [/чi(?=[aou])/g, 'ч'],
    [/g(?=[ei])/g, bg ? 'дж' : 'џ'], [/(?<=дж|џ)i(?=[aou])/g, ''],
    [/^ia|(?<=[aăâîeou])ia/g, bg ? 'я' : 'ја'], [/ia/g, bg ? 'ия' : 'ија'], [/(?<=[^aăâîeiou])ea/g, bg ? 'я' : 'еа'],
    [/^iu/g, bg ? 'ю' : 'ју'], [/ie/g, bg ? 'ие' : 'ије'],
    [/(?<=[aăâîeou])i(?![aăâîeou])/g, bg ? 'й' : 'ј'],
    [/ă/g, bg ? 'ъ' : 'а'], [/[âî]/g, bg ? 'ъ' : 'и'], [/x/g, 'кс'], [/y/g, 'и'], [/w/g, 'в'],
  ];
  const letters: Record<string, string> = {
    a: 'а', b: 'б', c: 'к', d: 'д', e: 'е', f: 'ф', g: 'г', h: 'х', i: 'и', j: 'ж', k: 'к', l: 'л', m: 'м', n: 'н', o: 'о', p: 'п', q: 'к', r: 'р', s: 'с', t: 'т', u: 'у', v: 'в', z: 'з',
  };
  return titled(text.normalize('NFC'), (word) => {
    const said = through(steps, word).replace(/[a-z]/g, (letter) => letters[letter]!);
    return bg ? said.replace(/шт/g, 'щ') : said;
  });
}
