/** Telling people from everything else that stands in a table: totals, footers, groups, page headers. */
import { textOf, type GridRow } from './grid.ts';
import type { Header } from './header.ts';
import { plainWords, wordSet } from './plain-words.ts';

const totalWords = wordSet('ukupno ukupan ukupna укупно укупан svega свега sveukupno zbir збир suma сума total totalul totalno общо всичко сумарно итого всего всичко');
const totalPhrases = /^(broj (ucesnika|prisutnih|polaznika|uc)|broi (ucastnic|prisastv)|obst broi|number of (participants|attendees)|numar(ul)? (de )?(participant|total)|nr (de )?participant)/;
/** A total of only some of the people, or of something else. */
const partial = /^(zen\w*|musk\w*|mus|maz\w*|femei\w*|barbat\w*|fete|baieti|women|men|female\w*|male|girls|boys|f|m|z|organizac\w*|organisation\w*|institutii|opstin\w*|obstin\w*|dan|dana|den|day|ziua|deca|dece|copii|roditelj\w*)$/;

export interface TotalRow {
  /** The number of people that it states; null for totals of something else. */
  people: number | null;
}

/** `Ukupno: 21`, `Общо 20 участници`, `Total | | 25`; null for other rows. `dayColumns` hold sums of their own. */
export function readTotal(row: GridRow, dayColumns: Set<number>): TotalRow | null {
  const filled = row.cells.flatMap((cell, column) => (textOf(cell).trim() === '' ? [] : [{ column, text: textOf(cell).trim() }]));
  const at = filled.slice(0, 3).findIndex(({ text }) => startsTotal(text));
  if (at < 0) return null;
  const { text } = filled[at]!;
  const words = plainWords(text);
  if (words.some((word) => partial.test(word)) && !/\d/.test(text.split(/\p{L}+/u)[1] ?? '')) return { people: null };
  const own = /\d{1,6}/.exec(text)?.[0];
  const beside = filled.slice(at + 1).find(({ column, text }) => /^\d{1,6}$/.test(text) && (dayColumns.size < 2 || !dayColumns.has(column)))?.text;
  const number = own ?? beside;
  return { people: number === undefined ? null : Number(number) };
}

/** Cheap test on the text as it stands, before anything is folded: most rows begin with a number or a name. */
const maybeTotal = /^\s*(ukup|укуп|sv|св|zb|зб|su|су|tot|тот|об|вс|ит|bro|бро|num|nr|un total)/iu;

function startsTotal(text: string): boolean {
  if (!maybeTotal.test(text)) return false;
  const words = plainWords(text);
  if (words.length === 0 || words.length > 9) return false;
  return totalWords.has(words[0]!) || totalPhrases.test(words.join(' '));
}

const footerStart = new RegExp(
  '^(' +
    [
      'list[ua] sastavi\\w*', 'sastavi\\w*', 'pripremi\\w*', 'odgovorn\\w*', 'ovlasce\\w*', 'za organizator\\w*', 'organizator\\w*', 'overa\\w*', 'over[iava]\\w*', 'm p', 'pecat', 'voditelj\\w*', 'trener\\w*', 'predavac\\w*',
      'legenda', 'napomen\\w*', 'strana \\d', 'str \\d', 'stranica', 'page', 'pagina', 'pag', 'stranica', 'datum', 'mesto i datum', 'potpis', 'izgotvi\\w*', 'sastavi\\w*', 'otgovorn\\w*', 'izvarsi\\w*',
      'zabelezk\\w*', 'intocmit\\w*', 'responsabil\\w*', 'verificat\\w*', 'aprobat', 'nota', 'legend\\w*', 'prepared', 'organiser', 'organizer', 'signature of', 'checked', 'approved', 'compiled', 'note',
      'ovim', 'potpisom', 'potpisivanjem', 'svojim potpisom', 'prin semn\\w*', 's podpisa', 'podpis', 'by signing', 'direktor', 'predsedni\\w*', 'koordinator\\w*', 'project manager', 'izvrsni', 'kontakt', 'ovaj projekat', 'this project', 'projekat finans\\w*', 'proektat', 'proiectul',
    ].join('|') +
    ')(?: |$)',
);

/** Whether a text below or between the people is the list's own business: who made it, page numbers, legends, legal notes. */
export function isFooterText(text: string): boolean {
  if (text.length > 90 || /_{3,}|\.{5,}/.test(text)) return true;
  if (/^\s*[-–]?\s*\d{1,3}\s*(?:\/|od|of|от|din|из)\s*\d{1,3}\s*[-–]?\s*$/i.test(text)) return true;
  return footerStart.test(plainWords(text).join(' '));
}

/** The header again at the top of a printed page, or the row of column numbers under it. */
export function repeatsHeader(row: GridRow, header: Header | null): boolean {
  if (!header) return false;
  const filled = row.cells.flatMap((cell, column) => (textOf(cell).trim() === '' ? [] : [{ column, text: textOf(cell).trim() }]));
  if (filled.length < 2) return false;
  if (/^\d/.test(filled[0]!.text) && !/^\d/.test(filled[1]!.text)) return false;
  if (filled.length >= 3 && filled.every(({ text }, index) => new RegExp(`^\\(?${index + 1}[.)]?$`).test(text))) return true;
  const same = filled.filter(({ column, text }) => {
    const heading = header.cells.find((cell) => cell.column === column);
    return heading && heading.text !== '' && Math.abs(heading.text.length - text.length) <= 6 && plainWords(heading.text).join(' ') === plainWords(text).join(' ') && plainWords(text).length > 0;
  });
  return same.length >= 2 && same.length >= filled.length * 0.6;
}

const ditto = /^[-–—]?\s*(?:\/\/|\|\||"|”|“|„|″|''|’’|,,|»|«|~)\s*[-–—]?$|^[-–—]\s*(?:II|ll|ІІ|\/|\|)\s*[-–—]$|^["”“„]\s*["”“„]$/u;
const dittoWords = /^(isto|исто|isti|исти|ista|иста|идентично|idem|ibidem|ditto|same|същото|същата|същия|acela[sș]i|aceea[sș]i|то же|тоже|kao (gore|prethodn\w*)|као (горе|претходн\S*)|same as above|la fel|както горе)\.?$/iu;

/** `"`, `-//-`, `-||-`, `isto`: as in the row above. A single dash or slash means "nothing". */
export function isDitto(text: string): boolean {
  const trimmed = text.trim();
  return trimmed.length <= 16 && (ditto.test(trimmed) || dittoWords.test(trimmed));
}

const nothing = /^(n\/a|nema|нема|няма|nu are|none|нет|nimic|nepoznato|непознато|неизвестно|unknown|necunoscut)\.?$/iu;

/** The text of a cell, or null when it only says that there is nothing. */
export function meaningful(text: string): string | null {
  if (text === '') return null;
  const trimmed = /[\u00a0\u200b\t\r\n]|\s\s|^\s|\s$/.test(text) ? text.replace(/[\s\u00a0\u200b]+/g, ' ').trim() : text;
  if (trimmed === '' || /^[-–—−/\\.*,_\s]+$/.test(trimmed)) return null;
  return trimmed.length <= 12 && nothing.test(trimmed) ? null : trimmed;
}
