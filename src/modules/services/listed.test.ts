/** The finder's search against a slow one that looks at every service, on directories made at random; and its lists against what they are derived from, after every kind of write. */
import { beforeAll, expect, test } from 'vitest';
import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within, type Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm, searchQuery } from '#platform/matching/search-form.ts';
import { publicScope, systemScope } from '#platform/session/scope.ts';
import { kilometres, municipalityOf, unitById } from '#modules/places/gazetteer.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { around, bestServices, type Need } from './finding-queries.ts';
import { nomenclature, termId, widened } from './nomenclature/nomenclature.ts';
import type { ServiceFilter } from './queries.ts';

withDatabase();

/** Numerical Recipes' linear congruential generator: the same directories on every run. */
let seed = 7;
const random = () => (seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) / 2 ** 32;
const below = (n: number) => Math.floor(random() * n);
const pick = <T>(items: readonly T[]): T => items[below(items.length)]!;
const some = <T>(items: readonly T[], most: number): T[] => [...new Set(Array.from({ length: below(most + 1) }, () => pick(items)))];

const terms = [termId('category', 'day-care'), ...(nomenclature().nationalOf.get(termId('category', 'day-care')) ?? []).slice(0, 3), termId('category', 'helpline'), termId('user-group', 'children'), termId('user-group', 'roma')];
const units = ['RS-L-71269', 'RS-L-70734', 'RS-08', 'RS-G-70181', 'RS'].filter((id) => unitById(id));
const words = ['Сунце', 'Ласта', 'Дом', 'Сунцокрет', 'Izvor'];
const networkId = newId();
const system = systemScope(networkId, 'test');
const organisationId = newId();

interface Row { id: string; name: string; status: string; published: boolean; minimum: number | null; maximum: number | null; terms: string[]; units: string[]; places: { latitude: number | null; longitude: number | null; unit: string | null }[] }
const rows: Row[] = [];

const statuses = ['active', 'active', 'active', 'inactive', 'defunct', 'temporarily closed'] as const;

async function add() {
  const row: Row = {
    id: newId(), name: some(words, 3).join(' ') || 'Без имена', status: pick(statuses), published: random() < 0.8, minimum: random() < 0.5 ? below(20) : null, maximum: random() < 0.5 ? 10 + below(60) : null, terms: some(terms, 3), units: random() < 0.3 ? [] : some(units, 2),
    places: Array.from({ length: below(3) }, () => (random() < 0.6 ? { latitude: 44 + random() * 1.5, longitude: 19 + random() * 1.5, unit: null } : { latitude: null, longitude: null, unit: pick(units.filter((id) => municipalityOf(id)?.id === id)) })),
  };
  rows.push(row);
  await within(system, async (tx) => {
    await sql`insert into service (network_id, service_id, organisation_id, name, status, last_modified, published, minimum_age, maximum_age, fold)
      values (${networkId}, ${row.id}, ${organisationId}, ${row.name}, ${row.status}, now(), ${row.published}, ${row.minimum}, ${row.maximum}, ${searchForm([row.name])})`.execute(tx);
    await sql`insert into service_term (network_id, service_id, term_id) select ${networkId}::uuid, ${row.id}::uuid, unnest(${row.terms}::uuid[])`.execute(tx);
    await sql`insert into service_unit (network_id, service_id, place_id) select ${networkId}::uuid, ${row.id}::uuid, unnest(${row.units}::text[])`.execute(tx);
    for (const { latitude, longitude, unit } of row.places) {
      const locationId = newId();
      await sql`insert into location (network_id, location_id, location_type, latitude, longitude, place_id) values (${networkId}, ${locationId}, 'physical', ${latitude}, ${longitude}, ${unit})`.execute(tx);
      await sql`insert into service_at_location (network_id, service_at_location_id, service_id, location_id) values (${networkId}, ${newId()}, ${row.id}, ${locationId})`.execute(tx);
      if (unit) await sql`insert into service_unit (network_id, service_id, place_id) values (${networkId}, ${row.id}, ${unit}) on conflict do nothing`.execute(tx);
      if (unit && !row.units.includes(unit)) row.units.push(unit);
    }
  });
}

