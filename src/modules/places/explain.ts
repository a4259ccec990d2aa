/** Places and reasons as sentences for a reader; the words stand in `words/`. */
import type { Translate, WordKey, WordValues } from '#platform/words/translate.ts';
import type { Unit } from './gazetteer.ts';
import { nameOf } from './names.ts';
import type { Reason } from './shape.ts';

/** One reason as half a sentence: "1 letter differs: Rakovac – Rekovac". */
export function reasonText(t: (key: WordKey, values?: WordValues) => string, reason: Reason): string {
  const { code, ...values } = reason;
  return t(`places.reason_${code}` as WordKey, values);
}

/** A unit with the word for what it is, for lists where the bare name could be several: "област Търговище", "Municipality of Raška". */
export function fullName(t: Translate, unit: Unit): string {
  const name = nameOf(unit, t.locale);
  const key = `places.named_${unit.type}`;
  return t.has(key) ? t(key, { name }) : name;
}
