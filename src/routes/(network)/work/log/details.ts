import { formatDay, formatList, formatNumber } from '#platform/words/format.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { WordKey, WordValues } from '#platform/words/translate.ts';
import { isId } from '#platform/ids.ts';
import { placeName } from '#modules/places/say.ts';

interface Listener {
  readonly locale: Locale;
  t(key: WordKey, values?: WordValues): string;
  has(key: string): key is WordKey;
}

/** Where the words of a value stand: roles, ways to sign in, kinds of evidence, of organisations and events, what is counted, comparators, names of fields. */
const words = ['session.role_', 'session.method_', 'results.evidence_', 'organisations.type_', 'alliances.state_', 'alliances.kind_', 'agreements.kind_', 'events.kind_', 'claims.method_', 'programmes.comparator_', 'log.value_'];

/** What is told beside an entry, for a person to read: labels and values in words; marks of other things by their last digits; empty ones not at all. */
export function detailsOf(details: Record<string, unknown>, listener: Listener): string {
  return Object.entries(details)
    .flatMap(([name, value]) => {
      const said = sayValue(value, listener);
      return said === null ? [] : [said === '' ? labelOf(name, listener) : `${labelOf(name, listener)}: ${said}`];
    })
    .join('; ');
}

const labelOf = (name: string, { t, has }: Listener): string => (has(`log.detail_${name}`) ? t(`log.detail_${name}` as WordKey) : wordOf(name, { t, has } as Listener) ?? name);

function wordOf(value: string, { t, has }: Listener): string | null {
  const key = words.flatMap((before) => [`${before}${value}`, `${before}${value.replaceAll('-', '_')}`]).find(has);
  return key === undefined ? null : t(key as WordKey);
}

/** @returns null for what says nothing, empty text where the label alone says it */
function sayValue(value: unknown, listener: Listener): string | null {
  const { locale } = listener;
  if (value === null || value === undefined || value === false || value === '') return null;
  if (value === true) return '';
  if (typeof value === 'number') return formatNumber(locale, value);
  if (typeof value === 'string') return sayText(value, listener);
  if (Array.isArray(value)) return formatList(locale, value.flatMap((one) => sayValue(one, listener) ?? [])) || null;
  const fields = value as Record<string, unknown>;
  // What a claim counts is told by its method; the conditions stand on the claim's own page.
  if (typeof fields.method === 'string' && 'where' in fields) return sayText(fields.method, listener);
  return detailsOf(fields, listener) || null;
}

function sayText(value: string, listener: Listener): string {
  const id: boolean = isId(value);
  if (id) return value.slice(-8);
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return formatDay(listener.locale, value);
  if (/^(RS|BG|MD)(-[A-Z0-9-]+)?$/.test(value)) return placeName(value, listener);
  // A seal or a fingerprint is told apart by its beginning.
  if (/^[0-9a-f]{64}$/.test(value)) return value.slice(0, 12);
  return wordOf(value, listener) ?? value;
}