beforeAll(async () => {
  await loadPlaces(database());
  await database().insertInto('network').values({ network_id: networkId, slug: 'listed', names: JSON.stringify({ en: 'n' }) }).execute();
  await database().insertInto('organisation').values({ network_id: networkId, organisation_id: organisationId, type: 'cso', name: 'Сунце', names: '{}', fold: searchForm(['Сунце']) }).execute();
  for (let n = 0; n < 60; n += 1) await add();
});

/** Every service, one after the other: which fit, how well, and how far away. */
function slowly(sees: boolean, { term, group, age, within: far, running }: ServiceFilter, need: Need, q: string | null): Map<string, { score: number; kilometres: number | null }> {
  const weights = new Map<string, number>();
  for (const { id, weight } of need.terms) for (const each of widened([id])) weights.set(each, Math.max(weights.get(each) ?? 0, each === id ? weight : weight * 0.95));
  const middle = far && need.unit ? unitById(need.unit)! : null;
  const found = new Map<string, { score: number; kilometres: number | null }>();
  for (const row of rows) {
    if (!sees && (!row.published || row.status === 'defunct')) continue;
    if (running && row.status !== 'active') continue;
    if (age != null && ((row.minimum ?? 0) > age || (row.maximum ?? 200) < age)) continue;
    if ([term, group].some((chosen) => chosen && !widened([chosen]).some((id) => row.terms.includes(id)))) continue;
    const called = q !== null && searchForm([q]).trim().split(' ').every((word) => searchForm([row.name]).trim().split(' ').some((own) => own.startsWith(word)));
    const matches = q === null ? [0.5] : [...row.terms.flatMap((id) => weights.get(id) ?? []), ...(called ? [0.9] : [])];
    if (!matches.length) continue;
    let near = 0;
    let distance: number | null = null;
    if (middle) {
      const distances = row.places.map(({ latitude, longitude, unit }) => kilometres({ lat: middle.lat!, lon: middle.lon! }, latitude !== null ? { lat: latitude, lon: longitude! } : unitById(unit!)!)!);
      distance = distances.length ? Math.min(...distances) : null;
      if (distance === null || distance > far!) continue;
    } else if (need.unit) {
      if (row.units.length ? !row.units.some((unit) => around(need.unit!).includes(unit)) : running) continue;
      near = row.units.includes(need.unit) ? 2 : row.units.length ? 1 : -2;
    }
    found.set(row.id, { score: Math.max(...matches) + near * 0.05 + (row.status === 'active' ? 0.02 : 0), kilometres: distance });
  }
  return found;
}

test('what is found, and in which order, is what a look at every service finds', async () => {
  for (let n = 0; n < 60; n += 1) {
    const q = random() < 0.7 ? pick([...words, 'Сун', 'Дом Ласта', 'дневни боравак']) : null;
    const need: Need = { terms: q === null ? [] : some(terms, 3).map((id) => ({ id, weight: 0.5 + below(5) / 10 })), words: q ?? '', unit: random() < 0.6 ? pick(units) : null };
    const filter: ServiceFilter = { term: random() < 0.3 ? pick(terms) : null, group: random() < 0.2 ? pick(terms) : null, age: random() < 0.3 ? below(70) : null, within: random() < 0.4 ? pick([10, 25, 50, 100]) : null, running: random() < 0.3 };
    for (const scope of [publicScope(networkId), system]) {
      const found = await bestServices(scope, filter, need, searchQuery(q), 400);
      const expected = slowly(scope === system, filter, need, q);
      const told = { filter, need, member: scope === system };
      expect({ ...told, total: found.total, isMore: found.isMore, ids: found.rows.map(({ id }) => id).sort() }).toEqual({ ...told, total: expected.size, isMore: false, ids: [...expected.keys()].sort() });
      for (const [at, { id, score, kilometres: far }] of found.rows.entries()) {
        expect([score, far ?? 0]).toEqual([expect.closeTo(expected.get(id)!.score, 9), expect.closeTo(expected.get(id)!.kilometres ?? 0, 6)]);
        const before = found.rows[at - 1];
        if (before) expect((before.kilometres ?? 0) < (far ?? 0) || ((before.kilometres ?? 0) === (far ?? 0) && (before.score > score || (before.score === score && `${before.sort} ${before.id}` < `${found.rows[at]!.sort} ${id}`)))).toBe(true);
      }
      // A page of few is the beginning of the whole, also where the many are not looked at one by one; then fewer are counted than there are.
      const part = await bestServices(scope, filter, need, searchQuery(q), 5, { counted: 8, called: 60, few: 4 });
      expect({ ...told, ids: part.rows.map(({ id }) => id) }).toEqual({ ...told, ids: found.rows.slice(0, 5).map(({ id }) => id) });
      expect({ ...told, ...part, rows: [], isRight: part.isMore ? part.total < found.total : part.total === found.total }).toEqual({ ...told, ...part, rows: [], isRight: true });
    }
  }
});

