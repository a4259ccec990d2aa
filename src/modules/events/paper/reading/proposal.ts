import type { Ink } from './ink.ts';

export const proposals = ['signed', 'unsigned', 'unsure'] as const;
export type Proposed = (typeof proposals)[number];

/** Why Kolo cannot say. `code`: the row's own code cannot be read, so it may be another row. */
export const doubts = ['faint', 'line', 'crossed', 'overlap', 'covered', 'code'] as const;
export type SignatureDoubt = (typeof doubts)[number];

/**
 * Whether a cell is signed. The limits are square millimetres of ink: a short signature with a thin pen has some eight, initials four, a dot or the
 * tail of a neighbour's letter less than one. What lies between is for a person.
 */
export function proposalFor({ area, width, height, fromNeighbours, light }: Ink, isRowRead: boolean): { proposal: Proposed; doubt: SignatureDoubt | null } {
  const unsure = (doubt: SignatureDoubt) => ({ proposal: 'unsure' as const, doubt });
  if (light < 0.45) return unsure('covered');
  if (!isRowRead) return unsure('code');
  // The stroke of somebody who strikes a row out is no signature.
  if (area >= 3 && (height < 1.8 || (height < 3.2 && area < 1.3 * width))) return unsure('line');
  if (area > 220) return unsure('crossed');
  if (area >= 4 && width >= 4) return { proposal: 'signed', doubt: null };
  if (area + fromNeighbours < 1.2) return { proposal: 'unsigned', doubt: null };
  return unsure(fromNeighbours > area ? 'overlap' : 'faint');
}

/** Whether somebody wrote a name into an empty row. */
export const isWritten = ({ area, width }: Ink): boolean => area >= 4 && width >= 6;
