/** How somebody is said to have been there: at the door, on a roll call, by herself, or from a signed sheet. It ends in `attendance.record`, like a list that comes as a file. */
import { command } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { appendLogs } from '#platform/log/log.ts';
import { Problem } from '#platform/problem.ts';
import { mayCheckIn } from './access.ts';
import { hear } from './hearing.ts';
import { saidPresence, saidPresences } from './shape.ts';

/** For the log: whose word it was that a colleague sent. */
const saidBy = (madeBy: string | null) => (madeBy ? { madeBy: madeBy.replace(/^account:/, '') } : {});

/**
 * Says that one person was there on one day of an event, in one session of it, or takes that back. Sent twice, it changes nothing twice; said by two doors, she was there once
 * and both are told. It ends in evidence of the kind `participation`: the first day is recorded, further ones correct it.
 * @throws Problem 409 when it cannot be about this event, in a sentence
 */
export const checkIn = command({
  name: 'attendance.check_in',
  input: saidPresence,
  may: (scope, { eventId }, tx) => mayCheckIn(scope, eventId, tx),
  async run(context, input) {
    const { heard } = await hear(context, input.eventId, [input]);
    const [one] = heard;
    if (one!.problem) throw new Problem(409, one!.problem.code, one!.problem.details);
    return one!;
  },
  record: ({ registrationId, personId, outcome }, { eventId, day, via, present }) => ({ subject: { kind: 'event', id: eventId }, details: { person: personId, registration: registrationId, day, via, present, outcome } }),
});

/** What a device has gathered, in one transaction. Each message gets an answer of its own; one that cannot be is said why and holds up nothing. */
export const checkInMany = command({
  name: 'attendance.check_in_many',
  input: saidPresences,
  may: (scope, { eventId }, tx) => mayCheckIn(scope, eventId, tx),
  async run(context, { eventId, messages }) {
    const { heard, effects } = await hear(context, eventId, messages);
    const { scope: { networkId, actor }, now, tx } = context;
    await appendLogs(tx, { networkId, at: now, actor, action: checkIn.name }, effects.map(({ message: { day, via, present, madeBy }, personId, registrationId }) => ({ id: newId(), subject: { kind: 'event', id: eventId }, details: { person: personId, registration: registrationId, day, via, present, outcome: 'accepted', ...saidBy(madeBy) } })));
    return { heard };
  },
  record: ({ heard }, { eventId }) => ({ subject: { kind: 'event', id: eventId }, details: Object.fromEntries(['accepted', 'already', 'rejected'].map((outcome) => [outcome, heard.filter((one) => one.outcome === outcome).length])) }),
});
