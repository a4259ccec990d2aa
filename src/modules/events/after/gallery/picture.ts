/** Pictures as they come from a phone or a camera, drawn anew for pages. */
import sharp from 'sharp';
import { Problem } from '#platform/problem.ts';

/** The widths pages ask for, in pixels: a phone's list, a laptop's column, a whole screen. A picture is never enlarged. */
export const widths = [480, 960, 1_600] as const;
/** Bytes and pixels of what is sent: the largest pictures telephones take today are below both. */
export const MAX_BYTES = 25_000_000;
const MAX_PIXELS = 120_000_000;

export interface Drawn {
  width: number;
  height: number;
  bytes: Buffer;
}

/** Kinds of files that are read at all, by how they begin: decoders of anything else are never reached. */
const beginnings: Record<string, (bytes: Uint8Array) => boolean> = {
  jpeg: (b) => b[0] === 0xff && b[1] === 0xd8 && b[2] === 0xff,
  png: (b) => Buffer.from(b.subarray(0, 8)).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])),
  webp: (b) => Buffer.from(b.subarray(0, 4)).toString('latin1') === 'RIFF' && Buffer.from(b.subarray(8, 12)).toString('latin1') === 'WEBP',
};

/**
 * A picture in the widths of pages, as JPEG, the right way up. It is drawn from its pixels alone: where it was taken, when, with what and by whom the camera wrote into it is gone.
 * @throws Problem 422 `after.picture_kind`, `after.picture_large`, `after.picture_unreadable`
 */
export async function drawn(bytes: Uint8Array): Promise<Drawn[]> {
  if (bytes.byteLength > MAX_BYTES) throw new Problem(422, 'after.picture_large', { mb: MAX_BYTES / 1_000_000 }, 'picture');
  if (!Object.values(beginnings).some((begins) => begins(bytes))) throw new Problem(422, 'after.picture_kind', {}, 'picture');
  try {
    const original = sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error' });
    // Turned as the camera was held; 5 to 8 lie on their side.
    const { width, orientation = 1, height } = await original.metadata();
    const across = orientation >= 5 ? height : width;
    const wanted = [...new Set(widths.map((one) => Math.min(one, across)))];
    return await Promise.all(
      wanted.map(async (one) => {
        const { data, info } = await original.clone().autoOrient().resize({ width: one }).flatten({ background: '#fff' }).jpeg({ quality: 80, progressive: true }).toBuffer({ resolveWithObject: true });
        return { width: info.width, height: info.height, bytes: data };
      }),
    );
  } catch {
    throw new Problem(422, 'after.picture_unreadable', {}, 'picture');
  }
}
