import type { ImportSummary, RowResolution } from './shape.ts';

/**
 * What an import will do, counted from its resolved rows; a municipality is mentioned once by each list that names it.
 * `earlier` are the new people and organisations that the imports before this one in the same batch make: here they are known already, as they will be
 * when this one's turn comes. Those that this import makes are added to it.
 */
export function summaryOf(rows: readonly { list: number; signed: readonly boolean[]; resolution: RowResolution; open: number }[], earlier: Set<string> = new Set()): ImportSummary {
  const came = rows.filter((row) => row.signed.some(Boolean));
  const different = (ids: (string | null)[]) => new Set(ids.filter((id) => id !== null)).size;
  const split = (of: { id: string | null; isNew: boolean }[]) => {
    const makes = (one: { id: string | null; isNew: boolean }) => one.isNew && !earlier.has(one.id ?? '');
    const fresh = of.filter(makes).map(({ id }) => id);
    const known = of.filter((one) => !makes(one)).map(({ id }) => id);
    for (const id of fresh) if (id !== null) earlier.add(id);
    return { new: different(fresh), known: different(known) };
  };
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
