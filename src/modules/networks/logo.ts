/** The picture at the head of a network's certificates, sign-in sheets and badges. */
import sharp from 'sharp';
import { Problem } from '#platform/problem.ts';

export interface Logo {
  /** PNG, drawn by us. */
  png: Buffer;
  width: number;
  height: number;
}

/** What may be sent, in bytes; larger is a photograph. */
export const MAX_LOGO_BYTES = 1_000_000;
const MAX_PIXELS = 30_000_000;
/** Enough for four centimetres in print at 300 dots to the inch. */
const room = { width: 600, height: 300 };

const isPng = (bytes: Uint8Array) => Buffer.from(bytes.subarray(0, 8)).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
/** Drawn by its shapes alone: a drawing that declares entities of its own, or takes something in from elsewhere, is not read at all. */
const isSvg = (text: string) => /^\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--[^]*?-->\s*)*(?:<!DOCTYPE[^>[]*>\s*)?(?:<!--[^]*?-->\s*)*<svg[\s>]/i.test(text.replace(/^\uFEFF/, '')) && !/<!ENTITY|<\?xml-stylesheet|xi:include/i.test(text);

/**
 * A PNG or SVG drawn anew as PNG, as large as it is printed: nothing but its pixels is kept.
 * @throws Problem 422 `networks.logo_large`, `networks.logo_kind`, `networks.logo_unreadable`
 */
export async function logoFrom(bytes: Uint8Array): Promise<Logo> {
  if (bytes.byteLength > MAX_LOGO_BYTES) throw new Problem(422, 'networks.logo_large', {}, 'logo');
  const isDrawing = !isPng(bytes) && isSvg(Buffer.from(bytes).toString('utf8'));
  if (!isDrawing && !isPng(bytes)) throw new Problem(422, 'networks.logo_kind', {}, 'logo');
  try {
    const { data, info } = await sharp(bytes, { limitInputPixels: MAX_PIXELS, failOn: 'error', ...(isDrawing && { density: 200 }) })
      .resize({ ...room, fit: 'inside', withoutEnlargement: !isDrawing })
      .png({ compressionLevel: 9 })
      .toBuffer({ resolveWithObject: true });
    return { png: data, width: info.width, height: info.height };
  } catch {
    throw new Problem(422, 'networks.logo_unreadable', {}, 'logo');
  }
}
