/** What the page of a photograph sends, as decisions: pure. */
import { Problem } from '#platform/problem.ts';
import type { ConfirmedRow, OthersSay, ReadRow } from './shape.ts';

/** Somebody who wrote her own name, whom nobody has been asked about yet. */
export interface ToAsk {
  row: number;
  given: string;
  surname: string;
}

const othersSaid: readonly OthersSay[] = ['signed', 'unsigned', 'signed+unsigned'];

/** @throws Problem 422 while a row waits for a decision, leading to the first of them */
export function decisionsIn(texts: Record<string, string>, rows: readonly ReadRow[]): { decisions: ConfirmedRow[]; toAsk: ToAsk[] } {
  const open = rows.filter(({ row }) => texts[`row_${row}`] !== 'signed' && texts[`row_${row}`] !== 'unsigned');
  if (open[0]) throw new Problem(422, 'paper.rows_open', { n: open.length }, `row_${open[0].row}`);
  const toAsk: ToAsk[] = [];
  const decisions = rows.map(({ row, isNamed }): ConfirmedRow => {
    const decision = texts[`row_${row}`] as 'signed' | 'unsigned';
    const others = othersSaid.find((one) => one === texts[`others_${row}`]) ?? '';
    const [given, surname] = [texts[`given_${row}`]?.trim() ?? '', texts[`surname_${row}`]?.trim() ?? ''];
    if (isNamed || decision === 'unsigned' || !(given || surname)) return { row, decision, walkIn: null, others };
    const person = texts[`person_${row}`];
    // Another name than the one that was asked about is another question.
    const wasAsked = texts[`asked_${row}`] === askedName({ given, surname });
    if (!wasAsked) toAsk.push({ row, given, surname });
    return { row, decision, others, walkIn: { personId: wasAsked && person && person !== 'new' ? person : null, given: given || null, surname: surname || null, organisationText: texts[`organisation_${row}`]?.trim() || null, placeText: texts[`place_${row}`]?.trim() || null } };
  });
  return { decisions, toAsk };
}

export const askedName = ({ given, surname }: { given: string; surname: string }): string => `${surname}|${given}`;
