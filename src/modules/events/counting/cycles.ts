/**
 * Which lists are parts of one cycle. A cycle's parts have one cohort ("Training of Trainers – 1st cycle" and
 * "Obuka trenera – 2. ciklus"), so a municipality that came to both parts is reached, and named, once.
 */
import { foldWords } from '#platform/matching/fold.ts';

export interface CycleCandidate {
  /** Number of the event: sheets of one event are one cycle without further ado. */
  event: number;
  /** Kind of event that the title names, if any. */
  kind: string | null;
  /** The number of the part that the title names, if any. */
  part: number | null;
  title: string;
  /** Keys of the people who came. */
  people: ReadonlySet<string>;
}

/** Parts of one cohort share at least this share of the smaller list, and half of the larger. */
const sameCohort = { ofSmaller: 2 / 3, ofLarger: 1 / 2, fewest: 4 };

/** For every list the number of its cycle; lists with equal numbers count as one list. Numbers begin with 0. */
export function cyclesOf(lists: readonly CycleCandidate[]): number[] {
  const cycle = lists.map((list) => lists.findIndex((other) => other.event === list.event));
  const shared = (i: number, j: number) => [...lists[i]!.people].filter((person) => lists[j]!.people.has(person)).length;
  const pairs = lists.flatMap((_, j) => lists.slice(0, j).map((_, i) => ({ i, j, shared: shared(i, j) })));
  // Lists that share most people first: two trainings of one kind, each in two cycles, find their own halves.
  pairs.sort((x, y) => y.shared - x.shared);
  for (const { i, j, shared } of pairs) {
    if (cycle[i] === cycle[j]) continue;
    if (!isOneCohort(lists[i]!, lists[j]!, shared) && !areNumberedParts(lists[i]!, lists[j]!)) continue;
    const [one, other] = [i, j].map((k) => lists.filter((_, l) => cycle[l] === cycle[k]));
    if (haveSamePart(one!, other!)) continue;
    const [from, to] = [cycle[j]!, cycle[i]!];
    for (const [k, number] of cycle.entries()) if (number === from) cycle[k] = to;
  }
  const order = [...new Set(cycle)];
  return cycle.map((number) => order.indexOf(number));
}

function isOneCohort(a: CycleCandidate, b: CycleCandidate, shared: number): boolean {
  if (a.kind && b.kind && a.kind !== b.kind) return false;
  const [smaller, larger] = [Math.min(a.people.size, b.people.size), Math.max(a.people.size, b.people.size)];
  return smaller >= sameCohort.fewest && shared >= smaller * sameCohort.ofSmaller && shared >= larger * sameCohort.ofLarger;
}

/** "1st cycle" and "2nd cycle" of the same kind of event, or of the same title where it names no kind. */
function areNumberedParts(a: CycleCandidate, b: CycleCandidate): boolean {
  if (a.part === null || b.part === null || a.part === b.part) return false;
  if (a.kind || b.kind) return a.kind === b.kind;
  return withoutNumbers(a.title) === withoutNumbers(b.title);
}

/** Two events that are both called "1st cycle" begin two cycles. */
const haveSamePart = (one: CycleCandidate[], other: CycleCandidate[]): boolean =>
  one.some((a) => a.part !== null && other.some((b) => a.part === b.part));

const withoutNumbers = (title: string): string =>
  foldWords(title)
    .filter((word) => !/\d/.test(word) && !/^[ivx]{1,4}$/.test(word))
    .join(' ');
