/**
 * How much agreeing on a value says, by how many have it: a rare surname weighs more than a frequent one (Winkler 2000, "Frequency-based matching in
 * Fellegi–Sunter model of record linkage"; Fellegi & Sunter 1969, method I).
 */

/**
 * The chance that somebody else has the value too, for each value. The one who has it does not count; what is left is blended with the average, which
 * weighs as much as a tenth of all, so that a value seen once is rare and not impossible.
 * @param holders value → how many different things have it
 */
export function chancesOf(holders: ArrayLike<number>): { average: number; of: Float64Array } {
  let [all, twice] = [0, 0];
  for (let value = 0; value < holders.length; value++) {
    all += holders[value]!;
    twice += holders[value]! * Math.max(0, holders[value]! - 1);
  }
  const average = Math.max(twice, 0.5) / Math.max(all * (all - 1), 1);
  const trust = 0.1 * all + 5;
  const of = new Float64Array(holders.length);
  for (let value = 0; value < holders.length; value++) of[value] = Math.min(0.9, (Math.max(0, holders[value]! - 1) + trust * average) / (all + trust));
  return { average, of };
}
