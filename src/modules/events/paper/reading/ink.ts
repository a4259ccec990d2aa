/** What somebody wrote into the cells of a column, measured against the paper around it. */
import { lineTop, type Geometry } from '../geometry.ts';
import { meanOf, sumsOf, withoutNarrowDark, type Grey } from './grey.ts';
import type { Homography } from './homography.ts';
import { piecesOf, type Piece } from './pieces.ts';
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
/** Half the width of a ruled line with its blurred edges, in millimetres. */
const ruled = 0.45;
/** A ruled line may lie so far from where it was printed: bent paper. */
const astray = 1.6;
/** A stroke is narrower than this in millimetres; what is wider is a shadow or a hand. */
const stroke = 3.6;
/** Smaller pieces are dust, in square millimetres. */
const dust = 0.25;
/** So much more than the rows is looked at, above and below. */
const margin = 2;

/** Measures lines of a column, from the first (0) for so many. @param column left edge and width in millimetres; the ruled lines at both sides are left out */
export function inkIn(photo: Grey, toPhoto: Homography, geometry: Geometry, column: { x: number; width: number }, first: number, lines: number, bend: Bend): Ink[] {
  if (lines < 1) return [];
  const aside = 0.75;
  const box = { x: column.x + aside, y: lineTop(first, geometry) - margin, width: column.width - 2 * aside, height: lines * geometry.rows.height + 2 * margin };
  const strip = smoothed(straightened(photo, toPhoto, box, scale, bend));
  const { width, height } = strip;
  const paper = withoutNarrowDark(strip, Math.round((stroke * scale) / 2));
  const darkness = darkerThanPaper(strip, paper);
  const rules = Array.from({ length: lines + 1 }, (_, at) => ruleAt(darkness, width, height, (margin + at * geometry.rows.height) * scale));
  const mask = strokes(darkness, width, height, rules);
  bridge(mask, width, height, rules);
  const { pieces, labels } = piecesOf(mask, width, height);
  const millimetre = scale * scale;
  const shares = pieces.map(() => new Uint32Array(lines));
  for (let x = 0; x < width; x++) {
    let line = 0;
    for (let y = 0; y < height; y++) {
      while (line < lines - 1 && y + 0.5 > rules[line + 1]!(x)) line++;
      const label = labels[y * width + x]!;
      if (label) shares[label - 1]![line]!++;
    }
  }
  const light = lightOf(paper, geometry, lines);
  return Array.from({ length: lines }, (_, line): Ink => {
    const own: typeof pieces = [];
    let fromNeighbours = 0;
    pieces.forEach((piece, at) => {
      const here = shares[at]![line]!;
      if (!here || piece.area < dust * millimetre || isBorder(piece, width)) return;
      if (here * 2 >= piece.area) own.push(piece);
      else fromNeighbours += here / millimetre;
    });
    const span = (low: 'left' | 'top', high: 'right' | 'bottom') => (own.length ? (Math.max(...own.map((one) => one[high])) - Math.min(...own.map((one) => one[low]))) / scale : 0);
    return { area: own.reduce((sum, { area }) => sum + area, 0) / millimetre, width: span('left', 'right'), height: span('top', 'bottom'), fromNeighbours, light: light[line]! };
  });
}

/** The upright line beside the column, where bent paper brings it into the picture. */
const isBorder = ({ left, right }: Piece, width: number) => (left === 0 || right === width) && right - left < 2.5 * scale;

/** Each pixel the mean of nine: half of the grain of a photograph in the evening, and strokes stay. */
function smoothed(picture: Grey): Grey {
  const sums = sumsOf(picture);
  const { width, height } = picture;
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data[y * width + x] = meanOf(sums, picture, x - 1, y - 1, x + 2, y + 2);
  return { width, height, data };
}

