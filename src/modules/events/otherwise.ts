/** What stands otherwise now than in a form that somebody else's changes have overtaken. Pure. */
import type { Texts } from './posted.ts';

export interface Otherwise {
  name: string;
  /** In which row of several alike it stands, from 1; null for a field that is there once. */
  row: number | null;
  /** What stands there now; null: the whole row is there no more. */
  now: string | null;
}

/**
 * The fields that differ, in the order of the names. A row (`words_3`) is known by its `id_3`, wherever it stands now; one without an id is new and nobody else's. Of a row that
 * only one of the two has its first name is told.
 * @param mine what was posted @param now the fields as they would be filled now @param names of the fields; those in rows without their number
 */
export function otherwise(mine: Texts, now: Texts, names: readonly string[]): Otherwise[] {
  const [hers, there] = [rowsOf(mine), rowsOf(now)];
  const once = names.filter((name) => !isInRows(name, mine, now)).filter((name) => plain(mine[name]) !== plain(now[name])).map((name) => ({ name, row: null, now: plain(now[name]) }));
  const inRows = names.filter((name) => isInRows(name, mine, now));
  const rows = [...new Set([...there.keys(), ...hers.keys()])].flatMap((id): Otherwise[] => {
    const [of, at] = [hers.get(id), there.get(id)];
    const told = of === undefined || at === undefined ? inRows.slice(0, 1) : inRows.filter((name) => plain(mine[`${name}_${of}`]) !== plain(now[`${name}_${at}`]));
    return told.map((name) => ({ name, row: (at ?? of)! + 1, now: at === undefined ? null : plain(now[`${name}_${at}`]) }));
  });
  return [...once, ...rows];
}

/** Browsers post lines with another end than they were given. */
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\r\n', '\n').trim();

const isInRows = (name: string, ...all: Texts[]): boolean => all.some((texts) => `${name}_0` in texts);

/** Id of a row → its number in the form. */
const rowsOf = (texts: Texts): Map<string, number> => new Map(Object.entries(texts).flatMap(([name, id]) => (/^id_\d+$/.test(name) && id ? [[id, Number(name.slice(3))]] : [])));
