/** The figures of a set of lists, gross and net, from rows that are already matched. Pure; nothing is guessed here. */
import type { OrganisationType } from '#modules/organisations/shape.ts';

/** A row of a list, matched: keys are equal exactly when Kolo takes the things for the same. */
export interface CountedRow {
  /** Index of the list the row stands in. */
  list: number;
  row: number;
  person: string;
  organisation: string | null;
  /** Id of the municipality. */
  place: string | null;
  days: boolean[];
}

export interface Figures {
  /** Person × event: who signed at least one day of an event, once. */
  attendances: number;
  people: number;
  /** People who came to every event of the set. */
  completed: number;
  organisations: number;
  csos: number;
  municipalities: {
    /** Mentions: each municipality once for each list that names it, parts of one cycle being one list. */
    gross: number;
    net: number;
    /** Municipalities mentioned more than once, by how many lists: gross − net = Σ (times − 1). */
    overlaps: { unit: string; times: number }[];
  };
}

export interface Counted {
  rows: readonly CountedRow[];
  /** For every list its event: sheets for single days are one. */
  events: readonly number[];
  /** For every list its cycle (see cycles.ts). */
  cycles: readonly number[];
  /** Organisation key → type. */
  typeOf: ReadonlyMap<string, OrganisationType>;
}

/** True if the person signed at least one day; a name without a signature is not an attendance. */
export const attended = (row: Pick<CountedRow, 'days'>): boolean => row.days.some(Boolean);

/** Figures of the lists with these indices. Overlaps: most mentioned first, then by unit id. */
export function figuresOf(counted: Counted, lists: readonly number[]): Figures {
  const chosen = new Set(lists);
  const eventsChosen = new Set(lists.map((list) => counted.events[list])).size;
  const rows = counted.rows.filter((row) => chosen.has(row.list) && attended(row));

  const eventsOfPerson = grouped(rows, (row) => row.person, (row) => counted.events[row.list]!);
  const cyclesOfUnit = grouped(rows, (row) => row.place, (row) => counted.cycles[row.list]!);
  const organisations = new Set(rows.flatMap((row) => row.organisation ?? []));

  const overlaps = [...cyclesOfUnit]
    .map(([unit, cycles]) => ({ unit, times: cycles.size }))
    .filter(({ times }) => times > 1)
    .sort((a, b) => b.times - a.times || (a.unit < b.unit ? -1 : 1));
  return {
    attendances: sum([...eventsOfPerson.values()].map((of) => of.size)),
    people: eventsOfPerson.size,
    completed: [...eventsOfPerson.values()].filter((of) => of.size === eventsChosen).length,
    organisations: organisations.size,
    csos: [...organisations].filter((key) => counted.typeOf.get(key) === 'cso').length,
    municipalities: { gross: sum([...cyclesOfUnit.values()].map((of) => of.size)), net: cyclesOfUnit.size, overlaps },
  };
}

/** Key → the different values its rows have; rows without a key are left out. */
function grouped<V>(rows: readonly CountedRow[], keyOf: (row: CountedRow) => string | null, valueOf: (row: CountedRow) => V): Map<string, Set<V>> {
  const groups = new Map<string, Set<V>>();
  for (const row of rows) {
    const key = keyOf(row);
    if (key === null) continue;
    const group = groups.get(key);
    if (group) group.add(valueOf(row));
    else groups.set(key, new Set([valueOf(row)]));
  }
  return groups;
}

const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0);
