/** The rows of the coordinator's list: which they are, in which order, and what each says. */
import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { fold, foldWords } from '#platform/matching/fold.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { seenForm } from './form-queries.ts';
import { own, type OwnRegistration, type Waits } from './link-queries.ts';
import { limitedBy } from './quota.ts';
import type { FormRow } from './seat-commands.ts';
import type { State, Unrecognised } from './shape.ts';
import type { Twin } from './twice-queries.ts';
import type { Proposal } from './who.ts';

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
  /** A coordinator put her on the list. */
  isByHand: boolean;
  /** False where what she wrote means nobody known, or she wrote nothing though seats are limited by it: no limit of that kind holds for her. */
  isOrganisationKnown: boolean;
  isPlaceKnown: boolean;
  /** Others on this list who may be the same person. */
  twins: Twin[];
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

export type Row = Omit<Registered, 'waits' | 'proposals' | 'twins' | 'mayBe'>;

/**
 * A registration `r` for which no limit by organisation, or by municipality, holds, because it is not known whom she comes for. Whoever wrote no municipality counts for the one in which her organisation
 * has its seat, and whom an invitation names is known.
 */
export function unknown(of: Unrecognised, form: FormRow) {
  const limited = limitedBy(form);
  const isOnList = sql`r.state in ('seat', 'waiting', 'unconfirmed')`;
  if (of === 'organisation') return sql<boolean>`(${isOnList} and r.organisation_id is null and (${limited.organisation}::boolean or nullif(trim(r.organisation_text), '') is not null))`;
  return sql<boolean>`(${isOnList} and r.place_id is null and r.invitation_id is null and (nullif(trim(r.place_text), '') is not null or (${limited.municipality}::boolean and r.organisation_id is null)))`;
}

/** What these registrations say; those of whoever needs something may say something about her health, and sex and age are nobody else's business: only whoever arranges the event reads them. */
export async function rowsOf(tx: Tx, networkId: string, form: FormRow, ids: readonly string[], arranges: boolean): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select ${own}, person_id as "personId", identified_by as "identifiedBy", created_at as "createdAt", organisation_text as "organisationText", organisation_id as "organisationId", place_id as "placeId", invitation_id is not null as "isInvited", by_hand as "isByHand", not ${unknown('organisation', form)} as "isOrganisationKnown", not ${unknown('place', form)} as "isPlaceKnown"
    from unnest(${[...ids]}::uuid[]) with ordinality wanted (id, at) join registration r on r.network_id = ${networkId} and r.event_id = ${form.eventId} and r.registration_id = wanted.id order by wanted.at`.execute(tx);
  return arranges ? rows : rows.map((row) => ({ ...row, needsAccess: null, needsFood: null, sex: null, ageGroup: null }));
}

/** In the order of the list: seats first, then who waits in order, then the rest. */
const inOrder = sql`array_position(array['seat', 'waiting', 'unconfirmed', 'declined', 'cancelled'], state), queued_at, registration_id`;

/** Ids in the order of the list. Names are searched as they are read, in any script, so a search looks at the names of this one event. */
export async function foundIn(tx: Tx, networkId: string, form: FormRow, { q, state, unrecognised: wanted }: Required<Pick<RegistrationFilter, 'q' | 'state' | 'unrecognised'>>): Promise<string[]> {
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

/** One of them, as she stands on the list, and the place of the event. @throws 404 */
export const registeredOne = (scope: Scope, eventId: string, registrationId: string): Promise<Row & { near: string | null }> =>
  reading(scope, async (tx) => {
    const { form } = await seenForm(tx, scope, eventId);
    const row = form && (await rowsOf(tx, scope.networkId, form, [registrationId], false)).find(({ registrationId: id }) => id === registrationId);
    if (!row) throw notFound();
    return { ...row, near: form.venuePlace };
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
