/** How the figures are counted, as the method's page says it: the 35 variables municipalities are asked and the eleven indicators made of them. Pure. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import { indicatorNames, indicators, type IndicatorName } from './indicators.ts';
import { usedBy } from './proof.ts';
import { isMoney, sections, serviceChoices } from './shape.ts';

interface Source {
  source: string;
  raw_variables: { id: string; label: string; type: string }[];
  derived_indicators: { id: string; label: string; formula: string }[];
}
let read: Source | undefined;
/** The source as it is shipped; its variables name the total expenditure by its currency. */
const source = (): Source => (read ??= JSON.parse(readFileSync(join(root, 'src/modules/services/nomenclature/data/mapping-indicators-rs.json'), 'utf8')) as Source);
const sourceId = (name: string) => (name === 'exp_total' ? 'exp_total_rsd' : name);

/** What an answer is: which place, year or kind; yes, no or unknown; one of a list; text; a day; a number of something. */
export type Kind = 'place' | 'year' | 'kind' | 'exists' | 'choice' | 'text' | 'day' | 'money' | 'months' | 'days' | 'hours' | 'people' | 'posts';

export interface Variable {
  /** As here; `field_<name>` are its words, and `variable_<name>` those of the four that name the record. */
  name: string;
  /** As in the source. */
  id: string;
  section: keyof typeof sections | 'record';
  kind: Kind;
  /** The figures it goes into. */
  usedIn: IndicatorName[];
}

function kindOf(name: string): Kind {
  if (name in serviceChoices) return 'choice';
  if (isMoney(name)) return 'money';
  const kinds: Record<string, Kind> = { provider_name: 'text', licence_valid_until: 'day', months_provided: 'months', days_per_week: 'days', hours_per_day: 'hours', hours_per_client_week: 'hours', staff_fte: 'posts' };
  return kinds[name] ?? 'people';
}

/** The 35, in the order of the questionnaire; the first four name what the answers are about. */
export function variables(): Variable[] {
  const record = [['lsu_id', 'place'], ['year', 'year'], ['service_code', 'kind'], ['service_exists', 'exists']] as const;
  return [
    ...record.map(([name, kind]): Variable => ({ name, id: name, section: 'record', kind, usedIn: name === 'service_exists' ? ['availability', 'stability'] : [] })),
    ...Object.entries(sections).flatMap(([section, names]) =>
      names.map((name): Variable => ({ name, id: sourceId(name), section: section as keyof typeof sections, kind: kindOf(name), usedIn: indicatorNames.filter((one) => (usedBy[one].services as readonly string[]).includes(name)) }))),
  ];
}

export interface Derived {
  /** As in the source. */
  id: string;
  /** The source's own words, in English. */
  formula: string;
  figures: { name: IndicatorName; unit: (typeof indicators)[IndicatorName]['unit'] }[];
}

/** The eleven, in the order of the source, with the figures each is shown as. */
export const derived = (): Derived[] => source().derived_indicators.map(({ id, formula }) => ({ id, formula, figures: indicatorNames.filter((name) => indicators[name].of === id).map((name) => ({ name, unit: indicators[name].unit })) }));

export const sourceTitle = (): string => source().source;
