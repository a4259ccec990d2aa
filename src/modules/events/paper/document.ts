/** A sign-in sheet on paper: A4 standing, one page for eighteen rows, with squares and codes by which a photograph of it is read. */
import { pdf, type Drawing } from '#platform/documents/pdf.ts';
import { drawQr } from '#platform/documents/qr.ts';
import { formatDay } from '#platform/words/format.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Translate } from '#platform/words/translate.ts';
import { spelled } from '../certificates/spelling.ts';
import { pageCode, rowCode, rowCodeColumns, rowCodeSquares } from './codes.ts';
import { lineTop, pagesFor, type Geometry } from './geometry.ts';

const ink = '#111';
const soft = '#555';
const line = '#777';

/** What is printed. A row without a name is for somebody who is not on the list. */
export interface PrintedSheet {
  code: string;
  locale: Locale;
  geometry: Geometry;
  /** The event, the programme with its contract, who pays, and where: each at most a line or two. */
  title: string;
  programme: string;
  funders: string | null;
  venue: string | null;
  day: string;
  printedAt: Date;
  rows: { name: string; organisation: string; place: string }[];
  /** Of the network, PNG. */
  logo?: Buffer | null;
}

const pt = (millimetres: number) => (millimetres * 72) / 25.4;

/** @param t words of the sheet's language */
export function signInSheetDocument(sheet: PrintedSheet, t: Translate): Promise<Buffer> {
  const { geometry, locale } = sheet;
  const pages = pagesFor(sheet.rows.length, geometry);
  return pdf({ locale, title: t('paper.document_title', { title: sheet.title, day: formatDay(locale, sheet.day) }), createdAt: sheet.printedAt }, (paper) => {
    const root = paper.struct('Document');
    paper.addStructure(root);
    for (let page = 1; page <= pages; page++) {
      if (page > 1) paper.addPage();
      paper.markContent('Artifact', { type: 'Layout' });
      markers(paper, geometry);
      geometry.codes.forEach(({ x, y, side }, which) => drawQr(paper, pageCode(sheet.code, page, which), { x: pt(x), y: pt(y), side: pt(side), ecc: 'Q' }));
      lines(paper, geometry);
      // Beside the words of the head, away from the squares and codes a photograph is read by.
      if (sheet.logo) paper.image(sheet.logo, pt(130), pt(8), { fit: [pt(32), pt(14)], align: 'right' });
      paper.endMarkedContent();
      const say = (tag: string, value: string, x: number, y: number, width: number, size: number, style: { bold?: boolean; color?: string; most?: number; align?: 'left' | 'center' } = {}) => {
        if (value) root.add(paper.struct(tag, {}, () => text(paper, value, x, y, width, size, style)));
      };
      head(sheet, t, say);
      const { columns, rows } = geometry;
      for (const [key, column] of [['number', columns.number], ['name', columns.name], ['organisation', columns.organisation], ['place', columns.place], ['signature', columns.signature]] as const) {
        say('P', t(`paper.column_${key}`), column.x + 1, rows.top - 5.4, column.width - 1.5, 8.5, { bold: true, most: 1 });
      }
      sheet.rows.slice((page - 1) * rows.count, page * rows.count).forEach((row, at) => {
        const number = (page - 1) * rows.count + at + 1;
        const top = lineTop(at, geometry);
        say('P', `${number}`, columns.number.x, top + 1.8, columns.number.width, 10, { align: 'center' });
        say('P', row.name, columns.name.x + 1.2, top + 1.2, columns.name.width - 2, 11, { bold: true, most: 2 });
        say('P', row.organisation, columns.organisation.x + 1.2, top + 1.2, columns.organisation.width - 2, 8.5, { most: 3 });
        say('P', row.place, columns.place.x + 1.2, top + 1.2, columns.place.width - 2, 8.5, { most: 3 });
        paper.markContent('Artifact', { type: 'Layout' });
        text(paper, rowCode(sheet.code, number), columns.number.x, top + 6.4, columns.number.width, 7, { color: soft, align: 'center' });
        squares(paper, geometry, sheet.code, number, top);
        paper.endMarkedContent();
      });
      foot(sheet, t, page, pages, say);
    }
    root.end();
  });
}

