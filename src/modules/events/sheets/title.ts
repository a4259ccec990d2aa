/** What stands around a table: the event's name, kind, part of a series, venue and days. */
import { isoDate, findDates, isReal, yearsIn, type DateMention, type PlainDay } from './dates.ts';
import { monthOf } from './calendar-words.ts';
import { dateOf, textOf, type GridRow } from './grid.ts';
import { cycleOf, isKindWord, kindOf } from './kind-words.ts';
import { plainWords, wordSet } from './plain-words.ts';
import type { KindHint } from './shape.ts';
import { labelled, labelOf, type Labelled } from './title-labels.ts';

export interface TitleFacts {
  title: string;
  kindHint: KindHint | null;
  cycle: number | null;
  venueText: string | null;
  /** ISO, ascending. Empty when nothing around the table gives a day. */
  days: string[];
  /** Days without a year, for which no year could be found. */
  openDays: PlainDay[];
  /** Years and months that help a heading like `30.03.` or `26` to its date, most trusted first. */
  years: number[];
  months: { month: number; year: number }[];
  statedTotal: number | null;
}

export interface TitleSources {
  /** Rows above the header, top to bottom. */
  rows: GridRow[];
  sheet: string;
  file: string;
  /** Texts below the table: `U Leskovcu, 30.03.2022.` */
  footer: string[];
}

/** Words of headings that say "this is a list" and nothing about the event. */
const listWords = wordSet(
  'lista листа list списък spisak списак listă lista potpisna потписна attendance sign in sheet signin signature evidencija евиденција evidenciona prisutnih присутних prisutni присутни prisutnosti prisustva присуства učesnika учесника učesnici polaznika полазника participants participanți participanților prezență присъствен присъствен присъствие присъствалите участниците участници de of the за na за for i и za final finalna konačna скен sken scan kopija copy sheet лист foaie tabela табела table radna radni v1 v2 nova novo excel xlsx ods csv',
);

export function readTitle(sources: TitleSources): TitleFacts {
  const lines = sources.rows.flatMap(linesOf);
  const named = namesOfFile(sources);
  const texts = lines.map(({ value }) => value);
  const trusted = [
    ...lines.filter(({ label }) => label === 'date' || label === 'place-and-date').map(({ value }) => value),
    ...lines.filter(({ label }) => label === null || label === 'title' || label === 'place').map(({ value }) => value),
  ];
  const found = firstDays([lines.filter(({ label }) => label === 'date' || label === 'place-and-date').map(({ value }) => value), trusted, [sources.sheet], [named.file], sources.footer]);
  const everywhere = [...trusted, sources.sheet, named.file, ...sources.footer].filter(Boolean);
  const months = everywhere.flatMap((text) => findDates(text).flatMap((mention) => mention.month ?? []));
  const years = [...new Set([...found.days.map((day) => Number(day.slice(0, 4))), ...months.map(({ year }) => year), ...everywhere.flatMap(yearsIn), ...texts.flatMap(yearsIn)])];

  const title = titleText(lines, sources, named.file);
  const speaking = [title, ...lines.filter(({ label }) => label === null || label === 'title').map(({ value }) => value)];
  const hints = [...speaking, sources.sheet, named.file];
  return {
    title,
    kindHint: firstOf(hints, kindOf),
    cycle: firstOf(hints, cycleOf),
    venueText: venueText(lines, sources, named.file),
    days: found.days,
    openDays: found.open,
    years,
    months,
    statedTotal: firstOf(lines.filter(({ label }) => label === 'total').map(({ value }) => value), (text) => (/^\d{1,5}$/.test(text) ? Number(text) : null)),
  };
}

interface Line {
  label: Labelled['label'] | null;
  value: string;
  /** More than one line may come from one row. */
  row: number;
}

/** Title rows as lines; a label in one cell belongs to the value in the next. */
function linesOf(row: GridRow): Line[] {
  const lines: Line[] = [];
  const cells = row.cells.flatMap((cell) => (textOf(cell).trim() === '' ? [] : [{ text: textOf(cell).trim(), date: dateOf(cell) }]));
  for (let index = 0; index < cells.length; index++) {
    const { text } = cells[index]!;
    const next = cells[index + 1];
    for (const piece of text.split(/\n+/).map((line) => line.trim()).filter(Boolean)) {
      const own = labelled(piece);
      if (own?.value) lines.push({ label: own.label, value: own.value, row: row.row });
      else if (next && (own || (labelOf(piece) && plainWords(piece).length <= 3 && cells.length <= 4 && !labelled(next.text) && !/:$/.test(next.text) && index % 2 === 0 && labelOf(piece) !== 'title'))) {
        lines.push({ label: own?.label ?? labelOf(piece), value: next.text, row: row.row });
        index++;
      } else lines.push({ label: own?.label ?? null, value: own ? own.value : piece, row: row.row });
    }
  }
  return lines.filter(({ value }) => value !== '');
}

