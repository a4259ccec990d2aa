import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import { addPerson } from '#modules/people/commands.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayChangeAlliances } from '../access.ts';
import { circleWith, type Belonging } from './circles.ts';
import { firstStates, memberStates, nextStates, stays, type MemberState, type Said } from './states.ts';

const day = z.iso.date({ error: 'alliances.problem_day' });
const note = z.string().trim().max(2_000).nullable().default(null);

/** An organisation or a network becomes a member (or is invited, applies, observes) from a day on. One that left before comes back into its own history. */
export const joinAlliance = command({
  name: 'alliance_member.join',
  input: z
    .strictObject({ allianceId: z.uuid(), organisationId: z.uuid().nullable().default(null), memberAllianceId: z.uuid().nullable().default(null), state: z.enum(firstStates as [MemberState, ...MemberState[]]).default('member'), from: day, note })
    .refine(({ organisationId, memberAllianceId }) => (organisationId === null) !== (memberAllianceId === null), { error: 'alliances.problem_member_missing', path: ['member'] }),
  may: mayChangeAlliances,
  async run(context, { allianceId, organisationId, memberAllianceId, state, from, note }) {
    const { tx, scope: { networkId } } = context;
    // Whoever joins, and whoever else changes who belongs to whom, does it one after the other: two halves of a circle cannot close it at once.
    const { rows: whole } = await sql<{ id: string; face: string | null }>`select alliance_id as id, organisation_id as face from alliance where network_id = ${networkId} order by alliance_id for update`.execute(tx);
    if (!whole.some(({ id }) => id === allianceId)) throw notFound();
    if (organisationId && !(await areOrganisations(tx, networkId, [organisationId]))) throw new Problem(422, 'alliances.unknown_organisation', {}, 'member');
    const { rows: [root] } = organisationId ? await sql<{ id: string }>`select coalesce(same_as, organisation_id) as id from organisation where network_id = ${networkId} and organisation_id = ${organisationId}`.execute(tx) : { rows: [] };
    // The directory's entry of a network that is kept here stands for that network, with all its members.
    const partId = memberAllianceId ?? whole.find(({ face }) => face && face === root?.id)?.id ?? null;
    if (partId && !whole.some(({ id }) => id === partId)) throw new Problem(422, 'alliances.unknown_network', {}, 'member');
    if (partId === allianceId) throw new Problem(409, 'alliances.own_member', {}, 'member');
    const part = partId ? { organisation_id: null, member_alliance_id: partId } : { organisation_id: root!.id, member_alliance_id: null };
    const { rows: [there] } = await sql<{ id: string }>`select member_id as id from alliance_member where network_id = ${networkId} and alliance_id = ${allianceId}
      and (organisation_id = ${part.organisation_id} or member_alliance_id = ${part.member_alliance_id})`.execute(tx);
    const memberId = there?.id ?? newId();
    if (!there) await tx.insertInto('alliance_member').values({ network_id: networkId, member_id: memberId, alliance_id: allianceId, ...part }).execute();
    else if ((await historyIn(tx, networkId, memberId)).at(-1)?.state !== 'left') throw new Problem(409, 'alliances.member_already', {}, 'member');
    await append(context, memberId, { state, from, note });
    if (partId) await noCircle(tx, networkId, allianceId, 'member');
    return { memberId };
  },
  record: ({ memberId }, { allianceId, state }) => ({ subject: { kind: 'alliance_member', id: memberId }, details: { alliance: allianceId, state } }),
});

/** From a day on the member is something else: admitted, suspended, left … */
export const sayMemberState = command({
  name: 'alliance_member.say',
  input: z.strictObject({ memberId: z.uuid(), state: z.enum(memberStates), from: day, note }),
  may: mayChangeAlliances,
  async run(context, { memberId, ...said }) {
    const { tx, scope: { networkId } } = context;
    const member = await locked(tx, networkId, memberId);
    await append(context, memberId, said);
    if (member.member_alliance_id) await noCircle(tx, networkId, member.alliance_id, 'from');
    return { memberId, allianceId: member.alliance_id };
  },
  record: ({ memberId, allianceId }, { state }) => ({ subject: { kind: 'alliance_member', id: memberId }, details: { alliance: allianceId, state } }),
});

