import type { ImportSummary, RowResolution } from './shape.ts';

/** What an import will do, counted from its resolved rows; a municipality is mentioned once by each list that names it. */
export function summaryOf(rows: readonly { list: number; signed: readonly boolean[]; resolution: RowResolution; open: number }[]): ImportSummary {
  const came = rows.filter((row) => row.signed.some(Boolean));
  const different = (ids: (string | null)[]) => new Set(ids.filter((id) => id !== null)).size;
  const split = (of: { id: string | null; isNew: boolean }[]) => ({ new: different(of.filter((one) => one.isNew).map((one) => one.id)), known: different(of.filter((one) => !one.isNew).map((one) => one.id)) });
  const listsOfPlace = new Map<string, Set<number>>();
  for (const { list, resolution } of came) {
    const id = resolution.place.id;
    if (id) listsOfPlace.set(id, (listsOfPlace.get(id) ?? new Set()).add(list));
  }
  const overlaps = [...listsOfPlace].map(([id, lists]) => ({ id, times: lists.size })).filter((one) => one.times > 1).sort((a, b) => b.times - a.times || (a.id < b.id ? -1 : 1));
  return {
    rows: rows.length,
    participations: new Set(came.map((row) => `${row.list}:${row.resolution.person.id}`)).size,
    people: split(rows.map((row) => row.resolution.person)),
    organisations: split(rows.map((row) => row.resolution.organisation)),
    municipalities: { gross: [...listsOfPlace.values()].reduce((sum, lists) => sum + lists.size, 0), net: listsOfPlace.size, overlaps },
    registeredOnly: rows.length - came.length,
    openDoubts: rows.reduce((sum, row) => sum + row.open, 0),
  };
}
