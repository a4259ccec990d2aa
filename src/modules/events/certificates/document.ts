/** A certificate on paper: A4 lying, in the holder's language and script, with the code that leads to its page. */
import { pdf, type Drawing } from '#platform/documents/pdf.ts';
import { drawQr } from '#platform/documents/qr.ts';
import { formatDay, formatDays, formatList } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { placeName } from '#modules/places/say.ts';
import { spelled } from './spelling.ts';
import { certificateAddress } from './credential.ts';
import type { Held } from './shape.ts';

const ink = '#2b2118';
const soft = '#6b5d4f';
const madder = '#9c2c2c';
const width = 841.89;
const height = 595.28;
const margin = 64;

export type Printed = Pick<Held, 'number' | 'code' | 'locale' | 'holder' | 'titles' | 'issuer' | 'firstDay' | 'lastDay' | 'attended' | 'held' | 'completion' | 'origin' | 'issuedAt' | 'issuedOn' | 'minutes' | 'programme' | 'venues' | 'trainers'>;

/** @param t words of the certificate's language @param logo of the network, PNG */
export function certificateDocument(one: Printed, t: Translate, logo: Buffer | null = null): Promise<Buffer> {
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
    if (logo) root.add(page.struct('Figure', { alt: say(one.issuer, locale) }, () => void page.image(logo, margin - 12, 50, { fit: [120, 60] })));
    let y = text('H1', t('certificates.certificate').toLocaleUpperCase(locale), 66, 26, { bold: true, color: madder });
    y = text('P', say(one.issuer, locale), y + 4, 14, { color: soft });
    y = text('P', t('certificates.document_confirms'), y + 20, 13, { color: soft });
    y = text('P', one.holder, y + 6, 32, { bold: true });
    y = text('P', t('certificates.document_completed'), y + 6, 13, { color: soft });
    y = text('P', title, y + 6, 21, { bold: true, most: 3 });
    y = text('P', formatDays(locale, one.firstDay, one.lastDay), y + 6, 14);
    const hours = one.minutes && t('certificates.hours', { hours: Math.round(one.minutes / 6) / 10 });
    y = text('P', [t(`certificates.document_attended_${one.completion.of}`, { n: one.attended, of: one.held }), hours].filter(Boolean).join(' · '), y + 3, 11.5, { color: soft });
    const venues = (one.venues ?? []).map(({ place, text }) => [text, place && placeName(place, { locale })].filter(Boolean).join(', '));
    const trainers = one.trainers ?? [];
    const about = [one.programme && say(one.programme, locale) && t('certificates.document_programme', { title: say(one.programme, locale) }), venues.length > 0 && t('certificates.document_venue', { venues: venues.join('; ') }), trainers.length > 0 && t('certificates.document_trainers', { names: formatList(locale, trainers) })];
    y = Math.max(y + 6, 340);
    const bottom = height - 52;
    const side = 84;
    // As much as there is room for above the line of the code and the signature; it shrinks, and nothing is cut.
    const most = y > 370 ? 1 : 2;
    for (const line of about) if (line) y = text('P', line, y + 2, 10.5, { color: soft, most });

    root.add(page.struct('Figure', { alt: t('certificates.document_code', { address }) }, () => drawQr(page, address, { x: margin - 12, y: bottom - side, side, colour: ink })));
    const at = margin - 12 + side + 14;
    const signing = width - margin - 200;
    let line = bottom - side + 2;
    for (const words of [t('certificates.document_issued', { day: formatDay(locale, one.issuedOn) }), t('certificates.document_number', { number: one.number }), t('certificates.document_verify', { address }), t('certificates.document_spelled', { code: spelled(one.code) })]) {
      const room = signing - 24 - at;
      root.add(page.struct('P', {}, () => void page.font('regular').fontSize(9.5).fillColor(ink).text(words, at, line, { width: room })));
      line += page.font('regular').fontSize(9.5).heightOfString(words, { width: room }) + 4;
    }
    // Where whoever answers for it signs, and the stamp of the house.
    page.markContent('Artifact', { type: 'Layout' });
    page.lineWidth(0.7).strokeColor(ink).moveTo(signing, bottom - 18).lineTo(width - margin, bottom - 18).stroke();
    page.endMarkedContent();
    root.add(page.struct('P', {}, () => void page.font('regular').fontSize(9.5).fillColor(soft).text(t('certificates.document_signature'), signing, bottom - 13, { width: width - margin - signing, align: 'center' })));
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
