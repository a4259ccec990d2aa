import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { fold, foldWords } from '#platform/matching/fold.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { mayArrange } from '../access.ts';
import { evaluationDue } from '../learning/queries.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import { namedBy } from '../secret-link.ts';
import { limitedBy, unused, type Full } from './quota.ts';
import { offeredDays } from './retention.ts';
import { areKept, dayAt, formOf, isOpenOn, listOf, standing, type FormRow } from './seat-commands.ts';
import type { ageGroups, sexes, State, Unrecognised } from './shape.ts';
import { countryOf, organisationsMeant, peopleMeant, placesMeant, type Proposal } from './who.ts';

/** The form of an event and whether it is open today; null where nobody can register at all. */
export const openForm = (scope: Scope, eventId: string): Promise<(FormRow & { isOpen: boolean }) | null> =>
  reading(scope, async (tx) => {
    const form = await formOf(tx, scope.networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
    return form && { ...form, isOpen: isOpenOn(form, dayAt(form, new Date())) };
  });

/** One registration as she who made it sees it. */
export interface OwnRegistration {
  registrationId: string;
  given: string;
  surname: string;
  organisation: string | null;
  place: string | null;
  email: string;
  phone: string | null;
  role: string | null;
  needsAccess: string | null;
  needsFood: string | null;
  photoConsent: boolean;
  listConsent: boolean;
  sex: (typeof sexes)[number] | null;
  ageGroup: (typeof ageGroups)[number] | 'unsaid' | null;
  answers: Record<string, string>;
  state: State;
  /** What her badge says at the door. */
  code: string;
}

/** What keeps somebody waiting, and at which place. */
export interface Waits {
  place: number;
  because: Full[];
}

export interface Linked {
  scope: Scope;
  plan: Plan;
  form: FormRow;
  registration: OwnRegistration;
  waits: Waits | null;
}

const own = sql`registration_id as "registrationId", given, surname, coalesce((select o.name from organisation o where o.network_id = r.network_id and o.organisation_id = r.organisation_id), organisation_text) as organisation, place_text as place, email, phone, role,
  needs_access as "needsAccess", needs_food as "needsFood", photo_consent as "photoConsent", list_consent as "listConsent", sex, age_group as "ageGroup", answers, state, check_in_code as code`;

/** What the link of a letter opens. The link for taking part from afar is there for whoever has a seat. @throws 404 */
export async function linkedRegistration(token: string): Promise<Linked> {
  const named = namedBy('registration', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const { rows } = await sql<OwnRegistration & { eventId: string }>`select ${own}, event_id as "eventId" from registration r where network_id = ${named.networkId} and registration_id = ${named.id} and version = ${named.version}`.execute(tx);
    const registration = rows[0];
    if (!registration) throw notFound();
    const form = await formOf(tx, named.networkId, registration.eventId);
    const plan = (await planIn(tx, named.networkId, registration.eventId))!;
    const waits = registration.state === 'waiting' ? ((await standing(tx, named.networkId, form, new Date())).find(({ id }) => id === registration.registrationId) ?? null) : null;
    return { scope, plan: { ...plan, onlineUrl: registration.state === 'seat' ? plan.onlineUrl : null }, form, registration, waits };
  });
}

