import { Cover } from './cover.ts';
import { datesOf, type DateSpan } from './dates.ts';
import type { Span } from './sentences.ts';

/** Why digits in a text are no claim. */
export const asideKinds = ['date', 'year', 'time', 'phone', 'web', 'address', 'ordinal', 'section', 'identifier'] as const;
export type AsideKind = (typeof asideKinds)[number];

export interface Aside extends Span {
  kind: AsideKind;
}

const web = /https?:\/\/[^\s<>"]{1,2000}|www\.[^\s<>"]{1,2000}|[\p{L}\d._%+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){1,8}|(?<![\p{L}\d.])[a-z\d-]{1,63}\.(?:org|com|net|rs|bg|md|eu|info)(?:\/[^\s<>"]{0,2000})?(?![\p{L}\d])/giu;
const labelledPhone = /(?<!\p{L})(?:tel|тел|telefon\w*|телефон\p{L}*|phone|fax|факс|mob\w*|моб\p{L}*|gsm|viber|whatsapp)[.:]{0,2}\s{0,3}\(?\+?\d[\d ()/.–-]{4,24}\d/giu;
const internationalPhone = /(?<![\d\p{L}])(?:\+|00)(?:3\d\d|4\d|1|7)[\s(/-]?\d[\d ()/-]{5,18}\d/gu;
const domesticPhone = /(?<![\d\p{L}.,+-])0\d{1,3}[\s/-]\d{2,4}[\s-]?\d{2,4}(?:[\s-]?\d{1,4})?(?!\d)/gu;
/** 10:30, at 10 am, u 10 časova, od 9 do 17 časova. */
const time = /(?<!\p{L})(?:od|од|от|from|de la)\s(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?\s(?:do|до|to|la|până la)\s(?:[01]?\d|2[0-4])(?:[.:][0-5]\d)?\s?(?:h|ч\.?|časova|часова)(?!\p{L})|(?<![\d.,:])(?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?!\d)(?:\s?[-–]\s?(?:[01]?\d|2[0-3]):[0-5]\d)?|(?<![\d.,])(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:am|pm|a\.m\.|p\.m\.|o'clock)(?!\p{L})|(?<!\p{L})(?:u|у|в|la ora|ora|at)\s(?:[01]?\d|2[0-3])(?:[.:][0-5]\d)?\s?(?:h|ч\.?|časova|часова|часа|sati|сати)(?!\p{L})/giu;

/** The number of a list or a section at the start of a line: `1.`, `2.3)`, `(4)`. */
const listNumber = /(?<=^[ \t\u00a0]*\(?)\d{1,3}(?:\.\d{1,2})*(?=\)\s|\.[ \t\u00a0]+(?!\p{Ll})\S)/gmu;

/** Street, floor, flat and what follows them; English puts the house number first. */
const address = /(?<!\p{L})(?:ул|бул|пл|бл|вх|ет|ап|ж\.\s?к|ul|bul|bulevar|булевар|ulica|улица|trg|трг|str|strada|bd|bulevardul|sprat|спрат|etaj|ap|floor|soba|стая|room)(?!\p{L})\.?\s?[„“"]?(?:\p{L}[\p{L}.'-]{0,20}[\s”"“]{1,2}){0,4}(?:\d{1,2}\s(?=\p{L})[^\n\d,;]{1,30}?[\s”"“])?,?\s?(?:br\.?|бр\.?|nr\.?|№|no\.?)?\s?\d{1,4}(?!\d)\p{L}?(?!\p{L})|(?<![\d.,])\d{1,4}(?:\s\p{Lu}[\p{L}.]+){1,4}\s(?:Street|Road|Avenue|Square|Lane|St\.|Rd\.|Ave\.)/giu;

const numbered = [
  // English, then Serbian in both scripts, Bulgarian, Romanian: singular only, for "objectives 3" is nothing anybody writes.
  'theme|annex|article|art|section|chapter|phase|component|objective|goal|sdg|lot|page|pp?|figure|fig|table|version|v|no|number|item|point|paragraph|para|step|stage|level|category|class|contract|group|day|week|module|cycle|round|call|task|activity|work package|wp|ver|iso',
  'tema|teme|temi|aneks|prilog|član|člana|članu|članom|čl|stav|stava|tačk[aeiu]|tač|poglavlj[eau]|faz[aeiu]|komponent[aeiu]|cilj|cilja|lot|lota|strana|strani|slika|tabel[aeiu]|verzij[aeiu]|br|modul|modula|modulu|krug|dan|aktivnost|aktivnosti|ciklus|ciklusu|grup[aeiu]|kategorij[aeiu]|nivo|ishod|razred|soba|sala|zakon br',
  'тема|теме|теми|анекс|прилог|члан|члана|члану|чланом|чл|став|става|тачк[аеиу]|тач|поглављ[еау]|фаз[аеиу]|компонент[аеиу]|циљ|циља|лот|страна|страни|слика|табел[аеиу]|верзиј[аеиу]|модул|модула|модулу|круг|активност|активности|циклус|циклусу|груп[аеиу]|категориј[аеиу]|ниво|исход|разред|соба|сала',
  'приложение|ал|т|точка|раздел|компонент|цел|стр|страница|фиг|таблица|версия|номер|етап|ден|дейност|група|категория|клас|параграф|подкрепа|мярка|процедура|ос|договор',
  'anexa|articol|articolul|capitol|capitolul|faza|componenta|obiectiv|obiectivul|lotul|pagina|pag|tabel|tabelul|versiunea|numărul|nr|modulul|etapa|ziua|activitatea|grupa|categoria|nivelul|clasa|sala|punctul|pct|alin|măsura|contractul',
].join('|');
const afterNumbered = new RegExp(`(?:(?<!\\p{L})(?:${numbered})\\.?|[№#§]|(?<!\\p{L})(?:бр|br)\\.)[ \\u00a0]{0,2}\\(?$`, 'iu');

/** 1st, 2nd, 2-ри, 5-й, al 2-lea, a 3-a: which one, not how many. `-годишен`, `-day`, `-member` are not among them. */
const ordinalEnding = /^(?:st|nd|rd|th|-?(?:ви|ри|ти|ми|й|я|во|ро|то|мо|ва|ра|та|и|ог|ом|им|og|om|im|lea|a|ul))(?![\p{L}\d])/iu;

/** What no number of a text may be read from, found by looking at the whole text: dates, addresses, phones, links. Sorted, not overlapping. */
export function asidesOf(text: string): { asides: Cover<Aside>; dates: DateSpan[] } {
  const dates = datesOf(text);
  const asides = new Cover<Aside>(text.length);
  const addAll = (kind: AsideKind, ...patterns: RegExp[]) => {
    for (const pattern of patterns) for (const match of text.matchAll(pattern)) asides.add({ kind, start: match.index, end: match.index + match[0].length });
  };
  addAll('web', web);
  addAll('phone', labelledPhone, internationalPhone);
  addAll('address', address);
  for (const { start, end } of dates) asides.add({ kind: 'date', start, end });
  // After the dates: 03/2022 of a day looks like a number to call.
  addAll('phone', domesticPhone);
  addAll('time', time);
  addAll('section', listNumber);
  return { asides, dates };
}

/**
 * Why the digits from `start` to `end` are no claim, judged by what touches them; null when they may be one.
 * `isCounted`: a noun of the unit lexicon follows.
 */
export function asideAt(text: string, start: number, end: number, language: string, isCounted: boolean): AsideKind | null {
  const digits = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 40), start).split('\n').at(-1)!;
  const after = text.slice(end, end + 40);
  if (/[\p{L}\p{N}\p{M}_]$/u.test(before) || /[\p{L}\p{N}][-‑–/#.,:]$/u.test(before)) return 'identifier';
  if (ordinalEnding.test(after)) return 'ordinal';
  if (/^\d0$/.test(digits) && /^-?(?:те|s|ih|их)(?!\p{L})/u.test(after)) return 'year';
  if (/^[\p{L}\p{M}_]/u.test(after) || /^[-‑–/:.,]\d/u.test(after)) return 'identifier';
  if (/^0\d/.test(digits)) return 'identifier';
  // Serbian writes ordinals with a full stop, and only a small letter after it tells them from the end of a sentence.
  if (/^\.[ \u00a0](?:\p{Ll}|i |и )/u.test(after) && (language === 'sr-Latn' || language === 'sr-Cyrl') && !/[.,]/.test(digits)) return /^(?:19|20)\d\d$/.test(digits) ? 'year' : 'ordinal';
  if (/^(?:19|20)\d\d$/.test(digits) && !isCounted) return 'year';
  if (/^\[$/.test(before.slice(-1)) && after.startsWith(']')) return 'identifier';
  if (afterNumbered.test(before)) return 'identifier';
  // XHTML 1.0: an acronym with a decimal is a version, unless the acronym is a currency.
  if (/[.,]/.test(digits) && !isCounted && /(?<!\p{L})(?!EUR|USD|RSD|BGN|MDL|RON|CHF|GBP)\p{Lu}{3,}\s$/u.test(before)) return 'identifier';
  // 11000 Beograd, 7700 Търговище: a postal code before a name.
  if (/^\d{4,6}$/.test(digits) && !isCounted && /^[ \u00a0]\p{Lu}\p{Ll}/u.test(after) && /(?:^|[,;:–-])\s*$/u.test(before)) return 'address';
  if (/^\d{7,}$/.test(digits) && !isCounted) return 'identifier';
  return null;
}
