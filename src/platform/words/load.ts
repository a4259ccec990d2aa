import { translator, type Translate } from './translate.ts';
import type { Locale } from './locales.ts';

const loaders: Record<Locale, () => Promise<{ default: Record<string, string> }>> = {
  'sr-Cyrl': () => import('./generated/sr-Cyrl.json', { with: { type: 'json' } }),
  'sr-Latn': () => import('./generated/sr-Latn.json', { with: { type: 'json' } }),
  bg: () => import('./generated/bg.json', { with: { type: 'json' } }),
  ro: () => import('./generated/ro.json', { with: { type: 'json' } }),
  en: () => import('./generated/en.json', { with: { type: 'json' } }),
};
const loaded = new Map<Locale, Promise<Translate>>();

/** The translator of one locale; only that locale's words are fetched, so a phone never downloads five languages. */
export function wordsOf(locale: Locale): Promise<Translate> {
  let promise = loaded.get(locale);
  if (!promise) {
    promise = loaders[locale]().then((file) => translator(locale, file.default));
    loaded.set(locale, promise);
  }
  return promise;
}
