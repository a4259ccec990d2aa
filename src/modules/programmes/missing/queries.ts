import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { is, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { reachesProgramme } from '#modules/results/access.ts';
import { publicationsWithSeals } from '#modules/results/publications/latest-queries.ts';

/** One thing that waits, with what its sentence needs (`missing.<kind>`) and whom it waits for. */
export interface Missing {
  kind: 'import' | 'import_failed' | 'event_without_list' | 'names_missing' | 'indicator_without_query' | 'targets_disagree' | 'claims_open' | 'errata_proposed';
  programme: { id: string; slug: string; titles: Localised };
  /** Titles of the event or indicator. */
  titles: Localised | null;
  file: string | null;
  day: string | null;
  n: number;
  /** Batch, event or nothing. */
  id: string | null;
  /** Who has to act: the account that began, else the programme's implementer. Ids of accounts are resolved by the page. */
  account: string | null;
  organisation: string | null;
}

/** What waits in the programmes this person works on, most urgent first. At most 200 things; a longer list is not read by anybody. */
export function whatIsMissing(scope: Scope): Promise<Missing[]> {
  const { networkId } = scope;
  if (!is(scope, 'coordinator', 'programme-officer', 'field-worker', 'auditor')) return Promise.resolve([]);
  return reading(scope, async (tx) => {
    const { rows } = await sql<Omit<Missing, 'programme'> & { programmeId: string; slug: string; programmeTitles: Localised }>`
      with implementer as (
        select po.programme_id, string_agg(o.name, ', ' order by po.position) as name from programme_organisation po
        join organisation o on o.network_id = po.network_id and o.organisation_id = po.organisation_id
        where po.network_id = ${networkId} and po.role = 'implementer' group by po.programme_id
      ), waiting as (
        select 1 as rank, case i.state when 'failed' then 'import_failed' else 'import' end as kind, i.programme_id, null::jsonb as titles, f.name as file, null::date as day,
          (select coalesce(sum(r.open_doubts), 0)::int from sheet_import_row r where r.network_id = i.network_id and r.import_id = i.import_id) as n, i.batch_id as id,
          substring(i.created_by from 'account:(.*)') as account
        from sheet_import i join file f on f.network_id = i.network_id and f.file_id = i.file_id
        where i.network_id = ${networkId} and i.state in ('deciding', 'failed')
        union all
        select 3, 'event_without_list', e.programme_id, e.titles, null, e.first_day, 0, e.event_id, null from event e
        where e.network_id = ${networkId} and e.last_day < current_date
          and not exists (select from fact x where x.network_id = e.network_id and x.event_id = e.event_id and x.known_until is null and x.measure in ('participation', 'mention', 'reported'))
          and not exists (select from fact x where x.network_id = e.network_id and x.series_id = e.series_id and x.known_until is null and x.measure in ('mention', 'reported'))
        union all
        select 4, 'names_missing', x.programme_id, e.titles, null, null, count(*)::int, e.event_id, null from fact x join event e on e.network_id = x.network_id and e.event_id = x.event_id
        where x.network_id = ${networkId} and x.known_until is null and x.measure = 'reported'
          and not exists (select from fact y where y.network_id = x.network_id and y.event_id = x.event_id and y.measure = 'participation' and y.known_until is null)
        group by x.programme_id, e.event_id, e.titles
        union all
        select 5, 'indicator_without_query', i.programme_id, i.titles, null, null, 0, i.indicator_id, null from indicator i where i.network_id = ${networkId} and i.query is null
        union all
        select 6, 'claims_open', c.programme_id, null, null, null, count(*)::int, null, null from claim c where c.network_id = ${networkId} and c.readings = '[]' and c.is_public group by c.programme_id
      )
      select kind, w.programme_id as "programmeId", p.slug, p.titles as "programmeTitles", w.titles, file, day::text as day, n, id, account, i.name as organisation
      from waiting w join programme p on p.network_id = ${networkId} and p.programme_id = w.programme_id left join implementer i on i.programme_id = w.programme_id
      order by rank, p.slug, day nulls last, file, id limit 200`.execute(tx);
    const missing = rows.filter((row) => reachesProgramme(scope, row.programmeId)).map(({ programmeId, slug, programmeTitles, ...row }): Missing => ({ ...row, programme: { id: programmeId, slug, titles: programmeTitles } }));

    const { rows: published } = await sql<{ id: string; slug: string; titles: Localised; organisation: string | null }>`
      select distinct p.programme_id as id, p.slug, p.titles, null as organisation from publication u join programme p on p.network_id = u.network_id and p.programme_id = u.programme_id where u.network_id = ${networkId}`.execute(tx);
    for (const { id, slug, titles } of published.filter((one) => reachesProgramme(scope, one.id))) {
      const proposed = (await publicationsWithSeals(tx, scope, id)).filter(({ publication, seal }) => publication.supersededBy === null && seal.isErratumProposed).length;
      if (proposed) missing.unshift({ kind: 'errata_proposed', programme: { id, slug, titles }, titles: null, file: null, day: null, n: proposed, id: null, account: null, organisation: null });
    }
    return missing;
  });
}
