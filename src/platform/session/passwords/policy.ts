import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../problem.ts';
import { root } from '../../root.ts';

export const shortest = 12;
export const longest = 128;

let common: Set<string> | null = null;

/** The most used passwords that are long enough to pass otherwise; read when somebody first chooses a password (origin: README.md beside it). */
const isCommon = (password: string): boolean => {
  common ??= new Set(readFileSync(join(root, 'src/platform/session/passwords/common.txt'), 'utf8').split('\n').filter((line) => line && !line.startsWith('#')));
  return common.has(password);
};

const words = (text: string) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter((word) => word.length >= 4);

/**
 * Says no to a password that somebody else would guess: too short, among the most used (ASVS 5.0 6.2.4), one thing repeated, or the person's own
 * name and address with little beside. Nothing is demanded about capitals, digits or signs: length is what counts (ASVS 5.0 6.2.5).
 * @throws Problem 422 with the field `password`.
 */
export function assertGoodPassword(password: string, about: { email: string; name: string }): void {
  const characters = [...password];
  const no = (name: string, details = {}) => new Problem(422, `session.${name}`, details, 'password');
  if (characters.length < shortest) throw no('password_too_short', { shortest });
  if (characters.length > longest) throw no('password_too_long', { longest });
  const plain = password.toLowerCase();
  if (isCommon(plain) || repeats(plain) || runs(plain)) throw no('password_common');
  const rest = [...words(about.email), ...words(about.name), 'kolo'].reduce((left, word) => left.replaceAll(word, ''), plain);
  if ([...rest].length < 6) throw no('password_about_you');
}

/** "abcabcabcabc", "aaaaaaaaaaaaa": a short thing written again and again. */
const repeats = (text: string) => /^(.{1,4})\1{2,}.{0,3}$/su.test(text);

/** "123456789012", "abcdefghijkl": each character the neighbour of the one before. */
function runs(text: string): boolean {
  const codes = [...text].map((character) => character.codePointAt(0)!);
  const steps = codes.slice(1).map((code, index) => code - codes[index]!);
  const along = steps.filter((step) => Math.abs(step) === 1 || step === -9 || step === 9).length;
  return along >= steps.length - 1;
}
