import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { fold } from '#platform/matching/fold.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { systemScope } from '#platform/session/scope.ts';
import { mayArrange } from '../access.ts';
import { checkIn } from '../check-in/commands.ts';
import { checkInCode } from '../check-in/shape.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import { namedBy } from '../secret-link.ts';
import { dayOf, wallOf } from './queries.ts';
import { isOnWall, passAt, seenAt } from './wall-code.ts';

/** Says whether people may check themselves in at an event, and by which kind of code. */
export const setSelfCheckIn = command({
  name: 'event.set_self_check_in',
  input: z.strictObject({ programmeId: z.uuid(), eventId: z.uuid(), mode: z.enum(['off', 'minute', 'day']) }),
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId } }, { programmeId, eventId, mode }) {
    const { numUpdatedRows } = await tx.updateTable('event').set({ self_check_in: mode }).where('network_id', '=', networkId).where('programme_id', '=', programmeId).where('event_id', '=', eventId).executeTakeFirstOrThrow();
    if (!numUpdatedRows) throw notFound();
    return { eventId };
  },
  record: ({ eventId }, { programmeId, mode }) => ({ subject: { kind: 'event', id: eventId }, details: { programme: programmeId, mode } }),
});

const pass = z.string().max(100);
const operationId = z.uuid();

/** Whoever has no pass has not seen the wall; an old one is told to look again. @throws Problem 422 */
function hasSeen(eventId: string, pass: string): boolean {
  if (!seenAt(eventId, pass, new Date())) throw new Problem(422, 'self-check-in.pass_old');
  return true;
}

/**
 * Somebody who has seen the wall says who she is by the code of her badge, and is there. The wall is proven by the pass; that it is she, by a code only she, her
 * letter and her badge have. It ends in `attendance.check_in` like every other way, and a coordinator may take it back.
 * @throws Problem 409 or 422 that says what to do
 */
export const comeByBadge = command({
  name: 'self_check_in.by_badge',
  input: z.strictObject({ eventId: z.uuid(), pass, code: checkInCode, operationId }),
  may: (_, { eventId, pass }) => hasSeen(eventId, pass),
  async run(context, { eventId, pass, code, operationId }) {
    const { tx, now, scope: { networkId } } = context;
    const row = await tx.selectFrom('registration').select('registration_id').where('network_id', '=', networkId).where('event_id', '=', eventId).where('check_in_code', '=', code).where('state', '=', 'seat').executeTakeFirst();
    if (!row) throw new Problem(422, 'self-check-in.code_unknown', {}, 'code');
    return came(context, eventId, row.registration_id, { operationId, at: seenAt(eventId, pass, now)! });
  },
  record: ({ registrationId, day }, { eventId }) => ({ subject: { kind: 'event', id: eventId }, details: { registration: registrationId, day } }),
});

/** The same from the page of her own registration, with the code that stands on the wall now. */
export const comeByLink = command({
  name: 'self_check_in.by_link',
  input: z.strictObject({ token: z.string().max(100), wall: z.string().trim().min(1, { error: 'self-check-in.problem_wall_missing' }).max(40), operationId }),
  may: (scope, { token }) => namedBy('registration', token)?.networkId === scope.networkId,
  async run(context, { token, wall: typed, operationId }) {
    const { tx, now, scope: { networkId } } = context;
    const named = namedBy('registration', token)!;
    const row = await tx.selectFrom('registration').select(['event_id', 'version']).where('network_id', '=', networkId).where('registration_id', '=', named.id).where('state', '=', 'seat').executeTakeFirst();
    if (!row || row.version !== named.version) throw notFound();
    const plan = (await planIn(tx, networkId, row.event_id))!;
    const wall = wallOf(plan);
    if (!wall || !isOnWall(wall, typed, now)) throw new Problem(422, 'self-check-in.wall_wrong', {}, 'wall');
    return came(context, row.event_id, named.id, { operationId, at: now });
  },
  record: ({ registrationId, day, eventId }) => ({ subject: { kind: 'event', id: eventId }, details: { registration: registrationId, day } }),
});

