import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { spellingsOf } from '#modules/results/figure/queries.ts';
import type { Names } from '#modules/results/figure/names.ts';
import { countsAs, isUnresolved } from '#modules/results/places-counted.ts';
import { gaps, kindsOf, partOf, type Gap, type Named } from './gaps.ts';

/** An event or a whole series at which somebody was heard or trained. */
export interface Occasion {
  id: string;
  of: 'event' | 'series';
  titles: Localised;
  kind: string;
}

export interface Waiver {
  waiverId: string;
  kind: 'place' | 'organisation';
  subjectId: string;
  reason: string;
  decidedAt: Date;
  /** Signature of who decided: `account:<id>`. */
  decidedBy: string;
}

/** A presentation that is planned and of which nothing says that it was held; `isPast` when its last day is over. */
export interface Planned {
  eventId: string;
  titles: Localised;
  firstDay: string;
  isPast: boolean;
}

export interface Feedback {
  /** What is open. */
  open: (Gap & { planned: Planned[] })[];
  /** Gaps of which somebody said that no presentation is needed. */
  waived: (Gap & { waiver: Waiver })[];
  occasions: Record<string, Occasion>;
  /** Name in its own language and in others, of the organisations among the gaps. */
  organisations: Record<string, { name: string; names: Localised }>;
  /** Spellings of places nobody has resolved yet. */
  spellings: Names;
  /** How many presentations of results were held. */
  presentations: number;
  /** How many places and organisations were heard or trained at all. */
  reached: number;
}

/** Whom a programme owes a presentation, from what is known now. The caller has made sure that the scope may see the programme. `places`: leave organisations out, for the public. */
export const feedbackOf = (scope: Scope, programmeId: string, only: 'places' | null = null): Promise<Feedback> => reading(scope, (tx) => feedbackIn(tx, scope, programmeId, only));

export async function feedbackIn(tx: Tx, scope: Scope, programmeId: string, only: 'places' | null = null): Promise<Feedback> {
  const { networkId } = scope;
  const { rows } = await sql<{ place: string | null; organisation: string | null; relation: Named['relation']; kind: string; occasion: string; of: Occasion['of']; titles: Localised; firstDay: string; lastDay: string }>`
    select f.*, coalesce(f.event_id, f.series_id) as occasion, case when f.event_id is null then 'series' else 'event' end as of, coalesce(e.titles, s.titles) as titles,
      coalesce(e.first_day, (select min(x.first_day) from event x where x.network_id = s.network_id and x.series_id = s.series_id), f.day)::text as "firstDay",
      coalesce(e.last_day, (select max(x.last_day) from event x where x.network_id = s.network_id and x.series_id = s.series_id), f.day)::text as "lastDay"
    from (
      -- Each of them once, from the index alone, before anything is looked up.
      select place_id as place, ${only === 'places' ? sql`null::uuid` : sql`organisation_id`} as organisation, relation, event_kind as kind, event_id, series_id, min(happened_on) as day from fact
      where network_id = ${networkId} and programme_id = ${programmeId} and known_until is null and event_kind = any(${kindsOf('trained', 'heard', 'presentation')}::text[])
        and measure in ('mention', 'participation', 'event') and (place_id is not null or organisation_id is not null) and coalesce(event_id, series_id) is not null
      group by 1, 2, 3, 4, 5, 6
    ) f left join event e on e.network_id = ${networkId} and e.event_id = f.event_id left join series s on s.network_id = ${networkId} and f.event_id is null and s.series_id = f.series_id`.execute(tx);
  const named = rows.flatMap(({ place, organisation, relation, kind, occasion, firstDay, lastDay }): Named[] => {
    const at = { occasion, part: partOf(kind)!, firstDay, lastDay };
    return [...(place ? [{ ...at, kind: 'place' as const, id: place, relation }] : []), ...(organisation && only !== 'places' ? [{ ...at, kind: 'organisation' as const, id: organisation, relation: null }] : [])];
  });
  const found = gaps(named);
  const waivers = await waiversIn(tx, networkId, programmeId);
  const waiverOf = ({ kind, id }: Gap) => waivers.find((one) => one.kind === kind && one.subjectId === id);
  const planned = await plannedIn(tx, networkId, programmeId);
  const inGaps = (kind: Gap['kind']) => found.filter((one) => one.kind === kind).map(({ id }) => id);
  const organisations = inGaps('organisation').length
    ? await tx.selectFrom('organisation').select(['organisation_id', 'name', 'names']).where('network_id', '=', networkId).where('organisation_id', 'in', inGaps('organisation')).execute()
    : [];
  return {
    open: found.filter((gap) => !waiverOf(gap)).map((gap) => ({ ...gap, planned: gap.kind === 'place' ? planned.filter(({ venuePlace }) => countsAs(venuePlace) === gap.id).map(({ venuePlace: _, ...one }) => one) : [] })),
    waived: found.flatMap((gap) => { const waiver = waiverOf(gap); return waiver ? [{ ...gap, waiver }] : []; }),
    occasions: Object.fromEntries(rows.map(({ occasion: id, of, titles, kind }) => [id, { id, of, titles: titles ?? {}, kind }])),
    organisations: Object.fromEntries(organisations.map(({ organisation_id, name, names }) => [organisation_id, { name, names: names as Localised }])),
    spellings: await spellingsOf(tx, scope, programmeId, inGaps('place').filter(isUnresolved)),
    presentations: new Set(named.filter(({ part }) => part === 'presentation').map(({ occasion }) => occasion)).size,
    reached: new Set(named.filter(({ part, relation }) => part !== 'presentation' && relation !== 'venue').map(({ kind, id }) => `${kind} ${id}`)).size,
  };
}

async function waiversIn(tx: Tx, networkId: string, programmeId: string): Promise<Waiver[]> {
  const { rows } = await sql<Waiver>`select waiver_id as "waiverId", kind, subject_id as "subjectId", reason, decided_at as "decidedAt", decided_by as "decidedBy"
    from feedback_waiver where network_id = ${networkId} and programme_id = ${programmeId} and undone_at is null`.execute(tx);
  return rows;
}

/** Presentations that are, or were, planned somewhere and of which nothing says yet that they were held. */
async function plannedIn(tx: Tx, networkId: string, programmeId: string) {
  const { rows } = await sql<Planned & { venuePlace: string }>`
    select e.event_id as "eventId", e.titles, e.first_day::text as "firstDay", e.last_day < (now() at time zone e.time_zone)::date as "isPast", e.venue_place as "venuePlace" from event e
    where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.kind = any(${kindsOf('presentation')}::text[]) and e.venue_place is not null and e.cancelled_at is null
      and not exists (select from fact f where f.network_id = e.network_id and f.event_id = e.event_id and f.known_until is null)
    order by e.first_day, e.event_id`.execute(tx);
  return rows;
}
