/** Between a unit and the field of a form that names it: what the field shows is read as the same unit again, so that saving a form unchanged changes nothing. Pure. */
import type { Locale } from '#platform/words/locales.ts';
import { allUnits, levelOf, municipalityOf, unitById } from './gazetteer.ts';
import { nameOf, officialName } from './names.ts';
import type { Country, Level } from './shape.ts';
import { decide, whichPlace } from './which-place.ts';

/** Whose form it is: a name that several countries have means the one of the network's country. */
interface Reader {
  country?: Country | null;
}

/** What the form asks for, and what it belongs to (e.g. the venue of the event): of two of one name the nearer one is meant rather. */
interface Asked extends Reader {
  level?: Level | 'any';
  near?: string | null;
}

/** What somebody surely means by a name in any script, or by the id of a unit. @returns the unit, null where it is not sure; and the name of the one that comes nearest, if any does */
export function unitNamed(text: string, { country, level, near }: Asked = {}): { unit: string | null; nearest: string | null } {
  if (unitById(text)) return { unit: text, nearest: null };
  const { decision, best } = decide(whichPlace(text, { ...(country && { country }), ...(level && { level }), ...(near && { near }) }));
  return { unit: decision === 'sure' ? best!.unit : null, nearest: best?.name ?? null };
}

/** The same for a form that asks for a municipality: of a part of a town, its municipality. */
export function placeNamed(text: string, reader: Asked = {}): string | null {
  const { unit } = unitNamed(text, reader);
  return unit && !unitById(text) ? (municipalityOf(unit)?.id ?? unit) : unit;
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

/** The municipalities of a country by the names under which a field takes them, to be chosen from; none where the network is of no country. */
export const municipalityNames = ({ country, locale }: Reader & { locale: Locale }): string[] =>
  country ? allUnits().filter((unit) => unit.country === country && levelOf(unit) === 'municipality').map(({ id }) => writtenName(id, { country, locale })) : [];
