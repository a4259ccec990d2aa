/** A slip of paper (A6) that is handed to the holder of a certificate who has no address: the way to her own page, and what it is for, in her language and script. */
import { column } from '#platform/documents/column.ts';
import { pdf } from '#platform/documents/pdf.ts';
import { drawQr } from '#platform/documents/qr.ts';
import { formatDays } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { Held } from './shape.ts';

const soft = '#5b5046';
const madder = '#9c2c2c';
const mm = (millimetres: number) => (millimetres * 72) / 25.4;
const margin = mm(9);
const width = mm(105) - 2 * margin;
const height = mm(148);

type OnSlip = Pick<Held, 'number' | 'locale' | 'holder' | 'titles' | 'issuer' | 'firstDay' | 'lastDay'>;

/** @param origin what the address of the installation begins with @param t words of the certificate's language */
export function slipDocument(one: OnSlip, slip: string, origin: string, createdAt: Date, t: Translate): Promise<Buffer> {
  const { locale } = one;
  const address = `/certificates/mine/${slip}`;
  return pdf({ locale, title: t('certificates.slip_title', { name: one.holder }), createdAt, size: 'A6' }, (page) => {
    const root = page.struct('Document');
    page.addStructure(root);
    const write = column(page, root, locale, { x: margin, width, align: 'left' });
    let y = write('P', say(one.issuer, locale), margin, { size: 8.5, color: soft, lines: 2 });
    y = write('H1', t('certificates.mine_title'), y + 3, { size: 17, bold: true, color: madder });
    y = write('P', one.holder, y + 5, { size: 13, bold: true, lines: 2 });
    y = write('P', say(one.titles, locale), y + 2, { size: 10, lines: 3 });
    y = write('P', `${formatDays(locale, one.firstDay, one.lastDay)} · ${t('certificates.document_number', { number: one.number })}`, y + 1, { size: 9, color: soft, lines: 2 });
    y = write('P', t('certificates.slip_what'), y + 9, { size: 10, lines: 6 });
    const side = mm(34);
    const beside = column(page, root, locale, { x: margin + side + mm(4), width: width - side - mm(4), align: 'left' });
    const top = y + 10;
    // The code says the language too; who types has it from her browser, and less to type.
    root.add(page.struct('Figure', { alt: t('certificates.document_code', { address: `${origin}${address}` }) }, () => drawQr(page, `${origin}${href(locale, address)}`, { x: margin, y: top, side, colour: '#111111' })));
    beside('P', t('certificates.slip_scan'), top, { size: 9, color: soft, lines: 6, room: side });
    y = write('P', `${origin}/certificates/mine/`, top + side + 9, { size: 9.5 });
    y = write('P', slip, y + 1, { size: 15, bold: true });
    write('P', t('certificates.slip_keep'), y + 8, { size: 8.5, color: soft, lines: 6, room: height - margin - y - 8 });
    root.end();
  });
}
