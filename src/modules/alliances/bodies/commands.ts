import { sql } from 'kysely';
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { localised } from '#platform/words/localised.ts';
import { mayChangeAlliances } from '../access.ts';
import { dayBefore, declare, lastDayOf } from './elections.ts';
import { bodyKinds, termRoles } from './shape.ts';

const day = z.iso.date({ error: 'alliances.problem_day' });
const whole = (most: number) => z.number({ error: 'bodies.problem_number' }).int({ error: 'bodies.problem_number' }).min(0, { error: 'bodies.problem_number' }).max(most, { error: 'bodies.problem_number' });
const person = z.uuid({ error: 'bodies.problem_person' });

/** Adds a body of a network, or changes what its statutes say about it. */
export const saveBody = command({
  name: 'alliance_body.save',
  input: z.strictObject({ allianceId: z.uuid(), bodyId: z.uuid().optional(), kind: z.enum(bodyKinds), names: localised.default({}), seats: whole(1_000).min(1, { error: 'bodies.problem_number' }).nullable().default(null), termMonths: whole(240).min(1, { error: 'bodies.problem_number' }).nullable().default(null) }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { allianceId, bodyId = newId(), kind, names, seats, termMonths }) {
    const there = await tx.selectFrom('alliance').select('alliance_id').where('network_id', '=', networkId).where('alliance_id', '=', allianceId).executeTakeFirst();
    if (!there) throw notFound();
    const row = { kind, names: JSON.stringify(names), seats, term_months: termMonths };
    const changed = await tx.updateTable('alliance_body').set(row).where('network_id', '=', networkId).where('body_id', '=', bodyId).where('alliance_id', '=', allianceId).returning('body_id').executeTakeFirst();
    if (!changed) await tx.insertInto('alliance_body').values({ network_id: networkId, body_id: bodyId, alliance_id: allianceId, ...row }).execute();
    return { bodyId };
  },
  record: ({ bodyId }, { allianceId, kind }) => ({ subject: { kind: 'alliance_body', id: bodyId }, details: { alliance: allianceId, kind } }),
});

/** A person sits in a body from a day on, until the end its statutes set unless another one is given. */
export const beginTerm = command({
  name: 'alliance_term.begin',
  input: z
    .strictObject({ bodyId: z.uuid(), personId: person, role: z.enum(termRoles).default('member'), from: day, until: day.nullable().optional(), consentOn: day.nullable().default(null) })
    .refine(({ from, until }) => !until || from <= until, { error: 'alliances.problem_ends_before_it_begins', path: ['until'] }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { bodyId, personId, role, from, until, consentOn }) {
    const body = await bodyIn(tx, networkId, bodyId);
    await areThere(tx, networkId, [personId]);
    const ends = until === undefined ? lastDayOf(from, body.term_months) : until;
    await hasRoom(tx, networkId, body, [{ from, until: ends }]);
    const termId = newId();
    await tx.insertInto('alliance_term').values({ network_id: networkId, term_id: termId, body_id: bodyId, person_id: personId, role, from_day: from, until_day: ends, consent_on: consentOn }).execute();
    return { termId };
  },
  record: ({ termId }, { bodyId, personId, role }) => ({ subject: { kind: 'alliance_term', id: termId }, details: { body: bodyId, person: personId, role } }),
});

/** A term ends on another day, in another role, or she agrees (no longer) to be named in public. */
export const changeTerm = command({
  name: 'alliance_term.change',
  input: z.strictObject({ termId: z.uuid(), role: z.enum(termRoles).optional(), until: day.optional(), consentOn: day.nullable().optional() }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { termId, role, until, consentOn }) {
    const there = await tx.selectFrom('alliance_term').select('from_day').where('network_id', '=', networkId).where('term_id', '=', termId).forUpdate().executeTakeFirst();
    if (!there) throw notFound();
    if (until && until < there.from_day) throw new Problem(422, 'alliances.ends_before_it_begins', {}, 'until');
    const row = { ...(role && { role }), ...(until && { until_day: until }), ...(consentOn !== undefined && { consent_on: consentOn }) };
    if (Object.keys(row).length) await tx.updateTable('alliance_term').set(row).where('network_id', '=', networkId).where('term_id', '=', termId).execute();
    return { termId, changed: Object.keys(row) };
  },
  record: ({ termId, changed }) => ({ subject: { kind: 'alliance_term', id: termId }, details: { changed } }),
});

