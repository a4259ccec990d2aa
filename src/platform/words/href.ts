import type { Locale } from './locales.ts';

/** A link to a page of Kolo in the reader's language: the language stays in the address, so a shared link opens as it was seen. */
export const href = (locale: Locale, path: string): string => `/${locale}${path === '/' ? '' : path}`;
