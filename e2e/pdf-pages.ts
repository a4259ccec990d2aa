import * as mupdf from 'mupdf';

/** The words of each page of a PDF. */
export const pagesOf = (bytes: Buffer): string[] => {
  const document = mupdf.Document.openDocument(bytes, 'application/pdf');
  return Array.from({ length: document.countPages() }, (_, at) => document.loadPage(at).toStructuredText('').asText());
};
