/** One person who may stand on a list twice, with two addresses or in two scripts: the list compared with itself. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { compare } from '#platform/matching/compare.ts';
import { blockingKeys, comparablePerson } from '#modules/people/comparable-person.ts';
import { personModel } from '#modules/people/matching.ts';
import { populationOf } from '#modules/people/population.ts';
import { inCommon } from '../import/reasons.ts';
import type { Reason } from '../import/shape.ts';
import type { State } from './shape.ts';

/** Another on the same list who may be the same person, and what the two have in common. */
export interface Twin {
  registrationId: string;
  name: string;
  state: State;
  because: Reason[];
}

interface Entry {
  id: string;
  given: string;
  surname: string;
  email: string | null;
  phone: string | null;
  organisation: string | null;
  organisationName: string | null;
  place: string | null;
  personId: string | null;
  state: State;
}

/**
 * Whoever of an event's list may be there twice, by registration. Looked for each time it is asked, so that it is true whatever was put right since; only those who share a key are compared.
 * Two of whom a coordinator has said that they are two are not named.
 */
export async function twinsOn(tx: Tx, networkId: string, eventId: string): Promise<Map<string, Twin[]>> {
  const { rows } = await sql<Entry>`
    select r.registration_id as id, r.given, r.surname, r.email, r.phone, coalesce(r.organisation_id::text, nullif(lower(trim(r.organisation_text)), '')) as organisation, coalesce(o.name, r.organisation_text) as "organisationName", r.place_id as place, r.person_id as "personId", r.state
    from registration r left join organisation o on o.network_id = r.network_id and o.organisation_id = r.organisation_id
    where r.network_id = ${networkId} and r.event_id = ${eventId} and r.state in ('seat', 'waiting', 'unconfirmed') order by r.created_at, r.registration_id`.execute(tx);
  const { rows: said } = await sql<{ pair: string }>`select one_id || ' ' || other_id as pair from registration_two_people t join registration r on r.network_id = t.network_id and r.registration_id = t.one_id where t.network_id = ${networkId} and r.event_id = ${eventId}`.execute(tx);
  const areTwo = new Set(said.map(({ pair }) => pair));
  const entries = rows.map((entry) => ({ entry, mention: comparablePerson(entry) }));
  const model = personModel({ ...populationOf(entries.map(({ mention }) => mention)), size: Math.max(1, entries.length) });
  const byKey = new Map<string, number[]>();
  for (const [n, { mention }] of entries.entries()) for (const key of new Set(blockingKeys(mention))) byKey.set(key, [...(byKey.get(key) ?? []), n]);
  const found = new Map<string, Twin[]>();
  const seen = new Set<string>();
  for (const those of byKey.values()) {
    for (const [at, a] of those.entries()) {
      for (const b of those.slice(at + 1)) {
        const [one, other] = [entries[a]!, entries[b]!];
        const pair = [one.entry.id, other.entry.id].sort().join(' ');
        if (seen.has(pair) || areTwo.has(pair)) continue;
        seen.add(pair);
        const isOneKnown = one.entry.personId !== null && one.entry.personId === other.entry.personId;
        if (!isOneKnown && compare(model, one.mention, other.mention).verdict === 'different') continue;
        for (const [mine, hers] of [[one.entry, other.entry], [other.entry, one.entry]] as const) {
          const twin = { registrationId: hers.id, name: nameOf(hers), state: hers.state, because: inCommon(factsOf(mine), factsOf(hers)) };
          found.set(mine.id, [...(found.get(mine.id) ?? []), twin]);
        }
      }
    }
  }
  return found;
}

const nameOf = ({ given, surname }: Entry) => `${given} ${surname}`;
const factsOf = (one: Entry) => ({ name: nameOf(one), organisation: one.organisation, organisationName: one.organisationName, place: one.place, phone: one.phone, email: one.email });
