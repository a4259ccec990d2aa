import { z } from 'zod';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { mayCorrect } from '#modules/results/access.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { placeSaid } from '../place-said.ts';
import { organisationKey, unrecognisedIn } from './unrecognised-queries.ts';

/** Which organisation is meant: one that is known, a new one, or none at all. */
const meant = z.union([z.strictObject({ organisationId: z.uuid() }), z.strictObject({ added: addOrganisation.input }), z.strictObject({ none: z.literal(true) })]);

/**
 * Says which organisation a name means that people gave when they came. All records of the programme with that name are corrected, however it was spelled: figures change at once, any day
 * before still counts as it did. Whoever stated no municipality then comes from where the organisation sits, said to be no more than that.
 * @throws Problem 404 for an organisation that is not there, 409 when nobody of that name waits any more
 */
export const settleOrganisation = command({
  name: 'organisation-name.settle',
  input: z.strictObject({ programmeId: z.uuid(), /** As `organisationKey` gives it. */ key: z.string().min(1).max(300), meant }),
  may: (scope, { programmeId }) => mayCorrect(scope, programmeId, ''),
  async run(context, { programmeId, key, ...input }) {
    const { tx, scope: { networkId } } = context;
    const pieces = (await unrecognisedIn(tx, networkId, programmeId)).filter(({ payload }) => organisationKey(payload.organisationText) === key);
    if (!pieces.length) throw new Problem(409, 'events.organisation_settled_already');
    const organisation = await organisationOf(context, input.meant);
    const corrected = pieces.map(({ payload: { organisationText: _, ...payload }, ...piece }) => ({
      ...piece,
      payload: { ...payload, organisationId: organisation?.id ?? null, ...(organisation && !payload.placeId && !payload.placeText && placeSaid({ placeId: null, placeText: null }, organisation.seat)) },
    }));
    await executeWithin(context, recordAttendance, { programmeId, corrected });
    return { organisationId: organisation?.id ?? null, changed: corrected.length };
  },
  // The name itself may be anything a stranger wrote, and the log is never forgotten.
  record: ({ organisationId, changed }, { programmeId }) => ({ subject: { kind: 'programme', id: programmeId }, details: { organisation: organisationId, pieces: changed } }),
});

async function organisationOf(context: CommandContext, said: z.output<typeof meant>): Promise<{ id: string; seat: string | null } | null> {
  if ('none' in said) return null;
  const wanted = 'added' in said ? (await executeWithin(context, addOrganisation, said.added)).organisationId : said.organisationId;
  const row = await context.tx.selectFrom('organisation').select(['organisation_id', 'same_as', 'seat']).where('network_id', '=', context.scope.networkId).where('organisation_id', '=', wanted).executeTakeFirst();
  if (!row) throw notFound();
  return { id: row.same_as ?? row.organisation_id, seat: row.seat };
}
