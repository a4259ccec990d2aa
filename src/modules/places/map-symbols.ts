/** What a map draws over its land: which shapes and points, and how strongly. Pure, so that the component has nothing to decide. */
import type { PlaceMap } from './map.ts';

export interface OnMap {
  /** Shown by browsers when the pointer rests on it. */
  label: string;
  /** How much: from 0 to the largest value on the map the colour goes from pale to full. Without it the colour is full. */
  value?: number;
  /** Nobody has reported about this place yet: hatched instead of coloured. */
  unreported?: boolean;
}

interface Drawn {
  unit: string;
  label: string;
  unreported: boolean;
  /** Opacity of the colour, 0.25 to 0.9. */
  strength: number;
}

export interface MapSymbols {
  shapes: (Drawn & { d: string })[];
  points: (Drawn & { x: number; y: number; r: number })[];
}

/** The highlighted shapes and points of the map; units that it does not show are left out (bring parts of cities to theirs with `onMap`). */
export function mapSymbols(map: PlaceMap, highlighted: ReadonlyMap<string, OnMap>): MapSymbols {
  const most = Math.max(0, ...[...highlighted.values()].map(({ value }) => value ?? 0));
  const drawn = (unit: string): Drawn | null => {
    const here = highlighted.get(unit);
    if (!here) return null;
    const share = here.value === undefined || most === 0 ? 1 : here.value / most;
    return { unit, label: here.label, unreported: here.unreported ?? false, strength: Math.round((0.25 + 0.65 * share) * 100) / 100 };
  };
  const width = Number(map.viewBox.split(' ')[2]);
  return {
    shapes: map.shapes.flatMap(({ unit, d }) => [drawn(unit)].flatMap((one) => (one ? [{ ...one, d }] : []))),
    points: map.points.flatMap(({ unit, x, y }) => [drawn(unit)].flatMap((one) => (one ? [{ ...one, x, y, r: Math.max(4, Math.round(width / 70)) }] : []))),
  };
}
