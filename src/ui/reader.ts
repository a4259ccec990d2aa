import { getContext, setContext } from 'svelte';
import { href } from '#platform/words/href.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Translate, WordKey, WordValues } from '#platform/words/translate.ts';

const key = Symbol('reader');

/** Who reads the page: her words, her language, and links that keep it. */
export interface Reader {
  readonly locale: Locale;
  /** The clocks of the network a page speaks about: moments are told by them in every language. */
  readonly timeZone: string;
  t(key: WordKey, values?: WordValues): string;
  has(key: string): key is WordKey;
  /** A link inside Kolo, e.g. `href('/programmes')`. */
  href(path: string): string;
}

/** Called once, by the root layout; a function, because a page that stays may change its language. */
export function provideReader(translate: () => Translate, timeZone: () => string): void {
  setContext<Reader>(key, {
    get locale() {
      return translate().locale;
    },
    get timeZone() {
      return timeZone();
    },
    t: (word, values) => translate()(word, values),
    has: (word): word is WordKey => translate().has(word),
    href: (path) => href(translate().locale, path),
  });
}

/** For any component: `const { t, href } = useReader()`. `locale` must be read from the object (`reader.locale`). */
export const useReader = (): Reader => getContext<Reader>(key);
