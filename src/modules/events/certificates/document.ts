/** A certificate on paper: A4 lying, in the holder's language and script, with the code that leads to its page. */
import { pdf, type Drawing } from '#platform/documents/pdf.ts';
import { drawQr } from '#platform/documents/qr.ts';
import { formatDay, formatDays } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { spelled } from './spelling.ts';
import { certificateAddress } from './credential.ts';
import type { Held } from './shape.ts';

const ink = '#2b2118';
const soft = '#6b5d4f';
const madder = '#9c2c2c';
const width = 841.89;
const height = 595.28;
const margin = 64;

export type Printed = Pick<Held, 'number' | 'code' | 'locale' | 'holder' | 'titles' | 'issuer' | 'firstDay' | 'lastDay' | 'attended' | 'held' | 'completion' | 'origin' | 'issuedAt' | 'issuedOn'>;

/** @param t words of the certificate's language */
export function certificateDocument(one: Printed, t: Translate): Promise<Buffer> {
  const { locale } = one;
  const title = say(one.titles, locale);
  const address = `${certificateAddress(one.origin, one.code)}`;
  return pdf({ locale, title: t('certificates.document_title', { title, name: one.holder }), createdAt: one.issuedAt, landscape: true }, (page) => {
    const root = page.struct('Document');
    page.addStructure(root);
    const text = (tag: string, value: string, y: number, size: number, { bold = false, color = ink, most = 2 } = {}) => {
      const room = width - 2 * margin;
      page.font(bold ? 'bold' : 'regular');
      const fitting = sizeFor(page, value, size, room, most);
      root.add(page.struct(tag, {}, () => void page.fontSize(fitting).fillColor(color).text(value, margin, y, { width: room, align: 'center', lineGap: 1 })));
      return y + page.fontSize(fitting).heightOfString(value, { width: room, align: 'center', lineGap: 1 });
    };
    page.markContent('Artifact', { type: 'Layout' });
    frame(page);
    page.endMarkedContent();
    let y = text('H1', t('certificates.certificate').toLocaleUpperCase(locale), 78, 26, { bold: true, color: madder });
    y = text('P', say(one.issuer, locale), y + 6, 14, { color: soft });
    y = text('P', t('certificates.document_confirms'), y + 30, 14, { color: soft });
    y = text('P', one.holder, y + 8, 34, { bold: true });
    y = text('P', t('certificates.document_completed'), y + 10, 14, { color: soft });
    y = text('P', title, y + 8, 22, { bold: true, most: 3 });
    y = text('P', formatDays(locale, one.firstDay, one.lastDay), y + 8, 15);
    text('P', t(`certificates.document_attended_${one.completion.of}`, { n: one.attended, of: one.held }), y + 4, 12, { color: soft });

    const side = 84;
    const bottom = height - 60;
    root.add(page.struct('Figure', { alt: t('certificates.document_code', { address }) }, () => drawQr(page, address, { x: margin + 6, y: bottom - side, side, colour: ink })));
    const at = margin + side + 22;
    const lines = [t('certificates.document_issued', { day: formatDay(locale, one.issuedOn) }), t('certificates.document_number', { number: one.number }), t('certificates.document_verify', { address }), t('certificates.document_spelled', { code: spelled(one.code) })];
    lines.forEach((line, n) => root.add(page.struct('P', {}, () => void page.font('regular').fontSize(10.5).fillColor(ink).text(line, at, bottom - side + 8 + n * 19, { width: width - at - margin, lineBreak: true }))));
    root.end();
  });
}

/** The greatest size, not above the wanted one, at which a text takes no more lines than there is room for: long titles and names shrink, nothing is cut. */
function sizeFor(page: Drawing, value: string, wanted: number, room: number, most: number): number {
  for (let size = wanted; size > 9; size -= 1) {
    page.fontSize(size);
    if (page.heightOfString(value, { width: room, lineGap: 1 }) <= most * (page.currentLineHeight(true) + 1) + 1) return size;
  }
  return 9;
}

function frame(page: Drawing) {
  page.rect(0, 0, width, height).fill('#fdfbf6');
  page.lineWidth(1.5).strokeColor(madder).rect(28, 28, width - 56, height - 56).stroke();
  page.lineWidth(0.5).rect(34, 34, width - 68, height - 68).stroke();
}
