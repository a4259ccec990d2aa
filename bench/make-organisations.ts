/**
 * Writes `bench/data/organisations`: organisations of three countries, each in three to eight writings, and the pairs that look alike and are not
 * the same. Seeded: the same ingredients give the same files. `node bench/make-organisations.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '#platform/matching/fold.ts';
import { toLatin } from '#platform/matching/transliterate.ts';
import { ingredients, type Country, type Ingredients } from './organisations-ingredients.ts';

/** Mulberry32 (Tommy Ettinger 2017, public domain). */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
const [seed = '20261122', folder = join(import.meta.dirname, 'data', 'organisations')] = process.argv.slice(2);
const random = seeded(Number(seed));
const chance = (p: number): boolean => random() < p;
const one = <T>(of: readonly T[]): T => of[Math.floor(random() * of.length)]!;

interface Organisation {
  cluster: string;
  country: Country;
  sort: string;
  name: string;
  town: string;
  /** Nobody else in the data bears the name, so that a writing may leave the town out. */
  unique: boolean;
}

interface Writing {
  cluster: string;
  country: Country;
  sort: string;
  name: string;
  /** The municipality in the town column of the sheet; empty where the sheet has none. */
  town: string;
  how: string;
}

const organisations: Organisation[] = [];
const writings: Writing[] = [];
const add = (country: Country, sort: string, name: string, town: string, unique = false): Organisation => {
  const organisation = { cluster: `${country}${String(organisations.length + 1).padStart(4, '0')}`, country, sort, name, town, unique };
  organisations.push(organisation);
  return organisation;
};

/** Neighbours on the keyboard, the letter left out, doubled, or swapped: what hurried typing does. Never the first letter. */
function slip(text: string): string {
  const places = [...text.matchAll(/(?<=\p{L})\p{L}(?=\p{L})/gu)].map((match) => match.index);
  if (places.length < 4) return text;
  const at = one(places);
  const what = Math.floor(random() * 3);
  if (what === 0) return text.slice(0, at) + text.slice(at + 1);
  if (what === 1) return text.slice(0, at) + text[at]! + text.slice(at);
  return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2);
}

/** The genitive of Serbian towns that needs no dictionary: a town in a consonant, an adjective before it. */
function fromTown(town: string): string | null {
  if (!/[бвгдђжзјклљмнњпрстћфхцчџш]$/.test(town) || /[ео][цк]$|ац$|ак$/.test(town)) return null;
  return `${town.replace(/^Нови /, 'Новог ').replace(/^Горњи /, 'Горњег ')}а`;
}

/** Script, capitals, marks: how somebody's keyboard changes a whole text. Latin only for Cyrillic texts. */
function typed(text: string, country: Country): [string, string[]] {
  const how: string[] = [];
  let out = text;
  if (country !== 'MD' && chance(country === 'RS' ? 0.5 : 0.15)) {
    out = toLatin(out, country === 'RS' ? 'sr' : 'bg');
    how.push('latin');
    if (country === 'RS' && chance(0.35)) {
      out = out.replace(/đ/g, 'dj').replace(/Đ/g, 'Dj').normalize('NFD').replace(/\p{M}/gu, '');
      how.push('no-marks');
    }
  }
  if (country === 'MD' && chance(0.35)) {
    out = chance(0.5) ? out.replace(/ș/g, 'ş').replace(/ț/g, 'ţ').replace(/Ș/g, 'Ş').replace(/Ț/g, 'Ţ') : out.normalize('NFD').replace(/\p{M}/gu, '');
    how.push('marks');
  }
  if (chance(0.08)) {
    out = out.toUpperCase();
    how.push('capitals');
  }
  if (chance(0.06)) {
    out = out.replace(' ', '  ');
    how.push('spaces');
  }
  return [out, how];
}

/** Whether a text says a town (in any case or script). */
const says = (text: string, town: string): boolean => fold(text).includes(fold(town).slice(0, -1));

function write(organisation: Organisation, text: string, townSaid: boolean, how: string[]): void {
  const { cluster, country, sort, town, unique } = organisation;
  let [name, more] = typed(text, country);
  if (chance(0.09)) {
    name = slip(name);
    more = [...more, 'slip'];
  }
  // Most sheets have a column for the town; without one, and without the town in the name, only a unique name tells who is meant.
  const column = chance(0.6) || (!townSaid && !unique);
  const place = column && !/^Србиј/.test(town) ? town : '';
  if (writings.some((writing) => writing.cluster === cluster && writing.name === name && writing.town === place)) return;
  writings.push({ cluster, country, sort, name, town: place, how: [...how, ...more].join(' ') });
}

const capital = (text: string): string => text[0]!.toUpperCase() + text.slice(1);

