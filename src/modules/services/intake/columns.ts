/** The columns of the directory as a spreadsheet, and what their cells mean. Pure. */
import { fold } from '#platform/matching/fold.ts';
import { localeNames, type Locale } from '#platform/words/locales.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { hourFields, localisedFields, type ServiceTexts } from '../form.ts';
import { nomenclature, type Term } from '../nomenclature/nomenclature.ts';
import { weekdays } from '../shape.ts';

/** In the order in which they stand. `id` makes a row mean a service that is here already. */
export const columns = [
  'id', 'provider', 'name', 'kind', 'groups', 'description', 'status', 'openedOn', 'minimumAge', 'maximumAge', 'eligibility', 'units', 'languages', 'placeName', 'street', 'city', 'postalCode', 'country', 'coordinates', 'accessibility', 'hours', 'phone', 'email', 'website', 'application',
  'documents', 'fees', 'funding', 'capacity', 'waiting', 'published', ...localisedFields,
] as const;
export type Column = (typeof columns)[number];

type InOneLanguage = (typeof localisedFields)[number];
const isInOneLanguage = (column: Column): column is InOneLanguage => (localisedFields as readonly string[]).includes(column);

const wordOf: Record<Exclude<Column, InOneLanguage>, WordKey | null> = {
  id: null, provider: 'services.provider', name: 'services.name', kind: 'services.kind', groups: 'services.group', description: 'services.description', status: 'services.status', openedOn: 'services.opened_on', minimumAge: 'services.minimum_age',
  maximumAge: 'services.maximum_age', eligibility: 'services.eligibility', units: 'services.open_to', languages: 'services.languages', placeName: 'services.place_name', coordinates: 'services.coordinates', accessibility: 'services.accessibility', funding: 'services.funding', street: 'services.street', city: 'services.city', postalCode: 'services.postal_code',
  country: 'services.country', hours: 'services.hours', phone: 'services.phone', email: 'services.email', website: 'services.website', application: 'services.application', documents: 'services.documents', fees: 'services.cost',
  capacity: 'services.capacity', waiting: 'services.on_waiting_list', published: 'services.published',
};

/** What stands above a column, in the reader's language. */
export function headingOf(column: Column, t: Translate): string {
  if (!isInOneLanguage(column)) return wordOf[column] ? t(wordOf[column]) : 'ID';
  const [what, locale] = column.split('.') as ['names' | 'descriptions', Locale];
  // With its code: what Serbian calls itself is the same word in both alphabets.
  return `${t(what === 'names' ? 'services.name' : 'services.description')} (${localeNames[locale]}, ${locale})`;
}

/** Which column a heading means, written in any of these languages, in any script and case; null for one nobody knows. */
export function columnOf(heading: string, languages: readonly Translate[]): Column | null {
  const wanted = fold(heading);
  return columns.find((column) => fold(column) === wanted || languages.some((t) => fold(headingOf(column, t)) === wanted)) ?? null;
}

const statuses = { active: 'services.status_active', inactive: 'services.status_inactive', defunct: 'services.status_defunct', 'temporarily closed': 'services.status_paused' } as const satisfies Record<string, WordKey>;

/** A term as it stands in a cell: with its code, which is what counts when it comes back. */
const termText = (id: string, t: Translate) => ((term) => (term ? `${term.code} ${say(term.labels, t.locale)}` : id))(nomenclature().byId.get(id));

/** The cells of one service, in the order of `columns`. */
export function cellsOf(id: string, texts: ServiceTexts, groups: readonly string[], t: Translate): string[] {
  return columns.map((column) => {
    switch (column) {
      case 'id': return id;
      case 'kind': return texts.kind ? termText(texts.kind, t) : '';
      case 'groups': return groups.map((group) => termText(group, t)).join('; ');
      case 'status': return t(statuses[(texts.status ?? 'active') as keyof typeof statuses]);
      case 'hours': return hoursText(texts);
      case 'published': return t(texts.published ? 'services.yes' : 'services.no');
      default: return texts[column] ?? '';
    }
  });
}

/** `MO,TU,WE 08:00–16:00; SA 09:00–12:00`: the codes of iCalendar, as HSDS has them, the same in every language. */
export function hoursText(texts: ServiceTexts): string {
  const byHours = new Map<string, string[]>();
  for (const day of weekdays) {
    for (const [opens, closes] of [[texts[`opens_${day}`], texts[`closes_${day}`]], [texts[`opens2_${day}`], texts[`closes2_${day}`]]]) {
      const hours = opens && `${opens}–${closes}`;
      if (hours) byHours.set(hours, [...(byHours.get(hours) ?? []), day]);
    }
  }
  return [...byHours].map(([hours, days]) => `${days.join(',')} ${hours}`).join('; ');
}

