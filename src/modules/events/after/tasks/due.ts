/** How near the day of a task is. Days are `YYYY-MM-DD`. Pure. */
export type Due = 'done' | 'overdue' | 'today' | 'soon' | 'later';

const dayMs = 86_400_000;
/** Days that count as soon. */
const SOON = 7;

export function dueState({ dueOn, doneAt }: { dueOn: string; doneAt: unknown }, today: string): Due {
  if (doneAt) return 'done';
  const left = (Date.parse(dueOn) - Date.parse(today)) / dayMs;
  return left < 0 ? 'overdue' : left === 0 ? 'today' : left <= SOON ? 'soon' : 'later';
}

/** The day a letter is about, if one is owed today: the day before it is due, and once more when the day has passed; null when there is nothing to say that was not said. */
export function letterFor({ dueOn, doneAt, remindedFor }: { dueOn: string; doneAt: unknown; remindedFor: string | null }, today: string): 'due' | 'overdue' | null {
  if (doneAt) return null;
  const left = (Date.parse(dueOn) - Date.parse(today)) / dayMs;
  if (left < 0) return remindedFor !== null && remindedFor > dueOn ? null : 'overdue';
  return left <= 1 && remindedFor === null ? 'due' : null;
}
