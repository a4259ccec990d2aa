/** What a member of a network is on a day, and what it may become next. Pure. */

export const memberStates = ['invited', 'applicant', 'member', 'observer', 'suspended', 'left'] as const;
export type MemberState = (typeof memberStates)[number];

/** One entry of a member's history, in the order it was said; entries that were taken back are not among them. */
export interface Said {
  state: MemberState;
  /** `YYYY-MM-DD` */
  from: string;
}

/** What it is on this day; null before the first entry. Of two entries of one day the later one holds. */
export const stateOn = (history: readonly Said[], day: string): MemberState | null => history.findLast(({ from }) => from <= day)?.state ?? null;

/** Since when it has been what it is on this day, without a break. */
export function sinceOn(history: readonly Said[], day: string): string | null {
  const past = history.filter(({ from }) => from <= day);
  const now = past.at(-1);
  if (!now) return null;
  const other = past.findLastIndex(({ state }) => state !== now.state);
  return past[other + 1]!.from;
}

const next: Record<MemberState, readonly MemberState[]> = {
  invited: ['member', 'observer', 'left'],
  applicant: ['member', 'observer', 'left'],
  member: ['suspended', 'observer', 'left'],
  observer: ['member', 'left'],
  suspended: ['member', 'left'],
  left: ['invited', 'applicant', 'member', 'observer'],
};
export const firstStates: readonly MemberState[] = ['member', 'invited', 'applicant', 'observer'];

/** What may be said next of a member with this history. */
export const nextStates = (history: readonly Said[]): readonly MemberState[] => {
  const last = history.at(-1);
  return last ? next[last.state] : firstStates;
};

/** Those who carry the network: only they count. The others are on its list and are shown with what they are. */
export const counts = (state: MemberState): boolean => state === 'member';

/** Days from which on it was on the list (invited, member, suspended …) until it left; `until` is the first day it no longer was, null while it is. */
export function stays(history: readonly Said[]): { from: string; until: string | null }[] {
  const found: { from: string; until: string | null }[] = [];
  for (const { state, from } of history) {
    const open = found.at(-1)?.until === null ? found.at(-1)! : null;
    if (state === 'left' && open) open.until = from;
    if (state !== 'left' && !open) found.push({ from, until: null });
  }
  return found.filter(({ from, until }) => until === null || from < until);
}
