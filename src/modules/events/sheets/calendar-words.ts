/**
 * Months, days of the week and ordinal numbers as people of the region write them: Serbian, Bulgarian, Romanian,
 * English and, for Moldova, Russian; whole, cut short, and in the genitive.
 */
import { plainWord, plainWords } from './plain-words.ts';

const months = [
  'jan januar januara siječanj яну януари ian ianuarie january янв январь января',
  'feb febr februar februara фев февруари februarie february февраль февраля',
  'mar mart marta март martie march марта',
  'apr april aprila апр април aprilie апрель апреля',
  'maj maja май mai may мая',
  'jun juna juni юни iun iunie june июнь июня',
  'jul jula juli юли iul iulie july июль июля',
  'avg avgust avgusta август aug august augusta августа',
  'sep sept septembar septembra септ септември septembrie september сентябрь сентября',
  'okt oktobar oktobra окт октомври oct octombrie october октябрь октября',
  'nov novembar novembra ное ноември noiem noiembrie november ноябрь ноября',
  'dec decembar decembra dek дек декември decembrie december декабрь декабря',
];
const weekdays = [
  'pon ponedeljak ponedeljka понеделник luni lu mon monday понедельник',
  'uto utorak utorka вторник вт marți ma tue tuesday',
  'sre sreda sredu сряда ср miercuri mi wed wednesday среда',
  'čet četvrtak četvrtka четвъртък чт joi jo thu thursday четверг',
  'pet petak petka петък пт vineri vi fri friday пятница',
  'sub subota subotu събота сб sâmbătă sat saturday суббота',
  'ned nedelja nedelju неделя нд duminică du sun sunday воскресенье',
];
const ordinals = [
  'prvi prva prvo prvog prve първи първа първо първия first prim prima primul întâi întâia первый первая',
  'drugi druga drugo drugog druge втори втора второ втория second doilea doua второй вторая',
  'treći treća treće trećeg трети трета трето третия third treilea treia третий третья',
  'četvrti četvrta četvrto četvrtog четвърти четвърта четвъртия fourth patrulea patra четвертый',
  'peti peta peto petog пети пета fifth cincilea cincea пятый',
  'šesti šesta šestog шести sixth șaselea șasea',
];
const romans = ['i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix', 'x', 'xi', 'xii'];

/** Folded word → its place in the list, from 1. */
const numbered = (lists: string[]) => new Map(lists.flatMap((words, index) => plainWords(words).map((word) => [word, index + 1] as const)));
const monthWords = numbered(months);
const weekdayWords = numbered(weekdays);
const ordinalWords = numbered(ordinals);

/** 1–12 for a folded word that names a month. */
export const monthOf = (foldedWord: string): number | null => monthWords.get(foldedWord) ?? null;

/** Monday is 1, Sunday 7. */
export const weekdayOf = (foldedWord: string): number | null => weekdayWords.get(foldedWord) ?? null;

/** I–XII, also typed with Cyrillic letters that look the same. */
export function romanNumber(word: string): number | null {
  const plain = word.toLowerCase().replace(/[іи]/g, 'i').replace(/х/g, 'x').replace(/[ѵу]/g, 'v');
  return romans.indexOf(plain) + 1 || null;
}

/** The number a word stands for: `други`, `al doilea`, `II`, `2`, `2nd`, `3-ти`; null for other words. */
export function ordinalOf(word: string): number | null {
  const digits = /^(\d{1,2})\.?(?:\s*-?\s*(?:st|nd|rd|th|ви|ри|ти|ми|го|и))?\.?$/iu.exec(word.trim());
  if (digits) return Number(digits[1]);
  return romanNumber(word.trim().replace(/\.$/, '')) ?? ordinalWords.get(plainWord(word)) ?? null;
}