/** What the link of an invitation opens: the organisation's seats and the names of its delegates. What they wrote of themselves it does not open: that is read by each of them and by whoever arranges the event. @throws 404 when it was withdrawn */
export async function linkedInvitation(token: string) {
  const named = namedBy('seats', token);
  if (!named) throw notFound();
  const scope = publicScope(named.networkId);
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ invitationId: string; eventId: string; organisationId: string; organisation: string; seats: number; holdsUntil: string | null; isReleased: boolean }>`
      select invitation_id as "invitationId", event_id as "eventId", i.organisation_id as "organisationId", o.name as organisation, seats, holds_until::text as "holdsUntil", released_at is not null as "isReleased" from registration_invitation i join organisation o using (network_id, organisation_id)
      where network_id = ${named.networkId} and invitation_id = ${named.id} and withdrawn_at is null`.execute(tx);
    const invitation = rows[0];
    if (!invitation) throw notFound();
    const form = await formOf(tx, named.networkId, invitation.eventId);
    const { rows: delegates } = await sql<{ registrationId: string; name: string; state: State }>`
      select registration_id as "registrationId", given || ' ' || surname as name, state from registration
      where network_id = ${named.networkId} and invitation_id = ${named.id} and state in ('seat', 'waiting') order by created_at`.execute(tx);
    const plan = (await planIn(tx, named.networkId, invitation.eventId))!;
    return {
      scope,
      // An invitation is no seat: the link for taking part from afar is for each delegate who has one, in her own letter.
      plan: { ...plan, onlineUrl: null },
      form,
      invitation: { ...invitation, areKept: areKept(invitation, form, dayAt(form, new Date())) },
      isOpen: isOpenOn(form, dayAt(form, new Date()), true),
      delegates,
    };
  });
}

/** Who registered for the same event and agreed to be listed. Nothing of how she is reached. */
export interface Listed {
  name: string;
  organisation: string | null;
  place: string | null;
}

const LISTED_AT_ONCE = 100;

/**
 * The list other participants see, through the link of one's own registration: everybody with a seat who agreed to stand on it, as long as she does and as long as registrations are
 * kept. Only who has a seat sees it. @param page from 1 @throws 404
 */
export async function listedWith(token: string, page: number): Promise<Linked & { listed: Listed[]; total: number; pages: number }> {
  const linked = await linkedRegistration(token);
  if (linked.registration.state !== 'seat') throw notFound();
  return reading(linked.scope, async (tx) => {
    const { networkId } = linked.scope;
    const agreed = sql`from registration r where network_id = ${networkId} and event_id = ${linked.plan.eventId} and state = 'seat' and list_consent`;
    const { rows: [{ total }] } = (await sql<{ total: number }>`select count(*)::int as total ${agreed}`.execute(tx)) as { rows: [{ total: number }] };
    const pages = Math.max(1, Math.ceil(total / LISTED_AT_ONCE));
    const { rows: listed } = await sql<Listed>`
      select given || ' ' || surname as name, coalesce((select o.name from organisation o where o.network_id = r.network_id and o.organisation_id = r.organisation_id), organisation_text) as organisation, place_text as place
      ${agreed} order by surname collate "und-x-icu", given collate "und-x-icu", registration_id limit ${LISTED_AT_ONCE} offset ${(Math.min(page, pages) - 1) * LISTED_AT_ONCE}`.execute(tx);
    return { ...linked, listed, total, pages };
  });
}

/** One on the coordinator's list. */
export interface Registered extends OwnRegistration {
  personId: string | null;
  identifiedBy: 'matching' | 'coordinator' | 'new' | null;
  createdAt: Date;
  waits: Waits | null;
  /** Known people who may be meant, where nobody has said who it is. */
  proposals: Proposal[];
  /** What she wrote of whom she comes for; `organisation` is what it was recognised as. */
  organisationText: string | null;
  organisationId: string | null;
  placeId: string | null;
  isInvited: boolean;
  /** False where what she wrote means nobody known, or she wrote nothing though seats are limited by it: no limit of that kind holds for her. */
  isOrganisationKnown: boolean;
  isPlaceKnown: boolean;
  /** Organisations and municipalities (ids) that may be meant by what is not recognised. */
  mayBe: { organisations: string[]; places: string[] };
}

export interface RegistrationFilter {
  /** Words of a name, an organisation, a place or an address, in any script. */
  q?: string | null;
  state?: State | null;
  /** Only those on the list for whom this is not known. */
  unrecognised?: Unrecognised | null;
  /** From 1. */
  page?: number;
  limit?: number;
}

export interface Invitation {
  invitationId: string;
  organisation: string;
  email: string;
  seats: number;
  registered: number;
  holdsUntil: string | null;
  /** How many of its seats are kept for it and not used yet. */
  kept: number;
}