/** What a cell cannot be read as: key of a sentence, and its values. */
export class CellWrong extends Error {
  readonly code: string;
  readonly values: Record<string, string>;
  constructor(code: string, values: Record<string, string>) {
    super(code);
    this.code = code;
    this.values = values;
  }
}

/** Texts of the form from the cells of a row. @param cells by column; a column the file does not have is missing and changes nothing. @throws CellWrong with the column as `column` */
export function textsOfCells(cells: Partial<Record<Column, string>>, languages: readonly Translate[]): { texts: ServiceTexts; groups: string[] | null } {
  const { id: _, kind, groups, status, hours, published, ...plain } = cells;
  return {
    texts: {
      ...plain,
      ...(kind !== undefined && { kind: kind ? termIn(kind, languages, false) : '' }),
      ...(status !== undefined && { status: statusIn(status, languages) }),
      ...(hours !== undefined && hoursIn(hours)),
      ...(published !== undefined && { published: isYes(published, languages) ? 'yes' : '' }),
    },
    groups: groups === undefined ? null : groups.split(';').map((group) => group.trim()).filter(Boolean).map((group) => termIn(group, languages, true)),
  };
}

function statusIn(cell: string, languages: readonly Translate[]): string {
  if (!cell) return 'active';
  const found = Object.entries(statuses).find(([status, word]) => fold(status) === fold(cell) || languages.some((t) => fold(t(word)) === fold(cell)));
  if (!found) throw new CellWrong('cell_status', { cell, words: Object.values(statuses).map((word) => languages[0]!(word)).join(', ') });
  return found[0];
}

function isYes(cell: string, languages: readonly Translate[]): boolean {
  const said = fold(cell);
  if (['yes', 'true', '1', 'x', '+'].includes(said) || languages.some((t) => fold(t('services.yes')) === said)) return true;
  if (['', 'no', 'false', '0', '-'].includes(said) || languages.some((t) => fold(t('services.no')) === said)) return false;
  throw new CellWrong('cell_yes', { cell });
}

/** By its code, or by its name where only one thing is called so. */
function termIn(cell: string, languages: readonly Translate[], isGroup: boolean): string {
  const candidates = nomenclature().terms.filter(({ vocabulary }) => (vocabulary === 'user-group') === isGroup);
  const code = cell.split(/\s/, 1)[0]!.toLowerCase();
  const byCode = candidates.filter((term) => term.code.toLowerCase() === code);
  const called = (term: Term) => languages.some((t) => fold(say(term.labels, t.locale)) === fold(cell)) || (term.abbreviation !== null && fold(term.abbreviation) === fold(cell));
  const found = byCode.length ? byCode : candidates.filter(called);
  // The common category stands for the national services of the same name.
  const [term] = found.length > 1 ? found.filter(({ vocabulary }) => vocabulary === 'category') : found;
  if (!term) throw new CellWrong(found.length ? 'cell_term_ambiguous' : 'cell_term', { cell, codes: found.map((one) => one.code).join(', ') });
  return term.id;
}

function hoursIn(cell: string): ServiceTexts {
  const hours: ServiceTexts = Object.fromEntries(hourFields.map((field) => [field, '']));
  for (const part of cell.split(';').map((one) => one.trim()).filter(Boolean)) {
    const [, days = '', opens, closes] = /^([A-Z, ]+?)\s+(\d{1,2}:\d{2})\s*[-–]\s*(\d{1,2}:\d{2})$/i.exec(part) ?? [];
    const named = days.toUpperCase().split(/[,\s]+/).filter(Boolean);
    if (!opens || !closes || !named.length || named.some((day) => !(weekdays as readonly string[]).includes(day))) throw new CellWrong('cell_hours', { cell: part });
    for (const day of named) {
      const again = hours[`opens_${day}`] ? '2' : '';
      if (again && hours[`opens2_${day}`]) throw new CellWrong('cell_hours_three', { cell });
      [hours[`opens${again}_${day}`], hours[`closes${again}_${day}`]] = [opens.padStart(5, '0'), closes.padStart(5, '0')];
    }
  }
  return hours;
}
