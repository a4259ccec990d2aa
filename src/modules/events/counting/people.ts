/** Which people the rows of some lists name. */
import { candidatePairs } from '#platform/matching/candidates.ts';
import { cluster } from '#platform/matching/cluster.ts';
import { compare } from '#platform/matching/compare.ts';
import { firstLook } from '#modules/people/first-look.ts';
import { blockingKeys, comparablePerson } from '#modules/people/comparable-person.ts';
import { personModel } from '#modules/people/matching.ts';
import { populationOf } from '#modules/people/population.ts';
import type { SheetName } from '../sheets/shape.ts';
import type { Doubt } from './doubts.ts';

/** Stands for the list where a row is not of a sheet but what the network knows. */
export const knownAlready = -1;

/** A row as far as its person is concerned; organisation and place already resolved. */
export interface PersonRow {
  list: number;
  file: string;
  row: number;
  name: SheetName;
  organisation: string | null;
  place: string | null;
  phone: string | null;
  email: string | null;
}

export interface People {
  /** For each row, in their order, the key of its person. */
  keys: string[];
  doubts: Doubt[];
}

/** A split of the name that is less sure than this may be the wrong way round. */
const sureOrder = 0.8;

/**
 * Gathers the people of all rows. Keys are `p1`, `p2` … in the order of first appearance.
 * @param differ whether somebody has said that two rows, by their positions, are never the same person
 */
export function peopleOf(rows: readonly PersonRow[], differ?: (a: number, b: number) => boolean): People {
  const people = rows.map((row) =>
    comparablePerson({
      given: row.name.given,
      middle: row.name.middle,
      surname: row.name.surname,
      orderUnsure: row.name.order === 'unknown' || row.name.confidence < sureOrder,
      organisation: row.organisation,
      place: row.place,
      phone: row.phone,
      email: row.email,
      list: row.list,
    }),
  );
  const population = populationOf(people);
  const [model, look] = [personModel(population), firstLook(people, population)];
  // Who is known already has been told apart from everybody else who is.
  const isKnown = Uint8Array.from(rows, (row) => Number(row.list === knownAlready));
  const mayAgree = (a: number, b: number) => !(isKnown[a] && isKnown[b]) && look(a, b);
  const index = new Map(people.map((person, i) => [person, i]));
  const { groupOf, questions } = cluster(people, candidatePairs(people, blockingKeys, { mayAgree }), {
    compare: (a, b) => compare(model, a, b),
    ...(differ && { cannotLink: (a, b) => differ(index.get(a)!, index.get(b)!) }),
  });

  const keyOfGroup = new Map<number, string>();
  const keys = people.map((person) => {
    const group = groupOf.get(person)!;
    if (!keyOfGroup.has(group)) keyOfGroup.set(group, `p${keyOfGroup.size + 1}`);
    return keyOfGroup.get(group)!;
  });
  const doubts = questions.map(({ a, b, joined, comparison }): Doubt => {
    const [earlier, later] = [index.get(a)!, index.get(b)!].sort((x, y) => x - y) as [number, number];
    const [one, other] = [rows[earlier]!, rows[later]!];
    const twice = comparison.limits.some((limit) => limit.name === 'repeated-signature');
    return {
      list: other.list,
      row: other.row,
      field: 'person',
      text: other.name.raw,
      code: twice ? 'person_signed_twice' : joined ? 'person_taken_for' : 'person_may_be',
      params: { name: other.name.raw.trim(), other: one.name.raw.trim(), otherRow: String(one.row), otherFile: one.file.split(/[/\\]/).at(-1)! },
      proposals: [{ person: keys[earlier]!, name: one.name.raw.trim(), file: one.file, row: one.row }],
    };
  });
  return { keys, doubts };
}

