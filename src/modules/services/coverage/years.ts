/** Everything a municipality has answered about one kind of service, year by year: the 35 variables of each provider. Pure. */
import type { Existence, Entry } from './shape.ts';
import type { Answered } from './territory.ts';

export interface ProviderYears {
  /** Null where nobody has named the provider. */
  name: string | null;
  /** Year → what was answered about it; a year in which it is not described is not there. */
  entries: ReadonlyMap<number, Entry>;
}

export interface KindYears {
  /** The years the municipality has answered about, rising. */
  years: number[];
  exists: ReadonlyMap<number, Existence | null>;
  providers: ProviderYears[];
}

/** A provider is the same from year to year by its name. Two that have none, or the same one, in a year stay two. */
export function yearByYear(answered: Answered, municipality: string, kind: string): KindYears {
  const years = answered.years.filter((year) => answered.of(municipality, year));
  const providers: { name: string | null; entries: Map<number, Entry> }[] = [];
  for (const year of years) {
    const { exists, services } = answered.of(municipality, year)!.answers;
    if (exists[kind] !== 'yes') continue;
    for (const one of services.filter((entry) => entry.kind === kind)) {
      const known = providers.find(({ name, entries }) => name === one.provider_name && !entries.has(year));
      if (known) known.entries.set(year, one);
      else providers.push({ name: one.provider_name, entries: new Map([[year, one]]) });
    }
  }
  return { years, exists: new Map(years.map((year) => [year, answered.of(municipality, year)!.answers.exists[kind] ?? null])), providers };
}
