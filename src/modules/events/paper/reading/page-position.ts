/** Where the page lies in a photograph: its codes say which page it is and roughly where, its four squares exactly where. */
import { cornersOf, type Geometry, type Point } from '../geometry.ts';
import { homography, mapped, type Homography } from './homography.ts';
import type { Marker } from './markers.ts';
import type { FoundCode } from './qr.ts';

export interface Position {
  /** Millimetres of the page → pixels of the photograph. */
  toPhoto: Homography;
  /** Which of the four squares were found, in the order of the layout. */
  markers: boolean[];
  /** How far the squares lie from where the rest says they are, in millimetres; large on crumpled paper. */
  error: number;
}

/** A square and a corner of a code that belong together may lie so far from each other on bent paper, in millimetres. */
const tolerance = 6;

/**
 * @param codes those of one page, each with which of the two it is
 * @returns null when fewer than three squares are in the photograph
 */
export function pagePosition(geometry: Geometry, codes: readonly (FoundCode & { which: number })[], found: readonly Marker[]): Position | null {
  const ofPage = codes.flatMap(({ which }) => cornersOf(geometry.codes[which]!));
  const ofPhoto = codes.flatMap(({ corners }) => corners);
  const outside = found.filter(({ at }) => !codes.some(({ corners }) => isInside(at, corners)));
  const best = chosen(geometry, ofPage, ofPhoto, outside);
  if (!best) return null;
  const pairs = best.flatMap((marker, at) => (marker ? [{ page: geometry.markers.centres[at]! as Point, photo: marker.at }] : []));
  const page = pairs.map((one) => one.page);
  const photo = pairs.map((one) => one.photo);
  // Four squares are enough and more exact than the codes; with three the codes take the place of the fourth.
  const toPhoto = pairs.length === 4 ? homography(page, photo) : homography([...page, ...ofPage], [...photo, ...ofPhoto]);
  if (!toPhoto) return null;
  const scale = pixelsPerMillimetre(geometry, toPhoto);
  const error = Math.max(...ofPage.map((point, at) => distance(mapped(toPhoto, point), ofPhoto[at]!))) / scale;
  return error > tolerance ? null : { toPhoto, markers: best.map(Boolean), error };
}

/** Pixels of the photograph for a millimetre in the middle of the page. */
export function pixelsPerMillimetre({ width, height }: Geometry, toPhoto: Homography): number {
  const middle = mapped(toPhoto, [width / 2, height / 2]);
  return Math.min(distance(mapped(toPhoto, [width / 2 + 1, height / 2]), middle), distance(mapped(toPhoto, [width / 2, height / 2 + 1]), middle));
}

const distance = (a: Point, b: Point) => Math.hypot(a[0] - b[0], a[1] - b[1]);

/** Whether a point lies in a four-sided figure, on whichever side it is looked at from. */
function isInside([x, y]: Point, corners: readonly Point[]): boolean {
  const sides = corners.map(([ax, ay], at) => {
    const [bx, by] = corners[(at + 1) % corners.length]!;
    return Math.sign((bx - ax) * (y - ay) - (by - ay) * (x - ax));
  });
  return sides.every((side) => side >= 0) || sides.every((side) => side <= 0);
}

/**
 * Which of the found squares is which corner of the page. The codes alone say roughly where each should be: too roughly for the far ones, so the near
 * ones are taken first and lead to the next.
 */
function chosen(geometry: Geometry, ofPage: readonly Point[], ofPhoto: readonly Point[], found: readonly Marker[]): (Marker | null)[] | null {
  const result: (Marker | null)[] = [null, null, null, null];
  const page = [...ofPage];
  const photo = [...ofPhoto];
  const open = new Set(geometry.markers.centres.keys());
  while (open.size) {
    const h = homography(page, photo);
    if (!h) return null;
    const scale = pixelsPerMillimetre(geometry, h);
    const nearest = [...open].map((corner) => ({ corner, away: Math.min(...page.map((point) => distance(point, geometry.markers.centres[corner]!))) })).sort((a, b) => a.away - b.away)[0]!;
    const expected = mapped(h, geometry.markers.centres[nearest.corner]!);
    const isRight = ({ side }: Marker) => side > 0.5 * scale * geometry.markers.side && side < 2.4 * scale * geometry.markers.side;
    // The farther from everything that is known, the more the expected place may be wrong.
    const reach = scale * Math.max(tolerance, nearest.away * 0.22);
    const candidates = found.filter((marker) => !result.includes(marker) && isRight(marker) && distance(marker.at, expected) < reach).sort((a, b) => distance(a.at, expected) - distance(b.at, expected));
    const taken = candidates[0] ?? null;
    open.delete(nearest.corner);
    result[nearest.corner] = taken;
    if (taken) {
      // A square is found much more exactly than the corners of a code: it counts several times.
      for (let n = 0; n < 4; n++) {
        page.push(geometry.markers.centres[nearest.corner]!);
        photo.push(taken.at);
      }
    }
  }
  return result.filter(Boolean).length >= 3 ? result : null;
}
