/** Made-up evidence and facts for the benchmarks, written by PostgreSQL itself: a million facts in some twenty seconds. */
import type { Pool } from 'pg';
import { newId } from '#platform/ids.ts';

export interface Made {
  networkId: string;
  programmeIds: string[];
  facts: number;
}

const kinds = ['training', 'training-of-trainers', 'exchange-event', 'exchange-visit', 'regional-presentation', 'conference', 'press-conference', 'consultative-meeting', 'peer-review', 'institution-meeting', 'meeting', 'other'];
export const eventKinds = kinds;
export const organisationTypes = ['cso', 'authority', 'public-institution', 'media', 'other'];

/**
 * A network of `programmes` programmes with about `facts` facts together: events of two days with 25 people each over five years, one participation
 * and two attendances per person and event, a tenth of it corrected since (so that facts that no longer count lie between the others).
 */
export async function makeNetwork(pool: Pool, slug: string, { programmes, facts }: { programmes: number; facts: number }): Promise<Made> {
  const networkId = newId();
  const programmeIds = Array.from({ length: programmes }, newId);
  // One event gives one event fact, two days, and 25 × (1 participation + 2 attendances).
  const events = Math.max(1, Math.round(facts / (3 + 25 * 3) / programmes));
  const people = Math.max(50, Math.round(facts / 12));
  const organisations = Math.max(20, Math.round(facts / 500));
  const client = await pool.connect();
  try {
    await client.query(`insert into network (network_id, slug, names) values ($1, $2, '{}')`, [networkId, slug]);
    await client.query(`insert into programme (network_id, programme_id, slug, titles) select $1, id, $2 || n, '{}' from unnest($3::uuid[]) with ordinality as p(id, n)`, [networkId, slug, programmeIds]);
    // Ids that a row can be computed from make the rows of all tables fit without looking anything up.
    await client.query(`create or replace function bench_id(what text, n bigint) returns uuid language sql immutable as $$ select overlay(overlay(md5('${slug}' || what || n) placing '8' from 13) placing '8' from 17)::uuid $$`);
    await client.query(`create temp table municipality as select id, row_number() over (order by id) as n from place where level = 3`);
    const many = [networkId, programmeIds, kinds, events] as const;
    await client.query(
      `create temp table happening as
       select p.n * 1000000 + e as n, p.id as programme_id, bench_id('event', p.n * 1000000 + e) as event_id, ($3::text[])[1 + e % 12] as kind,
         date '2020-01-06' + ((e * 7919) % 1780)::int as day, null::uuid as series_id
       from unnest($2::uuid[]) with ordinality as p(id, n), generate_series(1, $4::int) e where $1::uuid is not null`,
      [...many],
    );
    await client.query(`insert into event (network_id, event_id, programme_id, kind, titles, first_day, last_day) select $1, event_id, programme_id, kind, '{}', day, day + 1 from happening`, [networkId]);
    await client.query(`insert into evidence (network_id, evidence_id, kind, programme_id, happened_on, payload, recorded_by, recorded_at)
      select $1, bench_id('held', n), 'event-held', programme_id, day, jsonb_build_object('eventId', event_id, 'days', jsonb_build_array(day, day + 1)), 'system:bench', day + interval '3 days' from happening`, [networkId]);
    await client.query(
      `create temp table seat as
       select h.n * 100 + s as n, h.programme_id, h.event_id, h.kind, h.day, bench_id('person', 1 + hashint8(h.n * 100 + s)::bigint % $1 + case when hashint8(h.n * 100 + s) < 0 then $1 else 0 end) as person_id,
         abs(hashint8(h.n * 37 + s * 11)::bigint) as r
       from happening h, generate_series(1, 25) s`,
      [people],
    );
    await client.query(`insert into person (network_id, person_id, given, fold) select distinct $1::uuid, person_id, 'Ana', 'ana' from seat`, [networkId]);
    await client.query(`insert into organisation (network_id, organisation_id, type, name, fold) select $1, bench_id('organisation', n), ($3::text[])[1 + n % 5], 'Udruženje ' || n, 'udruzenje' || n from generate_series(0, $2::int - 1) n`, [networkId, organisations, organisationTypes]);
    const payload = `jsonb_build_object('eventId', event_id, 'personId', person_id, 'organisationId', bench_id('organisation', r % ${organisations}), 'placeId', m.id, 'relation', 'represents',
      'days', jsonb_build_array(day, day + 1), 'breakdown', jsonb_build_object('sex', case when r % 10 < 7 then 'F' else 'M' end))`;
    await client.query(`insert into evidence (network_id, evidence_id, kind, programme_id, happened_on, place_id, payload, recorded_by, recorded_at)
      select $1, bench_id('seat', s.n), 'participation', programme_id, day, m.id, ${payload}, 'system:bench', day + interval '3 days'
      from seat s join municipality m on m.n = 1 + (r % ${organisations}) % (select count(*) from municipality)`, [networkId]);
    await client.query(`insert into fact (network_id, evidence_id, ordinal, programme_id, measure, happened_on, event_id, event_kind, list_id, known_from)
      select $1, bench_id('held', n), o, programme_id, case when o = 0 then 'event' else 'event-day' end, day + greatest(o - 1, 0), event_id, kind, event_id, day + interval '3 days' from happening, generate_series(0, 2) o`, [networkId]);
    await client.query(
      `insert into fact (network_id, evidence_id, ordinal, programme_id, measure, happened_on, person_id, organisation_id, organisation_type, place_id, relation, event_id, event_kind, list_id, breakdown, known_from)
       select $1, bench_id('seat', s.n), o, programme_id, case when o = 0 then 'participation' else 'attendance' end, day + greatest(o - 1, 0), person_id, bench_id('organisation', r % ${organisations}),
         ($2::text[])[1 + (r % ${organisations}) % 5], m.id, 'represents', event_id, kind, event_id, jsonb_build_object('sex', case when r % 10 < 7 then 'F' else 'M' end), day + interval '3 days'
       from seat s join municipality m on m.n = 1 + (r % ${organisations}) % (select count(*) from municipality), generate_series(0, 2) o
       order by day, s.n, o`,
      [networkId, organisationTypes],
    );
    await client.query('drop table municipality, happening, seat');
    await client.query('vacuum analyze fact');
    await client.query('vacuum analyze evidence');
    const { rows } = await client.query('select count(*) as n from fact where network_id = $1', [networkId]);
    return { networkId, programmeIds, facts: Number(rows[0].n) };
  } finally {
    client.release();
  }
}
