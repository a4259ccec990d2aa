/** Who a message from the door is about: somebody who registered, somebody known, or somebody new. The same door as for every list (`registration/who.ts`). */
import { sql } from 'kysely';
import type { CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { insertPeople } from '#modules/people/commands.ts';
import { newPerson } from '#modules/people/shape.ts';
import { saidByStranger } from '../place-said.ts';
import { becameKnown } from '../registration/forgetting-commands.ts';
import { organisationMeant, peopleMeant, placeMeant, surely } from '../registration/who.ts';
import type { SaidPresence } from './shape.ts';

/** Somebody at the door, with what her participation says beside her days. */
export interface Came {
  personId: string;
  registrationId: string | null;
  organisationId: string | null;
  /** What was said of her organisation, where it means none that is known. */
  organisationText: string | null;
  placeId: string | null;
  placeText: string | null;
  /** What she wrote herself and only members read; `placeText` is then a mark for it. */
  placeSaid: string | null;
  role: string | null;
  /** Her sex and age group, where they are known: what she said when she registered goes before what was known of her. */
  breakdown: Breakdown;
}

interface Breakdown {
  sex?: 'F' | 'M' | 'X';
  age_group?: string;
}

export type Refused = { code: string; details: Record<string, string> };

interface Registration {
  registrationId: string;
  version: number;
  code: string;
  state: string;
  given: string;
  surname: string;
  email: string | null;
  phone: string | null;
  role: string | null;
  organisationId: string | null;
  organisationText: string | null;
  placeId: string | null;
  placeText: string | null;
  personId: string | null;
  sex: 'F' | 'M' | 'X' | 'unsaid' | null;
  ageGroup: string | null;
}

/** Whom each message means, or why that cannot be said; nobody (null) where somebody not yet known is to be taken back. Whoever is not known yet becomes known. */
export async function whoCame(context: CommandContext, eventId: string, venuePlace: string | null, messages: readonly SaidPresence[]): Promise<(Came | Refused | null)[]> {
  const { tx, scope: { networkId } } = context;
  const registrations = await registrationsOf(tx, networkId, eventId, messages);
  const registrationOf = ({ who }: SaidPresence) => ('registrationId' in who ? registrations.get(who.registrationId) : 'code' in who ? registrations.get(who.code) : undefined);
  await identify(context, [...new Set(messages.flatMap((one) => [registrationOf(one)].flatMap((named) => (named && one.present && !isAnother(one, named) ? named : []))))].filter((one) => !one.personId && !refusedState(one)));
  const known = await roots(tx, networkId, messages.flatMap(({ who }) => ('personId' in who ? who.personId : [])).concat([...registrations.values()].flatMap(({ personId }) => personId ?? [])));
  const walkedIn = await newcomers(context, venuePlace, messages);
  const saidOfKnown = new Map<SaidPresence, Belonging>();
  for (const message of messages) if ('personId' in message.who) saidOfKnown.set(message, await belonging(tx, networkId, venuePlace, message.who));
  return messages.map((message, at): Came | Refused | null => {
    const { who } = message;
    if ('walkIn' in who) return walkedIn.get(at) ?? null;
    if ('personId' in who) {
      const person = known.get(who.personId);
      return person ? { ...person, registrationId: null, ...saidOfKnown.get(message)!, placeSaid: null, role: who.role } : { code: 'check-in.person_unknown', details: {} };
    }
    const one = registrationOf(message);
    if (!one) return { code: 'code' in who ? 'check-in.code_unknown' : 'check-in.registration_unknown', details: {} };
    if (isAnother(message, one)) return { code: 'check-in.registration_passed_on', details: { name: `${one.given} ${one.surname}` } };
    if (message.present && refusedState(one)) return { code: `check-in.registration_${one.state}`, details: { name: `${one.given} ${one.surname}` } };
    const person = one.personId ? known.get(one.personId) : undefined;
    return person ? { ...person, registrationId: one.registrationId, organisationId: one.organisationId, organisationText: one.organisationId ? null : one.organisationText, placeId: one.placeId, ...saidByStranger(networkId, one.placeText), role: one.role, breakdown: saidOf(one, person.breakdown) } : null;
  });
}

interface Belonging {
  organisationId: string | null;
  organisationText: string | null;
  placeId: string | null;
  placeText: string | null;
}

/** For whom and from where a member says that somebody came: what it means where that is sure; the text stays, because members may be asked later. */
async function belonging(tx: Tx, networkId: string, venuePlace: string | null, said: Belonging): Promise<Belonging> {
  const placeId = said.placeId ?? (await placeMeant(tx, networkId, said.placeText, venuePlace));
  const organisationId = said.organisationId ?? (await organisationMeant(tx, networkId, said.organisationText, placeId ?? venuePlace));
  return { organisationId, organisationText: organisationId ? null : said.organisationText, placeId, placeText: said.placeText };
}

/** What she would rather not say is not said of her either. */
const saidOf = ({ sex, ageGroup }: Registration, known: Breakdown): Breakdown => ({ ...(sex === null ? known : sex !== 'unsaid' && { sex }), ...(ageGroup && ageGroup !== 'unsaid' && { age_group: ageGroup }) });

/** The place was somebody else's when this was said: it says nothing about who has it now. */
const isAnother = ({ who }: SaidPresence, { version }: Registration) => 'registrationId' in who && who.version !== undefined && who.version !== version;

/** Whoever cancelled or was declined is not on the list; if she comes all the same, she comes as somebody new at the door. */
const refusedState = ({ state }: Registration) => state === 'cancelled' || state === 'declined';

/** By their ids and by their codes. */
async function registrationsOf(tx: Tx, networkId: string, eventId: string, messages: readonly SaidPresence[]): Promise<Map<string, Registration>> {
  const ids = messages.flatMap(({ who }) => ('registrationId' in who ? who.registrationId : []));
  const codes = messages.flatMap(({ who }) => ('code' in who ? who.code : []));
  if (!ids.length && !codes.length) return new Map();
  const { rows } = await sql<Registration>`
    select registration_id as "registrationId", delegate as version, check_in_code as code, state, given, surname, email, phone, role, organisation_id as "organisationId", organisation_text as "organisationText", place_id as "placeId", place_text as "placeText", person_id as "personId", sex, age_group as "ageGroup"
    from registration where network_id = ${networkId} and event_id = ${eventId} and (registration_id = any (${ids}::uuid[]) or check_in_code = any (${codes}::text[])) for update`.execute(tx);
  return new Map(rows.flatMap((row) => [[row.registrationId, row], [row.code, row]]));
}

/** Matches who registered with the people known, and makes the rest known; the review asks about doubts. */
async function identify(context: CommandContext, unknown: readonly Registration[]) {
  if (!unknown.length) return;
  const { tx, scope: { networkId } } = context;
  const sure = (await peopleMeant(tx, networkId, unknown.map((one) => ({ ...one, organisation: one.organisationId, place: one.placeId })))).map(surely);
  const fresh = unknown.filter((_, at) => !sure[at]);
  const made = fresh.length ? await insertPeople(context, fresh.map((one) => person(one))) : [];
  await becameKnown(tx, networkId, made);
  for (const [at, one] of unknown.entries()) one.personId = sure[at] ?? made[fresh.indexOf(one)]!;
  await sql`
    update registration r set person_id = said.person, identified_by = said.how
    from unnest(${unknown.map((one) => one.registrationId)}::uuid[], ${unknown.map((one) => one.personId)}::uuid[], ${sure.map((one) => (one ? 'matching' : 'new'))}::text[]) as said (id, person, how)
    where r.network_id = ${networkId} and r.registration_id = said.id`.execute(tx);
}

/** Walk-ins under the place of their message; one after another, because the second of a queue may be the first again. */
async function newcomers(context: CommandContext, venuePlace: string | null, messages: readonly SaidPresence[]): Promise<Map<number, Came>> {
  const { tx, scope: { networkId } } = context;
  const came = new Map<number, Came>();
  for (const [at, { who, present }] of messages.entries()) {
    if (!('walkIn' in who) || !present) continue;
    const { given, surname, role } = who.walkIn;
    const said = await belonging(tx, networkId, venuePlace, who.walkIn);
    const { organisationId, placeId } = said;
    const [proposals] = await peopleMeant(tx, networkId, [{ given: given ?? '', surname: surname ?? '', email: null, phone: null, organisation: organisationId, place: placeId }]);
    const id = surely(proposals!) ?? (await insertPeople(context, [person({ given, surname, email: null, phone: null, role, organisationId })]))[0]!;
    came.set(at, { ...(await roots(tx, networkId, [id])).get(id)!, registrationId: null, ...said, placeSaid: null, role });
  }
  return came;
}

const person = ({ given, surname, email, phone, role, organisationId }: { given: string | null; surname: string | null; email: string | null; phone: string | null; role: string | null; organisationId: string | null }) =>
  newPerson.parse({ given, surname, email, phone, affiliations: organisationId ? [{ organisationId, role }] : [] });

/** The entry that stands for each of these people. */
async function roots(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, Pick<Came, 'personId' | 'breakdown'>>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<{ id: string; personId: string; sex: 'F' | 'M' | 'X' | null }>`
    select p.person_id as id, r.person_id as "personId", r.sex from person p join person r on r.network_id = p.network_id and r.person_id = coalesce(p.same_as, p.person_id)
    where p.network_id = ${networkId} and p.person_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map(({ id, personId, sex }) => [id, { personId, breakdown: sex ? { sex } : {} }]));
}
