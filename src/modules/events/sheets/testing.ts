/** Makes small workbooks for tests: real zips with real XML, built where the test reads them. */
import { strToU8, zipSync, type Zippable } from 'fflate';
import { columnLetter } from './grid.ts';

export type MadeCell =
  | string
  | number
  | boolean
  | null
  | undefined
  | { date: string }
  | { formula: string; value?: string | number }
  | { rich: string[] }
  | { error: string }
  | { pictureInCell: true };

export interface MadeSheet {
  name: string;
  /** Row 1 first; `[]` for an empty row. */
  rows: MadeCell[][];
  merges?: string[];
  hiddenRows?: number[];
  hidden?: boolean;
  /** Pictures over cells: `G5`, or from–to `G5:G6`. */
  pictures?: string[];
}

const escaped = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;');
const dayNumber = (date: string, epoch1904: boolean) => Math.round((Date.parse(`${date}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / 86_400_000) - (epoch1904 ? 1462 : 0);

export interface XlsxOptions {
  /** Where texts stand: in the shared table (Excel), inline (many exporters) or as formula results. */
  texts?: 'shared' | 'inline';
  epoch1904?: boolean;
  /** More parts, or other contents for parts. */
  parts?: Record<string, string | Uint8Array>;
}

export function xlsx(sheets: MadeSheet[], options: XlsxOptions = {}): Uint8Array {
  const shared: string[] = [];
  const textCell = (at: string, xml: string) => {
    if (options.texts === 'inline') return `<c r="${at}" t="inlineStr"><is>${xml}</is></c>`;
    return `<c r="${at}" t="s"><v>${shared.push(`<si>${xml}</si>`) - 1}</v></c>`;
  };
  const cellXml = (cell: MadeCell, at: string): string => {
    if (cell === null || cell === undefined) return '';
    if (typeof cell === 'string') return textCell(at, `<t xml:space="preserve">${escaped(cell)}</t>`);
    if (typeof cell === 'number') return `<c r="${at}"><v>${cell}</v></c>`;
    if (typeof cell === 'boolean') return `<c r="${at}" t="b"><v>${cell ? 1 : 0}</v></c>`;
    if ('date' in cell) return `<c r="${at}" s="1"><v>${dayNumber(cell.date, options.epoch1904 ?? false)}</v></c>`;
    if ('rich' in cell) return textCell(at, cell.rich.map((run) => `<r><rPr><b/></rPr><t xml:space="preserve">${escaped(run)}</t></r>`).join('') + '<rPh sb="0" eb="1"><t>fonetika</t></rPh>');
    if ('error' in cell) return `<c r="${at}" t="e"><v>${cell.error}</v></c>`;
    if ('pictureInCell' in cell) return `<c r="${at}" t="e" vm="1"><v>#VALUE!</v></c>`;
    const value = cell.value === undefined ? '' : `<v>${escaped(String(cell.value))}</v>`;
    return `<c r="${at}"${typeof cell.value === 'string' ? ' t="str"' : ''}><f>${escaped(cell.formula)}</f>${value}</c>`;
  };
  const sheetXml = (sheet: MadeSheet, number: number) => {
    const rows = sheet.rows.map((cells, index) => {
      const hidden = sheet.hiddenRows?.includes(index + 1) ? ' hidden="1"' : '';
      return `<row r="${index + 1}"${hidden}>${cells.map((cell, column) => cellXml(cell, `${columnLetter(column)}${index + 1}`)).join('')}</row>`;
    });
    const merges = sheet.merges?.length ? `<mergeCells>${sheet.merges.map((merge) => `<mergeCell ref="${merge}"/>`).join('')}</mergeCells>` : '';
    const drawing = sheet.pictures ? `<drawing xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId${number}"/>` : '';
    return `<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows.join('')}</sheetData>${merges}${drawing}</worksheet>`;
  };
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const relations = (list: [string, string, string][]) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list.map(([id, type, target]) => `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  const parts: Record<string, string | Uint8Array> = {
    '[Content_Types].xml':
      '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${office}"><workbookPr${options.epoch1904 ? ' date1904="1"' : ''}/><sheets>${sheets
      .map((sheet, index) => `<sheet name="${escaped(sheet.name)}" sheetId="${index + 1}"${sheet.hidden ? ' state="hidden"' : ''} r:id="rId${index + 1}"/>`)
      .join('')}</sheets></workbook>`,
    'xl/styles.xml': '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts><numFmt numFmtId="164" formatCode="dd\\.mm\\.;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>',
  };
  for (const [index, sheet] of sheets.entries()) {
    parts[`xl/worksheets/sheet${index + 1}.xml`] = sheetXml(sheet, index + 1);
    if (!sheet.pictures) continue;
    parts[`xl/worksheets/_rels/sheet${index + 1}.xml.rels`] = relations([[`rId${index + 1}`, 'drawing', `../drawings/drawing${index + 1}.xml`]]);
    parts[`xl/drawings/drawing${index + 1}.xml`] = drawingXml(sheet.pictures);
  }
  parts['xl/sharedStrings.xml'] = `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">${shared.join('')}</sst>`;
  parts['xl/_rels/workbook.xml.rels'] = relations([...sheets.map((_, index) => [`rId${index + 1}`, 'worksheet', `worksheets/sheet${index + 1}.xml`] as [string, string, string]), ['rIdS', 'sharedStrings', 'sharedStrings.xml'], ['rIdF', 'styles', 'styles.xml']]);
  return zipped({ ...parts, ...options.parts });
}

function drawingXml(pictures: string[]): string {
  const corner = (name: string, at: string) => {
    const [, letters, row] = /^([A-Z]+)(\d+)$/.exec(at)!;
    const column = [...letters!].reduce((index, letter) => index * 26 + letter.charCodeAt(0) - 64, 0) - 1;
    return `<xdr:${name}><xdr:col>${column}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${Number(row) - 1}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  };
  const anchors = pictures.map((at) => {
    const [from, to] = at.split(':');
    return `<xdr:twoCellAnchor>${corner('from', from!)}${corner('to', to ?? from!)}<xdr:pic><xdr:nvPicPr/></xdr:pic></xdr:twoCellAnchor>`;
  });
  return `<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">${anchors.join('')}</xdr:wsDr>`;
}

export const zipped = (parts: Record<string, string | Uint8Array>): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, typeof part === 'string' ? strToU8(part) : part])) as Zippable);

