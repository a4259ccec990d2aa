/**
 * The code somebody makes up herself, the same each time she is asked, so that her sheets are found to belong together and nobody's name is needed: a
 * self-generated identification code (Yurek, Vasey, Sullivan Havens: Evaluation Review 32, 2008, 435–452; tested against real pairs by McGloin, Holcomb, Main:
 * Evaluation Review 20, 1996, 724–736). Made of things that stay as they are, that she knows and a list of participants does not have.
 */
import { createHmac } from 'node:crypto';
import { plainWords } from '#platform/matching/fold.ts';
import { Problem } from '#platform/problem.ts';
import { secret } from '#platform/session/secret.ts';

export interface CodeParts {
  /** Given name of her mother, or of whoever brought her up; two letters are enough. */
  mother: string;
  /** Day of the month she was born on, 1–31. */
  day: string;
  /** Where she was born; one letter is enough. */
  place: string;
  /** How many older brothers and sisters she has. */
  siblings: string;
  /** One more letter, where somebody else has made the same code. */
  more?: string;
}

/** The first so many letters or digits in plain Latin: it is the same code in either script, with marks or without. */
const firstLetters = (text: string, n: number): string => plainWords(text).join('').slice(0, n);

/**
 * The parts as one word such as `ma07s2`.
 * @returns null where no part was given at all
 * @throws Problem 422 at the part that is missing or is none
 */
export function codeOf({ mother, day, place, siblings, more = '' }: CodeParts): string | null {
  const given = [mother, day, place, siblings].map((part) => part.trim());
  if (given.every((part) => !part)) return null;
  const [name, date, born, older] = [firstLetters(mother, 2), Number(day), firstLetters(place, 1), Number(siblings)];
  if (name.length < 2) throw new Problem(422, 'learning.code_mother', {}, 'code_mother');
  if (!given[1] || !Number.isInteger(date) || date < 1 || date > 31) throw new Problem(422, 'learning.code_day', {}, 'code_day');
  if (!born) throw new Problem(422, 'learning.code_place', {}, 'code_place');
  if (!given[3] || !Number.isInteger(older) || older < 0 || older > 20) throw new Problem(422, 'learning.code_siblings', {}, 'code_siblings');
  return `${name}${String(date).padStart(2, '0')}${born}${older}${firstLetters(more, 1)}`;
}

/**
 * What is kept of a code. Codes are short, so a plain hash could be undone by trying all of them: this one needs the installation's secret, which is not in the
 * database. Another event or series gives another hash, so that nobody's sheets are joined across trainings.
 */
export const codeHash = (networkId: string, aboutId: string, code: string): string => createHmac('sha256', secret()).update(`answer code\0${networkId}\0${aboutId}\0${code}`).digest('base64url').slice(0, 27);
