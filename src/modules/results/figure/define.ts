import { formatDay, formatList } from '#platform/words/format.ts';
import type { WordKey, WordValues } from '#platform/words/translate.ts';
import type { Query } from '../shape.ts';
import { countedPlaceName, type Names } from './names.ts';
import type { Listener } from './say.ts';

/** One line of a definition: a term and what holds for it. */
export interface Defined {
  term: string;
  text: string;
}

/** Says in words what a figure counts: its unit, relation, filter and time. `names` knows the events and series the query names. */
export function defineQuery({ method, where, mixRelations }: Query, listener: Listener, names: Names): Defined[] {
  const { locale } = listener;
  const t = (key: string, values?: WordValues) => listener.t(`figure.${key}` as WordKey, values);
  // A kind that was registered later than these words still says its own name.
  const word = (key: string, otherwise: string) => (listener.has(key) ? listener.t(key) : otherwise);
  const list = (items: readonly string[]) => formatList(locale, items);
  const line = (term: string, text: string): Defined => ({ term: t(term), text });

  const events = [
    ...(where.eventKinds ?? []).map((kind) => word(`events.kind_${kind}`, kind)),
    ...[...(where.seriesIds ?? []), ...(where.eventIds ?? [])].map((id) => t('quoted', { text: names[id] ?? id })),
  ];
  const period = [where.from && t('define_from', { day: formatDay(locale, where.from) }), where.until && t('define_until', { day: formatDay(locale, where.until) })].filter((part) => part !== undefined);
  // Attendances, days and outputs have a day of their own; who completed has the day of completion.
  const isOnADay = !['attendances', 'event-days', 'outputs', 'completed-people', 'every-day-people'].includes(method);
  const relations = (where.relations ?? []).map((relation) => t(`relation_${relation}`));
  return [
    line('define_what', t(`method_${method}`)),
    ...(method === 'municipalities' ? [line('define_relation', [relations.length ? list(relations) : '', mixRelations ? t('define_mixed') : relations.length ? '' : t('define_any_relation')].filter(Boolean).join('; '))] : []),
    line('define_events', events.length ? list(events) : t('define_everything')),
    ...(where.organisationTypes ? [line('define_organisations', list(where.organisationTypes.map((type) => word(`organisations.type_${type}`, type))))] : []),
    ...(where.places ? [line('define_places', list(where.places.map((id) => countedPlaceName(id, locale))))] : []),
    ...(period.length ? [line(method === 'completed-people' || method === 'every-day-people' ? 'define_completed_in' : 'define_period', [period.join(' '), ...(isOnADay ? [t('define_on_a_day')] : [])].join('; '))] : []),
    ...Object.entries(where.breakdown ?? {}).map(([key, value]) => line('define_breakdown', `${word(`claims.breakdown_${key}`, key)}: ${word(`claims.${key}_${value}`, value)}`)),
  ];
}
