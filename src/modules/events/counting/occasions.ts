/** Which lists of one file are the same event: a sheet for each day, or days stacked one below the other. */
import { fold } from '#platform/matching/fold.ts';
import type { ParticipantsList } from '../sheets/shape.ts';

/** For every list the number of its event. Lists of different files are different events, however alike. */
export function eventsOf(lists: readonly Pick<ParticipantsList, 'file' | 'title' | 'venueText' | 'cycle' | 'kindHint'>[]): number[] {
  const numbers = new Map<string, number>();
  return lists.map((list) => {
    const key = [list.file, list.kindHint, list.cycle, fold(list.title.replace(/\d+/g, '')), fold((list.venueText ?? '').replace(/\d+/g, ''))].join('\n');
    if (!numbers.has(key)) numbers.set(key, numbers.size);
    return numbers.get(key)!;
  });
}
