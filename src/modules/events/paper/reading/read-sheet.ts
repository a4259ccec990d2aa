/** From the bytes of a photograph to what stands on the page; pure computing, run in a thread of its own (`thread.ts`). */
import { Problem } from '#platform/problem.ts';
import { readPageCode } from '../codes.ts';
import { lineTop, type Geometry } from '../geometry.ts';
import { shrunk, type Grey } from './grey.ts';
import type { Homography } from './homography.ts';
import { inkIn, type Ink } from './ink.ts';
import { findMarkers } from './markers.ts';
import { pagePosition, pixelsPerMillimetre } from './page-position.ts';
import { asJpeg, darkest, unpacked, type Picture } from './picture.ts';
import { isWritten, proposalFor, type Proposed, type SignatureDoubt } from './proposal.ts';
import { findCodes, type FoundCode } from './qr.ts';
import { bendOf, findRowCodes } from './row-codes.ts';
import { straightenedColours, type Bend } from './straighten.ts';

/** A printed sheet that the photograph may show. */
export interface KnownSheet {
  code: string;
  geometry: Geometry;
  /** For each row of the sheet from the first on: whether a name is printed there. */
  named: boolean[];
}

export interface RowReading {
  row: number;
  isNamed: boolean;
  proposal: Proposed;
  doubt: SignatureDoubt | null;
  ink: Ink;
  /** JPEG: the signature cell of a named row, the whole row where somebody wrote herself. */
  crop: Uint8Array;
}

export interface SheetReading {
  sheet: string;
  page: number;
  rows: RowReading[];
  /** Squares found of four, row codes read of how many, pixels for a millimetre. */
  figures: { markers: number; rowCodes: number; of: number; pixelsPerMillimetre: number };
}

/** Enough for codes of four pixels a square on a whole page. */
const codesWidth = 2_400;
const markersWidth = 1_500;
const cropScale = 6;

/** @throws Problem with what to do: `paper.unknown_sheet` names the code of a sheet that is not among the known ones */
export async function readSheet(bytes: Uint8Array, known: readonly KnownSheet[]): Promise<SheetReading> {
  const picture = await unpacked(bytes);
  const full = darkest(picture);
  const codes = await pageCodes(full);
  const said = codes[0];
  const forMarkers = Math.max(1, Math.floor(Math.max(full.width, full.height) / markersWidth));
  const markers = findMarkers(shrunk(full, forMarkers)).map(({ at: [x, y], side }) => ({ at: [x * forMarkers, y * forMarkers] as const, side: side * forMarkers }));
  if (!said) throw new Problem(422, isDark(full) ? 'paper.too_dark' : markers.length >= 3 ? 'paper.no_code' : 'paper.no_sheet');
  if (codes.some(({ sheet, page }) => sheet !== said.sheet || page !== said.page)) throw new Problem(422, 'paper.two_pages');
  const sheet = known.find(({ code }) => code === said.sheet);
  if (!sheet) throw new Problem(422, 'paper.unknown_sheet', { sheet: said.sheet, page: said.page });
  const { geometry } = sheet;
  const position = pagePosition(geometry, codes, markers);
  if (!position) throw new Problem(422, isDark(full) ? 'paper.too_dark' : 'paper.corners_missing', { page: said.page });
  const toPhoto = position.toPhoto;
  const sharpness = pixelsPerMillimetre(geometry, toPhoto);
  if (sharpness < 3) throw new Problem(422, 'paper.too_far', { page: said.page });
  const first = (said.page - 1) * geometry.rows.count;
  const numbers = sheet.named.slice(first, first + geometry.rows.count).map((_, at) => first + at + 1);
  const rowCodes = findRowCodes(full, toPhoto, geometry, sheet.code, numbers);
  const bend = bendOf(rowCodes, geometry);
  const signatures = inkIn(full, toPhoto, geometry, geometry.columns.signature, 0, numbers.length, bend);
  // Empty rows stand at the end.
  const empty = numbers.findIndex((row) => !sheet.named[row - 1]);
  const names = empty === -1 ? [] : inkIn(full, toPhoto, geometry, geometry.columns.name, empty, numbers.length - empty, bend);
  const read = rowCodes.filter(({ isRead }) => isRead).length;
  if (read * 2 < numbers.length) throw new Problem(422, 'paper.blurred', { page: said.page });
  const rows: RowReading[] = [];
  for (const [line, row] of numbers.entries()) {
    const isNamed = sheet.named[row - 1]!;
    const ink = signatures[line]!;
    const { proposal, doubt } = proposalFor(ink, rowCodes[line]!.isRead);
    // An empty row nobody used has nothing to show.
    if (!isNamed && !isWritten(names[line - empty]!) && proposal !== 'signed' && doubt !== 'covered') continue;
    rows.push({ row, isNamed, proposal, doubt, ink, crop: await cropOf(picture, toPhoto, geometry, line, isNamed, bend) });
  }
  return { sheet: sheet.code, page: said.page, rows, figures: { markers: position.markers.filter(Boolean).length, rowCodes: read, of: numbers.length, pixelsPerMillimetre: Math.round(sharpness * 10) / 10 } };
}

/** The signature cell, or the whole row where the name is written by hand, with a little of what is around it. */
async function cropOf(photo: Picture, toPhoto: Homography, geometry: Geometry, line: number, isNamed: boolean, bend: Bend): Promise<Uint8Array> {
  const { signature, number } = geometry.columns;
  const around = 1.5;
  const left = isNamed ? signature.x : number.x;
  const box = { x: left, y: lineTop(line, geometry) - around, width: signature.x + signature.width - left, height: geometry.rows.height + 2 * around };
  const { width, height, data } = straightenedColours(photo, toPhoto, box, cropScale, bend);
  return asJpeg(width, height, data);
}

type PageCode = FoundCode & { sheet: string; page: number; which: number };

/** Our codes in the photograph, looked for in a smaller picture first: that finds blurred ones better and takes a quarter of the time. */
async function pageCodes(full: Grey): Promise<PageCode[]> {
  const factor = Math.max(1, Math.floor(Math.max(full.width, full.height) / codesWidth));
  for (const by of factor > 1 ? [factor, 1] : [1]) {
    const found = (await findCodes(shrunk(full, by))).flatMap(({ text, corners }): PageCode[] => {
      const said = readPageCode(text);
      return said ? [{ text, corners: corners.map(([x, y]) => [x * by, y * by] as const), ...said }] : [];
    });
    if (found.length) return found;
  }
  return [];
}

/** Paper in good light is brighter than 60 of 255 at its brightest. */
function isDark({ data }: Grey): boolean {
  let bright = 0;
  let n = 0;
  for (let at = 0; at < data.length; at += 97, n++) if (data[at]! > 60) bright++;
  return bright < 0.1 * n;
}
