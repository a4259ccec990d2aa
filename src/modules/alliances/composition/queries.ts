/** Rules of a network, how it stands by them, who could fill a gap, and what was claimed. */
import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { allUnits, isWithin } from '#modules/places/gazetteer.ts';
import { membersOnIn, type CountedOrganisation } from '../membership/queries.ts';
import { ranked, type Candidate, type Known } from './candidates.ts';
import { compose, type Composed } from './composition.ts';
import type { Rule } from './shape.ts';

export interface StoredRule extends Rule {
  ruleId: string;
  allianceId: string;
  programmeId: string | null;
  titles: Localised;
  sourceSentence: string | null;
}

export interface Claim {
  claimId: string;
  day: string;
  claimedAt: Date;
  /** The evidence it made in the programme, where the rule has one. */
  evidenceId: string | null;
  /** How many organisations stood behind it. */
  members: number;
}

export interface RuleStanding {
  rule: StoredRule;
  composed: Composed;
  /** The latest first. */
  claims: Claim[];
}

export interface Standing {
  rules: RuleStanding[];
  /** Those who count on that day, members of members among them. */
  organisations: CountedOrganisation[];
}

const columns = sql`rule_id as "ruleId", alliance_id as "allianceId", programme_id as "programmeId", titles, regions, regions_needed as "regionsNeeded", parts, source_sentence as "sourceSentence"`;

/** How a network stands by its rules on a day. @throws 404 */
export const standingOf = (scope: Scope, allianceId: string, day: string, locale: Locale): Promise<Standing> =>
  reading(scope, async (tx) => {
    const { organisations } = await membersOnIn(tx, scope, allianceId, day, locale);
    const { rows: rules } = await sql<StoredRule>`select ${columns} from composition_rule where network_id = ${scope.networkId} and alliance_id = ${allianceId} order by created_at, rule_id`.execute(tx);
    const { rows: claims } = await sql<Claim & { ruleId: string }>`
      select rule_id as "ruleId", claim_id as "claimId", on_day as day, claimed_at as "claimedAt", evidence_id as "evidenceId", jsonb_array_length(members) as members
      from composition_claim where network_id = ${scope.networkId} and rule_id = any (${rules.map(({ ruleId }) => ruleId)}::uuid[]) order by claimed_at desc`.execute(tx);
    return { organisations, rules: rules.map((rule) => ({ rule, composed: compose(rule, organisations), claims: claims.filter(({ ruleId }) => ruleId === rule.ruleId).map(({ ruleId: _, ...claim }) => claim) })) };
  });

/** One rule. @throws 404 */
export async function ruleIn(tx: Tx, networkId: string, ruleId: string): Promise<StoredRule> {
  const { rows: [rule] } = await sql<StoredRule>`select ${columns} from composition_rule where network_id = ${networkId} and rule_id = ${ruleId} for update`.execute(tx);
  if (!rule) throw notFound();
  return rule;
}

/** The rule of that network. @throws 404 */
export const ruleOf = (scope: Scope, allianceId: string, ruleId: string): Promise<StoredRule> =>
  reading(scope, async (tx) => {
    const { rows: [rule] } = await sql<StoredRule>`select ${columns} from composition_rule where network_id = ${scope.networkId} and rule_id = ${ruleId} and alliance_id = ${allianceId}`.execute(tx);
    if (!rule) throw notFound();
    return rule;
  });

/** How many candidates one gap shows: enough to choose from, few enough to read. */
const SHOWN = 8;

/**
 * Who could fill a gap of a rule: organisations of the directory of a wanted type with their seat in the region (in any of the rule's, for a gap in the
 * sum), who do not count yet; the best first. An organisation is what it was joined from (same_as) too: its membership, services and events are theirs.
 * @param counted those who count already, members of members among them (`standingOf`)
 * @param day activity is that of the two years before it
 */
export const candidatesFor = (scope: Scope, rule: StoredRule, counted: readonly CountedOrganisation[], gap: { region: number | null; part: number }, day: string): Promise<{ candidates: Candidate[]; total: number }> =>
  reading(scope, async (tx) => {
    const places = gap.region === null ? rule.regions.flatMap((region) => region.places) : rule.regions[gap.region]!.places;
    const seats = allUnits().filter(({ id }) => places.some((place) => isWithin(id, place))).map(({ id }) => id);
    const stateOfMember = sql`(select s.state from alliance_member_state s where s.network_id = m.network_id and s.member_id = m.member_id and s.taken_back_at is null and s.from_day <= ${day}::date order by s.from_day desc, s.position desc limit 1)`;
    const { rows } = await sql<Known>`
      with fits as (
        select o.organisation_id, o.name, o.seat, array(select e.organisation_id from organisation e where e.network_id = o.network_id and o.organisation_id in (e.organisation_id, e.same_as)) as entries
        from organisation o where o.network_id = ${scope.networkId} and o.same_as is null and o.type = any (${rule.parts[gap.part]!.types}::text[]) and o.seat = any (${seats}::text[])
          -- The entry of a network kept here counts as its members, never as itself.
          and not exists (select from alliance k where k.network_id = o.network_id and k.organisation_id = o.organisation_id)
          and o.organisation_id <> all (${counted.map(({ organisationId }) => organisationId)}::uuid[])
      )
      select f.organisation_id as "organisationId", f.name, f.seat,
        (select said.state from alliance_member m cross join lateral ${stateOfMember} said
          where m.network_id = ${scope.networkId} and m.organisation_id = any (f.entries) and m.alliance_id = ${rule.allianceId} order by said.state = 'left', m.member_id limit 1) as state,
        (select count(*) from service s where s.network_id = ${scope.networkId} and s.organisation_id = any (f.entries) and s.status = 'active' and s.published)::int as services,
        (select count(distinct x.event_id) from fact x where x.network_id = ${scope.networkId} and x.organisation_id = any (f.entries) and x.measure = 'participation' and x.known_until is null
          and x.happened_on between (${day}::date - interval '2 years') and ${day}::date)::int as events,
        (select count(distinct m.alliance_id) from alliance_member m where m.network_id = ${scope.networkId} and m.organisation_id = any (f.entries) and m.alliance_id <> ${rule.allianceId} and 'member' = ${stateOfMember})::int as networks
      from fits f`.execute(tx);
    const candidates = ranked(rows);
    return { candidates: candidates.slice(0, SHOWN), total: candidates.length };
  });
