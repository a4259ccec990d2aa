/** What scores come to, by area and over time. Pure. */
import { criteriaOf, highest, type Standard } from './standards.ts';

export type Scores = Record<string, { score: number; comment?: string | null }>;

/** The mean of an area's criteria, 0–3; null while one of them has no score: half an area is no figure. */
export function areaScores(standard: Standard, scores: Scores): { area: string; score: number | null }[] {
  return standard.areas.map(({ id, criteria }) => {
    const given = criteria.flatMap((one) => scores[one.id]?.score ?? []);
    return { area: id, score: given.length === criteria.length ? given.reduce((sum, one) => sum + one, 0) / given.length : null };
  });
}

/** The criteria that have no score yet. */
export const missing = (standard: Standard, scores: Scores): string[] => criteriaOf(standard).filter(({ id }) => scores[id] === undefined).map(({ id }) => id);

export interface Point {
  day: string;
  kind: 'self' | 'peer';
  score: number;
}

/** What is drawn of one area: points in a box of 100 by 100, the oldest at the left, 3 at the top; one day alone stands in the middle. */
export function plotted(points: readonly Point[]): (Point & { x: number; y: number })[] {
  const days = points.map(({ day }) => Date.parse(day));
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return points
    .map((one, at) => ({ ...one, x: last === first ? 50 : ((days[at]! - first) / (last - first)) * 100, y: 100 - (one.score / highest) * 100 }))
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0));
}
