/** Which municipality each row comes from. What the row says counts; where it leaves a doubt, its organisation and the venue help. */
import { readOrganisationName, type OrganisationName } from '#modules/organisations/name.ts';
import type { Towns } from '#modules/organisations/name-town.ts';
import type { Country } from '#modules/places/shape.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace, type Decision } from '#modules/places/which-place.ts';
import type { Doubt } from './doubts.ts';

export interface PlaceRow {
  list: number;
  row: number;
  place: string | null;
  organisation: string | null;
}

export interface Places {
  /** For each list the municipality it was held in; null where the sheet does not say. */
  venues: (string | null)[];
  /** For each row, in their order, its municipality. */
  units: (string | null)[];
  doubts: Doubt[];
}

interface Reading {
  row: PlaceRow;
  decision: Decision;
  /** What the name of the organisation says, and what the organisation is known by. */
  town: string | null;
  office: boolean;
  organisation: string | null;
}

/** Finds the municipalities of all rows; `venueTexts` is what each list says about its venue. */
export function placesOf(venueTexts: readonly (string | null)[], rows: readonly PlaceRow[], towns: Towns): Places {
  const country = countryOf(rows);
  const venues = venueTexts.map((text) => (text ? (whichPlace(text, { ...(country && { country }) })[0]?.municipality ?? null) : null));
  const names = new Map<string, OrganisationName>();
  const nameOf = (text: string): OrganisationName => {
    let name = names.get(text);
    if (!name) names.set(text, (name = readOrganisationName(text, towns)));
    return name;
  };
  const readings = rows.map((row): Reading => {
    const near = venues[row.list];
    const text = row.place?.trim() ?? '';
    const decision = decide(text ? whichPlace(text, { level: 'municipality', ...(near && { near }), ...(country && { country }) }) : []);
    const { form, own, town } = row.organisation ? nameOf(row.organisation) : { form: null, own: [], town: null };
    const organisation = !row.organisation ? null : form?.office ? (town ? `${form.kind} ${town}` : null) : own.join('');
    return { row, decision, town: town && towns.municipalityOf(town), office: form?.office ?? false, organisation };
  });
  const homes = homesOf(readings);

  const doubts: Doubt[] = [];
  const units = readings.map((reading) => {
    const { row, decision, town } = reading;
    const doubt = (code: Doubt['code'], taken: string | null, params: Doubt['params'] = {}) =>
      doubts.push({ list: row.list, row: row.row, field: 'place', text: row.place ?? '', code, params: { text: row.place?.trim() ?? '', taken: taken ?? '', ...params }, proposals: proposals(taken, decision) });
    const said = decision.best?.municipality ?? null;
    if (decision.decision === 'sure' && said) {
      // An office works for its own municipality; an association may well sit in another town than its people.
      if (reading.office && town && town !== said) doubt('place_against_office', said, { town });
      return said;
    }
    const home = reading.organisation ? homes.get(reading.organisation) : undefined;
    const taken = chosen(decision, town, reading.office, home);
    if (!row.place?.trim()) doubt(taken ? 'place_missing' : 'place_missing_unknown', taken);
    else if (!decision.best) doubt(taken ? 'place_unknown_taken' : 'place_unknown', taken);
    else doubt(decision.best.reasons.some((reason) => reason.code === 'wrong_level') ? 'place_wrong_level' : 'place_not_certain', taken);
    return taken;
  });
  return { venues, units, doubts };
}

/** What a doubtful text stands for: the town of the organisation if the text may mean it (or says nothing), else the best guess. */
function chosen(decision: Decision, town: string | null, office: boolean, home: ReadonlySet<string> | undefined): string | null {
  const possible = new Set(decision.proposals.flatMap((guess) => guess.municipality ?? []));
  if (town && (office || possible.size === 0 || possible.has(town))) return town;
  const homes = [...(home ?? [])].filter((unit) => possible.size === 0 || possible.has(unit));
  if (homes.length === 1) return homes[0]!;
  return decision.best?.municipality ?? town ?? null;
}

/** The municipalities that rows of one organisation name beyond doubt. */
function homesOf(readings: readonly Reading[]): Map<string, Set<string>> {
  const homes = new Map<string, Set<string>>();
  for (const { organisation, decision, town } of readings) {
    const unit = decision.decision === 'sure' ? decision.best!.municipality : town;
    if (organisation && unit) homes.set(organisation, (homes.get(organisation) ?? new Set()).add(unit));
  }
  return homes;
}

/** The country that most rows plainly name: `Kula` and `Бяла` lie in more than one. */
function countryOf(rows: readonly PlaceRow[]): Country | null {
  const votes = new Map<Country, number>();
  for (const { place } of rows) {
    const best = place ? whichPlace(place, { level: 'municipality' })[0] : undefined;
    const country = best && unitById(best.unit)?.country;
    if (country) votes.set(country, (votes.get(country) ?? 0) + best.confidence);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** What was taken first, then the other municipalities the text may mean. */
function proposals(taken: string | null, decision: Decision): Doubt['proposals'] {
  const units = new Set([...(taken ? [taken] : []), ...decision.proposals.flatMap((guess) => guess.municipality ?? [])]);
  return [...units].map((unit) => ({ unit }));
}
