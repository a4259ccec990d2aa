/** Quiet maps of the three countries as SVG paths, drawn on the server from the shipped boundaries. */
import { geoMercator } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import type { MultiLineString, MultiPolygon, Polygon, Position } from 'geojson';
import { allUnits, dataFile, municipalityOf, unitById } from './gazetteer.ts';
import type { Country } from './shape.ts';
import { simplified } from './simplify.ts';

export interface PlaceMap {
  country: Country;
  /** `0 0 width height`, in the same unit as all paths. */
  viewBox: string;
  /** The country's land as one path. */
  land: string;
  /** All borders inside the country as one path, each once. */
  borders: string;
  /** Serbia: the 145 local self-governments; Bulgaria: the oblasts; Moldova: the raions. */
  shapes: readonly { unit: string; d: string }[];
  /** Bulgaria's municipalities at their seats: there are no boundaries of them that may be passed on. */
  points: readonly { unit: string; x: number; y: number }[];
}

const sources: Record<Country, { file: string; object: string }> = {
  RS: { file: 'boundaries/rs-lsu.topo.json', object: 'lsu' },
  BG: { file: 'boundaries/districts.topo.json', object: 'bg' },
  MD: { file: 'boundaries/districts.topo.json', object: 'md' },
};

const drawn = new Map<string, PlaceMap>();

/**
 * The map of a country, `width` units wide, coordinates rounded to whole units (give two or three times the pixels it is shown at).
 * `around`: only the part of the map where these units lie, and no smaller part of the whole than `closest`. Drawn once per process.
 */
export function mapOf(country: Country, { width = 1000, around, closest = 1 / 3 }: { width?: number; around?: readonly string[]; closest?: number } = {}): PlaceMap {
  const key = `${country} ${width}`;
  let map = drawn.get(key);
  if (!map) drawn.set(key, (map = draw(country, width)));
  return around?.length ? { ...map, viewBox: viewBoxAround(map, around, closest) } : map;
}