/** The file's name without ending, numbering and separators that only files have. */
function namesOfFile({ file }: TitleSources): { file: string } {
  return { file: file.replace(/^.*[\\/]/, '').replace(/\.[A-Za-z]{2,5}$/, '').replace(/^\d{1,2}\s*[-_.)]\s*(?=\p{L})/u, '') };
}

/** The days of the first source that has any; days without a year take one that is named in any source. */
function firstDays(sources: string[][]): { days: string[]; open: PlainDay[] } {
  const years = sources.flat().flatMap(yearsIn);
  let open: PlainDay[] = [];
  for (const texts of sources) {
    const days = texts.flatMap((text) => findDates(text).filter((mention) => !mention.period).flatMap((mention) => mention.days));
    const dated = days.filter((day): day is PlainDay & { year: number } => day.year !== null && day.year >= 1990 && day.year <= 2100);
    if (dated.length > 0 && dated.length <= 62) return { days: [...new Set(dated.map(isoDate))].sort(), open: [] };
    if (days.length > 0 && days.length <= 31 && open.length === 0) open = days.filter((day) => day.year === null);
  }
  const year = years.length > 0 && new Set(years).size === 1 ? years[0]! : null;
  if (open.length && year !== null) return { days: [...new Set(open.map((day) => ({ ...day, year })).filter(isReal).map(isoDate))].sort(), open: [] };
  return { days: [], open };
}

function firstOf<T>(texts: string[], read: (text: string) => T | null): T | null {
  for (const text of texts) {
    const found = read(text);
    if (found !== null) return found;
  }
  return null;
}

/** The line that names the event: labelled as such, else one with a word for an event, else the first that is no mere "Potpisna lista". */
function titleText(lines: Line[], sources: TitleSources, file: string): string {
  const titled = lines.find(({ label }) => label === 'title');
  if (titled) return titled.value;
  const free = lines.filter(({ label }) => label === null).map(({ value }) => value.replace(/\s+/g, ' '));
  const best = free.find((text) => kindOf(text) !== null) ?? free.find((text) => !isMereList(text) && withoutDates(text).length > 3 && text.length < 200) ?? free.find((text) => !isMereList(text)) ?? free[0];
  if (best) return best;
  // Nothing above the table: the sheet's name if it speaks of an event, else the file's.
  if (kindOf(sources.sheet) !== null || isMereList(file)) return isGenericSheet(sources.sheet) ? file : sources.sheet;
  return file;
}

const isGenericSheet = (name: string) => isMereList(name) || /^(.{1,2}|(sheet|лист|list|foaie|tabelle|table|radni list)\s*\d*)$/iu.test(name);
const isMereList = (text: string) => plainWords(text).every((word) => listWords.has(word) || /^\d+$/.test(word));

const withoutDates = (text: string): string => {
  let rest = text;
  for (const mention of findDates(text).reverse()) {
    const after = rest.slice(mention.end).replace(/^\s*\.?\s*(?:г|год|године|година|годину|года|g|god|godine|godina)(?:\.|(?!\p{L}))/iu, '');
    rest = `${rest.slice(0, mention.start)} | ${after}`;
  }
  return rest.replace(/^[\s|,.;]+|[\s|,;]+$/g, '').trim();
};

/**
 * The venue as written: a labelled place, else what stands beside the date (`Leskovac, 30–31/03/2022`), else a place after
 * "u", "в", "în", "in", else what is left of the sheet's or the file's name. What it means is for the gazetteer to say.
 */
function venueText(lines: Line[], sources: TitleSources, file: string): string | null {
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
  return leftOver(sources.sheet) ?? leftOver(file);
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
    .map((piece) => piece.replace(/^[\s.:–—-]+|[\s:–—-]+$/gu, '').replace(/^(?:u|у|в|във|în|in|la|at|гр\.|gr\.|г\.|с\.|or\.|mun\.|com\.)\s*(?=\p{Lu})/u, '').replace(/\s(?:г|g|god|год|godine|године|a)\.?$/iu, '').trim())
    .filter((piece) => /\p{L}{2}/u.test(piece) && kindOf(piece) === null && cycleOf(piece) === null && !isMereList(piece) && !notPlaces.test(plainWords(piece).join(' ')));
}

/** `Leskovac`, `Novi Sad`, `Hotel Park`, `Нови Сад`: few words, each with a capital, or a noun for venues. */
function looksLikePlace(piece: string): boolean {
  const words = piece.split(/\s+/);
  if (words.length > 7) return false;
  if (venueNouns.test(plainWords(piece).join(' '))) return true;
  return words.length <= 2 ? /^\p{Lu}/u.test(piece) : words.filter((word) => /^[\p{Lu}\d„"“]/u.test(word)).length >= words.length - 1;
}
