/** Figures of municipalities, districts, regions and countries out of the answers. Pure. */
import { allUnits, childrenOf, levelOf, municipalityOf, unitById, type Unit } from '#modules/places/gazetteer.ts';
import { indicators, together, type Asked, type Contribution, type IndicatorName, type Result } from './indicators.ts';
import { kindByCode } from './kinds.ts';
import { hiddenIn, type Hidden } from './small-groups.ts';
import { currencyOf, type MunicipalYear } from './shape.ts';

/** The municipalities a unit consists of, itself when it is one; a part of a city counts as its city. */
export function municipalitiesIn(id: string): Unit[] {
  const unit = unitById(id);
  if (!unit) return [];
  const own = municipalityOf(id);
  if (own && unit.type !== 'city_district') return [own];
  return childrenOf(id).flatMap((child) => (levelOf(child) === 'municipality' ? [child] : municipalitiesIn(child.id)));
}

export const allMunicipalities = (): Unit[] => allUnits().filter((unit) => levelOf(unit) === 'municipality');

export interface UnitResult extends Result {
  unit: string;
  year: number;
  /** Too few people stand behind it to show it to everybody; the value is not given. */
  hidden: boolean;
  /** ISO 4217, for money. */
  currency: string | null;
}

/** Everything that was answered, ready to be asked for figures. */
export class Answered {
  readonly all: readonly MunicipalYear[];
  /** Years that were asked about, rising. */
  readonly years: readonly number[];
  readonly #byPlace = new Map<string, MunicipalYear>();
  readonly #hidden = new Map<number, Hidden>();

  constructor(all: readonly MunicipalYear[], years: readonly number[]) {
    this.all = all;
    this.years = [...new Set([...years, ...all.map(({ year }) => year)])].sort((a, b) => a - b);
    for (const one of all) this.#byPlace.set(`${one.place} ${one.year}`, one);
  }

  of(place: string, year: number): MunicipalYear | null {
    return this.#byPlace.get(`${place} ${year}`) ?? null;
  }

  asked(place: string, year: number): Asked {
    const before = this.years.filter((one) => one < year).at(-1);
    return { now: this.of(place, year), before: before === undefined ? null : this.of(place, before) };
  }

  hidden(year: number): Hidden {
    let hidden = this.#hidden.get(year);
    if (!hidden) this.#hidden.set(year, (hidden = hiddenIn(this.all.filter((one) => one.year === year))));
    return hidden;
  }

  contribution(indicator: IndicatorName, kinds: readonly string[], place: string, year: number): Contribution {
    return kinds.some((code) => kindByCode(code)!.country === place.slice(0, 2)) ? indicators[indicator].contribution(this.asked(place, year), kinds) : 'absent';
  }

  /** A figure of a unit, as everybody may see it. Money of several countries is not added. */
  result(indicator: IndicatorName, kinds: readonly string[], unit: string, year: number): UnitResult {
    const municipalities = municipalitiesIn(unit);
    const all = together(municipalities.map(({ id }) => this.contribution(indicator, kinds, id, year)));
    const hidden = all.value !== null && this.hidden(year).indicator(indicator, municipalities.length === 1 ? municipalities[0]!.id : unit, municipalities.flatMap(({ id }) => this.of(id, year) ?? []), kinds);
    const currency = indicators[indicator].unit === 'money' ? currencyOf(unitById(unit)!.country, year) : null;
    return { ...all, ...(hidden && { value: null, over: 0, under: 0 }), unit, year, hidden, currency };
  }
}
