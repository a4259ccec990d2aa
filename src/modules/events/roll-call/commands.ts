import { z } from 'zod';
import { command, executeWithin } from '#platform/command/command.ts';
import { addPerson } from '#modules/people/commands.ts';
import { mayCheckIn } from '../check-in/access.ts';
import { checkIn } from '../check-in/commands.ts';
import { occasion } from '../check-in/occasion-queries.ts';
import { heardBefore } from '../check-in/standing-queries.ts';
import { organisationMeant, placeMeant } from '../registration/who.ts';

const written = (max: number) => z.string().trim().max(max).transform((text) => text || null).nullable().default(null);

/**
 * Puts somebody on the roll who was on no list: somebody known who was chosen, somebody who is said to be nobody of those known, or somebody Kolo may recognise itself.
 * It ends in `attendance.check_in` like every other way.
 */
export const addToRoll = command({
  name: 'attendance.add_to_roll',
  input: z
    .strictObject({
      operationId: z.uuid(), eventId: z.uuid(), day: z.iso.date({ error: 'check-in.problem_day' }), at: z.iso.datetime({ offset: true }),
      personId: z.uuid().nullable().default(null),
      /** The person on the page has seen whom Kolo took her for, and said that she is somebody else. */
      isSomebodyElse: z.boolean().default(false),
      given: written(100), surname: written(100), organisationText: written(300), placeText: written(200), role: written(200),
    })
    .refine(({ personId, given, surname }) => personId || given || surname, { error: 'check-in.problem_name_missing', path: ['surname'] }),
  may: (scope, { eventId }, tx) => mayCheckIn(scope, eventId, tx),
  async run(context, { operationId, eventId, day, at, given, surname, organisationText, placeText, role, ...input }) {
    const { tx, scope: { networkId } } = context;
    const { venuePlace: venue } = await occasion(tx, networkId, eventId);
    // The page sent twice: somebody new was made for the first of them.
    const before = (await heardBefore(tx, networkId, [operationId])).get(operationId);
    if (before) return before;
    const placeId = await placeMeant(tx, networkId, placeText, venue);
    const organisationId = await organisationMeant(tx, networkId, organisationText, placeId ?? venue);
    const personId = input.personId ?? (input.isSomebodyElse ? (await executeWithin(context, addPerson, { given, surname, affiliations: organisationId ? [{ organisationId, role }] : [] })).personId : null);
    const who = personId ? { personId, organisationText, organisationId, placeText, placeId, role } : { walkIn: { given, surname, organisationText, organisationId, placeText, placeId, role } };
    return executeWithin(context, checkIn, { operationId, eventId, who, day, present: true, via: 'roll-call', at });
  },
  record: ({ personId, outcome }, { eventId, day }) => ({ subject: { kind: 'event', id: eventId }, details: { person: personId, day, outcome } }),
});
