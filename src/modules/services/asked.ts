/** What an address of the finder asks: the same for the page and for what a device reads. Pure. */
import type { Locale } from '#platform/words/locales.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { distances } from './distances.ts';
import type { ServiceFilter } from './queries.ts';
import { termName } from './say.ts';

export interface Asked {
  /** As it stands in the address; null where it says nothing. */
  asked: { q: string | null; place: string | null; within: number | null; kind: string | null; for: string | null; age: number | null; /** Only what runs today and names the place. */ running: '1' | null };
  /** The place that was meant, if Kolo knows it. */
  unit: string | null;
  /** Null: nothing is asked yet, or of a place nobody knows. */
  filter: ServiceFilter | null;
  /** Whether anything is asked at all. */
  isAsked: boolean;
}

export function askedIn(search: URLSearchParams, locale: Locale): Asked {
  const text = (name: string) => search.get(name)?.trim().slice(0, 200) || null;
  const term = (name: string) => ((id) => (id && termName(id, locale) ? id : null))(text(name));
  const [q, place, kind, group] = [text('q'), text('place'), term('kind'), term('for')];
  const age = /^\d{1,3}$/.test(text('age') ?? '') ? Number(text('age')) : null;
  const within = distances.find((each) => String(each) === text('within')) ?? null;
  const unit = place ? (unitById(place)?.id ?? decide(whichPlace(place)).best?.unit ?? null) : null;
  const running = search.has('running') ? ('1' as const) : null;
  const isAsked = Boolean(running || q || place || text('kind') || text('for') || age !== null || text('all'));
  return {
    asked: { q, place, within, kind, for: group, age, running },
    unit,
    isAsked,
    filter: isAsked && !(place && !unit) ? { q, term: kind, group, age, unit, within, running: running !== null, page: Number(text('page')) || 1 } : null,
  };
}
