import { beforeAll, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import { disaggregated } from '#modules/results/disaggregated-queries.ts';
import { query } from '#modules/results/shape.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { applyImport } from './applying.ts';
import { accept, apply, begin } from './commands.ts';
import { readBatch } from './reading.ts';

withDatabase();

let s: Stage;
const people: [name: string, sex: string, place: string][] = [
  ['Ана Антић', 'ж', 'Ниш'], ['Бојана Бојић', 'Ж', 'Ниш'], ['Весна Весић', 'жена', 'Ниш'], ['Гордана Гарић', 'ženski', 'Ниш'], ['Дуња Дудић', 'F', 'Ниш'], ['Ема Емић', 'female', 'Ниш'],
  ['Зоран Зорић', 'м', 'Ниш'], ['Иван Ивић', 'muški', 'Ниш'], ['Јован Јовић', 'M', 'Ниш'], ['Коста Костић', 'мъж', 'Ниш'], ['Лазар Лазић', 'bărbat', 'Лесковац'],
  ['Милан Милић', 'М/Ж', 'Ниш'], ['Невена Нешић', '', 'Ниш'],
];

beforeAll(async () => {
  s = await stage();
  const batchId = newId();
  const rows = people.map(([name, sex, place], at) => `${at + 1};${name};${sex};УГ Зора;${place};x`);
  const bytes = new TextEncoder().encode(['Р. бр.;Име и презиме;Пол (М/Ж);Организација;Општина;12.5.2023', ...rows].join('\n'));
  const { importId } = await execute(begin, s.scope, { programmeId: s.programmeId, batchId, name: 'Ниш 12.5.2023.csv', bytes });
  await readBatch(s.scope, batchId);
  await execute(accept, s.scope, { importId });
  await readBatch(s.scope, batchId);
  await execute(apply, s.scope, { importId });
  await applyImport(s.scope, importId);
});

const bySex = async (as: Scope) => {
  const table = await reading(as, (tx) => disaggregated(tx, as, s.programmeId, query.parse({ method: 'people' }), 'breakdown:sex'));
  return { whole: table.whole.net, cells: Object.fromEntries(table.cells.map(({ value, net }) => [value ?? '', net])) };
};

it('a list with its own words for men and women comes in as women, men, and those of whom nothing is stated', async () => {
  expect(await bySex(s.scope)).toEqual({ whole: 13, cells: { F: 6, M: 5, '': 2 } });
});

it('in public the two of whom nothing is stated are a small group, and a second cell hides with them', async () => {
  const { whole, cells } = await bySex(s.visitor);
  expect(whole).toBe(13);
  expect(cells['']).toBe(null);
  expect(Object.values(cells).filter((net) => net === null)).toHaveLength(2);
});

it('no subtraction of single figures gives them away either', async () => {
  const ask = async (where: object) => (await s.ask({ method: 'people', where } as never, s.visitor)).net;
  const [all, women, men, nis, leskovac] = [await ask({}), await ask({ breakdown: { sex: 'F' } }), await ask({ breakdown: { sex: 'M' } }), await ask({ places: ['RS-L-79065'] }), await ask({ places: ['RS-L-70726'] })];
  expect(all).toBe(13);
  // 13 less women less men would be 2; 13 less those of Niš would be the one man of Leskovac.
  expect(women === null || men === null).toBe(true);
  expect([nis, leskovac]).toEqual([null, null]);
});
