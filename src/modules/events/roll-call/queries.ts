import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { fold, allWordsOf } from '#platform/matching/fold.ts';
import { onClocks } from '#platform/words/zone.ts';
import type { Scope } from '#platform/session/scope.ts';
import { roster } from '../check-in/roster-queries.ts';
import type { DoorEvent } from '../check-in/roster.ts';
import type { Way } from '../check-in/shape.ts';
import type { Cell } from './changes.ts';

/** One row of a roll call. */
export interface OnRoll {
  /** The registration, or the person where nobody registered. */
  id: string;
  who: Cell['who'];
  personId: string | null;
  name: string;
  organisation: string | null;
  isRegistered: boolean;
  days: string[];
  sessions: string[];
  /** Day → how it is known: the latest message, and what she said herself only where nobody else did; nothing where a list said so. */
  ways: Partial<Record<string, Way>>;
}

export interface RollCall {
  event: DoorEvent;
  /** Today on the clocks of the event. */
  today: string;
  people: OnRoll[];
}

/**
 * Who is called: everybody who has a seat, whoever was there without one, and whoever stands on an imported list; by name.
 * @throws 404 for whoever does not take attendance of the event
 */
export async function rollCall(scope: Scope, eventId: string, now = new Date()): Promise<RollCall> {
  const { event, people } = await roster(scope, eventId);
  return reading(scope, async (tx) => {
    const { networkId } = scope;
    const { rows: said } = await sql<{ personId: string; day: string; via: Way }>`
      select distinct on (1, 2) coalesce(p.same_as, p.person_id) as "personId", c.day::text as day, c.via from check_in c join person p using (network_id, person_id)
      where c.network_id = ${networkId} and c.event_id = ${eventId} and c.present and c.taken_back_by is null order by 1, 2, c.via = 'self', c.heard desc`.execute(tx);
    const ways = Map.groupBy(said, (one) => one.personId);
    // Whoever stands on a list without a signature: the door does not show her until she comes, a roll call does.
    const { rows: listed } = await sql<{ personId: string; name: string; organisation: string | null }>`
      select distinct on (1) coalesce(p.same_as, p.person_id) as "personId", concat_ws(' ', root.given, root.surname) as name, o.name as organisation
      from evidence e join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
        join person root on root.network_id = p.network_id and root.person_id = coalesce(p.same_as, p.person_id)
        left join organisation o on o.network_id = e.network_id and o.organisation_id = (e.payload ->> 'organisationId')::uuid
      where e.network_id = ${networkId} and e.kind = 'participation' and e.payload ->> 'eventId' = ${eventId} and e.payload ->> 'part' is null
        and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id) order by 1, e.evidence_id`.execute(tx);
    const { rows: zones } = await sql<{ zone: string }>`select time_zone as zone from event where network_id = ${networkId} and event_id = ${eventId}`.execute(tx);
    const rows = people.flatMap((one): OnRoll[] => {
      if (one.state !== 'seat' && !one.days.length) return [];
      const isWalkIn = one.state === 'walk-in';
      return [{ id: one.id, who: isWalkIn ? { personId: one.id } : { registrationId: one.id, version: one.version ?? 0 }, personId: one.personId, name: one.name, organisation: one.organisation, isRegistered: !isWalkIn, days: one.days, sessions: one.sessions, ways: waysOf(ways.get(one.personId ?? '')) }];
    });
    const there = new Set(rows.flatMap(({ personId }) => personId ?? []));
    const others = listed.filter(({ personId }) => !there.has(personId)).map(({ personId, name, organisation }): OnRoll => ({ id: personId, who: { personId }, personId, name, organisation, isRegistered: true, days: [], sessions: [], ways: {} }));
    // By surname where the name has one: the last word, as it is written.
    const key = (one: OnRoll) => fold(one.name.split(' ').toReversed().join(' '));
    return { event, today: onClocks(now, zones[0]!.zone).slice(0, 10), people: [...rows, ...others].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : a.id < b.id ? -1 : 1)) };
  });
}

const waysOf = (said: readonly { day: string; via: Way }[] = []): OnRoll['ways'] => Object.fromEntries(said.map(({ day, via }) => [day, via]));

/** Those of the roll whose name or organisation has all the words of `q`, in any script; with `missing`, those who registered and have signed nowhere. */
export function calledFor({ people }: Pick<RollCall, 'people'>, { q, missing }: { q: string; missing: boolean }): OnRoll[] {
  const has = allWordsOf(q);
  return people.filter((one) => (!missing || (one.isRegistered && !one.days.length)) && has(`${one.name} ${one.organisation ?? ''}`));
}
