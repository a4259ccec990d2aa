/** What a column of a table can hold, and where two of its values can land when they are compared. No domain noun: a table of cats has names too. */

export const kinds = ['given', 'surname', 'middle', 'name', 'birth_date', 'date', 'identifier', 'phone', 'email', 'address', 'place', 'number', 'code', 'text', 'ignored'] as const;
export type Kind = (typeof kinds)[number];

/**
 * The levels of each family of kinds from "the same" to "something else", with the m that holds before anything is learned:
 * roughly what hand-keyed registers show (Winkler 2006, "Overview of record linkage and current research directions").
 * The place in the list, from 1, is the code of the level; 0 says that one of the two is silent.
 */
const nameLevels = { exact: 0.8, typo: 0.08, part: 0.03, initial: 0.02, alike: 0.02, rival: 0.01, different: 0.04 };
const dateLevels = { exact: 0.87, swapped: 0.02, slip: 0.04, part: 0.02, alike: 0.01, different: 0.04 };
const digitLevels = { exact: 0.88, slip: 0.05, alike: 0.02, different: 0.05 };
const emailLevels = { exact: 0.8, slip: 0.07, mailbox: 0.03, different: 0.1 };
const textLevels = { exact: 0.75, typo: 0.1, part: 0.05, alike: 0.03, different: 0.07 };
const codeLevels = { exact: 0.93, slip: 0.02, different: 0.05 };

const levelsOfKind: Record<Kind, Record<string, number>> = {
  given: nameLevels, surname: nameLevels, middle: nameLevels, name: nameLevels,
  birth_date: dateLevels, date: dateLevels,
  identifier: digitLevels, phone: digitLevels, number: digitLevels,
  email: emailLevels, address: textLevels, place: textLevels, text: textLevels, code: codeLevels, ignored: {},
};

/** The names of a kind's levels; the first is `exact`, the last `different`. */
export const levelsOf = (kind: Kind): string[] => Object.keys(levelsOfKind[kind]);
/** The shares of the levels among records of one thing, as assumed before learning; they sum to one. */
export const usualShares = (kind: Kind): number[] => Object.values(levelsOfKind[kind]);

export const isName = (kind: Kind): boolean => kind === 'given' || kind === 'surname' || kind === 'middle' || kind === 'name';
export const isDate = (kind: Kind): boolean => kind === 'birth_date' || kind === 'date';

/** What one person keeps through life differs less often than it agrees; homes and telephones change. */
export const mostDifferent = (kind: Kind): number => (isName(kind) || isDate(kind) || kind === 'code' ? 0.7 : 1.5);
