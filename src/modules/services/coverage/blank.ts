/** The questionnaire on paper: A4, one municipality in its language, to be filled in by hand, signed and sent back as a scan. */
import { pdf, type Drawing } from '#platform/documents/pdf.ts';
import { formatDay } from '#platform/words/format.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { kindsOf } from './kinds.ts';
import { kindName } from './say.ts';
import { currencyOf, isMoney, placeFigures, sections, serviceChoices, type ServiceChoice } from './shape.ts';

export interface Blank {
  place: string;
  year: number;
  /** Day `YYYY-MM-DD`. */
  dueOn: string;
  /** Whom it is sent back to, in the paper's language. */
  network: string;
  /** Services that existed when it was last asked: each has a sheet that names it already. What was answered about them is not on it. */
  services: readonly { kind: string; provider: string | null }[];
  printedAt: Date;
}

const pt = (millimetres: number) => (millimetres * 72) / 25.4;
const left = pt(16);
const width = pt(178);
const top = pt(24);
const bottom = pt(281);
const ink = '#111';
const soft = '#555';
/** Where the boxes of a row begin. */
const boxes = pt(84);

/** A piece of the paper that stays together. */
interface Block {
  height: number;
  tag: 'H1' | 'H2' | 'H3' | 'P';
  /** What is read aloud of it. */
  text: string;
  draw(page: Drawing, y: number): void;
  /** Begins a new page. */
  breaks?: boolean;
}

/** @param t words of the municipality's language */
export function blankQuestionnaire(blank: Blank, t: Translate): Promise<Buffer> {
  const unit = unitById(blank.place)!;
  const name = nameOf(unit, t.locale);
  const title = t('coverage.form_title', { place: name, year: String(blank.year) });
  return pdf({ locale: t.locale, title, createdAt: blank.printedAt }, (page) => {
    const pages = paged(blocksOf(page, blank, name, t));
    const root = page.struct('Document');
    page.addStructure(root);
    pages.forEach((blocks, at) => {
      if (at) page.addPage();
      page.markContent('Artifact', { type: 'Pagination' });
      line(page, `${title} · ${unit.id}`, left, pt(11), pt(140), 8, soft);
      line(page, t('coverage.blank_page', { page: at + 1, pages: pages.length }), left + pt(140), pt(11), pt(38), 8, soft, 'right');
      page.lineWidth(0.5).strokeColor('#999').moveTo(left, pt(16)).lineTo(left + width, pt(16)).stroke();
      page.endMarkedContent();
      let y = top;
      for (const block of blocks) {
        const from = y;
        root.add(page.struct(block.tag, { actual: block.text }, () => block.draw(page, from)));
        y += block.height;
      }
    });
    root.end();
  });
}

function paged(blocks: readonly Block[]): Block[][] {
  const pages: Block[][] = [[]];
  let y = top;
  blocks.forEach((block, at) => {
    // A heading goes over with what it is the heading of.
    const with_it = block.tag === 'H2' || block.tag === 'H3' ? (blocks[at + 1]?.height ?? 0) : 0;
    if ((block.breaks && pages.at(-1)!.length) || y + block.height + with_it > bottom) {
      pages.push([]);
      y = top;
    }
    pages.at(-1)!.push(block);
    y += block.height;
  });
  return pages;
}

