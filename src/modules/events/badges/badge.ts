import { inScriptOf } from '#platform/words/in-script.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { placeName } from '#modules/places/say.ts';

/** On what badges are printed: a page for each, or eight cards to cut out. */
export const badgeFormats = ['a6', 'a4'] as const;
export type BadgeFormat = (typeof badgeFormats)[number];

/** Somebody who has a seat, as she registered. */
export interface Guest {
  registrationId: string;
  given: string;
  surname: string;
  organisation: string | null;
  /** The municipality: the one that was settled, else as she wrote it. */
  placeId: string | null;
  place: string | null;
  role: string | null;
  locale: Locale;
  code: string;
}

/** What stands on one badge, in the language and script of whoever wears it. */
export interface Badge {
  given: string;
  surname: string;
  organisation: string | null;
  place: string | null;
  locale: Locale;
  code: string;
}

/** The event that stands on every badge. */
export interface BadgeEvent {
  titles: Localised;
  firstDay: string;
  lastDay: string;
  /** What the address in the code begins with. */
  origin: string;
  /** Of the network, PNG. */
  logo?: Buffer | null;
}

/** What the code on a badge and in a letter says. */
export const codeAddress = (origin: string, code: string): string => `${origin}/c/${code}`;

/**
 * A guest's badge. As she wrote herself, in the language she registered in; or, where one language is chosen for all, her name in its script.
 * A name written in Latin letters stays as it is also on a Cyrillic badge: the way back is ambiguous.
 */
export function badgeOf({ given, surname, organisation, placeId, place: written, locale, code }: Guest, chosen: Locale | null, country: 'RS' | 'BG' | 'MD' | null): Badge {
  const settled = placeId && placeName(placeId, { locale: chosen ?? locale });
  const place = settled || written;
  if (!chosen) return { given, surname, organisation, place, locale, code };
  const inScript = (text: string) => inScriptOf(text, chosen, country);
  return { given: inScript(given), surname: inScript(surname), organisation: organisation && inScript(organisation), place: place && inScript(place), locale: chosen, code };
}
