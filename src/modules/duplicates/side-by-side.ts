/** Two entries line by line, with what differs marked. Pure. */
import { fold } from '#platform/matching/fold.ts';

export type Mark = 'same' | 'alike' | 'differs' | 'one';

export interface Line {
  /** `duplicates.field_<field>` */
  field: string;
  one: string[];
  other: string[];
  /** Null where being equal or not says nothing. */
  mark: Mark | null;
}

/** Lines that neither entry has are left out. `plain` fields are shown without being compared. */
export function linesOf(fields: readonly (readonly [field: string, one: readonly (string | null)[], other: readonly (string | null)[]])[], plain: readonly string[] = []): Line[] {
  return fields.flatMap(([field, ...sides]) => {
    const [one, other] = sides.map((values) => values.filter((value): value is string => Boolean(value))) as [string[], string[]];
    return one.length || other.length ? [{ field, one, other, mark: plain.includes(field) ? null : markOf(one, other) }] : [];
  });
}

/** Lists agree when they share a value: one of two telephones is enough. */
function markOf(one: readonly string[], other: readonly string[]): Mark {
  if (!one.length || !other.length) return 'one';
  if (one.some((value) => other.includes(value))) return 'same';
  const folded = new Set(one.map(foldedValue));
  return other.some((value) => folded.has(foldedValue(value))) ? 'alike' : 'differs';
}

const foldedValue = (value: string): string => (/^[+\d\s/()-]+$/.test(value) ? value.replace(/\D/g, '').replace(/^0+|^381|^359|^373/, '') : fold(value));
