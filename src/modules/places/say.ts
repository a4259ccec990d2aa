import type { Translate } from '#platform/words/translate.ts';
import { fullName } from './explain.ts';
import { allUnits, levelOf, parentsOf, unitById, type Unit } from './gazetteer.ts';
import { nameOf } from './names.ts';

/** The name of a unit for this reader; the id itself when the gazetteer does not have it. */
export function placeName(id: string, { locale }: Pick<Translate, 'locale'>): string {
  const unit = unitById(id);
  return unit ? nameOf(unit, locale) : id;
}

const titles = new Map<string, ReadonlyMap<string, string>>();

/**
 * What the page of a unit is called: its name; with the word for what it is where a smaller or larger unit is called the same ("Targovishte Oblast"), and with what
 * it lies in where two of a kind are (Byala in Varna and in Ruse). No two of them are called the same in any language.
 */
export function placeTitle(unit: Unit, t: Translate): string {
  let known = titles.get(t.locale);
  if (!known) {
    const bare = sharing((one) => nameOf(one, t.locale), allUnits());
    const named = (one: Unit) => (bare(one) && levelOf(one) !== 'municipality' ? fullName(t, one) : nameOf(one, t.locale));
    const still = sharing(named, allUnits());
    titles.set(t.locale, (known = new Map(allUnits().map((one) => [one.id, still(one) && parentsOf(one.id)[0] ? `${named(one)} (${nameOf(parentsOf(one.id)[0]!, t.locale)})` : named(one)]))));
  }
  return known.get(unit.id)!;
}

/** Whether another unit has the same text. */
function sharing(textOf: (unit: Unit) => string, units: readonly Unit[]): (unit: Unit) => boolean {
  const counts = new Map<string, number>();
  for (const unit of units) counts.set(textOf(unit), (counts.get(textOf(unit)) ?? 0) + 1);
  return (unit) => counts.get(textOf(unit))! > 1;
}