/** An election with its result, and the terms that follow from it. Whoever sat there until then makes room, where the whole body was elected. */
export const recordElection = command({
  name: 'alliance_election.record',
  input: z
    .strictObject({
      bodyId: z.uuid(),
      heldOn: day,
      beginsOn: day,
      seats: whole(1_000).min(1, { error: 'bodies.problem_number' }),
      entitled: whole(100_000).nullable().default(null),
      ballots: whole(100_000).nullable().default(null),
      note: z.string().trim().max(2_000).nullable().default(null),
      candidates: z.array(z.strictObject({ personId: person, votes: whole(100_000), byLot: z.boolean().default(false) })).max(200),
      /** The whole body was elected: terms that would go on end the day before the new ones begin. */
      replacesAll: z.boolean().default(true),
    })
    .refine(({ heldOn, beginsOn }) => heldOn <= beginsOn, { error: 'bodies.problem_begins_before_election', path: ['beginsOn'] }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { bodyId, heldOn, beginsOn, seats, entitled, ballots, note, candidates, replacesAll }) {
    const body = await bodyIn(tx, networkId, bodyId);
    await areThere(tx, networkId, candidates.map(({ personId }) => personId));
    const declared = declare({ seats, entitled, ballots, candidates });
    if (declared.refused === 'tie') throw new Problem(422, 'bodies.tie', { n: declared.tied.length, seats: declared.seatsLeft }, 'candidates');
    if (declared.refused) throw new Problem(422, `bodies.${declared.refused}`, {}, declared.refused === 'more_ballots_than_entitled' ? 'ballots' : 'candidates');
    const electionId = newId();
    // Terms that would go on are remembered with the end they had, so that taking the election back gives it to them again.
    const { rows: ended } = replacesAll
      ? await sql<{ termId: string; until: string | null }>`
          update alliance_term t set until_day = ${dayBefore(beginsOn)} from alliance_term before
          where t.network_id = ${networkId} and t.body_id = ${bodyId} and t.from_day < ${beginsOn}::date and (t.until_day is null or t.until_day >= ${beginsOn}::date) and before.network_id = t.network_id and before.term_id = t.term_id
          returning t.term_id as "termId", before.until_day as until`.execute(tx)
      : { rows: [] };
    await tx
      .insertInto('alliance_election')
      .values({ network_id: networkId, election_id: electionId, body_id: bodyId, held_on: heldOn, begins_on: beginsOn, seats, entitled, ballots, note: note || null, ended: JSON.stringify(ended) })
      .execute();
    await tx.insertInto('alliance_candidate').values(candidates.map(({ personId, votes }) => ({ network_id: networkId, election_id: electionId, person_id: personId, votes, elected: declared.elected.includes(personId) }))).execute();
    const until = lastDayOf(beginsOn, body.term_months);
    await hasRoom(tx, networkId, body, declared.elected.map(() => ({ from: beginsOn, until })));
    // Who agreed to be named stays agreed while she sits in the same body.
    await sql`
      insert into alliance_term (network_id, term_id, body_id, person_id, role, from_day, until_day, election_id, consent_on)
      select ${networkId}, term_id, ${bodyId}, person_id, 'member', ${beginsOn}::date, ${until}::date, ${electionId},
        (select max(t.consent_on) from alliance_term t where t.network_id = ${networkId} and t.body_id = ${bodyId} and t.person_id = elected.person_id and t.until_day = ${dayBefore(beginsOn)}::date)
      from unnest(${declared.elected.map(() => newId())}::uuid[], ${declared.elected}::uuid[]) as elected (term_id, person_id)`.execute(tx);
    return { electionId, elected: declared.elected.length };
  },
  record: ({ electionId, elected }, { bodyId }) => ({ subject: { kind: 'alliance_election', id: electionId }, details: { body: bodyId, members: elected } }),
});

