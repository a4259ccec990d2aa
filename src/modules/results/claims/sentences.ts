import { intlTag, type Locale } from '#platform/words/locales.ts';

/** A stretch of a text; offsets are UTF-16, the end is exclusive. */
export interface Span {
  start: number;
  end: number;
}

/** Abbreviations of the five languages after which a sentence goes on although a capital or a figure follows. */
const abbreviations = new Set(
  `br nr no str ul bul bd tel fax mob čl st tač tzv npr tj odn im gđa cca ca approx dr prof mr mrs ms sv sf inž mil mln mrd hilj max min art alin pct pag ap bl sc et ex e.g i.e incl vs fig tab vol pp p
  бр стр ул бул тел факс моб чл ст тач тзв нпр тј одн им гђа цца др проф мр св инж мил млн млрд хил хиљ макс мин д-р г-н г-жа т т.е т.н напр ет ап бл вх ал вкл с гр ж.к
  no nos jr sr u.s st`.split(/\s+/),
);

const bullet = /^[ \t\u00a0]*(?:[-–—•▪●◦*·‣►✓]|\(?\d{1,3}(?:\.\d{1,2})*(?:\)|\.(?!\d)(?![ \t\u00a0]+\p{Ll}))|\(?\p{Ll}\))[ \t\u00a0]+/u;

/**
 * The sentences of a text as people lay texts out: a bullet is a sentence of its own, a hard-wrapped line goes on in the next one,
 * a heading or a label stands alone, and a figure that stands alone belongs to the label above it.
 */
export function sentencesOf(text: string, language: Locale): Span[] {
  const spans = linesJoined(text).flatMap((block) => withinBlock(text, block, language));
  return figuresWithTheirLabels(text, spans).flatMap((span) => bounded(text, span));
}

const longest = 1_500;

/** Something without any full stop (a pasted table) is cut at a space, so that one claim never drags a whole page along. */
function bounded(text: string, span: Span): Span[] {
  if (span.end - span.start <= longest) return [span];
  const space = text.lastIndexOf(' ', span.start + longest);
  const cut = space > span.start + longest / 2 ? space : span.start + longest;
  // Never between the halves of one letter.
  const safe = /[\uDC00-\uDFFF]/.test(text[cut]!) ? cut - 1 : cut;
  return [{ start: span.start, end: safe }, ...bounded(text, { start: safe, end: span.end })];
}

/** Lines put back together where only the width of a page had parted them. Bullets and list numbers are left outside the span. */
function linesJoined(text: string): Span[] {
  const blocks: Span[] = [];
  let open: Span | null = null;
  for (const line of text.matchAll(/[^\r\n\u2028\u2029\f\v]+|\r?\n|[\r\u2028\u2029\f\v]/g)) {
    if (/^[\r\n\u2028\u2029\f\v]/.test(line[0])) continue;
    if (!line[0].trim()) {
      open = null;
      continue;
    }
    const mark = bullet.exec(line[0])?.[0].length ?? 0;
    const start = line.index + (mark || line[0].length - line[0].trimStart().length);
    const end = line.index + line[0].trimEnd().length;
    if (start >= end) {
      open = null;
      continue;
    }
    // A wrapped line is long or breaks off at a comma; a short one is a label or a value.
    const isWrapped = open !== null && (open.end - open.start >= 40 || /[,–-]$/.test(text.slice(open.start, open.end)));
    const goesOn: boolean = isWrapped && mark === 0 && /^[\p{Ll}(,;]/u.test(text.slice(start, end)) && !/[.!?…:]["”“»’)]*$/.test(text.slice(open!.start, open!.end));
    if (goesOn) open!.end = end;
    else blocks.push((open = { start, end }));
  }
  return blocks;
}

function withinBlock(text: string, block: Span, language: Locale): Span[] {
  const segmenter = new Intl.Segmenter(intlTag[language], { granularity: 'sentence' });
  const found: Span[] = [];
  for (const { segment, index } of segmenter.segment(text.slice(block.start, block.end))) {
    const start = block.start + index;
    const end = start + segment.trimEnd().length;
    const before = found.at(-1);
    if (before && goesOnAfter(text.slice(before.start, before.end), segment)) before.end = end;
    else if (end > start) found.push({ start: start + (segment.length - segment.trimStart().length), end });
  }
  return found.filter((span) => span.end > span.start);
}

function goesOnAfter(before: string, next: string): boolean {
  const last = /([^\s("„“«]+)\.$/u.exec(before)?.[1]?.toLowerCase();
  if (last === undefined) return /^\s*\p{Ll}/u.test(next) && !/[!?…]["”“»’)]*$/u.test(before) && !/\n$/.test(before);
  if (abbreviations.has(last)) return true;
  // An initial (`M. Jovanović`) or a numbered day (`22. 9. 2022.`) is no end.
  return /^\p{Lu}$/iu.test(last) ? /^\s*\p{Lu}/u.test(next) : /^\d{1,2}$/.test(last) && /^\s*\d/.test(next);
}

/** `Buget` on one line and `EUR 205,349` on the next are one statement. */
function figuresWithTheirLabels(text: string, spans: Span[]): Span[] {
  const joined: Span[] = [];
  for (const span of spans) {
    const own = text.slice(span.start, span.end);
    const label = joined.at(-1);
    const isBareFigure = /\d/.test(own) && own.length < 60 && !/\p{L}{4,}/u.test(own) && !/\d{1,2}[./]\d{1,2}[./]/.test(own);
    const isLabel = label !== undefined && label.end - label.start < 80 && !/[.!?;]$/.test(text.slice(label.start, label.end)) && !/\d/.test(text.slice(label.start, label.end)) && text.slice(label.end, span.start).length < 12;
    if (isBareFigure && isLabel) label.end = span.end;
    else joined.push({ ...span });
  }
  return joined;
}
