/** What a rule and its gaps say to a reader. Pure. */
import { formatList } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { WordKey, WordValues } from '#platform/words/translate.ts';
import type { Deficit } from './composition.ts';
import type { Part, Rule } from './shape.ts';

/** Who reads it, with her words. */
export interface Speaker {
  readonly locale: Locale;
  t(key: WordKey, values?: WordValues): string;
  has(key: string): key is WordKey;
}

export const regionName = (rule: Rule, region: number | null, reader: Speaker): string => (region === null ? reader.t('composition.together') : say(rule.regions[region]!.names, reader.locale));

export const partName = ({ types }: Part, reader: Speaker): string => formatList(reader.locale, types.map((type) => reader.t(`organisations.type_${type}` as WordKey)));

/** "Region B lacks 1 civil society organisation"; of the sum, how many there are of how many. */
export function sayDeficit(rule: Rule, { region, part, lacks }: Deficit, reader: Speaker): string {
  const { types, inTotal } = rule.parts[part]!;
  if (region === null) return reader.t('composition.together_has', { has: inTotal - lacks, wanted: inTotal, types: partName(rule.parts[part]!, reader) });
  const key = `composition.lacks_${types[0]}`;
  const about = { region: regionName(rule, region, reader), n: lacks };
  return types.length === 1 && reader.has(key) ? reader.t(key, about) : reader.t('composition.lacks_of', { ...about, types: partName(rule.parts[part]!, reader) });
}
