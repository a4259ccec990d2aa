/** What the link in her letter opens to somebody who is registered. */
import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import { namedBy } from '../secret-link.ts';
import type { Full } from './quota.ts';
import { formOf, standing, type FormRow } from './seat-commands.ts';
import type { ageGroups, Answers, consentSaid, sexes, State } from './shape.ts';

/** One registration as she who made it sees it. */
export interface OwnRegistration {
  registrationId: string;
  given: string;
  surname: string;
  organisation: string | null;
  place: string | null;
  /** None where a coordinator put her on the list who has none. */
  email: string | null;
  phone: string | null;
  role: string | null;
  needsAccess: string | null;
  needsFood: string | null;
  photoConsent: boolean;
  listConsent: boolean;
  /** How that became known; null: she was not asked yet. */
  consentSaid: (typeof consentSaid)[number] | 'herself' | 'organisation' | null;
  sex: (typeof sexes)[number] | null;
  ageGroup: (typeof ageGroups)[number] | 'unsaid' | null;
  answers: Answers;
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

/** What she wrote, in the columns of a registration `r`. */
export const own = sql`registration_id as "registrationId", given, surname, coalesce((select o.name from organisation o where o.network_id = r.network_id and o.organisation_id = r.organisation_id), organisation_text) as organisation, place_text as place, email, phone, role,
  needs_access as "needsAccess", needs_food as "needsFood", photo_consent as "photoConsent", list_consent as "listConsent", consent_said as "consentSaid", sex, age_group as "ageGroup", answers, state, check_in_code as code`;

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
