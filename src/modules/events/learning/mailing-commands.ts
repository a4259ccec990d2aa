/** Who is written to, and until when anything says so. */
import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { Problem } from '#platform/problem.ts';
import { surelyHers } from '../registration/own-queries.ts';
import { arranges, roundIn } from './commands.ts';
import { isPastBefore } from './due.ts';
import { ticketFor, ticketHash } from './links.ts';
import { mailedRound, type Stage } from './shape.ts';

export type LetterKind = 'first' | 'reminder';

/** A letter follows when the transaction is written; the queue holds ids only, and no link. */
const sendLetter = (tx: Tx, networkId: string, recipientId: string, letter: LetterKind) =>
  enqueue(tx, 'events.send-questionnaire-letter', { networkId, recipientId, letter }, `questionnaire:${letter}:${recipientId}`);

/** Writes to everybody the questionnaire is for, once. Each letter carries a ticket of its own, which is kept without saying whose it is, and in no order but its own. */
export const sendRound = command({
  name: 'questionnaire_round.send',
  input: mailedRound,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, scope: { networkId } }, { roundId, on }) {
    const { questionnaire, round } = await roundIn(tx, networkId, roundId);
    if (round.state !== 'open' || !round.byMail) throw new Problem(409, 'learning.not_by_mail');
    if (round.mailedOn) throw new Problem(409, 'learning.mailed_already');
    if (isPastBefore(round.stage, questionnaire.about.days, on)) throw new Problem(409, 'learning.before_is_past');
    const people = await peopleAt(tx, networkId, questionnaire.about.eventIds, round.stage);
    if (!people.length) throw new Problem(409, 'learning.nobody_to_write_to');
    const seed = randomBytes(32);
    const recipients = people.map((one) => ({ network_id: networkId, recipient_id: newId(), round_id: roundId, ...one }));
    await tx.insertInto('questionnaire_recipient').values(recipients).execute();
    const hashes = recipients.map(({ recipient_id }) => ticketHash(ticketFor(seed, recipient_id))).sort();
    await tx.insertInto('answer_ticket').values(hashes.map((hash) => ({ network_id: networkId, round_id: roundId, hash }))).execute();
    await tx.updateTable('questionnaire_round').set({ seed, invited: people.length, mailed_on: on }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    for (const { recipient_id } of recipients) await sendLetter(tx, networkId, recipient_id, 'first');
    return { roundId, n: people.length };
  },
  record: ({ roundId, n }) => ({ subject: { kind: 'questionnaire', id: roundId }, details: { letters: n } }),
});

/** Reminds everybody who was written to, once. Who has answered is not known, so the letter thanks those who have. */
export const remindRound = command({
  name: 'questionnaire_round.remind',
  input: mailedRound,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, scope: { networkId } }, { roundId, on }) {
    const { questionnaire, round } = await roundIn(tx, networkId, roundId);
    if (round.state !== 'open' || !round.mailedOn || round.remindedOn) throw new Problem(409, 'learning.reminded_already');
    if (isPastBefore(round.stage, questionnaire.about.days, on)) throw new Problem(409, 'learning.before_is_past');
    const recipients = await tx.selectFrom('questionnaire_recipient').select('recipient_id').where('network_id', '=', networkId).where('round_id', '=', roundId).orderBy('recipient_id').execute();
    await tx.updateTable('questionnaire_round').set({ reminded_on: on }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    for (const { recipient_id } of recipients) await sendLetter(tx, networkId, recipient_id, 'reminder');
    return { roundId, n: recipients.length };
  },
  record: ({ roundId, n }) => ({ subject: { kind: 'questionnaire', id: roundId }, details: { letters: n } }),
});

/** All letters are out: nothing says any more who got one, and no ticket can be made again. Those that were not used still open their sheet. */
export const forgetRecipients = command({
  name: 'questionnaire_round.forget',
  input: mailedRound,
  may: (scope, { roundId }, tx) => arranges(scope, tx, { roundId }),
  async run({ tx, scope: { networkId } }, { roundId }) {
    await roundIn(tx, networkId, roundId);
    await tx.updateTable('questionnaire_round').set({ seed: null }).where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    await tx.deleteFrom('questionnaire_recipient').where('network_id', '=', networkId).where('round_id', '=', roundId).execute();
    return { roundId };
  },
  record: ({ roundId }) => ({ subject: { kind: 'questionnaire', id: roundId } }),
});

/** By what she registered with, or as somebody known. */
type Addressed = { registration_id: string; person_id: null } | { registration_id: null; person_id: string };

/** Before: whoever has a seat at what was not called off. After: whoever was there, by what the lists say; where they say nothing yet, whoever has a seat. Each once, and only who has an address; a registration that may be somebody else's is written to for itself alone. */
async function peopleAt(tx: Tx, networkId: string, eventIds: readonly string[], stage: Stage): Promise<Addressed[]> {
  const { rows: seats } = await sql<{ registrationId: string; personId: string | null }>`
    select distinct on (who) registration_id as "registrationId", person_id as "personId" from (
      select r.registration_id, r.created_at, coalesce(h.same_as, h.person_id) as person_id, coalesce(coalesce(h.same_as, h.person_id)::text, lower(r.email || ' ' || r.given || ' ' || r.surname)) as who
      from registration r left join person p on p.network_id = r.network_id and p.person_id = r.person_id left join person h on h.network_id = p.network_id and h.person_id = p.person_id and ${surelyHers}
      where r.network_id = ${networkId} and r.event_id = any (${eventIds}::uuid[]) and r.state = 'seat' and r.email is not null and exists (select from event e where e.network_id = r.network_id and e.event_id = r.event_id and e.cancelled_at is null)
    ) seat order by who, created_at desc`.execute(tx);
  const bySeat = seats.map(({ registrationId }) => ({ registration_id: registrationId, person_id: null }));
  if (stage === 'pre') return bySeat;
  const { rows: present } = await sql<{ personId: string; hasAddress: boolean }>`
    select p.person_id as "personId", p.email is not null as "hasAddress" from person p
    where p.network_id = ${networkId} and p.person_id in (select person_id from fact where network_id = ${networkId} and event_id = any (${eventIds}::uuid[]) and measure = 'attendance' and known_until is null)`.execute(tx);
  if (!present.length) return bySeat;
  const seatOf = new Map(seats.flatMap(({ registrationId, personId }) => (personId ? [[personId, registrationId] as const] : [])));
  return present.flatMap(({ personId, hasAddress }): Addressed[] => {
    const seat = seatOf.get(personId);
    return seat ? [{ registration_id: seat, person_id: null }] : hasAddress ? [{ registration_id: null, person_id: personId }] : [];
  });
}
