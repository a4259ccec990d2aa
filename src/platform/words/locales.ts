/** The five locales Kolo speaks, in the order the language menu shows them. */
export const locales = ['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en'] as const;
export type Locale = (typeof locales)[number];

/** Full BCP 47 tags for `Intl`: the region decides date and number habits (source: CLDR). */
export const intlTag: Record<Locale, string> = {
  'sr-Cyrl': 'sr-Cyrl-RS',
  'sr-Latn': 'sr-Latn-RS',
  bg: 'bg-BG',
  ro: 'ro-MD',
  en: 'en-GB',
};

/** What each language calls itself: never translated. */
export const localeNames: Record<Locale, string> = {
  'sr-Cyrl': 'Српски',
  'sr-Latn': 'Srpski',
  bg: 'Български',
  ro: 'Română',
  en: 'English',
};

/** The language a letter is written in where nobody has chosen one: that of the country (ISO 3166). */
export const localeOfCountry = (country: string | null): Locale => (country === 'BG' ? 'bg' : country === 'MD' ? 'ro' : 'sr-Cyrl');

export const isLocale = (text: unknown): text is Locale => locales.includes(text as Locale);

/** First path segment → locale, case-insensitively (`/sr-latn/…` is a link people type by hand). */
export function localeOfPath(pathname: string): Locale | null {
  const first = pathname.split('/', 2)[1]?.toLowerCase();
  return locales.find((locale) => locale.toLowerCase() === first) ?? null;
}

/** `/sr-Latn/people` → `/people`; a path without a locale stays as it is. */
export function withoutLocale(pathname: string): string {
  const locale = localeOfPath(pathname);
  if (!locale) return pathname;
  return pathname.slice(locale.length + 1) || '/';
}

/**
 * Which language a visitor gets when the address does not say: what she chose before, else what the browser asks for, else Serbian Cyrillic.
 * `bs`, `hr` and `cnr` readers get Serbian in Latin letters; `mo` is the old code for Romanian of Moldova; `sr` alone is Cyrillic (CLDR likely subtag).
 */
export function negotiate(chosen: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(chosen)) return chosen;
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';');
      const q = params.map((p) => p.trim()).find((p) => p.startsWith('q='));
      return { tag: tag.toLowerCase(), q: q ? Number(q.slice(2)) || 0 : 1 };
    })
    .filter((w) => w.tag && w.q > 0)
    .sort((a, b) => b.q - a.q);
  for (const { tag } of wanted) {
    if (tag.startsWith('sr-latn') || /^(bs|hr|cnr|sh)\b/.test(tag)) return 'sr-Latn';
    if (tag.startsWith('sr')) return 'sr-Cyrl';
    if (tag.startsWith('bg')) return 'bg';
    if (/^(ro|mo)\b/.test(tag)) return 'ro';
    if (tag.startsWith('en')) return 'en';
  }
  return 'sr-Cyrl';
}
