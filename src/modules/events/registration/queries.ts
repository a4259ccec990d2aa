import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import { seenForm } from './form-queries.ts';
import { invitationsOf, type Invitation } from './invitation-queries.ts';
import type { Waits } from './link-queries.ts';
import { limitedBy } from './quota.ts';
import { foundIn, rowsOf, unknown, type Registered, type RegistrationFilter } from './row-queries.ts';
import { standing, type FormRow } from './seat-commands.ts';
import type { State, Unrecognised } from './shape.ts';
import { twinsOn, type Twin } from './twice-queries.ts';
import { countryOf, organisationsMeant, peopleMeant, placesMeant } from './who.ts';

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
  agreed: { seats: number; list: number; photo: number; unasked: number };
  invitations: Invitation[];
  /** How many of those on the list may be there twice. */
  twice: number;
  /** Question → answer → how many of those with a seat or waiting, for questions with given answers. */
  answers: Record<string, Record<string, number>>;
}

const AT_ONCE = 50;

/** Those who registered for an event, a page at a time, with how many there are of each kind. @throws 404 for whoever may not see persons */
export const registrations = (scope: Scope, eventId: string, { q = null, state = null, unrecognised: wanted = null, page = 1, limit = AT_ONCE }: RegistrationFilter = {}): Promise<RegistrationList> =>
  reading(scope, async (tx) => {
    const { networkId } = scope;
    const { form, arranges } = await seenForm(tx, scope, eventId);
    const counts: Record<State, number> = { unconfirmed: 0, seat: 0, waiting: 0, declined: 0, cancelled: 0 };
    if (!form) return { form, registered: [], found: 0, page: 1, pages: 1, counts, unrecognised: { organisation: 0, place: 0 }, limited: { organisation: false, place: false }, agreed: { seats: 0, list: 0, photo: 0, unasked: 0 }, invitations: [], twice: 0, answers: {} };
    const { rows: counted } = await sql<{ state: State; n: number; list: number; photo: number; unasked: number }>`
      select state, count(*)::int as n, (count(*) filter (where list_consent))::int as list, (count(*) filter (where photo_consent))::int as photo, (count(*) filter (where consent_said is null))::int as unasked from registration where network_id = ${networkId} and event_id = ${eventId} group by 1`.execute(tx);
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
    const twins = arranges ? await twinsOn(tx, networkId, eventId) : new Map<string, Twin[]>();
    const country = await countryOf(tx, networkId);
    const places = rows.map((row) => (row.isPlaceKnown ? [] : placesMeant(row.place, { country, near: form.venuePlace })));
    const organisations = await organisationsMeant(tx, networkId, rows.map(({ isOrganisationKnown, organisationText, placeId }, at) => ({ organisation: isOrganisationKnown ? null : organisationText, place: placeId ?? places[at]![0] ?? form.venuePlace })));
    const { rows: [open] } = await sql<Record<Unrecognised, number>>`
      select (count(*) filter (where ${unknown('organisation', form)}))::int as organisation, (count(*) filter (where ${unknown('place', form)}))::int as place from registration r where network_id = ${networkId} and event_id = ${eventId}`.execute(tx);
    const { organisation, municipality } = limitedBy(form);
    return {
      form, found: found.length, page: shown, pages, counts, unrecognised: open!, limited: { organisation, place: municipality },
      agreed: { seats: counts.seat, list: seated?.list ?? 0, photo: seated?.photo ?? 0, unasked: seated?.unasked ?? 0 },
      registered: rows.map((row, at) => ({
        ...row, waits: waiting.get(row.registrationId) ?? null, proposals: proposed.get(row.registrationId) ?? [], twins: twins.get(row.registrationId) ?? [],
        mayBe: { organisations: organisations[at]!.slice(0, 3).map(({ name }) => name), places: places[at]! },
      })),
      twice: twins.size,
      invitations: await invitationsOf(tx, networkId, form),
      answers: await answersCounted(tx, networkId, form),
    };
  });

/** How often each answer was chosen, in whatever language the form was filled in. */
async function answersCounted(tx: Tx, networkId: string, { eventId, questions }: FormRow): Promise<RegistrationList['answers']> {
  const given = questions.filter(({ kind }) => kind !== 'text').map(({ id }) => id);
  if (!given.length) return {};
  const { rows } = await sql<{ question: string; answer: string; n: number }>`
    select given.key as question, chosen as answer, count(*)::int as n from registration r cross join lateral jsonb_each(r.answers) given cross join lateral jsonb_array_elements_text(case jsonb_typeof(given.value) when 'array' then given.value else jsonb_build_array(given.value) end) chosen
    where r.network_id = ${networkId} and r.event_id = ${eventId} and r.state in ('seat', 'waiting') and given.key = any (${given}::text[]) group by 1, 2`.execute(tx);
  const counted: RegistrationList['answers'] = {};
  for (const { question, answer, n } of rows) (counted[question] ??= {})[answer] = n;
  return counted;
}