/** The last entry of a member's history was a mistake: it no longer holds, and stays readable as taken back. */
export const takeBackState = command({
  name: 'alliance_member.take-back',
  input: z.strictObject({ memberId: z.uuid() }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId }, now }, { memberId }) {
    const member = await locked(tx, networkId, memberId);
    const done = await sql`update alliance_member_state set taken_back_at = ${now} where network_id = ${networkId} and member_id = ${memberId} and position = (
      select position from alliance_member_state where network_id = ${networkId} and member_id = ${memberId} and taken_back_at is null order by from_day desc, position desc limit 1)`.execute(tx);
    if (!done.numAffectedRows) throw notFound();
    if (member.member_alliance_id) await noCircle(tx, networkId, member.alliance_id, null);
    return { memberId, allianceId: member.alliance_id };
  },
  record: ({ memberId, allianceId }) => ({ subject: { kind: 'alliance_member', id: memberId }, details: { alliance: allianceId } }),
});

/** Somebody speaks for a member: a person who is known, or one who is made known by it. Named in public only where she agreed to it. */
export const addRepresentative = command({
  name: 'alliance_representative.add',
  input: z
    .strictObject({
      memberId: z.uuid(),
      personId: z.uuid().nullable().default(null),
      given: z.string().trim().max(100).default(''),
      surname: z.string().trim().max(100).default(''),
      role: z.string().trim().max(200).nullable().default(null),
      from: day.nullable().default(null),
      until: day.nullable().default(null),
      consentOn: day.nullable().default(null),
    })
    .refine(({ personId, given, surname }) => personId || given || surname, { error: 'alliances.problem_person_missing', path: ['personId'] })
    .refine(({ from, until }) => !from || !until || from <= until, { error: 'alliances.problem_ends_before_it_begins', path: ['until'] }),
  may: mayChangeAlliances,
  async run(context, { memberId, personId, given, surname, role, from, until, consentOn }) {
    const { tx, scope: { networkId } } = context;
    const member = await locked(tx, networkId, memberId);
    const affiliations = member.organisation_id ? [{ organisationId: member.organisation_id, role, from, until }] : [];
    const who = personId ?? (await executeWithin(context, addPerson, { given: given || null, surname: surname || null, affiliations })).personId;
    const known = await tx.selectFrom('person').select('person_id').where('network_id', '=', networkId).where('person_id', '=', who).executeTakeFirst();
    if (!known) throw new Problem(422, 'alliances.unknown_person', {}, 'personId');
    const representativeId = newId();
    await tx.insertInto('alliance_representative').values({ network_id: networkId, representative_id: representativeId, member_id: memberId, person_id: who, role: role || null, from_day: from, until_day: until, consent_on: consentOn }).execute();
    return { representativeId, personId: who };
  },
  record: ({ representativeId, personId }, { memberId }) => ({ subject: { kind: 'alliance_representative', id: representativeId }, details: { member: memberId, person: personId } }),
});

