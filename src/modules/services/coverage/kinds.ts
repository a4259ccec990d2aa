/** Which kinds of service municipalities are asked about, which groups they stand in, and which part of the population a kind is for. Pure. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import type { Country } from '#modules/places/shape.ts';
import { categories, nomenclature, termId, type Term, widened } from '../nomenclature/nomenclature.ts';
import type { PlaceFigure } from './shape.ts';

interface Listed {
  code: string;
  group: string;
  mandate?: 'state' | 'local';
  /** Whom it is for, in a word: `children`, `elderly`, `all` … */
  users: string;
}

export interface Kind {
  /** `RS-2.1` */
  code: string;
  country: Country;
  group: string;
  /** The part of the people its coverage is measured by. */
  reference: Reference;
}

export type Reference = Exclude<PlaceFigure, 'budget'>;

/** Day care, home care and the personal attendant are for children with disabilities; the national lists only say "children". */
const forChildrenWithDisabilities = new Set(['RS-2.1', 'RS-2.6', 'RS-2.8', 'BG-7.1', 'MD-S.4']);

/**
 * The mapping divides clients by "the reference population …, e.g. 65+ for home care; children with disabilities for child services"
 * (mapping-indicators-rs.json, `coverage`). A group that municipalities keep no number of is measured by all inhabitants.
 */
function referenceOf({ code, users }: Listed): Reference {
  if (forChildrenWithDisabilities.has(code)) return 'children_disability';
  if (/^children( |$)/.test(users)) return 'population_0_17';
  if (users === 'elderly') return 'population_65_plus';
  return users === 'adults' ? 'population_18_64' : 'population';
}

let read: readonly Kind[] | undefined;

/** Every kind a municipality is asked about: in Serbia those within its own mandate, elsewhere all of the national list. In the lists' order. */
export function kindsAsked(): readonly Kind[] {
  return (read ??= (['RS', 'BG', 'MD'] as const).flatMap((country) => {
    const { services } = JSON.parse(readFileSync(join(root, 'src/modules/services/nomenclature/data', `services-${country.toLowerCase()}.json`), 'utf8')) as { services: Listed[] };
    return services.filter(({ mandate }) => mandate !== 'state').map((one) => ({ code: one.code, country, group: one.group, reference: referenceOf(one) }));
  }));
}

export const kindsOf = (country: Country): readonly Kind[] => kindsAsked().filter((kind) => kind.country === country);
export const kindByCode = (code: string): Kind | undefined => kindsAsked().find((kind) => kind.code === code);
export const termOfKind = (code: string): Term => nomenclature().byId.get(termId(code.slice(0, 2) as Country, code))!;

/** What a reader can choose on the map: everything, a common category, a national group or one national kind; each stands for the kinds in it. */
export interface Choice {
  /** `all`, `day-care`, `RS-2`, `RS-2.1` */
  code: string;
  term: Term | null;
  kinds: readonly string[];
}

/** @returns null for a code nobody knows or nobody is asked about. */
export function choiceOf(code: string): Choice | null {
  if (code === 'all') return { code, term: null, kinds: kindsAsked().map((kind) => kind.code) };
  const asked = (codes: readonly string[]) => codes.filter((one) => kindByCode(one));
  const category = categories().find((term) => term.code === code);
  if (category) {
    const kinds = asked((nomenclature().nationalOf.get(category.id) ?? []).map((id) => nomenclature().byId.get(id)!.code));
    return kinds.length ? { code, term: category, kinds } : null;
  }
  if (kindByCode(code)) return { code, term: termOfKind(code), kinds: [code] };
  const inGroup = kindsAsked().filter(({ group }) => group === code);
  return inGroup.length ? { code, term: termOfKind(code), kinds: inGroup.map((kind) => kind.code) } : null;
}

/** Everything that can be chosen, categories first, then each country's groups and kinds. */
export function choices(): readonly Choice[] {
  const codes = ['all', ...categories().map(({ code }) => code), ...(['RS', 'BG', 'MD'] as const).flatMap((country) => [...new Set(kindsOf(country).map(({ group }) => group))].flatMap((group) => [group, ...kindsOf(country).filter((kind) => kind.group === group).map(({ code }) => code)]))];
  return [...new Set(codes)].flatMap((code) => choiceOf(code) ?? []);
}

/** The population several kinds together are measured by: their own where it is the same, else everybody. */
export function referenceFor(kinds: readonly string[]): Reference {
  const all = new Set(kinds.map((code) => kindByCode(code)!.reference));
  return all.size === 1 ? [...all][0]! : 'population';
}

/** Terms of the directory that mean one of these kinds, as its finder widens them; null where any service is meant, whatever it says it is. */
export const termsMeaning = ({ term }: Choice): string[] | null => term && widened([term.id]);
