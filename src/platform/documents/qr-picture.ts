/** QR codes where no document is made: as the path of an SVG, and as a PNG, which mail programs show. */
import { crc32, deflateSync } from 'node:zlib';
import { encode } from 'uqr';

/** Squares of quiet around a code, as the standard wants it (ISO/IEC 18004, 5.3.8). */
const quiet = 4;

/** A code as one path in a box of `side` squares, quiet zone included. */
export function qrPath(value: string): { side: number; path: string } {
  const { data, size } = encode(value, { border: quiet, ecc: 'M' });
  const path = data.flatMap((row, y) => runs(row).map(([from, to]) => `M${from} ${y}h${to - from}v1h${from - to}z`)).join('');
  return { side: size, path };
}

/** A code as a PNG of one bit for each dot, black on white. @param square dots for one square of the code */
export function qrPng(value: string, square = 8): Buffer {
  const { data, size } = encode(value, { border: quiet, ecc: 'M' });
  const side = size * square;
  const rowLength = 1 + Math.ceil(side / 8);
  const dots = Buffer.alloc(rowLength * side);
  for (let y = 0; y < side; y++) {
    // Each row begins with its filter, none; a set bit is white.
    dots.fill(0xff, y * rowLength + 1, (y + 1) * rowLength);
    for (const [from, to] of runs(data[Math.floor(y / square)]!)) {
      for (let x = from * square; x < to * square; x++) dots[y * rowLength + 1 + (x >> 3)]! &= ~(0x80 >> (x & 7));
    }
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', header), chunk('IDAT', deflateSync(dots)), chunk('IEND', Buffer.alloc(0))]);
}

/** Stretches of black squares in a row: from, and up to but not including. */
function runs(row: readonly boolean[]): [number, number][] {
  const found: [number, number][] = [];
  for (let from = 0; from < row.length; from++) {
    if (!row[from]) continue;
    let to = from + 1;
    while (row[to]) to++;
    found.push([from, to]);
    from = to;
  }
  return found;
}

/** Length, type, content, checksum (PNG, 5.3). */
function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(content.length, 0);
  ends.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)]);
}
