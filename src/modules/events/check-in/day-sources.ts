/** How each day of a piece of evidence is known: pure. */
import type { Source } from '#modules/results/shape.ts';
import type { Standing } from './presence.ts';
import type { SaidPresence } from './shape.ts';

export type DaySource = NonNullable<Source['days']>[string];

export const toDaySource = ({ via, operationId, fileId, mark, madeBy }: SaidPresence): DaySource => ({ via, operation: operationId, ...(fileId && { fileId }), ...(mark && { mark }), ...(madeBy && { madeBy }) });

/**
 * Of several messages about one day the signature is kept, and of several the latest; without one, what was first. What was taken back proves nothing any more, and a day
 * that only a list said has nothing here.
 * @param said the messages heard now, in their order
 */
export function daySources({ days: before = {}, ...whole }: Source, days: readonly string[], standing: readonly Standing[], said: readonly SaidPresence[]): Record<string, DaySource> {
  const known: Record<string, DaySource> = {};
  for (const day of days) {
    const ofDay = standing.filter((one) => one.day === day);
    const stands = (operation: string | undefined) => ofDay.some(({ operationId }) => operationId === operation);
    const now = said.filter((one) => one.day === day && stands(one.operationId)).map(toDaySource);
    // A piece of before days were kept apart says of one message only.
    const kept = [before[day], whole.via && whole.operation ? { via: whole.via, operation: whole.operation, ...(whole.fileId && whole.via === 'signed-sheet' && { fileId: whole.fileId }), ...(whole.mark && { mark: whole.mark }), ...(whole.madeBy && { madeBy: whole.madeBy }) } : undefined].find((one) => stands(one?.operation));
    const first = ofDay.find(({ via }) => via);
    const all = [...(kept ? [kept] : first ? [{ via: first.via!, operation: first.operationId, ...(first.madeBy && { madeBy: first.madeBy }) }] : []), ...now];
    const one = all.findLast(({ fileId }) => fileId) ?? all[0];
    if (one) known[day] = one;
  }
  return known;
}