/** She speaks for it no longer, or (not) to be named in public any more. */
export const changeRepresentative = command({
  name: 'alliance_representative.change',
  input: z.strictObject({ representativeId: z.uuid(), until: day.nullable().optional(), consentOn: day.nullable().optional() }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { representativeId, until, consentOn }) {
    const there = await tx.selectFrom('alliance_representative').select(['from_day']).where('network_id', '=', networkId).where('representative_id', '=', representativeId).forUpdate().executeTakeFirst();
    if (!there) throw notFound();
    if (until && there.from_day && until < String(there.from_day)) throw new Problem(422, 'alliances.ends_before_it_begins', {}, 'until');
    const row = { ...(until !== undefined && { until_day: until }), ...(consentOn !== undefined && { consent_on: consentOn }) };
    if (Object.keys(row).length) await tx.updateTable('alliance_representative').set(row).where('network_id', '=', networkId).where('representative_id', '=', representativeId).execute();
    return { representativeId };
  },
  record: ({ representativeId }, { until, consentOn }) => ({ subject: { kind: 'alliance_representative', id: representativeId }, details: { changed: [...(until !== undefined ? ['until'] : []), ...(consentOn !== undefined ? ['consent'] : [])] } }),
});

async function locked(tx: Tx, networkId: string, memberId: string) {
  // The networks themselves are locked first, in the order every command takes them.
  await sql`select alliance_id from alliance where network_id = ${networkId} order by alliance_id for update`.execute(tx);
  const { rows: [member] } = await sql<{ alliance_id: string; organisation_id: string | null; member_alliance_id: string | null }>`
    select alliance_id, organisation_id, member_alliance_id from alliance_member where network_id = ${networkId} and member_id = ${memberId} for update`.execute(tx);
  if (!member) throw notFound();
  return member;
}

async function historyIn(tx: Tx, networkId: string, memberId: string): Promise<Said[]> {
  const { rows } = await sql<Said>`select state, from_day::text as "from" from alliance_member_state where network_id = ${networkId} and member_id = ${memberId} and taken_back_at is null order by from_day, position`.execute(tx);
  return rows;
}

async function append({ tx, scope, now }: CommandContext, memberId: string, { state, from, note }: { state: MemberState; from: string; note: string | null }) {
  const { networkId } = scope;
  const history = await historyIn(tx, networkId, memberId);
  const last = history.at(-1);
  if (last && from < last.from) throw new Problem(422, 'alliances.earlier_than_last', { day: last.from }, 'from');
  if (!nextStates(history).includes(state)) throw new Problem(409, 'alliances.cannot_become', {}, 'state');
  await tx.insertInto('alliance_member_state').values({ network_id: networkId, member_id: memberId, state, from_day: from, note: note || null, said_by: signatureOf(scope), said_at: now }).execute();
}

/**
 * Called after something was written that makes networks members of networks.
 * @throws Problem 409 when this one is a member of itself on some day, over however many others
 */
export async function noCircle(tx: Tx, networkId: string, allianceId: string, field: string | null) {
  const { rows } = await sql<{ whole: string; part: string; history: Said[] }>`
    select m.alliance_id as whole, coalesce(m.member_alliance_id, f.alliance_id) as part,
      (select jsonb_agg(jsonb_build_object('state', s.state, 'from', s.from_day) order by s.from_day, s.position) from alliance_member_state s where s.network_id = m.network_id and s.member_id = m.member_id and s.taken_back_at is null) as history
    from alliance_member m left join organisation o on o.network_id = m.network_id and o.organisation_id = m.organisation_id
      left join alliance f on f.network_id = m.network_id and f.organisation_id = coalesce(o.same_as, o.organisation_id)
    where m.network_id = ${networkId} and coalesce(m.member_alliance_id, f.alliance_id) is not null`.execute(tx);
  const links = rows.flatMap(({ whole, part, history }) => stays(history ?? []).map((stay): Belonging => ({ whole, part, ...stay })));
  for (const link of links) {
    if (link.whole !== allianceId && link.part !== allianceId) continue;
    const circle = circleWith(links, link);
    if (!circle) continue;
    const { rows: named } = await sql<{ id: string; names: Localised }>`
      select alliance_id as id, names from alliance where network_id = ${networkId} and alliance_id = any (${circle}::uuid[])`.execute(tx);
    throw new Problem(409, 'alliances.circle', { path: circle.map((id) => named.find((one) => one.id === id)?.names ?? {}) }, field);
  }
}
