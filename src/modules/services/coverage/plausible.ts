/** What looks odd in the answers of a municipality. Each is a question to it, with the numbers in it; none keeps it from sending what it has. Pure. */
import { ages, known, sources, type Answers, type Entry, type ServiceFigure } from './shape.ts';

export interface Doubt {
  /** Stable: the municipality's remark on it is kept under this key. */
  key: string;
  /** `coverage.doubt_<code>` is its sentence. */
  code: DoubtCode;
  values: Record<string, number>;
  /** The service it is about; null for the municipality as a whole. */
  entry: string | null;
  /** Where in the form it is put right. */
  field: string;
}
export type DoubtCode =
  | 'more_than_all' | 'ages_sum' | 'money_sum' | 'nobody' | 'never_worked' | 'more_at_once' | 'more_trained' | 'more_hours' | 'over_budget' | 'population_parts' | 'changed_much' | 'licence_without_end' | 'not_described';

/** Parts of a whole, none of which can be larger. */
const partsOfClients: readonly ServiceFigure[] = ['clients_female', 'clients_non_urban', 'clients_disability', ...ages];
/** From one year to the next, so many times more or less is asked about. */
const MUCH = 3;

/** @param before what was answered about the year asked about before, to compare with. */
export function doubtsIn(answers: Answers, before: Answers | null = null): Doubt[] {
  const doubts: Doubt[] = [];
  const { place } = answers;
  const parts = [place.population_0_17, place.population_18_64, place.population_65_plus].map(known);
  const population = known(place.population);
  if (population !== null && parts.every((part) => part !== null)) {
    const sum = parts.reduce<number>((all, part) => all + part!, 0);
    if (sum !== population) doubts.push({ key: 'place:population', code: 'population_parts', values: { sum, all: population }, entry: null, field: 'population' });
  }
  for (const [kind, exists] of Object.entries(answers.exists)) {
    const entries = answers.services.filter((one) => one.kind === kind);
    if (exists === 'yes' && !entries.length) doubts.push({ key: `${kind}:none`, code: 'not_described', values: {}, entry: null, field: `exists_${kind}` });
    if (exists === 'yes') for (const one of entries) doubts.push(...doubtsAbout(one, before?.services.find((earlier) => earlier.kind === kind && earlier.provider_name === one.provider_name) ?? null));
  }
  const spent = answers.services.filter(({ kind }) => answers.exists[kind] === 'yes').map(({ figures }) => known(figures.exp_lsu_budget)).reduce<number>((sum, part) => sum + (part ?? 0), 0);
  const budget = known(place.budget);
  if (budget !== null && spent > budget) doubts.push({ key: 'place:budget', code: 'over_budget', values: { spent, budget }, entry: null, field: 'budget' });
  return doubts;
}

function doubtsAbout({ id, figures, choices, licence_valid_until }: Entry, before: Entry | null): Doubt[] {
  const doubts: Doubt[] = [];
  const of = (name: ServiceFigure) => known(figures[name]);
  const ask = (code: DoubtCode, field: string, values: Record<string, number> = {}) => doubts.push({ key: `${id}:${field}:${code}`, code, values, entry: id, field });
  const clients = of('clients_total');
  if (clients !== null) {
    for (const part of partsOfClients) if ((of(part) ?? 0) > clients) ask('more_than_all', part, { part: of(part)!, all: clients });
    const byAge = ages.map(of);
    const sum = byAge.reduce<number>((all, part) => all + (part ?? 0), 0);
    if (byAge.every((part) => part !== null) && sum !== clients) ask('ages_sum', 'clients_age_0_5', { sum, all: clients });
    if (clients === 0) ask('nobody', 'clients_total');
    if ((of('clients_month_avg') ?? 0) > clients) ask('more_at_once', 'clients_month_avg', { part: of('clients_month_avg')!, all: clients });
  }
  if (of('months_provided') === 0) ask('never_worked', 'months_provided');
  if (of('staff_accredited_training') !== null && of('staff_engaged') !== null && of('staff_accredited_training')! > of('staff_engaged')!) ask('more_trained', 'staff_accredited_training', { part: of('staff_accredited_training')!, all: of('staff_engaged')! });
  const [days, hours, week] = [of('days_per_week'), of('hours_per_day'), of('hours_per_client_week')];
  if (days !== null && hours !== null && week !== null && week > days * hours) ask('more_hours', 'hours_per_client_week', { week, most: days * hours });
  const [all, parts] = [of('exp_total'), sources.map(of)];
  const sum = parts.reduce<number>((so_far, part) => so_far + (part ?? 0), 0);
  // Parts of which some are unknown may only be less.
  if (all !== null && (parts.every((part) => part !== null) ? Math.abs(sum - all) > 0.5 : sum > all)) ask('money_sum', 'exp_total', { sum, all });
  if ((choices.licence_status === 'full' || choices.licence_status === 'limited') && !licence_valid_until) ask('licence_without_end', 'licence_valid_until');
  for (const name of ['clients_total', 'exp_total'] as const) {
    const [then, now] = [known(before?.figures[name]), of(name)];
    if (then && now && (now > then * MUCH || now * MUCH < then)) ask('changed_much', name, { then, now });
  }
  return doubts;
}
