import { readXml, type ZipParts } from './zip.ts';

/**
 * Where pictures lie on a sheet: a scanned signature pasted over a cell. Of a picture over several cells
 * the middle counts, because a signature is never placed exactly. Rows are 1-based, columns 0-based.
 */
export async function drawingImages(zip: ZipParts, part: string): Promise<{ row: number; column: number }[]> {
  const images: { row: number; column: number }[] = [];
  let corner: 'from' | 'to' | null = null;
  let reading: 'row' | 'col' | null = null;
  let value = '';
  let picture = false;
  let at = { from: { row: 0, col: 0 }, to: { row: -1, col: -1 } };
  await readXml(zip, part, {
    open(name) {
      if (name.endsWith('Anchor')) {
        picture = false;
        at = { from: { row: 0, col: 0 }, to: { row: -1, col: -1 } };
      } else if (name === 'from' || name === 'to') corner = name;
      else if (name === 'row' || name === 'col') {
        reading = name;
        value = '';
      } else if (name === 'pic') picture = true;
    },
    close(name) {
      if (name === reading && corner) at[corner][reading] = Number(value);
      if (name === 'row' || name === 'col') reading = null;
      else if (name === 'from' || name === 'to') corner = null;
      else if (name.endsWith('Anchor') && picture && images.length < 100_000) {
        const to = at.to.row < 0 ? at.from : at.to;
        images.push({ row: Math.floor((at.from.row + to.row) / 2) + 1, column: Math.floor((at.from.col + to.col) / 2) });
      }
    },
    text(piece) {
      if (reading) value += piece;
    },
  });
  return images;
}
