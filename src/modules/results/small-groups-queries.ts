import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { aboutEverybody, characteristicsIn, characteristicSql, type Characteristic } from './characteristic.ts';
import { factsOfOne, type About } from './facts-where.ts';
import { carriers, countings } from './methods.ts';
import type { Query } from './shape.ts';
import { hiddenCells, isSmall, type Sum } from './suppression.ts';

/**
 * Which of these queries about persons must not be answered to a reader who does not work with them. Decided from the query alone and not from what else
 * stands on the page, so that two pages, two exports or two languages never disagree, and nothing can be had by subtracting one from the other:
 * a figure about a characteristic (women, people from Brus) is given exactly when its cell is given in the table of all values of that characteristic.
 * With more than two characteristics at once a figure is too close to a person.
 * @returns for each query whether it is refused.
 */
export async function tooSmall(tx: Tx, about: About, queries: readonly Query[]): Promise<boolean[]> {
  const tables = new Map<string, Promise<Table>>();
  const answers: boolean[] = [];
  for (const query of queries) {
    if (!countings[query.method].countsPersons) {
      answers.push(false);
      continue;
    }
    const characteristics = characteristicsIn(query);
    if (characteristics.length > 2) {
      answers.push(true);
      continue;
    }
    const by = characteristics.map((one) => one.characteristic);
    const everybody = aboutEverybody(query);
    const population = query.method === 'completed-people' || query.method === 'every-day-people' ? query.method : 'people';
    const key = JSON.stringify([population, everybody.where, by]);
    if (!tables.has(key)) tables.set(key, table(tx, about, everybody, by));
    const { people, hidden } = await tables.get(key)!;
    const cells = combinations(characteristics.map((one) => one.values)).map(cellKey);
    // Several values together are given only when each is, and when those left over are no small group themselves.
    const selected = cells.reduce((sum, cell) => sum + (people.get(cell) ?? 0), 0);
    answers.push(cells.some((cell) => hidden.has(cell)) || isSmall(selected) || (by.length > 0 && isSmall(people.get(cellKey(by.map(() => null)))! - selected)));
  }
  return answers;
}

export interface Table {
  /** Persons by cell; null in a key stands for all values. */
  people: Map<string, number>;
  hidden: Set<string>;
}

export const cellKey = (values: readonly (string | null)[]): string => JSON.stringify(values);

/** The table of everybody by up to two characteristics, with its margins, and what of it stays hidden. */
export async function table(tx: Tx, about: About, everybody: Query, by: readonly Characteristic[]): Promise<Table> {
  const facts = factsOfOne(about, everybody.where);
  const columns = by.map(characteristicSql);
  const names = by.map((_, at) => sql.ref(`v${at}`));
  const { rows } = await sql<{ values: (string | null)[]; people: number }>`
    select ${names.length ? sql`array[${sql.join(names)}]` : sql`'{}'::text[]`} as values, count(distinct person_id) as people
    from (select fact.person_id ${columns.length ? sql`, ${sql.join(columns.map((column, at) => sql`${column} as ${names[at]}`))}` : sql``} from fact where ${carriers(facts, everybody)}) person
    ${names.length ? sql`group by cube (${sql.join(names)})` : sql``}`.execute(tx);
  const people = new Map(rows.map((row) => [cellKey(row.values), row.people]));
  if (!people.has(cellKey(by.map(() => null)))) people.set(cellKey(by.map(() => null)), 0);
  return { people, hidden: hiddenIn(people, by.length) };
}

/** Margins are decided as tables of their own, so that they are the same wherever they are shown; the inner cells then give way to them. */
export function hiddenIn(people: ReadonlyMap<string, number>, width: number): Set<string> {
  const cells = [...people.keys()].map((key) => JSON.parse(key) as (string | null)[]);
  const whole = cellKey(Array.from({ length: width }, () => null));
  const at = (values: (string | null)[]) => cellKey(values);
  const margins = cells.filter((values) => values.filter((value) => value !== null).length === 1);
  const hidden = new Set<string>();
  if (isSmall(people.get(whole) ?? 0)) hidden.add(whole);
  for (let column = 0; column < width; column += 1) {
    const line: Sum = { whole, parts: margins.filter((values) => values[column] !== null).map(at) };
    const own = new Map([whole, ...line.parts].map((key) => [key, people.get(key) ?? 0]));
    for (const key of hiddenCells(own, [line], { hidden, fixed: [whole] })) hidden.add(key);
  }
  if (width < 2) return hidden;
  const sums: Sum[] = [0, 1].flatMap((column) =>
    margins.filter((values) => values[column] !== null).map((margin) => ({ whole: at(margin), parts: cells.filter((values) => values[0] !== null && values[1] !== null && values[column] === margin[column]).map(at) })),
  );
  return hiddenCells(people, sums, { hidden, fixed: [whole, ...margins.map(at)] });
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>((found, values) => found.flatMap((one) => values.map((value) => [...one, value])), [[]]);
}
