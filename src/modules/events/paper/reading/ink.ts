/** What somebody wrote into the cells of a column, measured against the paper around it. */
import { lineTop, type Geometry } from '../geometry.ts';
import { meanOf, sumsOf, withoutNarrowDark, type Grey } from './grey.ts';
import type { Homography } from './homography.ts';
import { piecesOf } from './pieces.ts';
import { straightened, type Bend } from './straighten.ts';

/** What is written in one cell, in square millimetres and millimetres. */
export interface Ink {
  area: number;
  width: number;
  height: number;
  /** Of what comes over the line from a cell above or below. */
  fromNeighbours: number;
  /** How bright the paper of the cell is beside the brightest of the page, 0 to 1: little under a shadow or a hand. */
  light: number;
}

const scale = 8;
/** Half the width of what is taken for a line that was printed, in millimetres. */
const ruled = 0.55;
/** A stroke is narrower than this in millimetres; what is wider is a shadow or a hand. */
const stroke = 3.6;
/** Smaller pieces are dust, in square millimetres. */
const dust = 0.25;

/** Measures each line of a column. @param column left edge and width in millimetres; the ruled lines at both sides are left out */
export function inkIn(photo: Grey, toPhoto: Homography, geometry: Geometry, column: { x: number; width: number }, lines: number, bend: Bend): Ink[] {
  const box = { x: column.x + ruled + 0.2, y: geometry.rows.top, width: column.width - 2 * (ruled + 0.2), height: lines * geometry.rows.height };
  const strip = smoothed(straightened(photo, toPhoto, box, scale, bend));
  const { width, height } = strip;
  const paper = withoutNarrowDark(strip, Math.round((stroke * scale) / 2));
  const lineAt = new Int32Array(height);
  const isRuled = new Uint8Array(height);
  for (let y = 0; y < height; y++) {
    const from = (y + 0.5) / scale;
    lineAt[y] = Math.min(lines - 1, Math.floor(from / geometry.rows.height));
    const toLine = from - geometry.rows.height * Math.round(from / geometry.rows.height);
    if (Math.abs(toLine) < ruled) isRuled[y] = 1;
  }
  const mask = darkStrokes(strip, paper, isRuled);
  bridge(mask, width, height, isRuled);
  const { pieces, labels } = piecesOf(mask, width, height);
  const millimetre = scale * scale;
  const shares = pieces.map(() => new Uint32Array(lines));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const label = labels[y * width + x]!;
      if (label) shares[label - 1]![lineAt[y]!]!++;
    }
  }
  const light = lightOf(paper, geometry, lines);
  return Array.from({ length: lines }, (_, line): Ink => {
    const own: typeof pieces = [];
    let fromNeighbours = 0;
    pieces.forEach((piece, at) => {
      const here = shares[at]![line]!;
      if (!here || piece.area < dust * millimetre) return;
      if (here * 2 >= piece.area) own.push(piece);
      else fromNeighbours += here / millimetre;
    });
    const span = (low: 'left' | 'top', high: 'right' | 'bottom') => (own.length ? (Math.max(...own.map((one) => one[high])) - Math.min(...own.map((one) => one[low]))) / scale : 0);
    return { area: own.reduce((sum, { area }) => sum + area, 0) / millimetre, width: span('left', 'right'), height: span('top', 'bottom'), fromNeighbours, light: light[line]! };
  });
}

/** Each pixel the mean of nine: half of the grain of a photograph in the evening, and strokes stay. */
function smoothed(picture: Grey): Grey {
  const sums = sumsOf(picture);
  const { width, height } = picture;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = meanOf(sums, picture, x - 1, y - 1, x + 2, y + 2);
  return { width, height, data };
}

/** Pixels clearly darker than the paper around them. How clearly follows from the grain of this photograph: most of a column is empty paper. */
function darkStrokes(strip: Grey, paper: Grey, isRuled: Uint8Array): Uint8Array {
  const { width, height } = strip;
  const darkness = new Uint8Array(width * height);
  const counts = new Uint32Array(256);
  let n = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = y * width + x;
      const value = Math.min(255, (256 * (paper.data[at]! - strip.data[at]!)) / Math.max(24, paper.data[at]!));
      darkness[at] = value;
      if (isRuled[y]) continue;
      counts[Math.floor(value)]!++;
      n++;
    }
  }
  const below = (share: number) => {
    let sum = 0;
    for (let value = 0; value < 256; value++) if ((sum += counts[value]!) >= share * n) return value;
    return 255;
  };
  const [middle, upper] = [below(0.4), below(0.65)];
  const least = Math.max(26, middle + 7 * (upper - middle));
  return darkness.map((value, at) => Number(value >= least && !isRuled[Math.floor(at / width)]));
}

/** A stroke that crosses a ruled line goes on below it: where there is ink right above and right below, there is ink in between. */
function bridge(mask: Uint8Array, width: number, height: number, isRuled: Uint8Array) {
  for (let from = 0; from < height; from++) {
    if (!isRuled[from]) continue;
    let to = from;
    while (to < height && isRuled[to]) to++;
    const [above, below] = [from - 1, to];
    if (above >= 0 && below < height) {
      const aside = Math.round(0.8 * scale);
      for (let x = 0; x < width; x++) {
        if (!mask[above * width + x]) continue;
        for (let other = Math.max(0, x - aside); other <= Math.min(width - 1, x + aside); other++) {
          if (!mask[below * width + other]) continue;
          for (let y = from; y < to; y++) mask[y * width + Math.round(x + ((other - x) * (y - above)) / (below - above))] = 1;
        }
      }
    }
    from = to;
  }
}

function lightOf(paper: Grey, geometry: Geometry, lines: number): number[] {
  const sums = sumsOf(paper);
  const height = geometry.rows.height * scale;
  const means = Array.from({ length: lines }, (_, line) => {
    const top = (lineTop(line, geometry) - geometry.rows.top) * scale;
    return meanOf(sums, paper, 0, Math.round(top + 0.15 * height), paper.width, Math.round(top + 0.85 * height));
  });
  const brightest = Math.max(...means, 1);
  return means.map((mean) => mean / brightest);
}
