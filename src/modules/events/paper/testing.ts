/** A printed sheet for tests and benchmarks of the reader, without a database. */
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
import { signInSheetDocument, type PrintedSheet } from './document.ts';
import { pageOf } from './fixtures/filled-sheet.ts';
import { a4, pagesFor } from './geometry.ts';
import type { KnownSheet } from './reading/read-sheet.ts';

const names = ['Јовановић Милица', 'Петровић Ана', 'Стојановић-Вукомановић Александра', 'Илић Марко', 'Đorđević Žarko', 'Николова Христина', 'Munteanu Ștefania', 'Поповић Јелена', 'Марковић Душан', 'Ковач Ана'];

/** @param named how many people stand on it */
export function printedForTest(named: number, { locale = 'sr-Cyrl' as Locale, code = '7K3QX0ZV9MHT', empty = 4 } = {}): PrintedSheet {
  const rows = Array.from({ length: pagesFor(named + empty, a4) * a4.rows.count }, (_, at) => (at < named ? { name: names[at % names.length]!, organisation: 'Центар за социјални рад за општине Љиг, Лајковац и Мионица', place: 'Лајковац' } : { name: '', organisation: '', place: '' }));
  return {
    code, locale, geometry: a4, title: 'Обука за тренере: дневни боравак за децу са сметњама у развоју', programme: 'Развој услуга социјалне заштите у заједници · 2022/430-118', funders: 'Европска унија', venue: 'Дом културе, Краљево',
    day: '2022-05-04', printedAt: new Date('2022-05-03T10:00:00Z'), rows,
  };
}

export const knownOf = (sheet: PrintedSheet, named: number): KnownSheet => ({ code: sheet.code, geometry: sheet.geometry, named: sheet.rows.map((_, at) => at < named) });

export async function blankPage(sheet: PrintedSheet, page = 1) {
  return pageOf(await signInSheetDocument(sheet, await wordsOf(sheet.locale)), page);
}