type Say = (tag: string, value: string, x: number, y: number, width: number, size: number, style?: { bold?: boolean; color?: string; most?: number; align?: 'left' | 'center' }) => void;

function head(sheet: PrintedSheet, t: Translate, say: Say) {
  const [x, width] = [20, 142];
  const beside = sheet.logo ? 107 : width;
  say('H1', t('paper.heading'), x, 8, beside, 9, { color: soft, most: 1 });
  say('H2', sheet.title, x, 12.5, beside, 15, { bold: true, most: 2 });
  say('P', [formatDay(sheet.locale, sheet.day), sheet.venue].filter(Boolean).join(' · '), x, 26.5, width, 11, { most: 2 });
  say('P', sheet.programme, x, 35, width, 9, { most: 2, color: soft });
  say('P', sheet.funders ? t('paper.paid_by', { funders: sheet.funders }) : '', x, 42.5, width, 8.5, { most: 1, color: soft });
}

function foot(sheet: PrintedSheet, t: Translate, page: number, pages: number, say: Say) {
  const [x, width] = [48, 140];
  say('P', t('paper.privacy'), x, 266, width, 7.5, { most: 4, color: soft });
  say('P', t('paper.how_to_photograph'), x, 278.2, width, 7.5, { most: 2, color: soft });
  say('P', `${t('paper.page_of', { page, pages })} · ${t('paper.sheet_code', { code: spelled(sheet.code) })}`, x, 285, width, 9, { most: 1 });
}

/** Text in a box: long titles and names shrink, and are cut with an ellipsis only where even eight points are too large. */
function text(page: Drawing, value: string, x: number, y: number, width: number, size: number, { bold = false, color = ink, most = 1, align = 'left' }: { bold?: boolean; color?: string; most?: number; align?: 'left' | 'center' } = {}) {
  page.font(bold ? 'bold' : 'regular');
  const room = { width: pt(width), align, lineGap: 0 };
  let fitting = size;
  // A row is 11.5 mm high: three lines of it are 10 mm at most.
  const fits = () => page.fontSize(fitting).heightOfString(value, room) <= Math.min(most * page.currentLineHeight(true) + 0.5, most === 3 ? pt(10) : Infinity);
  while (fitting > Math.max(6.5, size * 0.65) && !fits()) fitting -= 0.25;
  page.fontSize(fitting).fillColor(color).text(value, pt(x), pt(y), { ...room, height: most * page.currentLineHeight(true) + 0.5, ellipsis: true });
}

/** Black, white, black: as a camera sees them from any side. */
function markers(page: Drawing, { markers: { side, centres } }: Geometry) {
  for (const [x, y] of centres) {
    for (const [share, colour] of [[1, '#000'], [5 / 7, '#fff'], [3 / 7, '#000']] as const) page.rect(pt(x - (side * share) / 2), pt(y - (side * share) / 2), pt(side * share), pt(side * share)).fill(colour);
  }
}

function lines(page: Drawing, geometry: Geometry) {
  const { columns, rows } = geometry;
  const [left, right] = [columns.number.x, columns.signature.x + columns.signature.width];
  const bottom = lineTop(rows.count, geometry);
  page.lineWidth(0.6).strokeColor(line);
  for (let at = 0; at <= rows.count; at++) page.moveTo(pt(left), pt(lineTop(at, geometry))).lineTo(pt(right), pt(lineTop(at, geometry)));
  for (const x of [columns.number, columns.name, columns.organisation, columns.place, columns.code].map((one) => one.x)) page.moveTo(pt(x), pt(rows.top)).lineTo(pt(x), pt(bottom));
  for (const x of [columns.signature.x, right]) page.moveTo(pt(x), pt(rows.top)).lineTo(pt(x), pt(bottom));
  page.stroke();
}

function squares(page: Drawing, { columns, rowCode: { dx, dy, cell } }: Geometry, sheet: string, row: number, top: number) {
  rowCodeSquares(sheet, row).forEach((isBlack, n) => {
    if (isBlack) page.rect(pt(columns.code.x + dx + (n % rowCodeColumns) * cell), pt(top + dy + Math.floor(n / rowCodeColumns) * cell), pt(cell), pt(cell));
  });
  page.fill('#000');
}
