/** What a person should look at before the figures are used: where, what is written there, why, and what Kolo proposes. */

/** What could be meant instead; keys and units as in the result. The name of a unit depends on who reads it. */
export type Proposal =
  | { unit: string }
  | { person: string; name: string; file: string; row: number }
  | { organisation: string; name: string };

/** Stable codes; the sentence of each is `counting.doubt_<code>` with `params`. Params `taken` and `town` are unit ids. */
export type DoubtCode =
  | 'place_unknown'
  | 'place_unknown_taken'
  | 'place_missing'
  | 'place_missing_unknown'
  | 'place_wrong_level'
  | 'place_not_certain'
  | 'place_against_office'
  | 'person_may_be'
  | 'person_taken_for'
  | 'person_signed_twice'
  | 'organisation_may_be'
  | 'organisation_taken_for'
  | 'organisation_type_guessed'
  | 'organisation_office_guessed';

export interface Doubt {
  /** Index of the list. */
  list: number;
  /** Row of the sheet. */
  row: number;
  field: 'place' | 'person' | 'organisation';
  /** As written in the sheet. */
  text: string;
  code: DoubtCode;
  params: Record<string, string | number>;
  proposals: Proposal[];
}