/** The countries these units lie in, those with most units first: one map each. */
export function countriesOf(units: Iterable<string>): Country[] {
  const counts = new Map<Country, number>();
  for (const id of units) {
    const country = unitById(id)?.country;
    if (country) counts.set(country, (counts.get(country) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([country]) => country);
}

/** What to colour on the map when somebody comes from this unit: its shape or point; null when the map shows nothing that small or large. */
export function onMap(map: PlaceMap, unit: string): string | null {
  const shown = (id: string) => map.shapes.some((shape) => shape.unit === id) || map.points.some((point) => point.unit === id);
  if (shown(unit)) return unit;
  const municipality = municipalityOf(unit)?.id;
  return municipality && shown(municipality) ? municipality : null;
}

/** The same map with only the shapes and points of these units: what a page has to send when it highlights a few of them. */
export function mapWithOnly(map: PlaceMap, units: Iterable<string>): PlaceMap {
  const wanted = new Set(units);
  return { ...map, shapes: map.shapes.filter(({ unit }) => wanted.has(unit)), points: map.points.filter(({ unit }) => wanted.has(unit)) };
}

function draw(country: Country, width: number): PlaceMap {
  const { file, object } = sources[country];
  const topology = JSON.parse(dataFile(file)) as Topology<Record<string, GeometryCollection>>;
  const point = ontoPaper((mesh(topology, topology.objects[object]) as MultiLineString).coordinates.flat(), width);
  const arcs = planarArcs(topology, point);
  const planar = { ...topology, transform: undefined, arcs } as unknown as typeof topology;
  const shapes = feature(planar, planar.objects[object]!).features.map(({ id, geometry }) => {
    const { type, coordinates } = geometry as Polygon | MultiPolygon;
    return { unit: String(id), d: rings(type === 'Polygon' ? coordinates : coordinates.flat()) };
  });
  const outline = mesh(planar, planar.objects[object], (a, b) => a === b) as MultiLineString;
  const inner = mesh(planar, planar.objects[object], (a, b) => a !== b) as MultiLineString;
  const height = Math.max(...outline.coordinates.flat().map(([, y]) => y!)) + Math.round(width / 100);
  const points = country !== 'BG' ? [] : allUnits().filter((unit) => unit.type === 'obshtina' && unit.lat !== null).map((unit) => {
    const [x, y] = point([unit.lon!, unit.lat!]);
    return { unit: unit.id, x: Math.round(x!), y: Math.round(y!) };
  });
  return { country, viewBox: `0 0 ${width} ${height}`, land: rings(outline.coordinates), borders: inner.coordinates.map((line) => path(line)).join(''), shapes, points };
}

/** Where a place on the globe lies on paper of this width that holds all these places with a small margin (Mercator: directions stay right). */
function ontoPaper(places: Position[], width: number): (position: Position) => Position {
  const globe = geoMercator().scale(1).translate([0, 0]);
  const flat = places.map(([lon, lat]) => globe([lon!, lat!])!);
  const left = Math.min(...flat.map(([x]) => x));
  const top = Math.min(...flat.map(([, y]) => y));
  const margin = width / 100;
  const scale = (width - 2 * margin) / (Math.max(...flat.map(([x]) => x)) - left);
  return ([lon, lat]) => {
    const [x, y] = globe([lon!, lat!])!;
    return [(x - left) * scale + margin, (y - top) * scale + margin];
  };
}

/** The topology's arcs on the paper, in whole units and without needless points. Simplified arc by arc, so neighbours keep their common border. */
function planarArcs(topology: Topology, point: (position: Position) => Position): Position[][] {
  const [kx, ky] = topology.transform!.scale;
  const [dx, dy] = topology.transform!.translate;
  return topology.arcs.map((arc) => {
    let x = 0;
    let y = 0;
    const line = arc.map(([stepX, stepY]) => point([(x += stepX!) * kx + dx, (y += stepY!) * ky + dy]));
    return simplified(line, 1.1).map(([px, py]): Position => [Math.round(px!), Math.round(py!)]);
  });
}

const rings = (lines: Position[][]) => lines.filter((line) => line.length > 3).map((line) => `${path(line.slice(0, -1))}z`).join('');

/** One line as an SVG path in relative steps, which are shorter to write; steps of no length are left out. */
function path(line: Position[]): string {
  let [x, y] = line[0]! as [number, number];
  let text = `M${x},${y}l`;
  let first = true;
  for (const [nextX, nextY] of line.slice(1) as [number, number][]) {
    const [stepX, stepY] = [nextX - x, nextY - y];
    if (!stepX && !stepY) continue;
    text += `${first || stepX < 0 ? '' : ' '}${stepX}${stepY < 0 ? '' : ' '}${stepY}`;
    first = false;
    [x, y] = [nextX, nextY];
  }
  return text;
}

/** The smallest part of the map that holds these units with room around, not smaller than `closest` of the whole. */
function viewBoxAround(map: PlaceMap, units: readonly string[], closest: number): string {
  const [, , width, height] = map.viewBox.split(' ').map(Number) as [number, number, number, number];
  const wanted = new Set(units.map((unit) => onMap(map, unit)));
  const spots = [
    ...map.points.filter((point) => wanted.has(point.unit)).map((point): [number, number] => [point.x, point.y]),
    ...map.shapes.filter((shape) => wanted.has(shape.unit)).flatMap((shape) => cornersOf(shape.d)),
  ];
  if (!spots.length) return map.viewBox;
  const [xs, ys] = [spots.map(([x]) => x), spots.map(([, y]) => y)];
  const middle = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2] as const;
  const scale = Math.min(1, Math.max(closest, ((Math.max(...xs) - Math.min(...xs)) * 1.3) / width, ((Math.max(...ys) - Math.min(...ys)) * 1.3) / height));
  const [w, h] = [width * scale, height * scale];
  const left = Math.min(Math.max(0, middle[0] - w / 2), width - w);
  const top = Math.min(Math.max(0, middle[1] - h / 2), height - h);
  return [left, top, w, h].map(Math.round).join(' ');
}

/** The points of a path written by `path`. */
function cornersOf(d: string): [number, number][] {
  return d.split('z').filter(Boolean).flatMap((ring) => {
    const numbers = [...ring.matchAll(/-?\d+/g)].map(Number);
    let [x, y] = [numbers[0]!, numbers[1]!];
    const corners: [number, number][] = [[x, y]];
    for (let i = 2; i < numbers.length; i += 2) corners.push([(x += numbers[i]!), (y += numbers[i + 1]!)]);
    return corners;
  });
}