/** What the lists should hold, from the tables they are derived from. */
const stale = async () => {
  const { rows: wrong } = await sql<{ what: string }>`
    with card as (
      select s.network_id, s.service_id, s.published and s.status <> 'defunct' as shown, s.status <> 'active' as idle, left(s.name, 20) collate "C" as sort, coalesce(s.minimum_age, 0) as minimum_age, coalesce(s.maximum_age, 200) as maximum_age,
        array(select term_id from service_term t where (t.network_id, t.service_id) = (s.network_id, s.service_id) order by 1) as terms,
        array(select place_id collate "C" from service_unit u where (u.network_id, u.service_id) = (s.network_id, s.service_id) union
          select '@' || floor(l.latitude * 4) || ',' || floor(l.longitude * 4) from service_at_location a join location l using (network_id, location_id) where (a.network_id, a.service_id) = (s.network_id, s.service_id) and l.latitude is not null and l.longitude is not null
          union select '' where not exists (select from service_unit u where (u.network_id, u.service_id) = (s.network_id, s.service_id)) order by 1) as places, words_of(s.fold) as words
      from service s),
    line as (select network_id, term_id, place_id, shown, idle, sort, service_id, minimum_age, maximum_age from card, unnest('00000000-0000-0000-0000-000000000000'::uuid || terms) as t (term_id), unnest(array['*'] || places) as p (place_id))
    select 'card' as what from ((select * from card except select * from service_card) union all (select * from service_card except select * from card)) as c
    union all select 'line' from ((select * from line except select * from service_listed) union all (select * from service_listed except select * from line)) as l`.execute(database());
  return wrong;
};

test('the lists follow whatever is written', async () => {
  expect(await stale()).toEqual([]);
  for (let n = 0; n < 120; n += 1) {
    const [one, other] = [pick(rows).id, pick(rows).id];
    const done = pick([
      (tx) => sql`update service set status = ${pick(statuses)}, published = ${random() < 0.5}, minimum_age = ${below(9)}, maximum_age = ${random() < 0.5 ? null : 50} where service_id in (${one}, ${other})`.execute(tx),
      (tx) => sql`update service set name = ${pick(words)}, fold = ${searchForm([pick(words)])} where service_id = ${one}`.execute(tx),
      (tx) => sql`update service set capacity = ${below(9)} where service_id = ${one}`.execute(tx),
      (tx) => sql`delete from service_term where service_id = ${one} and term_id = ${pick(terms)}`.execute(tx),
      (tx) => sql`insert into service_term (network_id, service_id, term_id) select network_id, service_id, ${pick(terms)} from service where service_id = ${one} on conflict do nothing`.execute(tx),
      (tx) => sql`delete from service_unit where service_id in (${one}, ${other})`.execute(tx),
      (tx) => sql`insert into service_unit (network_id, service_id, place_id) select network_id, service_id, ${pick(units)} from service where service_id = ${one} on conflict do nothing`.execute(tx),
      (tx) => sql`update location set latitude = ${44 + random()}, longitude = ${random() < 0.2 ? null : 20} where location_id in (select location_id from service_at_location where service_id = ${one})`.execute(tx),
      (tx) => sql`update service_at_location set service_id = ${other} where service_id = ${one} and exists (select from service s where s.service_id = ${other})`.execute(tx),
      (tx) => sql`delete from service_at_location where service_id = ${one}`.execute(tx),
      (tx) => sql`delete from service where service_id = ${one} and random() < 0.5`.execute(tx),
    ] as ((tx: Tx) => Promise<unknown>)[]);
    await within(system, done);
    if (n % 10 === 9) expect([n, await stale()]).toEqual([n, []]);
  }
});
