import type { Translate } from '#platform/words/translate.ts';
import { unitById } from './gazetteer.ts';
import { nameOf } from './names.ts';

/** The name of a unit for this reader; the id itself when the gazetteer does not have it. */
export function placeName(id: string, { locale }: Pick<Translate, 'locale'>): string {
  const unit = unitById(id);
  return unit ? nameOf(unit, locale) : id;
}