function blocksOf(page: Drawing, blank: Blank, name: string, t: Translate): Block[] {
  const { country } = unitById(blank.place)!;
  const currency = currencyOf(country, blank.year);
  const text = (words: string, size: number, tag: Block['tag'] = 'P', more: { bold?: boolean; colour?: string; above?: number; after?: number; breaks?: boolean } = {}): Block => {
    page.font(more.bold ? 'bold' : 'regular').fontSize(size);
    return { tag, text: words, height: pt(more.above ?? 0) + page.heightOfString(words, { width }) + pt(more.after ?? 2), ...(more.breaks && { breaks: true }), draw: (on, y) => void on.font(more.bold ? 'bold' : 'regular').fontSize(size).fillColor(more.colour ?? ink).text(words, left, y + pt(more.above ?? 0), { width }) };
  };
  const section = (words: string) => text(words, 11.5, 'H3', { bold: true, above: 1.6, after: 1 });
  /** A label and what stands beside it, as high as the higher of the two. */
  const row = (label: string, options: readonly string[], box: string | null): Block => {
    page.font('regular').fontSize(9);
    const labelHeight = page.heightOfString(label, { width: boxes - pt(4) });
    const room = width - boxes - (box === null ? 0 : pt(44));
    const spots: { x: number; y: number; words: string }[] = [];
    let [x, y] = [0, 0];
    for (const words of options) {
      const wide = pt(6) + page.widthOfString(words) + pt(3);
      if (x && x + wide > room) [x, y] = [0, y + pt(5.2)];
      spots.push({ x, y, words });
      x += wide;
    }
    const height = Math.max(labelHeight, options.length ? y + pt(4) : 0, pt(4.6)) + pt(1.3);
    return {
      tag: 'P', text: [label, box, ...options].filter(Boolean).join(' · '), height,
      draw(on, at) {
        on.font('regular').fontSize(9).fillColor(ink).text(label, left, at + pt(0.4), { width: boxes - pt(4) });
        on.lineWidth(0.6).strokeColor('#444');
        if (box !== null) {
          on.rect(left + boxes, at, pt(32), pt(4.6)).stroke();
          on.fontSize(8).fillColor(soft).text(box, left + boxes + pt(33), at + pt(0.8), { width: pt(11), lineBreak: false });
        }
        for (const spot of spots) {
          const from = left + boxes + (box === null ? 0 : pt(44)) + spot.x;
          on.lineWidth(0.6).strokeColor('#444').rect(from, at + spot.y + pt(0.4), pt(3.8), pt(3.8)).stroke();
          on.fontSize(9).fillColor(ink).text(spot.words, from + pt(5), at + spot.y + pt(0.5), { lineBreak: false });
        }
        on.lineWidth(0.25).strokeColor('#bbb').moveTo(left, at + height - pt(0.6)).lineTo(left + width, at + height - pt(0.6)).stroke();
      },
    };
  };
  const written = (label: string, high = 5.4, filled = ''): Block => ({
    tag: 'P', text: label, height: pt(high + 1.4),
    draw(on, y) {
      on.font('regular').fontSize(9).fillColor(ink).text(label, left, y + pt(0.6), { width: boxes - pt(4) });
      if (filled) on.font('bold').fontSize(10).text(filled, left + boxes, y + pt(0.4), { width: width - boxes, height: pt(high), ellipsis: true });
      on.lineWidth(0.5).strokeColor('#444').moveTo(left + boxes, y + pt(high)).lineTo(left + width, y + pt(high)).stroke();
    },
  });
  const figure = (field: string) => row(t(`coverage.field_${field}` as WordKey), [t('coverage.none'), t('coverage.we_do_not_know')], isMoney(field) ? currency : '');
  const fieldsOf = (field: (typeof sections)[keyof typeof sections][number], provider: string | null) => {
    const label = t(`coverage.field_${field}` as WordKey);
    if (field in serviceChoices) return row(label, [...serviceChoices[field as ServiceChoice].map((value) => t(`coverage.${field}_${value}` as WordKey)), t('coverage.we_do_not_know')], null);
    return field === 'provider_name' ? written(label, 5.4, provider ?? '') : field === 'licence_valid_until' ? written(label) : figure(field);
  };
  const sheet = (service: { kind: string; provider: string | null } | null): Block[] => [
    text(service ? kindName(service.kind, t) : t('coverage.blank_service'), 14, 'H2', { bold: true, breaks: true, after: 1.5 }),
    service ? text(t('coverage.service_lead', { year: String(blank.year) }), 9, 'P', { colour: soft, after: 3 }) : text(t('coverage.blank_copy', { year: String(blank.year) }), 9, 'P', { colour: soft, after: 3 }),
    ...(service ? [] : [written(t('coverage.kind'), 7)]),
    ...(Object.keys(sections) as (keyof typeof sections)[]).flatMap((part) => [section(t(`coverage.section_${part}`)), ...sections[part].map((field) => fieldsOf(field, service?.provider ?? null))]),
  ];
  return [
    text(t('coverage.form_title', { place: name, year: String(blank.year) }), 19, 'H1', { bold: true, after: 2 }),
    text(t('coverage.blank_lead', { day: formatDay(t.locale, blank.dueOn), network: blank.network }), 10.5, 'P', { after: 2 }),
    text(t('coverage.form_unknown'), 10.5, 'P', { after: 5 }),
    section(t('coverage.section_place')),
    ...placeFigures.map(figure),
    section(t('coverage.which_existed')),
    text(t('coverage.exists_lead', { year: String(blank.year) }), 9, 'P', { colour: soft, after: 2 }),
    ...kindsOf(country).map(({ code }) => row(`${code}  ${kindName(code, t)}`, (['yes', 'no', 'unknown'] as const).map((one) => t(`coverage.answer_${one}`)), null)),
    section(t('coverage.blank_signing')),
    ...(['blank_name', 'blank_role', 'blank_day', 'blank_signature'] as const).map((one) => written(t(`coverage.${one}`), one === 'blank_signature' ? 14 : 7)),
    ...blank.services.flatMap((service) => sheet(service)),
    ...sheet(null),
  ];
}

function line(page: Drawing, words: string, x: number, y: number, wide: number, size: number, colour: string, align: 'left' | 'right' = 'left') {
  page.font('regular').fontSize(size).fillColor(colour).text(words, x, y, { width: wide, align, height: size * 1.4, ellipsis: true });
}
