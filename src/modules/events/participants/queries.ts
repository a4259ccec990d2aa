import { sql, type RawBuilder } from 'kysely';
import { numbered, type Numbered } from '#platform/db/numbered-pages.ts';
import { reading } from '#platform/db/transaction.ts';
import { allWordsOf } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { collator } from '#platform/words/format.ts';
import type { Locale } from '#platform/words/locales.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { ways, type Way } from '../check-in/shape.ts';

export interface Participant {
  evidenceId: string;
  personId: string;
  name: string;
  organisationId: string | null;
  organisation: string | null;
  /** What was said of her organisation, where it means none that is known. */
  organisationText: string | null;
  placeId: string | null;
  placeText: string | null;
  days: string[];
  /** `ways`: by which of them attendance was recorded, where not from a file; `reason`: why an earlier record was corrected into this one. */
  source: { file: string | null; row: number | null; ways: Way[]; reason: string | null };
  /** Days said at a door by one person and sent by another: their names, null where the account is no more. */
  sentFor: { day: string; by: string | null; sender: string | null }[];
  /** Where she signed: a photograph of the sheet and the row on it. */
  signatures: { photoId: string; row: number; day: string }[];
}

export interface EventPage {
  eventId: string;
  programme: { id: string; slug: string; titles: Record<string, string>; isPublished: boolean };
  titles: Record<string, string>;
  kind: string;
  venuePlace: string | null;
  venueText: string | null;
  days: string[];
  participants: Participant[];
  /** How many stand on the list, whoever is asked for. */
  everybody: number;
}

/** The name of whoever signed with this text (`signatureOf`); no name where the account was deleted. */
const nameOf = (signature: RawBuilder<unknown>) => sql`(select nullif(m.name, '-') from member m where m.network_id = e.network_id and 'account:' || m.account_id = ${signature} limit 1)`;

/** Who of a list is asked for. */
export interface Asked {
  /** Words of a name or of an organisation, in any script. */
  q?: string;
  page?: number;
  /** People on a page. */
  size?: number;
  /** In whose language names are put in order. */
  locale?: Locale;
}

/**
 * An event with who stands on its list now: corrections applied, withdrawals and those who only led it left out; one page of it, in the order of surnames.
 * @throws Problem 404 for an event that is not there, or of a programme outside the membership, or for whoever may not see persons.
 */
