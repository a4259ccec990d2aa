import * as mupdf from 'mupdf';
import { Problem } from '#platform/problem.ts';

export const maxPages = 30;
/** Pixels for a millimetre: 200 to the inch, and for pages that are larger than paper so few that they stay a picture of ordinary size. */
const scale = 7.9;
const maxSide = 3_500;

/** The pages of a scan as JPEG pictures. @throws Problem 415 when it cannot be opened, 413 when it has too many pages */
export function scannedPages(bytes: Uint8Array, name: string): Uint8Array[] {
  let document: mupdf.Document;
  let pages: number;
  try {
    document = mupdf.Document.openDocument(bytes, 'application/pdf');
    if (document.needsPassword()) throw new Error('password');
    pages = document.countPages();
  } catch {
    throw new Problem(415, 'paper.pdf_damaged', { name }, 'photos');
  }
  if (pages > maxPages) throw new Problem(413, 'paper.pdf_pages', { name, pages, most: maxPages }, 'photos');
  try {
    return Array.from({ length: pages }, (_, at) => {
      const page = document.loadPage(at);
      const [left, top, right, bottom] = page.getBounds();
      const zoom = Math.min((scale * 25.4) / 72, maxSide / Math.max(right - left, bottom - top, 1));
      const pixmap = page.toPixmap(mupdf.Matrix.scale(zoom, zoom), mupdf.ColorSpace.DeviceRGB, false, true);
      const jpeg = pixmap.asJPEG(88, false).slice();
      pixmap.destroy();
      page.destroy();
      return jpeg;
    });
  } catch {
    throw new Problem(415, 'paper.pdf_damaged', { name }, 'photos');
  } finally {
    document.destroy();
  }
}