export interface RegistrationList {
  form: FormRow | null;
  registered: Registered[];
  /** Of all who registered, how many the filter found; and on which page of them this is. */
  found: number;
  page: number;
  pages: number;
  counts: Record<State, number>;
  /** Of those on the list, for how many it is not known whom they come for, and whether seats are limited by it. */
  unrecognised: Record<Unrecognised, number>;
  limited: Record<Unrecognised, boolean>;
  /** Of those with a seat. */
  agreed: { seats: number; list: number; photo: number };
  invitations: Invitation[];
  /** Question → answer → how many of those with a seat or waiting, for questions with given answers. */
  answers: Record<string, Record<string, number>>;
}

const AT_ONCE = 50;

/** The event and its form, for whoever may see who registered. @throws 404 for whoever may not see persons */
async function seenForm(tx: Tx, scope: Scope, eventId: string): Promise<{ form: FormRow | null; arranges: boolean; lastDay: string }> {
  const event = await tx.selectFrom('event').select(['programme_id', 'last_day']).where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  if (!event || !reachesProgramme(scope, event.programme_id) || !maySeePersons(scope)) throw notFound();
  const form = await formOf(tx, scope.networkId, eventId).catch((error: unknown) => (error instanceof Problem && error.status === 404 ? null : Promise.reject(error)));
  return { form, arranges: mayArrange(scope, event.programme_id), lastDay: event.last_day };
}

/** The coordinator's own form, and for how many days a new one offers to keep what is written into it. @throws 404 */
export const formToEdit = (scope: Scope, eventId: string): Promise<{ form: FormRow | null; days: number }> =>
  reading(scope, async (tx) => {
    const { form, lastDay } = await seenForm(tx, scope, eventId);
    return { form, days: offeredDays(lastDay, await evaluationDue(tx, scope.networkId, eventId)) };
  });

type Row = Omit<Registered, 'waits' | 'proposals' | 'mayBe'>;

/**
 * A registration `r` for which no limit by organisation, or by municipality, holds, because it is not known whom she comes for. Whoever wrote no municipality counts for the one in which her organisation
 * has its seat, and whom an invitation names is known.
 */
function unknown(of: Unrecognised, form: FormRow) {
  const limited = limitedBy(form);
  const isOnList = sql`r.state in ('seat', 'waiting', 'unconfirmed')`;
  if (of === 'organisation') return sql<boolean>`(${isOnList} and r.organisation_id is null and (${limited.organisation}::boolean or nullif(trim(r.organisation_text), '') is not null))`;
  return sql<boolean>`(${isOnList} and r.place_id is null and r.invitation_id is null and (nullif(trim(r.place_text), '') is not null or (${limited.municipality}::boolean and r.organisation_id is null)))`;
}

