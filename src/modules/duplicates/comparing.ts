/** Entries of the network as the matching sees them, and the most telling comparison of two of them. Pure. */
import { compare, type Comparison, type Model } from '#platform/matching/compare.ts';
import { comparableOrganisation, type ComparableOrganisation } from '#modules/organisations/matching.ts';
import { shippedTowns } from '#modules/organisations/towns.ts';
import { comparablePerson, type ComparablePerson } from '#modules/people/comparable-person.ts';
import { likenessOf } from './likeness.ts';
import type { Found } from './shape.ts';

/** An entry may be mentioned in several ways: a person once for each organisation she stands for, an organisation once for each of its names. */
export interface Entry<Mention> {
  id: string;
  /** The entry that stands for it. */
  rootId: string;
  name: string;
  mentions: Mention[];
}

export interface PersonRecord {
  id: string;
  rootId: string;
  given: string | null;
  surname: string | null;
  phone: string | null;
  email: string | null;
  birthDate: string | null;
  affiliations: { organisation: string; place: string | null }[];
}

export interface OrganisationRecord {
  id: string;
  rootId: string;
  name: string;
  seat: string | null;
  spellings: string[];
}

/** More ways than this of mentioning one entry add nothing but time. */
const MENTIONS = 6;

export function personEntry({ id, rootId, given, surname, phone, email, birthDate, affiliations }: PersonRecord): Entry<ComparablePerson> {
  const places = affiliations.length ? affiliations.slice(0, MENTIONS) : [{ organisation: null, place: null }];
  return { id, rootId, name: [given, surname].filter(Boolean).join(' '), mentions: places.map(({ organisation, place }) => comparablePerson({ given, surname, phone, email, birthDate, organisation, place })) };
}

export function organisationEntry({ id, rootId, name, seat, spellings }: OrganisationRecord): Entry<ComparableOrganisation> {
  const names = [...new Set([name, ...spellings])].slice(0, MENTIONS);
  return { id, rootId, name, mentions: names.map((one) => comparableOrganisation({ name: one, place: seat }, shippedTowns)) };
}

/** The pair as a doubt, or null where the matching knows that the two are different. The ways of mentioning them that agree most speak for both. */
export function foundBetween<Mention>(a: Entry<Mention>, b: Entry<Mention>, model: Model<Mention>): Found | null {
  const best = bestOf(a.mentions, b.mentions, model);
  if (best.verdict === 'different') return null;
  return foundFrom(a, b, best);
}

/** The same for two entries that a person has put beside each other, whatever the matching thinks of them. */
export function foundFrom<Mention>(a: Entry<Mention>, b: Entry<Mention>, comparison: Comparison): Found {
  const [one, other] = a.id < b.id ? [a, b] : [b, a];
  return {
    oneId: one.id,
    otherId: other.id,
    probability: comparison.probability,
    reasons: comparison.reasons.map(({ field, level, bits }) => ({ field, level, bits: Math.round(bits * 10) / 10 })),
    limits: comparison.limits.map(({ name }) => name),
    likeness: likenessOf(comparison, [one.name, other.name]),
  };
}

export function bestOf<Mention>(ones: readonly Mention[], others: readonly Mention[], model: Model<Mention>): Comparison {
  let best: Comparison | null = null;
  for (const one of ones) {
    for (const other of others) {
      const comparison = compare(model, one, other);
      if (!best || comparison.probability > best.probability || (comparison.probability === best.probability && comparison.score > best.score)) best = comparison;
    }
  }
  return best!;
}
