import type { Position } from 'geojson';

/**
 * A line with fewer points that nowhere leaves the given one by more than `tolerance` (Douglas, D. H. & Peucker, T. K., 1973,
 * "Algorithms for the reduction of the number of points required to represent a digitized line", Cartographica 10 (2): 112–122).
 * The ends stay; of a closed line the farthest point from its end stays too, so that an island stays an island.
 */
export function simplified(line: Position[], tolerance: number): Position[] {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const open: [number, number][] = [[0, line.length - 1]];
  while (open.length) {
    const [from, to] = open.pop()!;
    let farthest = -1;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const away = distance(line[i]!, line[from]!, line[to]!);
      if (away > most) [most, farthest] = [away, i];
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    open.push([from, farthest], [farthest, to]);
  }
  return line.filter((_, i) => keep[i]);
}

/** From a point to the stretch between two others. */
function distance([x, y]: Position, [ax, ay]: Position, [bx, by]: Position): number {
  const [dx, dy] = [bx! - ax!, by! - ay!];
  const length = dx * dx + dy * dy;
  const along = length ? Math.max(0, Math.min(1, ((x! - ax!) * dx + (y! - ay!) * dy) / length)) : 0;
  return Math.hypot(x! - ax! - along * dx, y! - ay! - along * dy);
}
