/** Who stands on a sheet when it is printed, in the script of the sheet and in the order of its language. */
import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { collator } from '#platform/words/format.ts';
import { inScriptOf } from '#platform/words/in-script.ts';
import type { Locale } from '#platform/words/locales.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import { placeName } from '#modules/places/say.ts';
import { placeOfGuest } from '../badges/queries.ts';
import { holderName } from '../certificates/holder.ts';
import type { Plan } from '../planning/queries.ts';
import type { Head } from './shape.ts';

export interface Printable {
  name: string;
  organisation: string;
  place: string;
  registrationId: string | null;
  registrationVersion: number | null;
  personId: string | null;
}

type Country = 'RS' | 'BG' | 'MD' | null;
interface Found {
  given: string | null;
  surname: string | null;
  organisation: string | null;
  names: Localised | null;
  placeId: string | null;
  placeText: string | null;
  registrationId: string | null;
  registrationVersion: number | null;
  personId: string | null;
}

/** Everybody with a seat, and everybody already on the event's list, each once. */
export async function printable(tx: Tx, networkId: string, { eventId, programme: { programmeId } }: Plan, locale: Locale): Promise<Printable[]> {
  const country = await countryOf(tx, networkId);
  const { rows } = await sql<Found>`
    select r.given, r.surname, coalesce(o.name, r.organisation_text) as organisation, o.names, ${placeOfGuest} as "placeId", r.place_text as "placeText", r.registration_id as "registrationId", r.delegate as "registrationVersion",
      coalesce(p.same_as, p.person_id) as "personId"
    from registration r left join organisation o on o.network_id = r.network_id and o.organisation_id = r.organisation_id left join person p on p.network_id = r.network_id and p.person_id = r.person_id
    where r.network_id = ${networkId} and r.event_id = ${eventId} and r.state = 'seat'
    union all
    select root.given, root.surname, coalesce(o.name, case when e.payload ->> 'organisationDecided' is null then e.payload ->> 'organisationText' end), o.names, e.payload ->> 'placeId', coalesce(e.payload ->> 'placeSaid', e.payload ->> 'placeText'), null, null, root.person_id
    from evidence e
    join person p on p.network_id = e.network_id and p.person_id = (e.payload ->> 'personId')::uuid
    join person root on root.network_id = p.network_id and root.person_id = coalesce(p.same_as, p.person_id)
    left join organisation o on o.network_id = e.network_id and o.organisation_id = (e.payload ->> 'organisationId')::uuid
    where e.network_id = ${networkId} and e.programme_id = ${programmeId} and e.kind = 'participation' and e.payload ->> 'part' is null and e.payload ->> 'eventId' = ${eventId}
      and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)`.execute(tx);
  const seen = new Set<string>();
  const order = collator(locale);
  return rows
    .filter(({ personId }) => !personId || (!seen.has(personId) && seen.add(personId)))
    .map((one) => ({
      // Surname first: at the table people look for theirs.
      name: holderName({ given: one.surname, surname: one.given }, locale, country),
      organisation: inScriptOf((one.names && say(one.names, locale)) || one.organisation || '', locale, country),
      place: one.placeId ? placeName(one.placeId, { locale }) : inScriptOf(one.placeText ?? '', locale, country),
      registrationId: one.registrationId,
      registrationVersion: one.registrationVersion,
      personId: one.personId,
    }))
    .sort((a, b) => order.compare(a.name, b.name));
}

/** The head of a sheet: the event, the programme with its contract, who pays, and where it is. */
export async function headOf(tx: Tx, networkId: string, plan: Plan, locale: Locale): Promise<Head> {
  const country = await countryOf(tx, networkId);
  const { contract_number: contract } = await tx.selectFrom('programme').select('contract_number').where('network_id', '=', networkId).where('programme_id', '=', plan.programme.programmeId).executeTakeFirstOrThrow();
  const { rows: funders } = await sql<{ name: string; names: Localised }>`
    select o.name, o.names from programme_organisation po join organisation o using (network_id, organisation_id)
    where po.network_id = ${networkId} and po.programme_id = ${plan.programme.programmeId} and po.role = 'funder' order by po.position, o.name`.execute(tx);
  return {
    title: say(plan.titles, locale),
    programme: [say(plan.programme.titles, locale), contract].filter(Boolean).join(' · '),
    funders: funders.map(({ name, names }) => say(names, locale) || inScriptOf(name, locale, country)).join(', ') || null,
    venue: [plan.venueText && inScriptOf(plan.venueText, locale, country), plan.venuePlace && placeName(plan.venuePlace, { locale })].filter(Boolean).join(', ') || null,
  };
}

async function countryOf(tx: Tx, networkId: string): Promise<Country> {
  const { country } = await tx.selectFrom('network').select('country').where('network_id', '=', networkId).executeTakeFirstOrThrow();
  return country as Country;
}
