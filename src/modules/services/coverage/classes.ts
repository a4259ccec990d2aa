/** Classes of a map: a few steps with round borders, so that each holds about as many places. Pure. */

export interface Classes {
  /** Upper borders of the classes, rising; the last one is open. A value on a border belongs to the class below it. */
  borders: readonly number[];
  /** How many classes there are; 0 when there is nothing above zero. */
  count: number;
}

/** To two digits, upwards on ties: 1234 → 1200, 0.0456 → 0.046. */
const round = (value: number): number => Number(value.toPrecision(2));

/**
 * Up to five classes of the values above zero: borders at their quintiles, rounded to two digits, equal ones joined. Zero is a class of its own, and what is
 * unknown belongs to none.
 */
export function classesOf(values: readonly number[]): Classes {
  const positive = values.filter((value) => value > 0).sort((a, b) => a - b);
  if (!positive.length) return { borders: [], count: 0 };
  const distinct = new Set(positive).size;
  if (distinct === 1) return { borders: [], count: 1 };
  const steps = Math.min(5, distinct);
  const borders: number[] = [];
  for (let step = 1; step < steps; step += 1) {
    const border = round(positive[Math.min(positive.length - 1, Math.floor((positive.length * step) / steps))]!);
    if (border >= positive[0]! && border < positive.at(-1)! && border > (borders.at(-1) ?? 0)) borders.push(border);
  }
  return { borders, count: borders.length + 1 };
}

/** 0 for zero, 1… for the classes. */
export function classOf(value: number, { borders }: Classes): number {
  if (value <= 0) return 0;
  const at = borders.findIndex((border) => value <= border);
  return at < 0 ? borders.length + 1 : at + 1;
}

/** Which of the five colours a class is drawn in: few classes are spread over them, and one alone is drawn strongly. */
export const colourOf = (at: number, { count }: Classes): number => (at === 0 ? 0 : count <= 1 ? 4 : Math.round(1 + ((at - 1) * 4) / (count - 1)));
