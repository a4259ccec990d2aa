/** What a file would change about a service, field by field of its form. Pure. */
import { textsOf } from '../form.ts';
import type { ServiceWhole } from '../whole-queries.ts';
import { columns, hoursText, type Column } from './columns.ts';
import type { PlanLine } from './shape.ts';

const shown = columns.filter((column): column is Exclude<Column, 'id'> => column !== 'id');

/** @param before null for a service that is new. Terms are told by their ids. */
export function differences(before: ServiceWhole | null, after: ServiceWhole): PlanLine['differences'] {
  const [old, young] = [before && cells(before), cells(after)];
  const told = shown.flatMap((field) => (young[field] === (old?.[field] ?? '') ? [] : [{ field, before: old?.[field] ?? '', after: young[field] }]));
  if (told.length || !before) return told;
  const [was, is] = [rest(before), rest(after)];
  const changed = [...new Set([...Object.keys(was), ...Object.keys(is)])].filter((key) => JSON.stringify(was[key]) !== JSON.stringify(is[key]));
  // Named as HSDS names them: the form has no word for them.
  return changed.length ? [{ field: 'other', before: '', after: changed.join(', ') }] : [];
}

function cells(service: ServiceWhole): Record<Exclude<Column, 'id'>, string> {
  const { texts, groups } = textsOf(service);
  return Object.fromEntries(shown.map((field) => [field, field === 'hours' ? hoursText(texts) : field === 'groups' ? groups.toSorted().join(' ') : (texts[field] ?? '')])) as Record<Exclude<Column, 'id'>, string>;
}

/** Everything a service says, without the moment of its last change and the ids of its parts, which every writing makes anew, and in a fixed order. */
const rest = ({ hsds: { last_modified: _, ...hsds }, ...others }: ServiceWhole) => settled({ ...hsds, ...others }) as Record<string, unknown>;

/** In a fixed order and without the ids of parts. */
export function settled(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(settled).toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'id').sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, settled(inner)]));
}