export function eventPage(scope: Scope, eventId: string, { q = '', page: wanted = 1, size = 100, locale = 'en' }: Asked = {}): Promise<EventPage & Numbered> {
  const { networkId } = scope;
  return reading(scope, async (tx) => {
    const event = await tx
      .selectFrom('event')
      .innerJoin('programme', (join) => join.onRef('programme.network_id', '=', 'event.network_id').onRef('programme.programme_id', '=', 'event.programme_id'))
      .select(['event.event_id', 'event.programme_id', 'slug', 'programme.titles as programmeTitles', 'programme.published_at', 'event.titles', 'event.kind', 'venue_place', 'venue_text'])
      .where('event.network_id', '=', networkId)
      .where('event.event_id', '=', eventId)
      .executeTakeFirst();
    if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
    const days = await tx.selectFrom('event_day').select('day').where('network_id', '=', networkId).where('event_id', '=', eventId).orderBy('day').execute();
    const current = sql`from evidence e where e.network_id = ${networkId} and e.programme_id = ${event.programme_id} and e.kind = 'participation' and e.payload ->> 'part' is null and e.payload ->> 'eventId' = ${eventId}
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)`;
    // Names are looked through and put in order here: words in any script are found by their folded form, and each language has an order of its own.
    const { rows: all } = await sql<{ id: string; given: string | null; surname: string | null; organisation: string | null }>`
      select e.evidence_id as id, p.given, p.surname, coalesce(o.name, e.payload ->> 'organisationText') as organisation from (select * ${current}) e
      left join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
      left join organisation o on o.network_id = e.network_id and o.organisation_id = (e.payload ->> 'organisationId')::uuid`.execute(tx);
    const has = allWordsOf(q);
    const { compare } = collator(locale);
    const found = all
      .filter(({ given, surname, organisation }) => has([given, surname, organisation].join(' ')))
      .sort((a, b) => compare(a.surname ?? '', b.surname ?? '') || compare(a.given ?? '', b.given ?? '') || (a.id < b.id ? -1 : 1));
    const { offset, ...page } = numbered(found.length, wanted, size);
    const shown = found.slice(offset, offset + size).map(({ id }) => id);
    const { rows: participants } = await sql<Participant>`
      select e.evidence_id as "evidenceId", p.person_id as "personId", concat_ws(' ', p.given, p.surname) as name, o.organisation_id as "organisationId", o.name as organisation, case when o.organisation_id is null and e.payload ->> 'organisationDecided' is null then e.payload ->> 'organisationText' end as "organisationText",
        e.payload ->> 'placeId' as "placeId", coalesce(e.payload ->> 'placeSaid', e.payload ->> 'placeText') as "placeText", e.payload -> 'days' as days,
        jsonb_build_object('file', (select f.name from file f where f.network_id = e.network_id and f.file_id = (e.source ->> 'fileId')::uuid), 'row', (e.source ->> 'row')::int,
          'ways', (select coalesce(jsonb_agg(distinct one.how ->> 'via'), '[]') from jsonb_each(e.source -> 'days') as one (day, how) where one.how ->> 'via' = any (${[...ways]}::text[])), 'reason', e.source ->> 'reason') as source,
        (select coalesce(jsonb_agg(jsonb_build_object('day', one.day, 'by', ${nameOf(sql`one.how ->> 'madeBy'`)}, 'sender', (select ${nameOf(sql`c.heard_from`)} from check_in c where c.network_id = e.network_id and c.operation_id = (one.how ->> 'operation')::uuid)) order by one.day), '[]')
          from jsonb_each(e.source -> 'days') as one (day, how) where one.how ->> 'madeBy' is not null) as "sentFor",
        array(select distinct on (s.day) jsonb_build_object('photoId', o.photo_id, 'row', o.row_no, 'day', s.day) from sheet_photo_row o join sheet_photo f using (network_id, photo_id) join sign_in_sheet s using (network_id, sheet_id)
          where o.network_id = e.network_id and o.person_id = p.person_id and o.decision = 'signed' and f.event_id = ${eventId} and f.state = 'confirmed' order by s.day, f.confirmed_at desc) as signatures
      from evidence e
      left join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
      left join organisation o on o.network_id = e.network_id and o.organisation_id = (e.payload ->> 'organisationId')::uuid
      where e.network_id = ${networkId} and e.evidence_id = any (${shown}::uuid[])
      order by array_position(${shown}::uuid[], e.evidence_id)`.execute(tx);
    return {
      eventId,
      programme: { id: event.programme_id, slug: event.slug, titles: event.programmeTitles as Record<string, string>, isPublished: event.published_at !== null },
      titles: event.titles as Record<string, string>,
      kind: event.kind,
      venuePlace: event.venue_place,
      venueText: event.venue_text,
      days: days.map(({ day }) => day),
      participants,
      everybody: all.length,
      ...page,
    };
  });
}

/** Where a person took part or led, under any of her entries, newest first; only in programmes this scope reaches. */
export function participationsOf(scope: Scope, personId: string): Promise<{ evidenceId: string; eventId: string; titles: Record<string, string>; days: string[]; hasLed: boolean }[]> {
  return reading(scope, async (tx) => {
    if (!maySeePersons(scope)) return [];
    const { rows: entries } = await sql<{ id: string }>`
      select m.person_id as id from person m, person p where p.network_id = ${scope.networkId} and p.person_id = ${personId}
        and m.network_id = p.network_id and (m.person_id = coalesce(p.same_as, p.person_id) or m.same_as = coalesce(p.same_as, p.person_id))`.execute(tx);
    const { rows } = await sql<{ evidenceId: string; eventId: string; titles: Record<string, string>; days: string[]; hasLed: boolean; programmeId: string }>`
      select e.evidence_id as "evidenceId", v.event_id as "eventId", v.titles, e.payload -> 'days' as days, e.payload ->> 'part' is not null as "hasLed", e.programme_id as "programmeId"
      from evidence e join event v on v.network_id = e.network_id and v.event_id = (e.payload ->> 'eventId')::uuid
      where e.network_id = ${scope.networkId} and e.kind = 'participation' and e.payload ->> 'personId' = any (${entries.map(({ id }) => id)}::text[])
        and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)
      order by e.happened_on desc limit 200`.execute(tx);
    return rows.filter((row) => reachesProgramme(scope, row.programmeId));
  });
}
