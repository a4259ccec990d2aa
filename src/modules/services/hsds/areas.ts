import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';

/** Kolo's own directories name the unit in `extent` (`extent_type` "kolo-unit"); elsewhere the area's name may be one. */
export function unitOfArea({ name, extent_type, extent }: { name?: string; extent_type?: string; extent?: string }): string | null {
  if (extent_type === 'kolo-unit') return extent && unitById(extent) ? extent : null;
  if (!name || name.length > 60) return null;
  const { decision, best } = decide(whichPlace(name));
  return decision === 'sure' ? best!.unit : null;
}
