/** The lines above a table, labels told from values. */
import { findDates } from './dates.ts';
import { dateOf, textOf, type GridRow } from './grid.ts';
import { plainWords, wordSet } from './plain-words.ts';
import { labelled, labelOf, type Labelled } from './title-labels.ts';

export interface Line {
  label: Labelled['label'] | null;
  value: string;
  /** More than one line may come from one row. */
  row: number;
}

/** Title rows as lines; a label in one cell belongs to the value in the next. */
export function linesOf(row: GridRow): Line[] {
  const lines: Line[] = [];
  const cells = row.cells.flatMap((cell) => (textOf(cell).trim() === '' ? [] : [{ text: textOf(cell).trim(), date: dateOf(cell) }]));
  for (let index = 0; index < cells.length; index++) {
    const { text } = cells[index]!;
    const next = cells[index + 1];
    for (const piece of text.split(/\n+/).map((line) => line.trim()).filter(Boolean)) {
      const own = labelled(piece);
      if (own?.value) lines.push({ label: own.label, value: own.value, row: row.row });
      else if (next && (own || (labelOf(piece) && plainWords(piece).length <= 3 && cells.length <= 4 && !labelled(next.text) && !/:$/.test(next.text) && index % 2 === 0 && labelOf(piece) !== 'title'))) {
        lines.push({ label: own?.label ?? labelOf(piece), value: next.text, row: row.row });
        index++;
      } else lines.push({ label: own?.label ?? null, value: own ? own.value : piece, row: row.row });
    }
  }
  return lines.filter(({ value }) => value !== '');
}

/** Words of headings that say "this is a list" and nothing about the event. */
export const listWords = wordSet(
  'lista листа list списък spisak списак listă lista potpisna потписна attendance sign in sheet signin signature evidencija евиденција evidenciona prisutnih присутних prisutni присутни prisutnosti prisustva присуства učesnika учесника učesnici polaznika полазника participants participanți participanților prezență присъствен присъствен присъствие присъствалите участниците участници de of the за na за for i и za final finalna konačna скен sken scan kopija copy sheet лист foaie tabela табела table radna radni v1 v2 nova novo excel xlsx ods csv',
);

export const isMereList = (text: string) => plainWords(text).every((word) => listWords.has(word) || /^\d+$/.test(word));


/** A text with a bar in place of each date, its year's word gone with it. */
export const withoutDates = (text: string): string => {
  let rest = text;
  for (const mention of findDates(text).reverse()) {
    const after = rest.slice(mention.end).replace(/^\s*\.?\s*(?:г|год|године|година|годину|года|g|god|godine|godina)(?:\.|(?!\p{L}))/iu, '');
    rest = `${rest.slice(0, mention.start)} | ${after}`;
  }
  return rest.replace(/^[\s|,.;]+|[\s|,;]+$/g, '').trim();
};
