/** The words of the command line, straight from the modules' own files: a command needs no build, only `npm ci`. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { toLatin } from '#platform/matching/transliterate.ts';
import { root } from '#platform/root.ts';
import type { Locale } from '#platform/words/locales.ts';
import { translator, type Translate } from '#platform/words/translate.ts';

/** The language of the terminal, by POSIX (`LC_ALL` before `LC_MESSAGES` before `LANG`); English where none is set or it is another. */
export function terminalLocale(environment: NodeJS.ProcessEnv): Locale {
  const set = (environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || '').toLowerCase();
  if (/^sr.*(latin|latn)/.test(set) || /^(hr|bs|cnr|sh)\b|^(hr|bs|cnr|sh)_/.test(set)) return 'sr-Latn';
  if (set.startsWith('sr')) return 'sr-Cyrl';
  if (set.startsWith('bg')) return 'bg';
  return /^(ro|mo)(_|\.|$)/.test(set) ? 'ro' : 'en';
}

/** A translator over the words of these folders (`src/modules/events/counting/words` → keys `counting.…`). */
export function terminalWords(locale: Locale, folders: readonly string[]): Translate {
  const written = locale === 'sr-Latn' ? 'sr-Cyrl' : locale;
  const words: Record<string, string> = {};
  for (const folder of folders) {
    const file = join(root, folder, 'words', `${written}.json`);
    if (!existsSync(file)) continue;
    for (const [key, text] of Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>)) {
      words[`${folder.split('/').at(-1)}.${key}`] = locale === 'sr-Latn' ? toLatin(text, 'sr') : text;
    }
  }
  return translator(locale, words);
}
