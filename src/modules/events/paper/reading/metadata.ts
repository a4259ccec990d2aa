/** What a phone writes into a photograph beside the picture: where it was taken, whose phone it is, when. None of it is kept. */
import { jpegSegments, type Kind } from './file-kind.ts';

/** The picture itself, bit for bit, without anything else in the file; a JPEG keeps which side is up. */
export function withoutMetadata(bytes: Uint8Array, kind: Kind): Uint8Array {
  if (kind === 'jpeg') return bareJpeg(bytes);
  return kind === 'png' ? barePng(bytes) : bytes;
}

function bareJpeg(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, 2)];
  const up = orientation(bytes);
  if (up > 1) parts.push(orientationSegment(up));
  for (const { marker, from, to } of jpegSegments(bytes)) {
    // Beside the picture's own tables and data only what a decoder needs for its colours (JFIF, Adobe).
    const isExtra = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe;
    if (!isExtra) parts.push(bytes.subarray(from, to));
  }
  if (parts.at(-1)?.[1] !== 0xd9) parts.push(Uint8Array.of(0xff, 0xd9));
  return joined(parts);
}

const needed = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'sRGB']);

function barePng(bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [bytes.subarray(0, 8)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.byteLength; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.byteLength) break;
    if (needed.has(type)) parts.push(bytes.subarray(at, at + 12 + length));
    if (type === 'IEND') break;
    at += 12 + length;
  }
  return joined(parts);
}

/** Exif's tag 0x0112, 1 to 8; 1 where nothing is said. */
export function orientation(bytes: Uint8Array): number {
  for (const { marker, from, to } of jpegSegments(bytes)) {
    if (marker !== 0xe1 || String.fromCharCode(...bytes.subarray(from + 4, from + 8)) !== 'Exif') continue;
    const tiff = new DataView(bytes.buffer, bytes.byteOffset + from + 10, to - from - 10);
    if (tiff.byteLength < 14) return 1;
    const little = tiff.getUint16(0) === 0x4949;
    const first = tiff.getUint32(4, little);
    if (first + 2 > tiff.byteLength) return 1;
    for (let n = 0, at = first + 2; n < tiff.getUint16(first, little) && at + 12 <= tiff.byteLength; n++, at += 12) {
      if (tiff.getUint16(at, little) !== 0x0112) continue;
      const up = tiff.getUint16(at + 8, little);
      return up >= 1 && up <= 8 ? up : 1;
    }
    return 1;
  }
  return 1;
}

/** An Exif segment that says which side is up, and nothing else. */
const orientationSegment = (up: number): Uint8Array =>
  Uint8Array.of(0xff, 0xe1, 0, 34, 0x45, 0x78, 0x69, 0x66, 0, 0, 0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, up, 0, 0, 0, 0, 0, 0);

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.byteLength;
  }
  return all;
}
