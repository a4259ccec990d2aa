/** People and elections as plain forms write them. Pure. */
import { fold } from '#platform/matching/fold.ts';
import { Problem } from '#platform/problem.ts';
import type { Eligible } from './queries.ts';

/** Lines for candidates: as many as a ballot usually has, always some more than those filled in. */
export const lines = 10;

/** Whom the text names among those who may be chosen. @throws Problem 422 when nobody, or more than one, is called so */
export function personNamed(eligible: readonly Eligible[], text: string, field: string): string {
  const wanted = fold(text);
  const exactly = eligible.filter(({ label }) => fold(label) === wanted);
  const called = exactly.length ? exactly : eligible.filter(({ name }) => fold(name) === wanted);
  if (called.length !== 1) throw new Problem(422, called.length ? 'bodies.person_ambiguous' : 'bodies.person_unknown', { text }, field);
  return called[0]!.personId;
}

/** A number somebody may leave out; what is no number becomes NaN, which the shape refuses with a sentence. */
export const numberOrNull = (text: string | undefined): number | null => (text?.trim() ? Number(text) : null);

export function electionFrom(values: Record<string, string>, eligible: readonly Eligible[]) {
  const candidates = Array.from({ length: lines }, (_, at) => at).flatMap((at) => {
    const name = values[`candidate_${at}`]?.trim();
    return name ? [{ personId: personNamed(eligible, name, `candidate_${at}`), votes: numberOrNull(values[`votes_${at}`]) ?? 0, byLot: values[`lot_${at}`] === 'yes' }] : [];
  });
  return { heldOn: values.heldOn, beginsOn: values.beginsOn, seats: numberOrNull(values.seats) ?? NaN, entitled: numberOrNull(values.entitled), ballots: numberOrNull(values.ballots), note: values.note?.trim() || null, candidates, replacesAll: values.replacesAll === 'yes' };
}
