/** What the map can show: the indicators, and what stands in the directory today. Pure. */
import type { Country } from '#modules/places/shape.ts';
import { classesOf, classOf, colourOf, type Classes } from './classes.ts';
import { indicatorNames, indicators, isIndicator, type IndicatorName } from './indicators.ts';
import type { Choice } from './kinds.ts';
import { allMunicipalities, type Answered, type UnitResult } from './territory.ts';

export type Measure = IndicatorName | 'listed';
export const measures: readonly Measure[] = [...indicatorNames, 'listed'];
export const isMeasure = (name: string): name is Measure => name === 'listed' || isIndicator(name);

/** How a place is drawn: in a colour from 0 (zero) to 5, or the reason why there is no value. */
export type Drawing = number | 'unknown' | 'hidden' | 'absent';

export interface Painted {
  unit: string;
  value: number | null;
  drawing: Drawing;
  currency: string | null;
}

/** The municipalities of a country with their value and class. Classes are those of the country: money differs, and so do the lists of services. */
export function painted(answered: Answered, measure: Measure, choice: Choice, year: number, country: Country, listed: ReadonlyMap<string, number>): { places: Painted[]; classes: Classes } {
  const found = allMunicipalities()
    .filter((unit) => unit.country === country)
    .map(({ id }): Omit<Painted, 'drawing'> & { why: Drawing | null } => {
      if (measure === 'listed') return { unit: id, value: listed.get(id) ?? 0, currency: null, why: null };
      const result = answered.result(measure, choice.kinds, id, year);
      return { unit: id, value: result.value, currency: result.currency, why: drawingWithout(result) };
    });
  const classes = classesOf(found.flatMap(({ value }) => value ?? []));
  return { classes, places: found.map(({ why, ...one }) => ({ ...one, drawing: why ?? colourOf(classOf(one.value!, classes), classes) })) };
}

function drawingWithout(result: UnitResult): Drawing | null {
  if (result.hidden) return 'hidden';
  if (result.value !== null) return null;
  return result.unknown ? 'unknown' : 'absent';
}

export const unitOf = (measure: Measure) => (measure === 'listed' ? 'services' : indicators[measure].unit);

/** Class and fill of something drawn, as `ui/drawing.css` and `ui/Patterns.svelte` name them. @param id of the patterns in the picture */
export const look = (drawing: Drawing | undefined, id: string): { class: string; fill: string | undefined } => ({
  class: typeof drawing === 'number' ? `c${drawing}` : (drawing ?? 'absent'),
  fill: drawing === 'unknown' || drawing === 'hidden' ? `url(#${id}-${drawing})` : undefined,
});
