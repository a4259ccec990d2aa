import { writeFileSync } from 'node:fs';
import { encode } from 'uqr';

/** A film (YUV4MPEG2, grey) of a QR code on a badge held before a camera, for Chromium's fake camera. */
export function filmOf(text: string, file: string, { width = 640, height = 480 } = {}): void {
  const { data, size } = encode(text, { border: 4 });
  const point = Math.floor((height * 0.7) / size);
  const [left, top] = [Math.floor((width - size * point) / 2), Math.floor((height - size * point) / 2)];
  const light = Buffer.alloc(width * height, 170);
  for (let y = 0; y < size * point; y++) for (let x = 0; x < size * point; x++) light[(top + y) * width + left + x] = data[Math.floor(y / point)]![Math.floor(x / point)] ? 25 : 235;
  const colour = Buffer.alloc((width * height) / 2, 128);
  const frame = Buffer.concat([Buffer.from('FRAME\n'), light, colour]);
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\n`), ...Array<Buffer>(5).fill(frame)]));
}
