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
  const wide = greatest(greatest(picture, radius), radius);
  const back = greatest(greatest(inverse(wide), radius), radius);
  return inverse(back);
}

const inverse = ({ width, height, data }: Grey): Grey => ({ width, height, data: data.map((value) => 255 - value) });

/**
 * The greatest value in a box along each line (van Herk: three comparisons for each pixel, however large the box is), turned over on its side: done twice, a picture
 * is upright again and both directions are done, each along the lines of the memory.
 */
function greatest({ width, height, data }: Grey, radius: number): Grey {
  const result = grey(height, width);
  const box = 2 * radius + 1;
  const blocks = Math.ceil((width + 2 * radius) / box) * box;
  const line = new Uint8Array(blocks);
  const ahead = new Uint8Array(blocks);
  const behind = new Uint8Array(blocks + 1);
  for (let y = 0; y < height; y++) {
    const start = y * width;
    line.fill(data[start]!, 0, radius);
    line.set(data.subarray(start, start + width), radius);
    line.fill(data[start + width - 1]!, radius + width);
    for (let block = 0; block < blocks; block += box) {
      let most = 0;
      for (let at = block; at < block + box; at++) ahead[at] = most = line[at]! > most ? line[at]! : most;
      most = 0;
      for (let at = block + box - 1; at >= block; at--) behind[at] = most = line[at]! > most ? line[at]! : most;
    }
    for (let x = 0; x < width; x++) {
      const [a, b] = [behind[x]!, ahead[x + box - 1]!];
      result.data[x * height + y] = a > b ? a : b;
    }
  }
  return result;
}
