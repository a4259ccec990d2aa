import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Point } from '../geometry.ts';
import type { Grey } from './grey.ts';

// Without it the library would fetch its program from the network.
prepareZXingModule({ overrides: { wasmBinary: readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')).buffer as ArrayBuffer } });

export interface FoundCode {
  text: string;
  /** Upper left, upper right, lower right, lower left corner of the code itself, in pixels. */
  corners: Point[];
}

/** The QR codes in a picture. */
export async function findCodes(picture: Grey, most = 8): Promise<FoundCode[]> {
  const { width, height, data } = picture;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < data.length; at++) {
    rgba[4 * at] = rgba[4 * at + 1] = rgba[4 * at + 2] = data[at]!;
    rgba[4 * at + 3] = 255;
  }
  const found = await readBarcodes({ data: rgba, width, height, colorSpace: 'srgb' } as ImageData, { formats: ['QRCode'], tryHarder: true, maxNumberOfSymbols: most });
  return found.filter(({ isValid }) => isValid).map(({ text, position: { topLeft, topRight, bottomRight, bottomLeft } }) => ({ text, corners: [topLeft, topRight, bottomRight, bottomLeft].map(({ x, y }): Point => [x, y]) }));
}
