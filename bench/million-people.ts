/** A network that grows to a million made-up people, with the keys and search forms the product's own functions make: for the benchmarks of the door and of search. */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, useDatabase } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { memberScope, type Scope } from '#platform/session/scope.ts';
import { insertOrganisations } from '#modules/organisations/commands.ts';
import { newOrganisation } from '#modules/organisations/shape.ts';
import { matchKeys } from '#modules/people/keys.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { plugIn } from '#registry';
import { makePeople, seeded } from './people-data.ts';

export interface MadePerson {
  given: string;
  surname: string;
  birth: string | null;
  phone: string | null;
  email: string | null;
  organisation: string;
}

export interface Growing {
  scope: Scope;
  /** People that are in the network so far, in the order they came. */
  inside: MadePerson[];
  /** People who come to the door and are not inside, a tenth of them as somebody's double. */
  atTheDoor: MadePerson[];
  growTo(size: number): Promise<void>;
  end(): Promise<void>;
}

const inOne = 10_000;

/** @param most how large it may grow @param visitors how many come to the door */
export async function growingNetwork(most: number, visitors: number): Promise<Growing> {
  const folder = mkdtempSync(join(tmpdir(), 'kolo-bench-'));
  chmodSync(folder, 0o755);
  const server = await startEmbedded(folder);
  const connection = connect(server.connection);
  useDatabase(connection);
  await migrate(connection.pool);
  await loadPlaces(connection.db);
  plugIn();
  const networkId = newId();
  await connection.pool.query(`insert into network (network_id, slug, names) values ($1, 'bench', '{"en":"Bench"}')`, [networkId]);
  const scope = memberScope({ networkId, actor: { kind: 'account', id: newId(), name: 'Bench' }, roles: ['coordinator'], organisationId: null, programmeIds: null });
  // One organisation for some fifty people.
  const random = seeded(7);
  const count = Math.max(50, Math.round(most / 50));
  const organisations: string[] = [];
  for (let from = 0; from < count; from += 2_000) {
    const part = Array.from({ length: Math.min(2_000, count - from) }, (_, i) => newOrganisation.parse({ type: 'cso', name: `Udruženje ${['Sunce', 'Duga', 'Most', 'Krug', 'Zvezda', 'Iskra'][i % 6]} ${from + i}` }));
    organisations.push(...(await within(scope, (tx) => insertOrganisations({ tx, scope, now: new Date() }, part))));
  }
  const { rows } = makePeople({ rows: most + visitors, doubles: 0.1, mostDoubles: 2, errors: 1.5, families: 0.2, seed: 20221122, countries: ['sr', 'bg', 'ro'] });
  const people = rows.map(([given, surname, birth, , , , phone, email]): MadePerson => ({
    given: given!,
    surname: surname!,
    // Spoiled dates that no calendar has are left out, as the form would refuse them.
    birth: birth && !Number.isNaN(Date.parse(birth)) && new Date(birth).toISOString().startsWith(birth) ? birth : null,
    phone: phone || null,
    email: email || null,
    organisation: organisations[Math.floor(random() * organisations.length)]!,
  }));
  const all = people.filter(({ given, surname }) => given && surname);
  const atTheDoor = all.splice(0, visitors);
  const inside: MadePerson[] = [];

  async function growTo(size: number) {
    const wanted = Math.min(size, all.length) - inside.length;
    // Sorting half a million keys once is many times faster than putting each in its place.
    const anew = wanted > 200_000;
    if (anew) await connection.pool.query('alter table match_key drop constraint match_key_pkey; drop index match_key_of; drop index person_by_name; drop index person_by_word');
    for (let from = inside.length; from < Math.min(size, all.length); from += inOne) {
      const part = all.slice(from, Math.min(from + inOne, size)).map((person) => ({ id: newId(), ...person }));
      const column = <Key extends keyof (typeof part)[number]>(key: Key) => part.map((one) => one[key]);
      const keys = part.flatMap(({ organisation, ...known }) => matchKeys({ ...known, organisations: [organisation] }).map((key) => [known.id, key] as const));
      await connection.pool.query(
        `insert into person (network_id, person_id, given, surname, fold, birth_date, email, phone) select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::date[], $7::text[], $8::text[])`,
        [networkId, column('id'), column('given'), column('surname'), part.map(({ given, surname }) => searchForm([given, surname])), column('birth'), column('email'), column('phone')],
      );
      await connection.pool.query(`insert into affiliation (network_id, affiliation_id, person_id, organisation_id) select $1, gen_random_uuid(), * from unnest($2::uuid[], $3::uuid[])`, [networkId, column('id'), column('organisation')]);
      await connection.pool.query(`insert into match_key (network_id, kind, key, subject_id) select $1, 'person', key, id from unnest($2::uuid[], $3::text[]) as pair (id, key)`, [networkId, keys.map(([id]) => id), keys.map(([, key]) => key)]);
      inside.push(...part);
    }
    if (anew) {
      await connection.pool.query('set maintenance_work_mem = \'512MB\'; alter table match_key add primary key (network_id, kind, key, subject_id); create index match_key_of on match_key (network_id, kind, subject_id)');
      await connection.pool.query('create index person_by_name on person (network_id, sort_name collate "und-x-icu", person_id); create index person_by_word on person using gin (words_of(fold)) with (fastupdate = off)');
    }
    await connection.pool.query('vacuum analyze');
  }

  return {
    scope,
    inside,
    atTheDoor,
    growTo,
    async end() {
      await connection.close();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The value below which this share of the times lies. */
export const percentile = (times: readonly number[], share: number): number => [...times].sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
