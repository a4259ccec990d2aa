import sharp from 'sharp';
import { Problem } from '#platform/problem.ts';
import { maxMegapixels } from './file-kind.ts';
import { grey, type Grey } from './grey.ts';

// A picture is used once; the thread that reads it ends afterwards.
sharp.cache(false);

/** A picture in colours, three bytes for each pixel, or one where it is grey. */
export interface Picture {
  width: number;
  height: number;
  channels: number;
  data: Uint8Array;
}

/** Unpacks a JPEG or PNG. How large it may be has been looked at before (`pictureKind`), and is looked at again here. @throws Problem 415 when it is damaged */
export async function unpacked(bytes: Uint8Array): Promise<Picture> {
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: maxMegapixels * 1_000_000, failOn: 'error', sequentialRead: true }).flatten({ background: '#ffffff' }).toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, channels: info.channels, data };
  } catch {
    throw new Problem(415, 'paper.damaged');
  }
}

/** The darkest of the three colours: a thin blue line is as dark as a black one, and paper stays white. */
export function darkest({ width, height, channels, data }: Picture): Grey {
  const result = grey(width, height);
  if (channels < 3) {
    for (let to = 0, from = 0; to < result.data.length; to++, from += channels) result.data[to] = data[from]!;
    return result;
  }
  for (let to = 0, from = 0; to < result.data.length; to++, from += channels) {
    const first = data[from]!;
    const second = data[from + 1]!;
    const third = data[from + 2]!;
    const two = first < second ? first : second;
    result.data[to] = two < third ? two : third;
  }
  return result;
}

/** Packs colours as a JPEG without anything else in the file: what is shown beside a name. */
export const asJpeg = (width: number, height: number, colours: Uint8Array, quality = 80): Promise<Buffer> => sharp(colours, { raw: { width, height, channels: 3 } }).jpeg({ quality }).toBuffer();
