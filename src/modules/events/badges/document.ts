/** Badges on paper: a page of A6 for each, or A4 with eight cards and marks to cut along. */
import { column, type Section } from '#platform/documents/column.ts';
import { pdf, type Drawing } from '#platform/documents/pdf.ts';
import { drawQr } from '#platform/documents/qr.ts';
import { formatDays } from '#platform/words/format.ts';
import { intlTag, type Locale } from '#platform/words/locales.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { spelled } from '../certificates/spelling.ts';
import { codeAddress, type Badge, type BadgeEvent, type BadgeFormat } from './badge.ts';

const ink = '#111111';
const soft = '#5b5046';
const madder = '#9c2c2c';
const mm = (millimetres: number) => (millimetres * 72) / 25.4;
/** Office printers leave so much at the edge of the paper white. */
const margin = mm(8);

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** Eight cards of 105 × 74.25 mm fill A4 without waste. */
const cards: Box[] = Array.from({ length: 8 }, (_, at) => ({ x: mm(105) * (at % 2), y: mm(74.25) * Math.floor(at / 2), width: mm(105), height: mm(74.25) }));
const whole: Box = { x: 0, y: 0, width: mm(105), height: mm(148) };

/** @param t words of `locale`, the language of the document itself; each badge has its own */
export function badgesDocument({ badges, event, format, locale, createdAt }: { badges: readonly Badge[]; event: BadgeEvent; format: BadgeFormat; locale: Locale; createdAt: Date }, t: Translate): Promise<Buffer> {
  const title = t('badges.document_title', { title: say(event.titles, locale) });
  const perPage = format === 'a4' ? cards.length : 1;
  return pdf({ locale, title, createdAt, size: format === 'a4' ? 'A4' : 'A6' }, (page) => {
    const root = page.struct('Document');
    page.addStructure(root);
    badges.forEach((badge, at) => {
      if (at && at % perPage === 0) page.addPage();
      if (format === 'a4' && at % perPage === 0) cutMarks(page);
      const section = page.struct('Sect', { title: [badge.given, badge.surname].join(' '), lang: intlTag[badge.locale] });
      root.add(section);
      if (format === 'a4') card(page, section, badge, event, cards[at % perPage]!, t);
      else standing(page, section, badge, event, t);
      section.end();
    });
    root.end();
  });
}

/** A6 standing: the name in the middle, the code below it. */
function standing(page: Drawing, section: Section, badge: Badge, event: BadgeEvent, t: Translate) {
  const { x, width, height } = { ...whole, x: margin, width: whole.width - 2 * margin };
  const write = column(page, section, badge.locale, { x, width, align: 'center' });
  if (event.logo) picture(page, event.logo, { x, y: height - margin - mm(16), width: mm(26), height: mm(16) }, 'bottom');
  let y = write('P', say(event.titles, badge.locale), margin, { size: 12, color: madder, lines: 3, bold: true });
  y = write('P', formatDays(badge.locale, event.firstDay, event.lastDay), y + 2, { size: 10, color: soft });
  y = write('H1', badge.given, Math.max(y + 10, mm(32)), { size: 34, lines: 2, bold: true });
  y = write('H1', badge.surname, y, { size: 26, lines: 2, bold: true });
  const side = mm(32);
  const top = height - margin - side - 12;
  const place = badge.place ? 18 : 0;
  if (badge.organisation) y = write('P', badge.organisation, y + 8, { size: 13, lines: 4, room: top - place - 6 - (y + 8) });
  if (badge.place) write('P', badge.place, y + 3, { size: 12, color: soft });
  code(page, section, badge, event, { x: (whole.width - side) / 2, y: top, side }, t);
  write('P', spelled(badge.code), height - margin - 9, { size: 8, color: soft });
}

/** A card lying: the name at the left, the code in the lower right corner. */
function card(page: Drawing, section: Section, badge: Badge, event: BadgeEvent, box: Box, t: Translate) {
  const side = mm(24);
  const x = box.x + margin;
  const full = box.width - 2 * margin;
  const write = column(page, section, badge.locale, { x, width: full, align: 'left' });
  const beside = column(page, section, badge.locale, { x, width: full - side - mm(3), align: 'left' });
  if (event.logo) picture(page, event.logo, { x: x + full - mm(24), y: box.y + margin, width: mm(24), height: mm(10) });
  const head = event.logo ? column(page, section, badge.locale, { x, width: full - mm(27), align: 'left' }) : write;
  let y = head('P', say(event.titles, badge.locale), box.y + margin, { size: 9, color: madder, bold: true, lines: 2 });
  y = write('P', formatDays(badge.locale, event.firstDay, event.lastDay), y + 1, { size: 8, color: soft });
  y = write('H1', badge.given, y + 6, { size: 24, bold: true });
  y = write('H1', badge.surname, y, { size: 20, bold: true });
  const bottom = box.y + box.height - margin;
  code(page, section, badge, event, { x: box.x + box.width - margin - side, y: bottom - side - 9, side }, t);
  const place = badge.place ? 12 : 0;
  if (badge.organisation) beside('P', badge.organisation, y + 5, { size: 11, lines: 3, room: bottom - place - (y + 5) });
  if (badge.place) beside('P', badge.place, bottom - 11, { size: 10, color: soft });
  column(page, section, badge.locale, { x: box.x + box.width - margin - side - mm(6), width: side + mm(6), align: 'right' })('P', spelled(badge.code), bottom - 7, { size: 6.5, color: soft });
}

/** The logo says nothing that does not stand beside it in words. */
function picture(page: Drawing, png: Buffer, { x, y, width, height }: Box, valign?: 'bottom') {
  page.markContent('Artifact', { type: 'Layout' });
  page.image(png, x, y, { fit: [width, height], ...(valign ? { valign } : { align: 'right' }) });
  page.endMarkedContent();
}

function code(page: Drawing, section: Section, badge: Badge, event: BadgeEvent, at: { x: number; y: number; side: number }, t: Translate) {
  section.add(page.struct('Figure', { alt: t('badges.code_alt', { code: spelled(badge.code) }) }, () => drawQr(page, codeAddress(event.origin, badge.code), { ...at, colour: ink })));
}

/** Crosses where four cards meet, and strokes at the edges of the paper. */
function cutMarks(page: Drawing) {
  page.markContent('Artifact', { type: 'Layout' });
  page.lineWidth(0.4).strokeColor('#999999');
  const stroke = mm(5);
  for (let row = 1; row < 4; row++) {
    const y = mm(74.25) * row;
    for (const x of [0, mm(105), mm(210)]) page.moveTo(Math.max(0, x - stroke), y).lineTo(Math.min(mm(210), x + stroke), y);
    page.moveTo(mm(105), y - stroke).lineTo(mm(105), y + stroke);
  }
  for (const [from, to] of [[0, stroke], [mm(297) - stroke, mm(297)]] as const) page.moveTo(mm(105), from).lineTo(mm(105), to);
  page.stroke();
  page.endMarkedContent();
}
