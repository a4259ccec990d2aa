/** A grey picture: one byte for each pixel, 0 black, 255 white, row by row. */
export interface Grey {
  width: number;
  height: number;
  data: Uint8Array;
}

export const grey = (width: number, height: number): Grey => ({ width, height, data: new Uint8Array(width * height) });

/** Each pixel the mean of `factor` × `factor` pixels. */
export function shrunk(picture: Grey, factor: number): Grey {
  if (factor <= 1) return picture;
  const small = grey(Math.floor(picture.width / factor), Math.floor(picture.height / factor));
  const sums = new Uint32Array(small.width);
  const area = factor * factor;
  for (let y = 0; y < small.height; y++) {
    sums.fill(0);
    for (let dy = 0; dy < factor; dy++) {
      let at = (y * factor + dy) * picture.width;
      for (let x = 0; x < small.width; x++) for (let dx = 0; dx < factor; dx++) sums[x]! += picture.data[at++]!;
    }
    for (let x = 0; x < small.width; x++) small.data[y * small.width + x] = sums[x]! / area;
  }
  return small;
}

/** Sums from the upper left corner, one row and column wider than the picture: the sum over any box is four look-ups. */
export function sumsOf({ width, height, data }: Grey): Uint32Array {
  const wide = width + 1;
  const sums = new Uint32Array(wide * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += data[y * width + x]!;
      sums[(y + 1) * wide + x + 1] = sums[y * wide + x + 1]! + row;
    }
  }
  return sums;
}

/** The mean over a box, its right and lower edge not included; it is cut at the edges of the picture. */
export function meanOf(sums: Uint32Array, { width, height }: Grey, left: number, top: number, right: number, bottom: number): number {
  const [x0, y0, x1, y1] = [Math.max(0, left), Math.max(0, top), Math.min(width, right), Math.min(height, bottom)];
  if (x1 <= x0 || y1 <= y0) return 255;
  const wide = width + 1;
  return (sums[y1 * wide + x1]! - sums[y0 * wide + x1]! - sums[y1 * wide + x0]! + sums[y0 * wide + x0]!) / ((x1 - x0) * (y1 - y0));
}

/** 1 where a pixel is darker than `share` of the mean around it (Bradley and Roth): light that changes slowly over the page does not matter. */
export function darkerThanAround(picture: Grey, radius: number, share: number): Uint8Array {
  const { width, height, data } = picture;
  const sums = sumsOf(picture);
  const wide = width + 1;
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - radius), Math.min(height, y + radius + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - radius), Math.min(width, x + radius + 1)];
      const sum = sums[bottom * wide + right]! - sums[top * wide + right]! - sums[bottom * wide + left]! + sums[top * wide + left]!;
      if (data[y * width + x]! * (right - left) * (bottom - top) < sum * share) dark[y * width + x] = 1;
    }
  }
  return dark;
}

/** Fills dark things narrower than the box with what is around them, and leaves edges of shadows where they are: greatest, then least value in a box. */
export function withoutNarrowDark(picture: Grey, radius: number): Grey {
  const wider = extreme(extreme(picture, radius, 'across', Math.max), radius, 'down', Math.max);
  return extreme(extreme(wider, radius, 'across', Math.min), radius, 'down', Math.min);
}

/** Van Herk's running extreme: three comparisons for each pixel, however large the box is. */
function extreme({ width, height, data }: Grey, radius: number, direction: 'across' | 'down', of: (a: number, b: number) => number): Grey {
  const result = grey(width, height);
  const [lines, length, step, stride] = direction === 'across' ? [height, width, 1, width] : [width, height, width, 1];
  const box = 2 * radius + 1;
  const padded = length + 2 * radius;
  const blocks = Math.ceil(padded / box) * box;
  const line = new Uint8Array(blocks);
  const ahead = new Uint8Array(blocks);
  const behind = new Uint8Array(blocks);
  for (let n = 0; n < lines; n++) {
    const start = n * stride;
    for (let at = 0; at < blocks; at++) line[at] = data[start + Math.min(length - 1, Math.max(0, at - radius)) * step]!;
    for (let at = 0; at < blocks; at++) ahead[at] = at % box === 0 ? line[at]! : of(ahead[at - 1]!, line[at]!);
    for (let at = blocks - 1; at >= 0; at--) behind[at] = at % box === box - 1 ? line[at]! : of(behind[at + 1] ?? line[at]!, line[at]!);
    for (let at = 0; at < length; at++) result.data[start + at * step] = of(behind[at]!, ahead[at + box - 1]!);
  }
  return result;
}
