import { unitById } from '#modules/places/gazetteer.ts';
import { officialName } from '#modules/places/names.ts';
import type { Country, Level, Outcome, Reason } from '#modules/places/shape.ts';
import { whichPlace } from '#modules/places/which-place.ts';
import type { Locale } from '#platform/words/locales.ts';

/** One place a name may mean. */
export interface Proposal {
  /** Unit id; for a village the municipality around it. */
  id: string;
  /** In the reader's language. */
  name: string;
  /** As its own state writes it. */
  official: string;
  /** What the text itself would name: `settlement` when the unit is only the municipality around it. */
  level: Level;
  /** How the text leads there. */
  outcome: Outcome;
  reasons: Reason[];
}

/** More than this nobody weighs; a search finds the rest. */
const PROPOSED = 6;

/**
 * What a name in a list of municipalities may mean, likeliest first, as for any import. Places of which nobody knows the municipality (a district) are left out.
 * @param near unit id of the venue; `country` where there is none
 */
export function proposalsFor(text: string, { near, country, locale }: { near: string | null; country: string | null; locale: Locale }): Proposal[] {
  const guesses = whichPlace(text, { level: 'municipality', locale, ...(near ? { near } : country ? { country: country as Country } : {}) });
  return guesses
    .filter(({ municipality }) => municipality !== null)
    .slice(0, PROPOSED)
    .map(({ unit, name, level, outcome, reasons }) => ({ id: unit, name, official: officialName(unitById(unit)!), level, outcome, reasons }));
}
