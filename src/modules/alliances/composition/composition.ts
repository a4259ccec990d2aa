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
  const totals = parts.map((_, part) => sum(has.map((at) => at[part]!.length)));
  const inTotal = parts.map((one, part) => Math.max(0, one.inTotal - totals[part]!));
  // Where a rule asks for three of five regions, the three nearest to complete are measured: that is what has to be done to meet it.
  const nearest = nearestTo(composed, regionsNeeded, inTotal).map((region) => composed[region]!);
  const deficits = [
    ...nearest.toSorted((a, b) => a.region - b.region).flatMap(({ region, lacks }) => lacks.map((lacking, part) => ({ region, part, lacks: lacking }))),
    ...inTotal.map((lacks, part) => ({ region: null, part, lacks })),
  ].filter(({ lacks }) => lacks > 0);
  return { regions: composed.map((one) => ({ ...one, isMeasured: nearest.includes(one) })), totals, elsewhere, deficits, isMet: deficits.length === 0 };
}

/**
 * The least number of organisations that have to be added; 0 exactly when the rule is met. Whoever fills a place in a region fills one of the total with it,
 * so of a total only that is added which the regions do not bring along.
 */
export function deficitOf({ deficits }: Pick<Composed, 'deficits'>): number {
  const parts = [...new Set(deficits.map(({ part }) => part))];
  const lacking = (part: number, isTotal: boolean) => sum(deficits.filter((one) => one.part === part && (one.region === null) === isTotal).map(({ lacks }) => lacks));
  return sum(parts.map((part) => Math.max(lacking(part, false), lacking(part, true))));
}

/** Choices of regions looked at side by side; far more than any contract needs, and a bound for the others. */
const choices = 5_000;

/**
 * The regions that need the fewest additions, those lacking least and standing first where it is the same.
 * @param inTotal per part: what all regions together lack. That much has to be added anyway, so a region whose lack lies within it costs nothing more.
 */
function nearestTo(regions: readonly Pick<RegionComposed, 'lacks' | 'region'>[], needed: number, inTotal: readonly number[]): number[] {
  interface Choice { picked: number[]; /** Per part, up to what is lacking in total. */ within: number[]; /** What goes beyond that. */ beyond: number }
  const order = (a: Choice, b: Choice) => a.beyond - b.beyond || sum(a.within) - sum(b.within) || a.picked.map((region, at) => region - b.picked[at]!).find((one) => one !== 0) || 0;
  let at: Map<string, Choice>[] = Array.from({ length: needed + 1 }, () => new Map());
  at[0]!.set('', { picked: [], within: inTotal.map(() => 0), beyond: 0 });
  for (const { region, lacks } of regions) {
    for (let n = needed; n > 0; n--) {
      for (const { picked, within, beyond } of at[n - 1]!.values()) {
        const all = within.map((one, part) => one + lacks[part]!);
        const capped = all.map((one, part) => Math.min(one, inTotal[part]!));
        const next = { picked: [...picked, region], within: capped, beyond: beyond + sum(all) - sum(capped) };
        const before = at[n]!.get(capped.join());
        if (!before || order(next, before) < 0) at[n]!.set(capped.join(), next);
      }
    }
    at = at.map((some) => (some.size > choices ? new Map([...some].sort(([, a], [, b]) => order(a, b)).slice(0, choices)) : some));
  }
  return [...at[needed]!.values()].sort(order)[0]!.picked;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