/** The `content.xml` of an OpenDocument spreadsheet; empty cells and rows are written repeated, as LibreOffice does. */
export function odsContent(sheets: MadeSheet[], root = 'document-content'): string {
  const cellXml = (cell: MadeCell): string => {
    if (cell === null || cell === undefined || cell === '') return '<table:table-cell/>';
    if (typeof cell === 'number') return `<table:table-cell office:value-type="float" office:value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
    if (typeof cell === 'boolean') return `<table:table-cell office:value-type="boolean" office:boolean-value="${cell}"><text:p>${cell}</text:p></table:table-cell>`;
    if (typeof cell === 'object' && 'date' in cell) return `<table:table-cell office:value-type="date" office:date-value="${cell.date}"><text:p>${cell.date.split('-').reverse().join('.')}</text:p></table:table-cell>`;
    if (typeof cell === 'object' && 'pictureInCell' in cell) return '<table:table-cell><draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame></table:table-cell>';
    const text = typeof cell === 'string' ? cell : 'rich' in cell ? cell.rich.join('') : '';
    const paragraphs = text.split('\n').map((line) => `<text:p>${escaped(line).replace(/ {2,}/g, (spaces) => ` <text:s text:c="${spaces.length - 1}"/>`)}</text:p>`);
    return `<table:table-cell office:value-type="string"><office:annotation><text:p>komentar</text:p></office:annotation>${paragraphs.join('')}</table:table-cell>`;
  };
  const tables = sheets.map((sheet) => {
    const rows = sheet.rows.map((cells, index) => {
      const hidden = sheet.hiddenRows?.includes(index + 1) ? ' table:visibility="filter"' : '';
      return `<table:table-row${hidden}>${cells.map(cellXml).join('')}<table:table-cell table:number-columns-repeated="1000"/></table:table-row>`;
    });
    return `<table:table table:name="${escaped(sheet.name)}"${sheet.hidden ? ' table:style-name="hid"' : ''}><table:table-column table:number-columns-repeated="1024"/>${rows.join('')}<table:table-row table:number-rows-repeated="1048000"><table:table-cell table:number-columns-repeated="1024"/></table:table-row></table:table>`;
  });
  const names = ['office', 'table', 'text', 'style'].map((name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`).join(' ');
  return `<?xml version="1.0" encoding="UTF-8"?><office:${root} ${names} xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:xlink="http://www.w3.org/1999/xlink"><office:automatic-styles><style:style style:name="hid"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>${tables.join('')}</office:spreadsheet></office:body></office:${root}>`;
}

export const ods = (sheets: MadeSheet[], parts: Record<string, string> = {}): Uint8Array =>
  zipped({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'META-INF/manifest.xml': '<manifest/>', 'content.xml': odsContent(sheets), ...parts });

/** Bytes of a text in one of the old code pages or in Unicode. */
export function encoded(text: string, encoding: 'utf-8' | 'utf-8-bom' | 'utf-16le' | 'utf-16be' | 'windows-1250' | 'windows-1251'): Uint8Array {
  if (encoding === 'utf-8') return strToU8(text);
  if (encoding === 'utf-8-bom') return strToU8(`\ufeff${text}`);
  if (encoding === 'utf-16le') return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));
  if (encoding === 'utf-16be') return new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le').swap16());
  const decoder = new TextDecoder(encoding);
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]));
  return Uint8Array.from(text, (char) => {
    const byte = bytes.get(char);
    if (byte === undefined) throw new Error(`${encoding} has no ${char}`);
    return byte;
  });
}

/** Rows as CSV; cells with the delimiter, quotes or line breaks are quoted. */
export const csvText = (rows: string[][], delimiter = ','): string =>
  rows.map((cells) => cells.map((cell) => (/["\n\r]/.test(cell) || cell.includes(delimiter) ? `"${cell.replace(/"/g, '""')}"` : cell)).join(delimiter)).join('\r\n') + '\r\n';
