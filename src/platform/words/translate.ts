import { IntlMessageFormat } from 'intl-messageformat';
import { intlTag, type Locale } from './locales.ts';
import type { WordKey } from './generated/keys.ts';

export type { WordKey };
export type WordValues = Record<string, string | number | boolean | Date | null | undefined>;
/** Says one thing in the reader's language; the key is `<module>.<name>` and is checked by the compiler. */
export type Translate = ((key: WordKey, values?: WordValues) => string) & {
  readonly locale: Locale;
  /** True when a key that is only known at run time (a problem's code, an event kind) has words. */
  has(key: string): key is WordKey;
};

/**
 * A written day ends with a full stop of its own in Serbian ("22. новембра 2026.") and Bulgarian ("22 ноември 2026 г."): the one of the sentence falls into it, and in Serbian before a comma or a bracket it is left out (Правопис, тачка иза редног броја).
 */
function afterDays(locale: Locale, text: string): string {
  if (locale === 'bg') return text.replace(/(\d\sг)\.\.(?!\.)/g, '$1.');
  return locale.startsWith('sr') ? text.replace(/(\d{4})\.\.(?!\.)/g, '$1.').replace(/(\d{4})\.(?=[,;)])/g, '$1') : text;
}

/**
 * A translator over one locale's words (ICU MessageFormat, see `docs/decisions/0003-words.md`).
 * Parsed messages are kept, so a message is parsed once per process and locale.
 */
export function translator(locale: Locale, words: Record<string, string>): Translate {
  const parsed = new Map<string, IntlMessageFormat | string>();
  const say = (key: string, values?: WordValues): string => {
    let message = parsed.get(key);
    if (message === undefined) {
      const text = words[key];
      if (text === undefined) throw new Error(`No words for "${key}" in ${locale}`);
      message = /[{'<]/.test(text) ? new IntlMessageFormat(text, intlTag[locale], undefined, { ignoreTag: true }) : text;
      parsed.set(key, message);
    }
    return typeof message === 'string' ? message : afterDays(locale, String(message.format(values as never)));
  };
  return Object.assign(say, { locale, has: (key: string): key is WordKey => key in words }) as Translate;
}