/** How much darker each pixel is than the paper around it, in 256ths: the same ink is equally dark in the sun and in the shade. */
function darkerThanPaper(strip: Grey, paper: Grey): Uint8Array {
  return strip.data.map((value, at) => Math.min(255, (256 * (paper.data[at]! - value)) / Math.max(24, paper.data[at]!)));
}

/** The height of a ruled line at each x, where it really lies: the darkest straight line near to where it was printed. */
function ruleAt(darkness: Uint8Array, width: number, height: number, printed: number): (x: number) => number {
  const step = 1;
  const reach = Math.round(astray * scale);
  const middle = Math.round(printed);
  let best = { sum: -1, left: printed, right: printed };
  for (let left = -reach; left <= reach; left += step) {
    for (let right = -reach; right <= reach; right += step) {
      let sum = 0;
      for (let x = 0; x < width; x += 4) {
        const y = middle + Math.round(left + ((right - left) * x) / width);
        // A stroke that runs over the line must not draw it away.
        if (y >= 0 && y < height) sum += Math.min(60, darkness[y * width + x]!);
      }
      if (sum > best.sum) best = { sum, left: middle + left, right: middle + right };
    }
  }
  return (x) => best.left + 0.5 + ((best.right - best.left) * x) / width;
}

type Rule = (x: number) => number;
const edgesOf = (rule: Rule, x: number, height: number): [number, number] => [Math.max(0, Math.floor(rule(x) - ruled * scale)), Math.min(height, Math.ceil(rule(x) + ruled * scale))];

/** Pixels clearly darker than the paper around them, ruled lines left out. How clearly follows from the grain of this photograph: most of a column is empty paper. */
function strokes(darkness: Uint8Array, width: number, height: number, rules: readonly Rule[]): Uint8Array {
  const isRuled = new Uint8Array(width * height);
  for (const rule of rules) {
    for (let x = 0; x < width; x++) {
      const [from, to] = edgesOf(rule, x, height);
      for (let y = from; y < to; y++) isRuled[y * width + x] = 1;
    }
  }
  const counts = new Uint32Array(256);
  let n = 0;
  for (let at = 0; at < darkness.length; at++) {
    if (isRuled[at]) continue;
    counts[darkness[at]!]!++;
    n++;
  }
  const below = (share: number) => {
    let sum = 0;
    for (let value = 0; value < 256; value++) if ((sum += counts[value]!) >= share * n) return value;
    return 255;
  };
  const [middle, upper] = [below(0.4), below(0.65)];
  const least = Math.max(26, middle + 7 * (upper - middle));
  return darkness.map((value, at) => Number(value >= least && !isRuled[at]));
}

/** A stroke that crosses a ruled line goes on below it: where there is ink right above and right below, there is ink in between. */
function bridge(mask: Uint8Array, width: number, height: number, rules: readonly Rule[]) {
  const aside = Math.round(0.8 * scale);
  for (const rule of rules) {
    for (let x = 0; x < width; x++) {
      const [from, to] = edgesOf(rule, x, height);
      const [above, below] = [from - 1, to];
      if (above < 0 || below >= height || !mask[above * width + x]) continue;
      for (let other = Math.max(0, x - aside); other <= Math.min(width - 1, x + aside); other++) {
        const under = edgesOf(rule, other, height)[1];
        if (under >= height || !mask[under * width + other]) continue;
        for (let y = from; y < Math.max(to, under); y++) mask[y * width + Math.round(x + ((other - x) * (y - above)) / (below - above))] = 1;
      }
    }
  }
}

function lightOf(paper: Grey, geometry: Geometry, lines: number): number[] {
  const sums = sumsOf(paper);
  const height = geometry.rows.height * scale;
  const means = Array.from({ length: lines }, (_, line) => {
    const top = (line * geometry.rows.height + margin) * scale;
    return meanOf(sums, paper, 0, Math.round(top + 0.15 * height), paper.width, Math.round(top + 0.85 * height));
  });
  const brightest = Math.max(...means, 1);
  return means.map((mean) => mean / brightest);
}
