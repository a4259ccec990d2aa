/**
 * The vocabularies services are described in: the national lists of Serbia, Bulgaria and Moldova, the common categories that join them, and the
 * groups of people services are for. The same for every network; shipped with Kolo (origin: data/README.md).
 */
import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import type { Localised } from '#platform/words/localised.ts';

export const vocabularies = ['category', 'RS', 'BG', 'MD', 'user-group'] as const;
export type Vocabulary = (typeof vocabularies)[number];

export interface Term {
  id: string;
  vocabulary: Vocabulary;
  /** `RS-2.1`, `day-care`; unique within its vocabulary. */
  code: string;
  labels: Localised;
  /** The group it stands in. */
  parentId: string | null;
  /** Official abbreviation, e.g. ЦОП. */
  abbreviation: string | null;
}

interface RawLabel { code: string; label: Localised; group?: string; abbr?: string | null }
interface RawList { groups: RawLabel[]; services: RawLabel[] }
interface RawCategory extends RawLabel { rs: string[]; bg: string[]; md: string[] }

const data = <Shape>(name: string) => JSON.parse(readFileSync(join(root, 'src/modules/services/nomenclature/data', name), 'utf8')) as Shape;

/** Kolo's own name space for ids that follow from a name (UUID version 5, RFC 9562 section 5.5); made once, at random. */
const nameSpace = '8f0c2f4e-6a0d-4f0e-9d1c-5b7c1f5f3a10';

/** The id that always belongs to this name: the same on every installation, so that directories can be joined. */
export function idOf(name: string): string {
  const hash = createHash('sha1').update(Buffer.from(nameSpace.replaceAll('-', ''), 'hex')).update(name).digest();
  hash[6] = (hash[6]! & 0x0f) | 0x50;
  hash[8] = (hash[8]! & 0x3f) | 0x80;
  const hex = hash.toString('hex').slice(0, 32);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

export const vocabularyId = (vocabulary: Vocabulary) => idOf(`taxonomy:${vocabulary}`);
export const termId = (vocabulary: Vocabulary, code: string) => idOf(`term:${vocabulary}:${code}`);

interface Nomenclature {
  terms: readonly Term[];
  byId: ReadonlyMap<string, Term>;
  /** Common category → the national services it stands for, and the other way. */
  nationalOf: ReadonlyMap<string, readonly string[]>;
  categoriesOf: ReadonlyMap<string, readonly string[]>;
}

let loaded: Nomenclature | undefined;

/** Read once per process, on the first question. */
export function nomenclature(): Nomenclature {
  if (loaded) return loaded;
  const term = (vocabulary: Vocabulary, { code, label, group, abbr }: RawLabel): Term => ({ id: termId(vocabulary, code), vocabulary, code, labels: label, parentId: group ? termId(vocabulary, group) : null, abbreviation: abbr ?? null });
  const { categories } = data<{ categories: RawCategory[] }>('crosswalk.json');
  const { groups } = data<{ groups: RawLabel[] }>('user-groups.json');
  const national = (['RS', 'BG', 'MD'] as const).flatMap((country) => {
    const list = data<RawList>(`services-${country.toLowerCase()}.json`);
    return [...list.groups, ...list.services].map((one) => term(country, one));
  });
  const terms = [...categories.map((one) => term('category', one)), ...national, ...groups.map((one) => term('user-group', one))];
  const nationalOf = new Map(categories.map(({ code, rs, bg, md }) => [termId('category', code), [...rs.map((c) => termId('RS', c)), ...bg.map((c) => termId('BG', c)), ...md.map((c) => termId('MD', c))]]));
  const categoriesOf = new Map<string, string[]>();
  for (const [category, services] of nationalOf) for (const service of services) categoriesOf.set(service, [...(categoriesOf.get(service) ?? []), category]);
  loaded = { terms, byId: new Map(terms.map((one) => [one.id, one])), nationalOf, categoriesOf };
  return loaded;
}

/** Common categories, for menus, in their order. */
export const categories = (): readonly Term[] => nomenclature().terms.filter(({ vocabulary }) => vocabulary === 'category');
export const userGroups = (): readonly Term[] => nomenclature().terms.filter(({ vocabulary }) => vocabulary === 'user-group');

/** A term with everything it stands for: a category with its national services, a group with its services, and the services' categories never upwards. */
export function widened(termIds: readonly string[]): string[] {
  const { nationalOf, terms } = nomenclature();
  const all = new Set(termIds);
  for (const id of termIds) {
    for (const national of nationalOf.get(id) ?? []) all.add(national);
    for (const { id: child, parentId } of terms) if (parentId === id) all.add(child);
  }
  return [...all];
}
