import { Problem } from '#platform/problem.ts';

export const mediaTypes = { jpeg: 'image/jpeg', png: 'image/png', pdf: 'application/pdf' } as const;
export type Kind = keyof typeof mediaTypes;

/** A photograph of 12 megapixels has some 5 MB; the best phones make 50 megapixels. */
export const maxBytes = 25_000_000;
export const maxMegapixels = 50;
/** Less is no readable page: at 700 pixels a row is 27 pixels high and its code is grey. */
const minSide = 700;

const begins = (bytes: Uint8Array, ...wanted: number[]) => wanted.every((byte, at) => bytes[at] === byte);
const ascii = (bytes: Uint8Array, from: number, to: number) => String.fromCharCode(...bytes.subarray(from, to));

/**
 * What the bytes are, whatever their name says, refused before anything is unpacked when they are too many or unpack to too much.
 * @throws Problem 413, 415 or 422 with what to do instead
 */
export function pictureKind(bytes: Uint8Array, name: string): Kind {
  if (bytes.byteLength > maxBytes) throw new Problem(413, 'paper.file_too_large', { name, megabytes: maxBytes / 1_000_000 }, 'photos');
  if (begins(bytes, 0x25, 0x50, 0x44, 0x46)) return 'pdf';
  if (ascii(bytes, 4, 8) === 'ftyp' && /hei[cfmsx]|hev[cx]|mif1|msf1|avif/.test(ascii(bytes, 8, 32))) throw new Problem(415, 'paper.heic', { name }, 'photos');
  const kind = begins(bytes, 0xff, 0xd8, 0xff) ? 'jpeg' : begins(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) ? 'png' : null;
  const size = kind && (kind === 'jpeg' ? jpegSize(bytes) : pngSize(bytes));
  if (!kind || !size || !size.width || !size.height) throw new Problem(415, 'paper.not_a_picture', { name }, 'photos');
  if (size.width * size.height > maxMegapixels * 1_000_000) throw new Problem(413, 'paper.too_many_pixels', { name, megapixels: Math.round((size.width * size.height) / 1_000_000), most: maxMegapixels }, 'photos');
  if (Math.min(size.width, size.height) < minSide) throw new Problem(422, 'paper.too_small', { name, pixels: Math.min(size.width, size.height), least: minSide }, 'photos');
  return kind;
}

interface Size {
  width: number;
  height: number;
}

/** The first chunk of a PNG is always its head. */
function pngSize(bytes: Uint8Array): Size | null {
  if (bytes.byteLength < 33 || ascii(bytes, 12, 16) !== 'IHDR') return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** From the head of the first frame; null when the file ends before it. */
function jpegSize(bytes: Uint8Array): Size | null {
  for (const { marker, from, to } of jpegSegments(bytes)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame && to - from >= 9) return { height: (bytes[from + 5]! << 8) | bytes[from + 6]!, width: (bytes[from + 7]! << 8) | bytes[from + 8]! };
  }
  return null;
}

/**
 * The segments of the first picture in a JPEG file, each from its marker to its last byte, entropy-coded data included; whatever comes after the
 * picture's end (other pictures, films, thumbnails of some phones) is not among them. Stops where the file is damaged.
 */
export function* jpegSegments(bytes: Uint8Array): Generator<{ marker: number; from: number; to: number }> {
  let at = 2;
  while (at + 4 <= bytes.byteLength) {
    if (bytes[at] !== 0xff) return;
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    if (marker === 0xd9) break;
    const length = (bytes[at + 2]! << 8) | bytes[at + 3]!;
    let to = at + 2 + length;
    if (length < 2 || to > bytes.byteLength) return;
    if (marker === 0xda) {
      while (to + 1 < bytes.byteLength && !(bytes[to] === 0xff && bytes[to + 1] !== 0 && !(bytes[to + 1]! >= 0xd0 && bytes[to + 1]! <= 0xd7))) to++;
    }
    yield { marker, from: at, to };
    at = to;
  }
  if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) yield { marker: 0xd9, from: at, to: at + 2 };
}
