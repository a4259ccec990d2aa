/** Standing joinings as a forest: which entry stands for which. Pure. */

export interface Edge {
  entryId: string;
  intoId: string;
}

/** The entry that stands for this one. */
export function rootOf(id: string, edges: readonly Edge[]): string {
  const up = new Map(edges.map(({ entryId, intoId }) => [entryId, intoId]));
  let root = id;
  for (let next = up.get(root); next !== undefined; next = up.get(root)) root = next;
  return root;
}

/** For every entry of these trees the one that stands for it; null for those that stand for themselves. */
export function standing(ids: Iterable<string>, edges: readonly Edge[]): Map<string, string | null> {
  const all = new Set([...ids, ...edges.flatMap(({ entryId, intoId }) => [entryId, intoId])]);
  return new Map([...all].map((id) => [id, rootOf(id, edges)] as const).map(([id, root]) => [id, root === id ? null : root]));
}