/** Somebody without her badge: a letter with a link goes to the address she registered with. What is answered never says whether she is on the list. */
export const askForLink = command({
  name: 'self_check_in.ask',
  input: z.strictObject({ eventId: z.uuid(), pass, who: z.string().trim().min(3, { error: 'self-check-in.problem_who_missing' }).max(320), origin: z.url().max(200) }),
  may: (_, { eventId, pass }) => hasSeen(eventId, pass),
  async run({ tx, now, scope: { networkId } }, { eventId, pass, who, origin }) {
    const rows = await tx.selectFrom('registration').select(['registration_id', 'given', 'surname', 'email']).where('network_id', '=', networkId).where('event_id', '=', eventId).where('state', '=', 'seat').execute();
    const isMeant = (one: (typeof rows)[number]) => (who.includes('@') ? one.email === who.toLowerCase() : fold(`${one.given} ${one.surname}`) === fold(who) || fold(`${one.surname} ${one.given}`) === fold(who));
    const seen = seenAt(eventId, pass, now)!;
    // Several may have registered with one office's address: the letters name whom each is for.
    for (const { registration_id: registrationId } of rows.filter(isMeant).slice(0, 10)) {
      await enqueue(tx, 'events.send-self-check-in-letter', { networkId, registrationId, seen: passAt(eventId, seen, registrationId), origin: new URL(origin).origin }, `here:${registrationId}`);
    }
    return { eventId };
  },
  record: ({ eventId }) => ({ subject: { kind: 'event', id: eventId } }),
});

/** The link of that letter was opened and confirmed. Opened twice, she was there once. */
export const comeByLetter = command({
  name: 'self_check_in.by_letter',
  input: z.strictObject({ token: z.string().max(100), seen: pass, operationId }),
  may: (scope, { token }) => namedBy('here', token)?.networkId === scope.networkId,
  async run(context, { token, seen, operationId }) {
    const { tx, now, scope: { networkId } } = context;
    const named = namedBy('here', token)!;
    const row = await tx.selectFrom('registration').select(['event_id', 'version']).where('network_id', '=', networkId).where('registration_id', '=', named.id).where('state', '=', 'seat').executeTakeFirst();
    if (!row || row.version !== named.version) throw notFound();
    const at = seenAt(row.event_id, seen, now, named.id);
    if (!at) throw new Problem(422, 'self-check-in.letter_old');
    return came(context, row.event_id, named.id, { operationId, at });
  },
  record: ({ registrationId, day, eventId }) => ({ subject: { kind: 'event', id: eventId }, details: { registration: registrationId, day } }),
});

/** Records it in Kolo's own name: whoever stands before the wall has no account. The day is that on which the wall was seen. */
async function came(context: CommandContext, eventId: string, registrationId: string, { operationId, at }: { operationId: string; at: Date }) {
  const { tx, scope: { networkId } } = context;
  const plan = (await planIn(tx, networkId, eventId)) as Plan;
  if (plan.selfCheckIn === 'off') throw new Problem(409, 'self-check-in.off');
  const day = dayOf(plan, at);
  if (!day) throw new Problem(409, 'self-check-in.no_day');
  const { rows } = await sql<{ done: boolean }>`select exists (select from check_in where network_id = ${networkId} and registration_id = ${registrationId} and day = ${day} and via = 'self' and present and taken_back_by is not null) as done`.execute(tx);
  // What the coordinator has taken back is not said again by the one it was about; the people at the event decide.
  if (rows[0]!.done) throw new Problem(409, 'self-check-in.taken_back');
  const { outcome } = await executeWithin({ ...context, scope: systemScope(networkId, 'self check-in') }, checkIn, { operationId, eventId, who: { registrationId }, day, present: true, via: 'self', at: at.toISOString() });
  return { eventId, registrationId, day, outcome };
}
