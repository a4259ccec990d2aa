/** What a form shows for a unit, so that saving the form unchanged changes nothing. Pure. */
import { unitById } from './gazetteer.ts';
import { officialName } from './names.ts';
import { decide, whichPlace } from './which-place.ts';

const known = new Map<string, string>();

/** The official name where it is read as this unit again; a district that is called like its town says that it is one; else the unit's id, which every form takes. */
export function writtenName(id: string): string {
  const before = known.get(id);
  if (before !== undefined) return before;
  const unit = unitById(id);
  const name = unit ? officialName(unit) : id;
  const reads = (text: string) => {
    const { decision, best } = decide(whichPlace(text));
    return decision === 'sure' && best?.unit === id;
  };
  const written = unit ? ([name, `област ${name}`, `${name} okrug`, `raionul ${name}`, `opština ${name}`, `община ${name}`, `grad ${name}`].find(reads) ?? id) : id;
  known.set(id, written);
  return written;
}
