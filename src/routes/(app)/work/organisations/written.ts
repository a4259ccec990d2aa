import { Problem } from '#platform/problem.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';

/** What a person wrote into the form, as the commands want it. A seat may be written in any spelling. @throws Problem 422 for a seat nobody knows. */
export function written(input: Record<string, string>) {
  const text = (name: string) => input[name]?.trim() || null;
  const seat = text('seat');
  const unit = seat === null ? null : unitById(seat) ? seat : decide(whichPlace(seat, { level: 'municipality' })).decision === 'sure' ? (whichPlace(seat, { level: 'municipality' })[0]?.municipality ?? null) : null;
  if (seat && !unit) throw new Problem(422, 'organisations.seat_unknown', { text: seat }, 'seat');
  return { name: input.name, type: input.type, seat: unit, website: text('website'), email: text('email'), phone: text('phone') };
}
