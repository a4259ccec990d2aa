import { isLocale, type Locale } from '#platform/words/locales.ts';

/** The language the texts of a form are written in: the one its address asks for, else the reader's. */
export const languageOf = (url: URL, locals: App.Locals): Locale => {
  const wanted = url.searchParams.get('in');
  return isLocale(wanted) ? wanted : locals.locale;
};