/** The last election of a body was entered by mistake: it stays readable, its terms go, and those it had ended go on as they did. */
export const takeBackElection = command({
  name: 'alliance_election.take-back',
  input: z.strictObject({ electionId: z.uuid() }),
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId }, now }, { electionId }) {
    const there = await tx.selectFrom('alliance_election').select(['body_id', 'ended', 'begins_on']).where('network_id', '=', networkId).where('election_id', '=', electionId).where('taken_back_at', 'is', null).executeTakeFirst();
    if (!there) throw notFound();
    await bodyIn(tx, networkId, there.body_id);
    const { rows: [later] } = await sql`select 1 from alliance_election where network_id = ${networkId} and body_id = ${there.body_id} and taken_back_at is null and begins_on > ${there.begins_on}::date`.execute(tx);
    if (later) throw new Problem(409, 'bodies.later_election');
    const done = await tx.updateTable('alliance_election').set({ taken_back_at: now }).where('network_id', '=', networkId).where('election_id', '=', electionId).where('taken_back_at', 'is', null).returning('election_id').executeTakeFirst();
    if (!done) throw notFound();
    await tx.deleteFrom('alliance_term').where('network_id', '=', networkId).where('election_id', '=', electionId).execute();
    await sql`update alliance_term t set until_day = e.until from jsonb_to_recordset(${JSON.stringify(there.ended)}::jsonb) as e ("termId" uuid, until date) where t.network_id = ${networkId} and t.term_id = e."termId"`.execute(tx);
    return { electionId, bodyId: there.body_id };
  },
  record: ({ electionId, bodyId }) => ({ subject: { kind: 'alliance_election', id: electionId }, details: { body: bodyId } }),
});

async function bodyIn(tx: Tx, networkId: string, bodyId: string) {
  const body = await tx.selectFrom('alliance_body').select(['body_id', 'seats', 'term_months']).where('network_id', '=', networkId).where('body_id', '=', bodyId).forUpdate().executeTakeFirst();
  if (!body) throw notFound();
  return body;
}

async function areThere(tx: Tx, networkId: string, people: readonly string[]) {
  const { rows } = await sql<{ id: string }>`select person_id as id from person where network_id = ${networkId} and person_id = any (${[...people]}::uuid[])`.execute(tx);
  if (people.some((id) => !rows.some((row) => row.id === id))) throw new Problem(422, 'alliances.unknown_person', {}, 'personId');
}

/** @throws Problem 409 where on some day more people would sit in a body than it has seats */
async function hasRoom(tx: Tx, networkId: string, { body_id: bodyId, seats }: { body_id: string; seats: number | null }, coming: readonly { from: string; until: string | null }[]) {
  if (seats === null) return;
  const { rows: there } = await sql<{ from: string; until: string | null }>`select from_day as "from", until_day as until from alliance_term where network_id = ${networkId} and body_id = ${bodyId}`.execute(tx);
  const all = [...there, ...coming];
  const sitOn = (terms: readonly { from: string; until: string | null }[], day: string) => terms.filter(({ from, until }) => from <= day && (until === null || until >= day)).length;
  // It is fullest on a day on which somebody begins; what was before, and is not changed by those who come, is left alone.
  const fullest = Math.max(0, ...all.filter(({ from }) => sitOn(coming, from)).map(({ from }) => sitOn(all, from)));
  if (fullest > seats) throw new Problem(409, 'bodies.no_seat', { seats }, 'personId');
}
