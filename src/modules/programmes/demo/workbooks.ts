/** The six participants' lists of the practice programme: real days and venues, made-up people (src/modules/events/sheets/fixtures/README.md). */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zipSync } from 'fflate';
import { root } from '#platform/root.ts';
import { in4, type Localised } from '#platform/words/localised.ts';

/** File name → what it is the list of. In the order of the days. */
export const workbooks: readonly { name: string; titles: Localised }[] = [
  { name: '1-razmena-leskovac.xlsx', titles: in4('Размена искустава, Лесковац', 'Обмен на опит, Лесковац', 'Schimb de experiență, Leskovac', 'Exchange of experiences, Leskovac') },
  { name: '2-razmena-novi-sad.xlsx', titles: in4('Размена искустава, Нови Сад', 'Обмен на опит, Нови Сад', 'Schimb de experiență, Novi Sad', 'Exchange of experiences, Novi Sad') },
  { name: '3-tot-1-beograd.xlsx', titles: in4('Обука тренера, први део, Београд', 'Обучение на обучители, първа част, Белград', 'Formare de formatori, partea întâi, Belgrad', 'Training of trainers, first part, Belgrade') },
  { name: '4-tot-2-beograd.xlsx', titles: in4('Обука тренера, други део, Београд', 'Обучение на обучители, втора част, Белград', 'Formare de formatori, partea a doua, Belgrad', 'Training of trainers, second part, Belgrade') },
  { name: '5-prezentacija-kragujevac.xlsx', titles: in4('Регионална презентација, Крагујевац', 'Регионално представяне, Крагуевац', 'Prezentare regională, Kragujevac', 'Regional presentation, Kragujevac') },
  { name: '6-prezentacija-leskovac.xlsx', titles: in4('Регионална презентација, Лесковац', 'Регионално представяне, Лесковац', 'Prezentare regională, Leskovac', 'Regional presentation, Leskovac') },
];

export const allWorkbooks = 'practice-lists.zip';

const read = (name: string) => readFileSync(join(root, 'src', 'modules', 'events', 'sheets', 'fixtures', 'programme-2022', name));

/** The bytes of one workbook, or of all in one zip; null for any other name. */
export function workbook(name: string): { bytes: Uint8Array<ArrayBuffer>; mediaType: string } | null {
  if (name === allWorkbooks) {
    const files = Object.fromEntries(workbooks.map((one) => [one.name, new Uint8Array(read(one.name))]));
    // The workbooks are zips themselves: nothing is gained by packing them again.
    return { bytes: zipSync(files, { level: 0 }) as Uint8Array<ArrayBuffer>, mediaType: 'application/zip' };
  }
  if (!workbooks.some((one) => one.name === name)) return null;
  return { bytes: new Uint8Array(read(name)), mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' };
}
