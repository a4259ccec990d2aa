import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from 'fontkit';
import PDFDocument from 'pdfkit';
import { root } from '../root.ts';
import { intlTag, type Locale } from '../words/locales.ts';

const folder = join(root, 'src/platform/documents/fonts');
/** Read once: the tables of a font are half of the work of a short document. */
const known = new Map<string, unknown>();
function font(name: string): string {
  if (!known.has(name)) known.set(name, create(readFileSync(join(folder, `document-${name}.ttf`))));
  // pdfkit takes a font that is read already, which its types do not say.
  return known.get(name) as string;
}

/** The font for words in another language than the document's: Bulgarian has letter forms of its own. */
export const fontIn = (locale: Locale, weight: 'regular' | 'bold'): string => `in ${weight}${locale === 'bg' ? '-bg' : ''}`;

/** One document of one language; draws with pdfkit's own words. `regular` and `bold` are the fonts. */
export type Drawing = PDFKit.PDFDocument;

/**
 * Makes a PDF 1.7 that says its language and title and is tagged (PDF/UA's structure), with only the letters it uses. Sizes are points, 72 to the inch.
 * @param size the paper; A4 where nothing is said
 * @param landscape lying instead of standing
 * @param createdAt the day in the document's own properties, so that the same content gives the same bytes
 */
export function pdf({ locale, title, createdAt, size = 'A4', landscape = false }: { locale: Locale; title: string; createdAt: Date; size?: 'A4' | 'A6'; landscape?: boolean }, draw: (page: Drawing) => void): Promise<Buffer> {
  const [regular, bold] = locale === 'bg' ? ['regular-bg', 'bold-bg'] : ['regular', 'bold'];
  return new Promise((resolve, reject) => {
    const page = new PDFDocument({
      size, layout: landscape ? 'landscape' : 'portrait', margin: 0, pdfVersion: '1.7', tagged: true, displayTitle: true, lang: intlTag[locale],
      // Without a font of its own pdfkit would read Helvetica, which has no Cyrillic.
      font: font(regular!),
      info: { Title: title, CreationDate: createdAt, ModDate: createdAt, Creator: 'Kolo', Producer: 'Kolo' },
    });
    const parts: Buffer[] = [];
    page.on('data', (part: Buffer) => parts.push(part));
    page.on('end', () => resolve(Buffer.concat(parts)));
    page.on('error', reject);
    page.registerFont('regular', font(regular!)).registerFont('bold', font(bold!));
    for (const name of ['regular', 'bold', 'regular-bg', 'bold-bg']) page.registerFont(`in ${name}`, font(name));
    draw(page);
    page.end();
  });
}
