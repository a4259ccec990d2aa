import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { is, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { reachesProgramme } from '#modules/results/access.ts';
import { claimsOfProgramme } from '#modules/results/claims/queries.ts';
import { spellingsOf } from '#modules/results/figure/queries.ts';
import { publicationsWithSeals } from '#modules/results/publications/latest-queries.ts';
import { organisationKey } from '#modules/events/participants/unrecognised-queries.ts';
import { conflicts } from '../conflicts.ts';
import { frameworkOf } from '../framework/queries.ts';
import type { Target } from '../framework/shape.ts';

/** Most urgent first. */
export const missingKinds = [
  'errata_proposed', 'import_failed', 'import', 'place_unsettled', 'organisation_unrecognised', 'event_without_list', 'names_missing', 'targets_disagree', 'indicator_without_query', 'claims_open', 'claims_contradicted', 'claims_unproven',
] as const;
export type MissingKind = (typeof missingKinds)[number];

/** One thing that waits, with what its sentence needs (`missing.<kind>`) and whom it waits for. */
export interface Missing {
  kind: MissingKind;
  programme: { id: string; slug: string; titles: Localised };
  /** Titles of the event, series or indicator. */
  titles: Localised | null;
  file: string | null;
  day: string | null;
  n: number;
  /** Targets that disagree, in the order of their indicators. */
  targets: Pick<Target, 'comparator' | 'value'>[];
  /** Place names that are not settled, as the lists spell them. */
  names: string[];
  /** Batch, event or indicator, or nothing. */
  id: string | null;
  /** The account that began an import; resolved by the page. */
  account: string | null;
  /** Who has the lists: the implementers, else who answers for the programme, else its first partner. Empty where the network itself has to decide. */
  organisations: { name: string; names: Localised }[];
}

/** Whoever works in the network is told what waits; a funder and a representative read what there is. */
export const seesMissing = (scope: Scope): boolean => is(scope, 'coordinator', 'programme-officer', 'field-worker', 'auditor');

/** What waits in the programmes this person works on, most urgent first. At most 200 things; a longer list is not read by anybody. */
export function whatIsMissing(scope: Scope): Promise<Missing[]> {
  if (!seesMissing(scope)) return Promise.resolve([]);
  return reading(scope, async (tx) => {
    const programmes = await programmesOf(tx, scope);
    const missing = await waiting(tx, scope, programmes);
    for (const programme of programmes.values()) {
      missing.push(...(await disagreeing(tx, scope, programme)), ...(await errata(tx, scope, programme)), ...(await claims(tx, scope, programme)));
    }
    return missing.toSorted((a, b) => missingKinds.indexOf(a.kind) - missingKinds.indexOf(b.kind)).slice(0, 200);
  });
}

type Programme = Missing['programme'] & Pick<Missing, 'organisations'> & { isPublishedFigure: boolean; hasClaims: boolean };
const nothing = { titles: null, file: null, day: null, n: 0, targets: [], names: [], id: null, account: null, organisations: [] };
const only = ({ id, slug, titles }: Programme) => ({ id, slug, titles });

async function programmesOf(tx: Tx, scope: Scope): Promise<Map<string, Programme>> {
  const { rows } = await sql<Programme>`
    select p.programme_id as id, p.slug, p.titles, coalesce(responsible.organisations, '[]') as organisations,
      exists (select from publication u where u.network_id = p.network_id and u.programme_id = p.programme_id) as "isPublishedFigure",
      exists (select from claim c where c.network_id = p.network_id and c.programme_id = p.programme_id and c.is_public) as "hasClaims"
    from programme p left join lateral (
      select jsonb_agg(jsonb_build_object('name', o.name, 'names', o.names) order by ranked.position) as organisations
      from (
        select po.*, rank() over (order by case po.role when 'implementer' then 1 when 'accountable' then 2 else 3 end, case when po.role = 'partner' then po.position end) as place
        from programme_organisation po where po.network_id = p.network_id and po.programme_id = p.programme_id and po.role in ('implementer', 'accountable', 'partner')
      ) ranked join organisation o on o.network_id = ranked.network_id and o.organisation_id = ranked.organisation_id
      where ranked.place = 1
    ) responsible on true
    where p.network_id = ${scope.networkId} order by p.slug`.execute(tx);
  return new Map(rows.filter(({ id }) => reachesProgramme(scope, id)).map((row) => [row.id, row]));
}

/** What one statement finds: lists, names and questions that are open. */
async function waiting(tx: Tx, scope: Scope, programmes: ReadonlyMap<string, Programme>): Promise<Missing[]> {
  const { networkId } = scope;
  const { rows } = await sql<Omit<Missing, 'programme' | 'organisations' | 'targets'> & { programmeId: string }>`
    with waiting as (
      select case i.state when 'failed' then 'import_failed' else 'import' end as kind, i.programme_id, null::jsonb as titles, f.name as file, null::date as day,
        (select coalesce(sum(r.open_doubts), 0)::int from sheet_import_row r where r.network_id = i.network_id and r.import_id = i.import_id) as n, i.batch_id as id,
        substring(i.created_by from 'account:(.*)') as account, null::text[] as names
      from sheet_import i join file f on f.network_id = i.network_id and f.file_id = i.file_id
      where i.network_id = ${networkId} and i.state in ('deciding', 'failed')
      union all
      select 'place_unsettled', x.programme_id, null, null, null, count(distinct x.place_id)::int, null, null, array_agg(distinct x.place_id) from fact x
      where x.network_id = ${networkId} and x.known_until is null and x.place_id like '?%' and x.measure in ('participation', 'mention') group by x.programme_id
      union all
      -- What was said of organisations is for those who settle it; everybody else is told how many there are.
      select 'organisation_unrecognised', e.programme_id, null, null, null, 0, null, null, array_agg(distinct e.payload ->> 'organisationText') from evidence e
      where e.network_id = ${networkId} and e.payload ->> 'organisationText' is not null and e.payload ->> 'organisationId' is null and e.payload ->> 'organisationDecided' is null
        and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id) group by e.programme_id
      union all
      select 'event_without_list', e.programme_id, e.titles, null, e.first_day, 0, e.event_id, null, null from event e
      where e.network_id = ${networkId} and e.last_day < current_date
        and not exists (select from fact x where x.network_id = e.network_id and x.event_id = e.event_id and x.known_until is null and x.measure in ('participation', 'mention', 'reported'))
        and not exists (select from fact x where x.network_id = e.network_id and x.series_id = e.series_id and x.event_id is null and x.known_until is null and x.measure in ('mention', 'reported'))
      union all
      -- People and organisations that came as bare numbers, of an event, of a series or of the whole programme; a number of studies has no names.
      select 'names_missing', x.programme_id, coalesce(e.titles, s.titles), null, min(e.first_day), count(*)::int, x.event_id, null, null from fact x
      left join event e on e.network_id = x.network_id and e.event_id = x.event_id
      left join series s on s.network_id = x.network_id and s.series_id = x.series_id and x.event_id is null
      where x.network_id = ${networkId} and x.known_until is null and x.measure = 'reported' and x.breakdown ->> 'what' in ('person', 'participation', 'attendance', 'organisation', 'municipality')
        and not exists (select from fact y where y.network_id = x.network_id and y.programme_id = x.programme_id and y.measure = 'participation' and y.known_until is null
          and (x.event_id is null or y.event_id = x.event_id) and (x.series_id is null or y.series_id = x.series_id))
      group by x.programme_id, x.event_id, case when x.event_id is null then x.series_id end, e.titles, s.titles
      union all
      select 'indicator_without_query', i.programme_id, i.titles, null, null, 0, i.indicator_id, null, null from indicator i where i.network_id = ${networkId} and i.query is null
    )
    select kind, programme_id as "programmeId", titles, file, day::text as day, n, id, account, names from waiting order by programme_id, day nulls last, file, id limit 1000`.execute(tx);
  const keys = rows.flatMap(({ kind, names }) => (kind === 'place_unsettled' ? (names ?? []) : []));
  const spellings = await spellingsOf(tx, scope, null, keys);
  return rows.flatMap(({ programmeId, ...row }) => {
    const programme = programmes.get(programmeId);
    if (!programme) return [];
    const wantsLists = row.kind === 'event_without_list' || row.kind === 'names_missing';
    if (row.kind === 'organisation_unrecognised') return [{ ...row, n: new Set(row.names!.map(organisationKey)).size, names: [], targets: [], programme: only(programme), organisations: [] }];
    return [{ ...row, targets: [], names: (row.names ?? []).map((key) => spellings[key] ?? key.slice(1)), programme: only(programme), organisations: wantsLists ? programme.organisations : [] }];
  });
}

async function disagreeing(tx: Tx, scope: Scope, programme: Programme): Promise<Missing[]> {
  const { indicators, decisions } = await frameworkOf(tx, scope, programme.id);
  return conflicts(indicators, decisions)
    .filter(({ decision }) => decision === null)
    .map(({ targets, fingerprint }): Missing => {
      const indicator = indicators.find(({ indicatorId }) => indicatorId === targets[0]!.indicatorId)!;
      return { ...nothing, kind: 'targets_disagree', programme: only(programme), titles: indicator.titles, targets: targets.map(({ comparator, value }) => ({ comparator, value })), id: fingerprint };
    });
}

async function errata(tx: Tx, scope: Scope, programme: Programme): Promise<Missing[]> {
  if (!programme.isPublishedFigure) return [];
  const n = (await publicationsWithSeals(tx, scope, programme.id)).filter(({ publication, seal }) => publication.supersededBy === null && seal.isErratumProposed).length;
  return n ? [{ ...nothing, kind: 'errata_proposed', programme: only(programme), n }] : [];
}

/** Published numbers nobody has linked, that the evidence contradicts, or that nothing proves. */
async function claims(tx: Tx, scope: Scope, programme: Programme): Promise<Missing[]> {
  if (!programme.hasClaims) return [];
  const shown = (await claimsOfProgramme(tx, scope, programme.id)).claims.filter(({ isPublic }) => isPublic);
  const counts: Partial<Record<MissingKind, number>> = {
    claims_open: shown.filter(({ reason }) => reason === 'not-linked').length,
    claims_contradicted: shown.filter(({ status }) => status === 'contradicted').length,
    // What is no count (an amount of money, an age) waits for nothing.
    claims_unproven: shown.filter(({ status, reason }) => status === 'cannot-be-proven' && reason !== 'not-linked' && reason !== 'not-counted').length,
  };
  return Object.entries(counts).flatMap(([kind, n]) => (n ? [{ ...nothing, kind: kind as MissingKind, programme: only(programme), n }] : []));
}
