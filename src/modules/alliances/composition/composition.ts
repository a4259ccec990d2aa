/** Whether a network is made up as a rule asks, and what exactly it lacks. Pure. */
import { isWithin } from '#modules/places/gazetteer.ts';
import type { Part, Region, Rule } from './shape.ts';

/** A member as the rule sees it. */
export interface Actor {
  organisationId: string;
  type: string;
  /** Unit of the gazetteer; null where nobody has said it. */
  seat: string | null;
}

/** Something is missing: organisations of a part in one region, or in all regions together (`region` null). */
export interface Deficit {
  region: number | null;
  part: number;
  /** How many more are needed. */
  lacks: number;
}

export interface RegionComposed {
  region: number;
  /** Per part of the rule: who counts there, by id. */
  has: string[][];
  /** Per part: how many more are needed. */
  lacks: number[];
  /** Whether it is one of the regions the rule is measured in: as many as it needs, those nearest to complete first. */
  isMeasured: boolean;
}

export interface Composed {
  regions: RegionComposed[];
  /** Per part: how many there are in all regions together. */
  totals: number[];
  /** Members of a wanted type that count nowhere: seat outside every region, or not known. */
  elsewhere: string[];
  deficits: Deficit[];
  isMet: boolean;
}

/** The region an organisation counts in: the one its seat lies in. */
export const regionOf = (regions: readonly Region[], seat: string | null): number | null => {
  if (!seat) return null;
  const at = regions.findIndex(({ places }) => places.some((place) => isWithin(seat, place)));
  return at < 0 ? null : at;
};

export const partOf = (parts: readonly Part[], type: string): number | null => {
  const at = parts.findIndex(({ types }) => types.some((one) => one === type));
  return at < 0 ? null : at;
};

/** @param members in any order; an organisation that stands there twice counts once. */
export function compose({ regions, regionsNeeded, parts }: Rule, members: readonly Actor[]): Composed {
  const has = regions.map(() => parts.map((): string[] => []));
  const elsewhere: string[] = [];
  const once = new Map(members.map((one) => [one.organisationId, one]));
  for (const { organisationId, type, seat } of [...once.values()].sort((a, b) => (a.organisationId < b.organisationId ? -1 : 1))) {
    const part = partOf(parts, type);
    if (part === null) continue;
    const region = regionOf(regions, seat);
    if (region === null) elsewhere.push(organisationId);
    else has[region]![part]!.push(organisationId);
  }
  const composed = regions.map((_, region) => ({ region, has: has[region]!, lacks: parts.map(({ perRegion }, part) => Math.max(0, perRegion - has[region]![part]!.length)) }));
  // Where a rule asks for three of five regions, the three nearest to complete are measured: that is what has to be done to meet it.
  const nearest = [...composed].sort((a, b) => sum(a.lacks) - sum(b.lacks) || a.region - b.region).slice(0, regionsNeeded);
  const totals = parts.map((_, part) => sum(has.map((at) => at[part]!.length)));
  const deficits = [
    ...nearest.toSorted((a, b) => a.region - b.region).flatMap(({ region, lacks }) => lacks.map((lacking, part) => ({ region, part, lacks: lacking }))),
    ...parts.map(({ inTotal }, part) => ({ region: null, part, lacks: Math.max(0, inTotal - totals[part]!) })),
  ].filter(({ lacks }) => lacks > 0);
  return { regions: composed.map((one) => ({ ...one, isMeasured: nearest.includes(one) })), totals, elsewhere, deficits, isMet: deficits.length === 0 };
}

/** How many organisations are missing in the measured regions, and beyond that to the totals; 0 exactly when the rule is met. */
export const deficitOf = ({ deficits }: Pick<Composed, 'deficits'>): number => sum(deficits.map(({ lacks }) => lacks));

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