function writeAssociation(organisation: Organisation, of: Ingredients, forms: readonly string[], english?: string, short?: string): void {
  const wanted = 3 + Math.floor(random() * 6);
  for (let i = 0; i < wanted; i++) {
    const [open, close] = one(of.quotes);
    const form = organisation.sort === 'network' ? '' : one(forms);
    let text = `${form} ${open}${organisation.name}${close}`.trim();
    const how = [form ? `form:${form}` : 'no-form'];
    if (organisation.sort === 'network') text = organisation.name;
    if (english && chance(0.12)) {
      text += ` (${english})`;
      how.push('english');
    }
    if (short && chance(0.3)) {
      text = chance(0.5) ? short : `${organisation.name} (${short})`;
      how.push('short');
    }
    const said = organisation.sort !== 'network' && chance(0.45);
    if (said) {
      const genitive = fromTown(organisation.town);
      const way = one(of.townWays.filter((way) => genitive || !way.includes('{case}')));
      text = way.replace('{}', text).replace('{town}', organisation.town).replace('{case}', genitive ?? '');
      how.push('town');
    }
    write(organisation, capital(text), said, how);
  }
}

for (const of of ingredients) {
  for (const { name, towns, sort, english, short } of of.associations) {
    const unique = towns.length === 1;
    for (const town of towns) writeAssociation(add(of.country, sort ?? 'association', name, town, unique), of, sort === 'foundation' ? of.foundationForms : of.associationForms, english, short);
  }
  // A firm that bears an association's name in the association's town.
  for (const { name, towns } of of.associations.filter((_, i) => i % 8 === 3)) {
    const firm = add(of.country, 'company', name, towns[0]!);
    for (const way of of.companyForms) for (const said of [true, false]) write(firm, way.replace('{name}', name) + (said ? `, ${firm.town}` : ''), said, ['company']);
  }
  for (const { sort, ways, of: ones } of of.institutions) {
    for (const [name, town] of ones) {
      const institution = add(of.country, sort, name, town);
      const wanted = Math.min(ways.length, 3 + Math.floor(random() * 5));
      const chosen = [...ways].sort(() => random() - 0.5).slice(0, wanted);
      for (const way of chosen) {
        const text = way.replace('{name}', name).replace('{town}', town);
        write(institution, text, says(text, town), [way.replace(/[„“”"]/g, '')]);
      }
    }
  }
}

/** Pairs of organisations that a careless comparison takes for one. */
const alikePairs: [Organisation, Organisation, string][] = [];
for (const [i, a] of organisations.entries()) {
  for (const b of organisations.slice(i + 1)) {
    if (a.country !== b.country) continue;
    const sameName = a.name !== '' && fold(a.name) === fold(b.name);
    const [short, long] = a.name.length <= b.name.length ? [fold(a.name), fold(b.name)] : [fold(b.name), fold(a.name)];
    if (sameName && a.sort === b.sort && a.town !== b.town) alikePairs.push([a, b, 'same name, other town']);
    else if (sameName && a.town === b.town) alikePairs.push([a, b, 'same name and town, other kind']);
    else if (!sameName && a.sort === b.sort && a.town === b.town && short.length >= 3 && long.startsWith(short.slice(0, Math.max(4, short.length - 1)))) alikePairs.push([a, b, 'name begins with the other']);
    else if (a.name === '' && b.name === '' && a.sort === b.sort && fold(a.town).slice(0, 1) === fold(b.town).slice(0, 1) && Math.abs(a.town.length - b.town.length) <= 1) alikePairs.push([a, b, 'same office, town alike']);
    else if (a.name === '' && b.name === '' && a.sort !== b.sort && a.town === b.town) alikePairs.push([a, b, 'other office, same town']);
  }
}

const cell = (text: string): string => (/[",\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: string[][]): string => rows.map((row) => `${row.map(cell).join(',')}\n`).join('');
const shuffled = writings.map((writing) => ({ writing, at: random() })).sort((a, b) => a.at - b.at).map(({ writing }) => writing);
writeFileSync(join(folder, 'organisations.csv'), csv([['row', 'cluster', 'country', 'sort', 'name', 'town', 'how'], ...shuffled.map((w, i) => [String(i + 1), w.cluster, w.country, w.sort, w.name, w.town, w.how])]));
writeFileSync(join(folder, 'look-alikes.csv'), csv([['a', 'b', 'why', 'name_a', 'town_a', 'name_b', 'town_b'], ...alikePairs.map(([a, b, why]) => [a.cluster, b.cluster, why, a.name || a.sort, a.town, b.name || b.sort, b.town])]));
const sizes = Map.groupBy(writings, (writing) => writing.cluster);
console.log(`${organisations.length} organisations in ${writings.length} writings (${Math.min(...[...sizes.values()].map((w) => w.length))} to ${Math.max(...[...sizes.values()].map((w) => w.length))} each), ${alikePairs.length} look-alike pairs`);
console.log(Object.fromEntries([...Map.groupBy(alikePairs, ([, , why]) => why)].map(([why, pairs]) => [why, pairs.length])));
