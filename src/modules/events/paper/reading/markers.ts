import type { Point } from '../geometry.ts';
import { darkerThanAround, type Grey } from './grey.ts';
import { piecesOf, type Piece } from './pieces.ts';

/** A square inside a ring, as it lies in the photograph. */
export interface Marker {
  at: Point;
  /** The side of the ring, about. */
  side: number;
}

/**
 * Finds squares inside rings (black, white, black as 1 : 1 : 3 : 1 : 1, like the corners of a QR code), turned and seen from the side as they may be.
 * @param picture at least five pixels for each unit of a marker
 */
export function findMarkers(picture: Grey): Marker[] {
  const { width, height } = picture;
  const dark = darkerThanAround(picture, Math.round(Math.min(width, height) / 12), 0.8);
  const { pieces } = piecesOf(dark, width, height);
  const least = 8;
  const most = Math.min(width, height) / 6;
  const sized = pieces.filter(({ left, right, top, bottom }) => {
    const [w, h] = [right - left, bottom - top];
    return w >= 4 && h >= 4 && w <= most && h <= most && w < 3 * h && h < 3 * w;
  });
  // A core is solid and a ring is hollow, however they are turned: a square on its corner still fills half of its box.
  const cores = sized.filter((piece) => fill(piece) > 0.42);
  const rings = sized.filter((piece) => fill(piece) > 0.2 && fill(piece) < 0.75 && Math.min(piece.right - piece.left, piece.bottom - piece.top) >= least);
  const found: Marker[] = [];
  for (const ring of rings) {
    const [w, h] = [ring.right - ring.left, ring.bottom - ring.top];
    const core = cores.find((one) => {
      if (one === ring || one.left <= ring.left || one.right >= ring.right || one.top <= ring.top || one.bottom >= ring.bottom) return false;
      const [cw, ch] = [(one.right - one.left) / w, (one.bottom - one.top) / h];
      const isInMiddle = Math.abs(one.x - ring.x) < 0.12 * w && Math.abs(one.y - ring.y) < 0.12 * h;
      return isInMiddle && cw > 0.25 && cw < 0.62 && ch > 0.25 && ch < 0.62 && one.area / ring.area > 0.15 && one.area / ring.area < 0.8;
    });
    if (core) found.push({ at: [core.x, core.y], side: Math.sqrt(w * h) });
  }
  return found;
}

const fill = ({ area, left, right, top, bottom }: Piece) => area / ((right - left) * (bottom - top));
