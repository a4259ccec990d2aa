import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { logoFrom, MAX_LOGO_BYTES } from './logo.ts';

const svg = (inside: string, before = '') => Buffer.from(`${before}<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="100" height="50">${inside}</svg>`);
const why = (bytes: Uint8Array) => logoFrom(bytes).then(() => null, (problem: { code: string; status: number; field: string }) => [problem.status, problem.code, problem.field]);

test('a drawing becomes pixels as large as it is printed, a picture is not enlarged, and nothing else of either is kept', async () => {
  const drawn = await logoFrom(svg('<rect width="100" height="50" fill="#a00"/>', '<?xml version="1.0"?>\n<!-- drawn by Ana -->\n'));
  expect([drawn.width, drawn.height, drawn.png.includes('Ana')]).toEqual([600, 300, false]);
  const small = await sharp({ create: { width: 80, height: 40, channels: 3, background: '#a00' } }).withExif({ IFD0: { Artist: 'Ana-was-here' } }).png().toBuffer();
  const kept = await logoFrom(small);
  expect([kept.width, kept.height, small.includes('Ana-was-here'), kept.png.includes('Ana-was-here')]).toEqual([80, 40, true, false]);
});

test('what is no such picture, or reaches for something else, is refused with a reason', async () => {
  expect(await why(Buffer.from('GIF89a'))).toEqual([422, 'networks.logo_kind', 'logo']);
  expect(await why(new Uint8Array())).toEqual([422, 'networks.logo_kind', 'logo']);
  expect(await why(Buffer.from('<html><svg></svg></html>'))).toEqual([422, 'networks.logo_kind', 'logo']);
  expect(await why(svg('&x;', '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'))).toEqual([422, 'networks.logo_kind', 'logo']);
  expect(await why(new Uint8Array(MAX_LOGO_BYTES + 1))).toEqual([422, 'networks.logo_large', 'logo']);
  expect(await why(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]))).toEqual([422, 'networks.logo_unreadable', 'logo']);
  // A file of the server is not drawn into it.
  const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#f00' } }).png().toBuffer();
  const red = `data:image/png;base64,${png.toString('base64')}`;
  const folder = await mkdtemp(join(tmpdir(), 'kolo-logo-'));
  const file = join(folder, 'red.png');
  await writeFile(file, png);
  const middle = async (from: string) => [...(await sharp((await logoFrom(svg(`<rect width="100" height="50" fill="#fff"/><image x="0" y="0" width="100" height="50" preserveAspectRatio="none" xlink:href="${from}"/>`))).png).extract({ left: 300, top: 150, width: 1, height: 1 }).removeAlpha().raw().toBuffer())];
  expect([await middle(red), await middle(`file://${file}`), await middle(file)]).toEqual([[255, 0, 0], [255, 255, 255], [255, 255, 255]]);
  await rm(folder, { recursive: true });
});
