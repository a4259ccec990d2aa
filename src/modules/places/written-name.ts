/** Between a unit and the field of a form that names it: what the field shows is read as the same unit again, so that saving a form unchanged changes nothing. Pure. */
import type { Locale } from '#platform/words/locales.ts';
import { unitById } from './gazetteer.ts';
import { nameOf, officialName } from './names.ts';
import type { Country } from './shape.ts';
import { decide, whichPlace } from './which-place.ts';

/** Whose form it is: a name that several countries have means the one of the network's country. */
interface Reader {
  country?: Country | null;
}

/** The municipality (or larger unit) that somebody surely means by a name in any script, or by the id of a unit; null where it is not sure. */
export function placeNamed(text: string, { country }: Reader = {}): string | null {
  if (unitById(text)) return text;
  const { decision, best } = decide(whichPlace(text, country ? { country } : {}));
  return decision === 'sure' ? (best!.municipality ?? best!.unit) : null;
}

const known = new Map<string, string>();

/**
 * The name in the reader's language (without one, the official name) where it is read as this unit again; a district that is called like its town says that it is one; else the
 * unit's id, which every form takes.
 */
export function writtenName(id: string, { country, locale }: Reader & { locale?: Locale } = {}): string {
  const key = `${id} ${country ?? ''} ${locale ?? ''}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const unit = unitById(id);
  const reads = (text: string) => {
    const { decision, best } = decide(whichPlace(text, country ? { country } : {}));
    return decision === 'sure' && best?.unit === id;
  };
  const names = unit ? [...(locale ? [nameOf(unit, locale)] : []), officialName(unit)] : [];
  const name = names.at(-1);
  const written = [...names, `област ${name}`, `${name} okrug`, `raionul ${name}`, `opština ${name}`, `община ${name}`, `grad ${name}`].find((text) => unit && reads(text)) ?? id;
  known.set(key, written);
  return written;
}