/** What these registrations say; those of whoever needs something may say something about her health, and sex and age are nobody else's business: only whoever arranges the event reads them. */
async function rowsOf(tx: Tx, networkId: string, form: FormRow, ids: readonly string[], arranges: boolean): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${own}, person_id as "personId", identified_by as "identifiedBy", created_at as "createdAt", organisation_text as "organisationText", organisation_id as "organisationId", place_id as "placeId", invitation_id is not null as "isInvited", not ${unknown('organisation', form)} as "isOrganisationKnown", not ${unknown('place', form)} as "isPlaceKnown"
    from unnest(${[...ids]}::uuid[]) with ordinality wanted (id, at) join registration r on r.network_id = ${networkId} and r.registration_id = wanted.id order by wanted.at`.execute(tx);
  return arranges ? rows : rows.map((row) => ({ ...row, needsAccess: null, needsFood: null, sex: null, ageGroup: null }));
}

/** In the order of the list: seats first, then who waits in order, then the rest. */
const inOrder = sql`array_position(array['seat', 'waiting', 'unconfirmed', 'declined', 'cancelled'], state), queued_at, registration_id`;

/** Those who registered for an event, a page at a time, with how many there are of each kind. @throws 404 for whoever may not see persons */
export const registrations = (scope: Scope, eventId: string, { q = null, state = null, unrecognised: wanted = null, page = 1, limit = AT_ONCE }: RegistrationFilter = {}): Promise<RegistrationList> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const { form, arranges } = await seenForm(tx, scope, eventId);
    const counts: Record<State, number> = { unconfirmed: 0, seat: 0, waiting: 0, declined: 0, cancelled: 0 };
    if (!form) return { form, registered: [], found: 0, page: 1, pages: 1, counts, unrecognised: { organisation: 0, place: 0 }, limited: { organisation: false, place: false }, agreed: { seats: 0, list: 0, photo: 0 }, invitations: [], answers: {} };
    const { rows: counted } = await sql<{ state: State; n: number; list: number; photo: number }>`
      select state, count(*)::int as n, (count(*) filter (where list_consent))::int as list, (count(*) filter (where photo_consent))::int as photo from registration where network_id = ${networkId} and event_id = ${eventId} group by 1`.execute(tx);
    for (const { state, n } of counted) counts[state] = n;
    const seated = counted.find((one) => one.state === 'seat');
    const found = await foundIn(tx, networkId, form, { q, state, unrecognised: wanted });
    const pages = Math.max(1, Math.ceil(found.length / limit));
    const shown = Math.min(Math.max(1, page), pages);
    const rows = await rowsOf(tx, networkId, form, found.slice((shown - 1) * limit, shown * limit), arranges);
    const waiting = rows.some((one) => one.state === 'waiting') ? new Map((await standing(tx, networkId, form, new Date())).map((one) => [one.id, one])) : new Map<string, Waits>();
    const nobody = rows.filter(({ personId, state }) => !personId && (state === 'seat' || state === 'waiting'));
    const proposals = await peopleMeant(tx, networkId, nobody.map(({ given, surname, email, phone, organisationId, placeId }) => ({ given, surname, email, phone, organisation: organisationId, place: placeId })));
    const proposed = new Map(nobody.map(({ registrationId }, at) => [registrationId, proposals[at]!]));
    const country = await countryOf(tx, networkId);
    const places = rows.map((row) => (row.isPlaceKnown ? [] : placesMeant(row.place, { country, near: form.venuePlace })));
    const organisations = await organisationsMeant(tx, networkId, rows.map(({ isOrganisationKnown, organisationText, placeId }, at) => ({ organisation: isOrganisationKnown ? null : organisationText, place: placeId ?? places[at]![0] ?? form.venuePlace })));
    const { rows: [open] } = await sql<Record<Unrecognised, number>>`
      select (count(*) filter (where ${unknown('organisation', form)}))::int as organisation, (count(*) filter (where ${unknown('place', form)}))::int as place from registration r where network_id = ${networkId} and event_id = ${eventId}`.execute(tx);
    const { organisation, municipality } = limitedBy(form);
    return {
      form, found: found.length, page: shown, pages, counts, unrecognised: open!, limited: { organisation, place: municipality },
      agreed: { seats: counts.seat, list: seated?.list ?? 0, photo: seated?.photo ?? 0 },
      registered: rows.map((row, at) => ({
        ...row, waits: waiting.get(row.registrationId) ?? null, proposals: proposed.get(row.registrationId) ?? [],
        mayBe: { organisations: organisations[at]!.slice(0, 3).map(({ name }) => name), places: places[at]! },
      })),
      invitations: await invitationsOf(tx, networkId, form),
      answers: await answersCounted(tx, networkId, form),
    };
  });

/** Ids in the order of the list. Names are searched as they are read, in any script, so a search looks at the names of this one event. */
async function foundIn(tx: Tx, networkId: string, form: FormRow, { q, state, unrecognised: wanted }: Required<Pick<RegistrationFilter, 'q' | 'state' | 'unrecognised'>>): Promise<string[]> {
  const { rows } = await sql<{ id: string; text: string | null }>`
    select registration_id as id, ${q?.trim() ? sql`concat_ws(' ', given, surname, organisation_text, (select o.name from organisation o where o.network_id = r.network_id and o.organisation_id = r.organisation_id), place_text, email)` : sql`null`} as text
    from registration r where network_id = ${networkId} and event_id = ${form.eventId} ${state ? sql`and state = ${state}` : sql``} ${wanted ? sql`and ${unknown(wanted, form)}` : sql``} order by ${inOrder}`.execute(tx);
  const words = foldWords(q ?? '');
  const isMeant = (text: string) => {
    const folded = fold(text);
    return words.every((word) => folded.includes(word));
  };
  return rows.filter(({ text }) => text === null || isMeant(text)).map(({ id }) => id);
}

async function invitationsOf(tx: Tx, networkId: string, form: FormRow): Promise<Invitation[]> {
  const { rows } = await sql<Omit<Invitation, 'kept'> & { organisationId: string }>`
    select i.invitation_id as "invitationId", i.organisation_id::text as "organisationId", o.name as organisation, i.email, i.seats, i.holds_until::text as "holdsUntil",
      (select count(*)::int from registration r where r.network_id = i.network_id and r.invitation_id = i.invitation_id and r.state in ('seat', 'waiting')) as registered
    from registration_invitation i join organisation o using (network_id, organisation_id)
    where i.network_id = ${networkId} and i.event_id = ${form.eventId} and i.withdrawn_at is null order by o.name limit 1000`.execute(tx);
  if (!rows.length) return [];
  const { limits, seated } = await listOf(tx, networkId, form, dayAt(form, new Date()));
  return rows.map(({ organisationId, ...row }) => {
    const promise = limits.promised.find(({ organisation }) => organisation === organisationId);
    return { ...row, kept: promise ? unused(promise, seated) : 0 };
  });
}

/** How often each answer was chosen, in whatever language the form was filled in. */
async function answersCounted(tx: Tx, networkId: string, { eventId, questions }: FormRow): Promise<RegistrationList['answers']> {
  const given = questions.filter(({ kind }) => kind !== 'text').map(({ id }) => id);
  if (!given.length) return {};
  const { rows } = await sql<{ question: string; answer: string; n: number }>`
    select a.key as question, a.value as answer, count(*)::int as n from registration r cross join lateral jsonb_each_text(r.answers) a
    where r.network_id = ${networkId} and r.event_id = ${eventId} and r.state in ('seat', 'waiting') and a.key = any (${given}::text[]) group by 1, 2`.execute(tx);
  const counted: RegistrationList['answers'] = {};
  for (const { question, answer, n } of rows) (counted[question] ??= {})[answer] = n;
  return counted;
}

/** What is known of whom somebody comes for: a form that shows it and is saved as it was changes nothing. @throws 404 */
export const belongingOf = (scope: Scope, eventId: string, registrationId: string): Promise<Pick<Registered, 'organisation' | 'organisationId' | 'placeId' | 'isInvited'> & { near: string | null }> =>
  reading(scope, async (tx) => {
    const { form } = await seenForm(tx, scope, eventId);
    const row = form && (await rowsOf(tx, scope.networkId, form, [registrationId], false)).find(({ registrationId: id }) => id === registrationId);
    if (!row) throw notFound();
    return { organisation: row.organisationId && row.organisation, organisationId: row.organisationId, placeId: row.placeId, isInvited: row.isInvited, near: form.venuePlace };
  });

const EXPORTED_AT_ONCE = 500;

/** Everybody who registered, for a table: some hundred at a time, however many they are. @throws 404 */
export async function exportedRegistrations(scope: Scope, eventId: string, write: (rows: readonly Row[], form: FormRow) => void): Promise<FormRow | null> {
  return reading(scope, async (tx) => {
    const { form, arranges } = await seenForm(tx, scope, eventId);
    if (!form) return null;
    const ids = await foundIn(tx, scope.networkId, form, { q: null, state: null, unrecognised: null });
    for (let at = 0; at < ids.length; at += EXPORTED_AT_ONCE) write(await rowsOf(tx, scope.networkId, form, ids.slice(at, at + EXPORTED_AT_ONCE), arranges), form);
    return form;
  });
}
