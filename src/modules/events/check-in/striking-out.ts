import { mayCorrect, signatureOf } from '#modules/results/access.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Decided, Presence } from './presence.ts';
import type { Piece } from './standing-queries.ts';

/**
 * Whether this person may take back what a message takes back. A day that a list said, or that was signed on a sheet somebody else confirmed, is corrected by those who
 * run the programme; what was only said at doors and on roll calls, everybody who stands there may take back.
 * @param now what was known before the message
 * @param pieces the evidence it stands in
 */
export function mayStrikeOut(scope: Scope, programmeId: string, now: Presence, decided: Decided, pieces: readonly Piece[]): boolean {
  const signed = now.standing.filter(({ operationId, via }) => via === 'signed-sheet' && decided.takenBack.includes(operationId));
  const lost = now.days.filter((day) => !decided.presence.days.includes(day)).filter((day) => {
    const ofDay = now.standing.filter((one) => one.day === day);
    return !ofDay.length || ofDay.some(({ overEvidence }) => overEvidence);
  });
  const listed = pieces.filter(({ payload }) => payload.days.some((day) => lost.includes(day)));
  // A piece the door has written in carries the name of whoever stood there, not of whoever recorded the list.
  const recorders = [...signed.map(({ heardFrom }) => heardFrom ?? signatureOf(scope)), ...listed.map((one) => (one.import_id || one.source.operation ? '' : one.recorded_by))];
  return recorders.every((recordedBy) => mayCorrect(scope, programmeId, recordedBy));
}
