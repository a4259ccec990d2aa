/** What a version says otherwise than the one before it. Pure. */
import { placeFigures, serviceChoices, serviceFigures, type Answers, type Entry, type Existence, type Figure } from './shape.ts';

export type Said = Figure | Existence | string | null | undefined;
export interface Difference {
  /** `population`, `exists`, `clients_total`, `provider_name` …; `provider`: a service described in one of the two only. */
  field: string;
  kind: string | null;
  provider: string | null;
  was: Said;
  is: Said;
}

const fieldsOf = (one: Entry): [string, Said][] => [
  ...serviceFigures.map((name): [string, Said] => [name, one.figures[name]]),
  ...(Object.keys(serviceChoices) as (keyof typeof serviceChoices)[]).map((name): [string, Said] => [name, one.choices[name]]),
  ['licence_valid_until', one.licence_valid_until],
];

/** A provider is the same by its place in the questionnaire (a correction by link), else by kind and name (typed anew from paper). */
export function differences(before: Answers, after: Answers): Difference[] {
  const found: Difference[] = [];
  const add = (field: string, kind: string | null, provider: string | null, was: Said, is: Said) => {
    if ((was ?? null) !== (is ?? null)) found.push({ field, kind, provider, was, is });
  };
  for (const name of placeFigures) add(name, null, null, before.place[name], after.place[name]);
  for (const kind of new Set([...Object.keys(before.exists), ...Object.keys(after.exists)])) add('exists', kind, null, before.exists[kind], after.exists[kind]);
  const left = [...before.services];
  const takeOut = (matches: (one: Entry) => boolean) => {
    const at = left.findIndex(matches);
    return at < 0 ? null : left.splice(at, 1)[0]!;
  };
  const pairs = after.services.map((one) => ({ one, was: takeOut(({ id }) => id === one.id) }));
  for (const pair of pairs) pair.was ??= takeOut((earlier) => earlier.kind === pair.one.kind && earlier.provider_name === pair.one.provider_name);
  for (const { one, was } of pairs) {
    if (!was) {
      add('provider', one.kind, one.provider_name, null, one.provider_name ?? '');
      continue;
    }
    add('provider_name', one.kind, one.provider_name, was.provider_name, one.provider_name);
    const then = new Map(fieldsOf(was));
    for (const [field, is] of fieldsOf(one)) add(field, one.kind, one.provider_name, then.get(field), is);
  }
  for (const gone of left) add('provider', gone.kind, gone.provider_name, gone.provider_name ?? '', null);
  return found;
}
