import type { Locale } from '../words/locales.ts';
import { fontIn, type Drawing } from './pdf.ts';

/** A part of a tagged document that texts are added to. */
export type Section = ReturnType<Drawing['struct']>;

/**
 * Writes texts below each other in one column; a long one shrinks until it takes no more lines, and no more height, than there are for it.
 * @param locale the language of these texts
 * @returns writes one text at a height and says where the next may begin; all in points
 */
export function column(page: Drawing, section: Section, locale: Locale, { x, width, align }: { x: number; width: number; align: 'left' | 'center' | 'right' }) {
  return (tag: string, text: string, y: number, { size, lines = 1, bold = false, color = '#111111', room = Infinity }: { size: number; lines?: number; bold?: boolean; color?: string; room?: number }): number => {
    page.font(fontIn(locale, bold ? 'bold' : 'regular'));
    const fits = () => {
      const widest = Math.max(...text.split(/[\s-]+/).map((word) => page.widthOfString(word)));
      const height = page.heightOfString(text, { width });
      return widest <= width && height <= lines * page.currentLineHeight(true) + 1 && height <= room;
    };
    let fitting = size;
    for (page.fontSize(fitting); fitting > 6 && !fits(); page.fontSize(fitting)) fitting -= 0.5;
    const height = page.heightOfString(text, { width });
    // A line that breaks still goes on to the next page of itself where it is not told its height.
    section.add(page.struct(tag, {}, () => void page.fillColor(color).text(text, x, y, { width, align, height: height + 1 })));
    return y + height;
  };
}
