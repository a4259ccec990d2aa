import type { ProgrammeFilter } from './queries.ts';
import { statuses, type Status } from './shape.ts';

/** The filter of a list from its address; what nobody can mean is left out. */
export function filterOf(address: URLSearchParams): ProgrammeFilter & { q: string } {
  const status = address.get('status') as Status;
  const year = Number(address.get('year'));
  const shown = address.get('published');
  return {
    q: address.get('q')?.trim() ?? '',
    status: statuses.includes(status) ? status : null,
    year: Number.isInteger(year) && year >= 1990 && year <= 2100 ? year : null,
    isPublished: shown === 'yes' ? true : shown === 'no' ? false : null,
    after: address.get('after'),
    before: address.get('before'),
  };
}

/** The address of the same list with one filter more, less or other; a change of filter goes back to the first page. */
export function addressOf({ q, status, year, isPublished }: ProgrammeFilter, change: Record<string, string | null> = {}): string {
  const all = { q: q || null, status: status ?? null, year: year ? String(year) : null, published: isPublished == null ? null : isPublished ? 'yes' : 'no', ...change };
  const address = new URLSearchParams(Object.entries(all).flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
  return address.size ? `?${address}` : '?';
}
