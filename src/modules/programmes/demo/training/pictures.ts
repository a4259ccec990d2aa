/** Drawings for the demo's gallery, in the colours of the product: made by us, nobody is on them, CC0. Photographs of real people have no place in a demo. */
import sharp from 'sharp';

const [width, height] = [960, 640];
const ink = { paper: '#FBF8F3', sand: '#EBDFC9', madder: '#A5283A', indigo: '#2C3E6B', ochre: '#C98A1B', moss: '#55703C', dark: '#20242C' };
const colours = [ink.madder, ink.indigo, ink.ochre, ink.moss];

const around = (n: number, draw: (x: number, y: number, at: number) => string, radius: number, cx = width / 2, cy = height / 2) =>
  Array.from({ length: n }, (_, at) => draw(cx + radius * Math.cos((2 * Math.PI * at) / n), cy + radius * Math.sin((2 * Math.PI * at) / n), at)).join('');
const rectangle = (x: number, y: number, w: number, h: number, fill: string, more = '') => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${fill}" ${more}/>`;

const seenFromAbove = (x: number, y: number, at: number) => `<g transform="translate(${x} ${y}) rotate(${(360 * at) / 12 + 90})"><ellipse rx="46" ry="26" fill="${colours[at % 4]}"/><circle r="20" fill="${at % 3 ? '#6B4A32' : ink.dark}"/></g>`;

/** Twelve chairs in a ring, people on them, seen from above. */
const circle = `${rectangle(0, 0, width, height, ink.sand)}<circle cx="480" cy="320" r="150" fill="${ink.paper}"/><circle cx="480" cy="320" r="60" fill="${ink.ochre}" opacity=".35"/>${around(12, seenFromAbove, 238)}`;

/** A wall with sheets of paper in three columns, more of them in each. */
const wall = `${rectangle(0, 0, width, height, ink.paper)}${rectangle(0, 560, width, 80, ink.sand)}${[3, 4, 5]
  .flatMap((n, column) => Array.from({ length: n }, (_, row) => rectangle(110 + column * 270, 60 + row * 96, 200, 78, colours[(column + row) % 4]!, `rx="4" transform="rotate(${((column * 5 + row * 3) % 7) - 3} ${210 + column * 270} ${100 + row * 96})"`)))
  .join('')}`;

/** A long table with three groups of papers and a window behind it. */
const table = `${rectangle(0, 0, width, height, ink.sand)}${rectangle(330, 50, 300, 190, '#DCE6F0')}${rectangle(476, 50, 8, 190, ink.paper)}${rectangle(330, 141, 300, 8, ink.paper)}${rectangle(90, 350, 780, 46, '#8A5A3B', 'rx="8"')}${rectangle(140, 396, 26, 190, '#6B4A32')}${rectangle(794, 396, 26, 190, '#6B4A32')}${[180, 420, 660]
  .map((x, at) => `${rectangle(x, 326, 110, 24, ink.paper)}${rectangle(x + 14, 306, 84, 20, colours[at]!)}<circle cx="${x + 55}" cy="270" r="30" fill="${colours[at + 1]}"/>`)
  .join('')}`;

const drawing = (inner: string): Promise<Buffer> => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${inner}</svg>`)).png({ compressionLevel: 3 }).toBuffer();

/** PNG, 960 × 640. */
export const pictures = { circle: () => drawing(circle), wall: () => drawing(wall), table: () => drawing(table) };
