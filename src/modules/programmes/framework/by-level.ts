import type { Level } from './shape.ts';

/** Level by level as the framework orders them, those of no level first; levels without anything are left out. */
export function byLevel<One extends { levelId: string | null }>(levels: readonly Level[], all: readonly One[]): { level: Level | null; all: One[] }[] {
  const known = new Set(levels.map(({ levelId }) => levelId));
  return [null, ...levels]
    .map((level) => ({ level, all: all.filter(({ levelId }) => (level ? levelId === level.levelId : levelId === null || !known.has(levelId))) }))
    .filter((group) => group.all.length > 0);
}
