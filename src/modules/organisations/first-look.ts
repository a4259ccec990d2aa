/** A first look at two mentions of organisations, cheaper than the model: whether they may be one at all. */
import { nameAgreement, type ComparableOrganisation } from './matching.ts';

/** Answers kept about two names; an answer that is overwritten is worked out again. */
const answersKept = 2 ** 20;

/**
 * Looks at mentions by their positions in `all`. False only where the limits of the model (matching.ts) leave no other answer than `different`:
 * names that differ, and names that are not exactly equal in two towns. Offices are left to the model, their keys are exact.
 * A list has few names and many towns, so each two names are compared once and the answer is kept.
 */
export function firstLook(all: readonly ComparableOrganisation[]): (a: number, b: number) => boolean {
  const names: ComparableOrganisation[] = [];
  const ids = new Map<string, number>();
  const nameOf = all.map((one) => {
    if (one.form?.office || one.offices.length > 0) return -1;
    const key = `${one.aside.join(' ')}|${one.own.join(' ')}|${one.joined}|${one.letters.plain}|${one.letters.signs}`;
    let id = ids.get(key);
    if (id === undefined) {
      ids.set(key, (id = names.length));
      names.push(one);
    }
    return id;
  });
  const askedAbout = new Float64Array(answersKept).fill(-1);
  const answers = new Uint8Array(answersKept);
  return (a, b) => {
    const [x, y] = [nameOf[a]!, nameOf[b]!];
    if (x < 0 || y < 0) return true;
    const [one, other] = [all[a]!, all[b]!];
    if (one.municipality && other.municipality && one.municipality !== other.municipality) return one.joined === other.joined;
    if (x === y) return true;
    const question = x * names.length + y;
    const slot = (Math.imul(x, 0x9e3779b1) ^ Math.imul(y, 0x85ebca6b)) & (answersKept - 1);
    if (askedAbout[slot] !== question) {
      askedAbout[slot] = question;
      answers[slot] = Number(nameAgreement(names[x]!, names[y]!).level !== 'different');
    }
    return answers[slot] === 1;
  };
}
