import type { Homography } from './homography.ts';
import { grey, type Grey } from './grey.ts';
import type { Picture } from './picture.ts';

/** A part of the page in millimetres. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
/** How far the paper at some height lies from where the markers say, in millimetres: sheets are curled and folded. */
export type Bend = (y: number) => readonly [number, number];

const flat: Bend = () => [0, 0];
const pixels = ({ width, height }: Box, scale: number) => [Math.round(width * scale), Math.round(height * scale)] as const;

/** The part of the page as a picture seen from straight above. @param scale pixels for a millimetre */
export function straightened(photo: Grey, toPhoto: Homography, box: Box, scale: number, bend: Bend = flat): Grey {
  const [width, height] = pixels(box, scale);
  const result = grey(width, height);
  each(photo, toPhoto, box, scale, bend, (to, from, fx, fy) => {
    const { data, width: stride } = photo;
    const upper = data[from]! + (data[from + 1]! - data[from]!) * fx;
    const lower = data[from + stride]! + (data[from + stride + 1]! - data[from + stride]!) * fx;
    result.data[to] = upper + (lower - upper) * fy + 0.5;
  });
  return result;
}

/** The same in colours, three bytes for each pixel. */
export function straightenedColours(photo: Picture, toPhoto: Homography, box: Box, scale: number, bend: Bend = flat): { width: number; height: number; data: Uint8Array } {
  const [width, height] = pixels(box, scale);
  const result = new Uint8Array(width * height * 3);
  const { data, channels } = photo;
  const stride = photo.width * channels;
  each(photo, toPhoto, box, scale, bend, (to, _, fx, fy, x, y) => {
    for (let colour = 0; colour < 3; colour++) {
      const at = y * stride + x * channels + (channels >= 3 ? colour : 0);
      const upper = data[at]! + (data[at + channels]! - data[at]!) * fx;
      const lower = data[at + stride]! + (data[at + stride + channels]! - data[at + stride]!) * fx;
      result[3 * to + colour] = upper + (lower - upper) * fy + 0.5;
    }
  });
  return { width, height, data: result };
}

/** Walks over the pixels of the straight picture with where each comes from; what lies beyond the edge of the photograph repeats the edge. */
function each(photo: { width: number; height: number }, h: Homography, box: Box, scale: number, bend: Bend, put: (to: number, from: number, fx: number, fy: number, x: number, y: number) => void) {
  const [width, height] = pixels(box, scale);
  const [right, bottom] = [photo.width - 1.001, photo.height - 1.001];
  for (let row = 0; row < height; row++) {
    const y = box.y + (row + 0.5) / scale;
    const [dx, dy] = bend(y);
    // Along a row only the first coordinate changes: three sums instead of six products for each pixel.
    const [x0, y0] = [box.x + 0.5 / scale + dx, y + dy];
    let above = h[0]! * x0 + h[1]! * y0 + h[2]!;
    let beside = h[3]! * x0 + h[4]! * y0 + h[5]!;
    let away = h[6]! * x0 + h[7]! * y0 + h[8]!;
    const [stepAbove, stepBeside, stepAway] = [h[0]! / scale, h[3]! / scale, h[6]! / scale];
    for (let column = 0; column < width; column++) {
      // The value of a pixel belongs to its centre.
      const px = above / away - 0.5;
      const py = beside / away - 0.5;
      const sx = px < 0 ? 0 : px > right ? right : px;
      const sy = py < 0 ? 0 : py > bottom ? bottom : py;
      const left = Math.floor(sx);
      const top = Math.floor(sy);
      put(row * width + column, top * photo.width + left, sx - left, sy - top, left, top);
      above += stepAbove;
      beside += stepBeside;
      away += stepAway;
    }
  }
}
