import { z } from 'zod';
import { command, executeWithin, type CommandContext } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { addOrganisation, forgetSpellings, learnSpellings } from '#modules/organisations/commands.ts';
import { mayCorrect } from '#modules/results/access.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { placeSaid } from '../place-said.ts';
import { organisationKey, unrecognisedIn, type Unrecognised } from './unrecognised-queries.ts';

/** Which organisation is meant: one that is known, a new one, or none at all. */
const meant = z.union([z.strictObject({ organisationId: z.uuid() }), z.strictObject({ added: addOrganisation.input }), z.strictObject({ none: z.literal(true) })]);

/**
 * Says which organisation a name means that people gave when they came. All records of the programme with that name are corrected, however it was spelled: figures change at once, any day
 * before still counts as it did. Whoever stated no municipality then comes from where the organisation sits, said to be no more than that. The organisation is known by these spellings from now
 * on, so that whoever writes one of them next is asked about no more; `reopenOrganisation` takes all of it back.
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
    const corrected = pieces.map(({ payload, ...piece }) => {
      const seat = organisation && !payload.placeId && !payload.placeText ? organisation.seat : null;
      return { ...piece, payload: { ...payload, organisationId: organisation?.id ?? null, organisationDecided: seat ? 'with-seat' : 'alone', ...(seat && placeSaid({ placeId: null, placeText: null }, seat)) } };
    });
    await executeWithin(context, recordAttendance, { programmeId, corrected });
    if (organisation) await learnSpellings(context, spellingsOf(pieces).map((spelling) => ({ organisationId: organisation.id, spelling })), settledIn(programmeId));
    return { organisationId: organisation?.id ?? null, changed: corrected.length };
  },
  // The name itself may be anything a stranger wrote, and the log is never forgotten.
  record: ({ organisationId, changed }, { programmeId }) => ({ subject: { kind: 'programme', id: programmeId }, details: { organisation: organisationId, pieces: changed } }),
});

/**
 * Takes back what was said a name means: its records name nobody again and wait, a municipality that came from the organisation's seat goes with it, and the organisation is no longer known by that
 * spelling. An organisation that was added for it stays in the directory. @throws Problem 409 when nothing is said of the name any more
 */
export const reopenOrganisation = command({
  name: 'organisation-name.reopen',
  input: z.strictObject({ programmeId: z.uuid(), key: z.string().min(1).max(300) }),
  may: (scope, { programmeId }) => mayCorrect(scope, programmeId, ''),
  async run(context, { programmeId, key }) {
    const { tx, scope: { networkId } } = context;
    const pieces = (await unrecognisedIn(tx, networkId, programmeId, 'decided')).filter(({ payload }) => organisationKey(payload.organisationText) === key);
    if (!pieces.length) throw new Problem(409, 'events.organisation_open_already');
    const corrected = pieces.map(({ payload: { organisationDecided, ...payload }, ...piece }) => ({
      ...piece,
      payload: { ...payload, organisationId: null, ...(organisationDecided === 'with-seat' && placeSaid({ placeId: null, placeText: null }, null)) },
    }));
    await executeWithin(context, recordAttendance, { programmeId, corrected });
    await forgetSpellings(context, [...new Set(pieces.flatMap(({ payload }) => payload.organisationId ?? []))], spellingsOf(pieces), settledIn(programmeId));
    return { changed: corrected.length };
  },
  record: ({ changed }, { programmeId }) => ({ subject: { kind: 'programme', id: programmeId }, details: { pieces: changed } }),
});

const spellingsOf = (pieces: readonly Unrecognised[]) => [...new Set(pieces.map(({ payload }) => payload.organisationText.trim()))];

/** Where an organisation's spelling was learned: only what a programme taught is forgotten with it. */
const settledIn = (programmeId: string) => `settled in ${programmeId}`;

async function organisationOf(context: CommandContext, said: z.output<typeof meant>): Promise<{ id: string; seat: string | null } | null> {
  if ('none' in said) return null;
  const wanted = 'added' in said ? (await executeWithin(context, addOrganisation, said.added)).organisationId : said.organisationId;
  const row = await context.tx.selectFrom('organisation').select(['organisation_id', 'same_as', 'seat']).where('network_id', '=', context.scope.networkId).where('organisation_id', '=', wanted).executeTakeFirst();
  if (!row) throw notFound();
  return { id: row.same_as ?? row.organisation_id, seat: row.seat };
}
