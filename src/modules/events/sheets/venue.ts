/** Where an event was, as its list says it. */
import { monthOf } from './calendar-words.ts';
import { findDates, type DateMention } from './dates.ts';
import { cycleOf, isKindWord, kindOf } from './kind-words.ts';
import { plainWords, wordSet } from './plain-words.ts';
import { isMereList, listWords, withoutDates, type Line } from './title-lines.ts';

/**
 * The venue as written: a labelled place, else what stands beside the date (`Leskovac, 30–31/03/2022`), else a place after
 * "u", "в", "în", "in", else as a guess what is left of the sheet's or the file's name. What it means is for the gazetteer to say.
 */
export function venueOf(lines: Line[], sources: { sheet: string; footer: string[] }, file: string): { venueText: string | null; venueIsGuess: boolean } {
  const written = writtenVenue(lines, sources);
  const venueText = written ?? leftOver(sources.sheet) ?? leftOver(file);
  return { venueText, venueIsGuess: venueText !== null && written === null };
}

function writtenVenue(lines: Line[], sources: { footer: string[] }): string | null {
  const labelledPlace = lines.find(({ label, value }) => (label === 'place' || label === 'place-and-date') && placePieces(value).length > 0);
  if (labelledPlace) return placePieces(labelledPlace.value).join(', ');
  const free = lines.filter(({ label }) => label === null || label === 'title');
  const dated = free.filter(({ value }) => hasDay(findDates(value)));
  for (const { value } of dated) {
    const pieces = placePieces(value);
    // Alone beside the date, under a title: `Горно ново село, 12.05.2019`.
    const alone = pieces.length === 1 && free.length > 1 && pieces[0]!.split(/\s+/).length <= 4 && /^\p{Lu}/u.test(pieces[0]!);
    const likely = alone ? pieces : pieces.filter(looksLikePlace);
    if (likely.length) return likely.join(', ');
  }
  for (const { value } of free) {
    const after = /(?:^|[\s,(])(?:u|у|в|във|în|in|la|at)\s+((?:\p{Lu}[\p{L}'-]+)(?:\s+\p{Lu}[\p{L}'-]+){0,2})/u.exec(withoutDates(value));
    if (after) return after[1]!;
  }
  // `Obuka volontera – Niš`: what stands beside the event in its own line.
  for (const { value } of free.filter(({ value }) => kindOf(value) !== null)) {
    const pieces = placePieces(value).filter((piece) => looksLikePlace(piece) && piece.split(/\s+/).length <= 2);
    if (pieces.length === 1 && pieces[0] !== value) return pieces[0]!;
  }
  // A line of its own right beside the title: `Hotel Park, Novi Sad`.
  for (const { value } of lines.filter(({ label }) => label === null)) {
    if (kindOf(value) !== null || value.length > 100 || !venueNouns.test(plainWords(value).join(' '))) continue;
    const pieces = placePieces(value).filter(looksLikePlace);
    if (pieces.length) return pieces.join(', ');
  }
  for (const text of sources.footer.filter((line) => line.length < 80 && hasDay(findDates(line)))) {
    const pieces = placePieces(text).filter(looksLikePlace);
    if (pieces.length) return pieces.join(', ');
  }
  return null;
}

/** One or two words of a sheet's or file's name that are no file's business: `2-razmena-novi-sad` leaves `novi sad`. */
function leftOver(name: string): string | null {
  const pieces = withoutDates(name).split(/_+|\s+[-–—|]\s+|\s*\|\s*/u);
  // `Trening za voditelje_Niš_26.05.2022`: pieces that name the event are left out as a whole.
  const texts = pieces.length > 1 ? pieces.filter((piece) => kindOf(piece) === null) : pieces;
  const words = texts
    .flatMap((text) => text.split(/[\s,;()–—-]+/))
    .filter((word) => {
      const plain = plainWords(word);
      return plain.length > 0 && word.length > 2 && !/\d/.test(word) && plain.every((one) => !listWords.has(one) && !fileWords.has(one) && !isKindWord(one) && monthOf(one) === null);
    });
  return words.length >= 1 && words.length <= 2 ? words.join(' ') : null;
}
const fileWords = wordSet('sheet sheets лист foaie radna sveska book workbook dan dani day den ден ziua export import data podaci ciklus циклус cycle grupa група group modul модул');

const hasDay = (mentions: DateMention[]) => mentions.some((mention) => mention.days.length > 0 || mention.month !== null);
const venueNouns = /\b(hotel|sala|zala|centar|centr\w*|dom|skupstin\w*|kulturni|biblioteka|restoran|restaurant|motel|kuca|fakultet|univerzitet\w*|primari\w*|casa|sediu\w*|opstina|obstina|galerija|klub)\b/;
/** Beginnings of lines that are about somebody else than the event's place. */
const notPlaces = /^(projekat|project|proekt|proiect|organiz|donator|donor|finans|fond|program|ugovor)/;

/** What is left of a line without dates, words for events and words for lists, cut at commas and dashes. */
function placePieces(text: string): string[] {
  return withoutDates(text)
    .split(/\s*[,;|()•\n]\s*|\s+[-–—/]\s+|\s*\|\s*/u)
    .map((piece) => piece.replace(/^[\s.:–—-]+|[\s:–—-]+$/gu, '').replace(/^(?:u|у|в|във|în|in|la|at)\s+(?=\p{Lu})/iu, '').replace(/^(?:гр|gr|г|с|or|mun|com)\.\s*(?=\p{L})/iu, '').replace(/\s(?:г|g|god|год|godine|године|a)\.?$/iu, '').trim())
    .filter((piece) => /\p{L}{2}/u.test(piece) && kindOf(piece) === null && cycleOf(piece) === null && !isMereList(piece) && !notPlaces.test(plainWords(piece).join(' ')));
}

/** `Leskovac`, `Novi Sad`, `Hotel Park`, `Нови Сад`: few words, each with a capital, or a noun for venues. */
function looksLikePlace(piece: string): boolean {
  const words = piece.split(/\s+/);
  if (words.length > 7) return false;
  if (venueNouns.test(plainWords(piece).join(' '))) return true;
  return words.length <= 2 ? /^\p{Lu}/u.test(piece) : words.filter((word) => /^[\p{Lu}\d„"“]/u.test(word)).length >= words.length - 1;
}
