/** What the holder of a certificate decides herself, by the link in her letter or on her slip; and how she comes to it. */
import { sql } from 'kysely';
import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { namedBy } from '../secret-link.ts';
import { mayIssue } from './access.ts';
import { openedBy } from './opened-by-queries.ts';
import { shown } from './shown.ts';
import { newSlip, slipHash } from './slip.ts';

const byLink = { token: z.string().max(100) };
/** Whose a slip is, only the database knows: one of another network is not there. */
const mayByLink = (networkId: string, token: string) => slipHash(token) !== null || namedBy('certificate', token)?.networkId === networkId;

/** The certificate a holder's link opens, locked. @throws 404 for a link that was followed by a newer one, or whose holder is forgotten */
async function linked({ tx, scope: { networkId } }: CommandContext, token: string): Promise<string> {
  const { rows: [row] } = await sql<{ certificate_id: string }>`select c.certificate_id from certificate c where c.network_id = ${networkId} and ${openedBy(token)} for update`.execute(tx);
  if (!row) throw notFound();
  return row.certificate_id;
}

/** The holder says what the page of her certificate shows; it does from that moment on. */
export const showCertificate = command({
  name: 'certificate.show',
  input: shown.extend(byLink),
  may: (scope, { token }) => mayByLink(scope.networkId, token),
  async run(context, { token, holder, organisation, hours }) {
    const { tx, scope: { networkId } } = context;
    const certificateId = await linked(context, token);
    await tx.updateTable('certificate').set({ shows_holder: holder, shows_organisation: organisation, shows_hours: hours }).where('network_id', '=', networkId).where('certificate_id', '=', certificateId).execute();
    return { certificateId };
  },
  record: ({ certificateId }, { holder, organisation, hours }) => ({ subject: { kind: 'certificate', id: certificateId }, details: { holder, organisation, hours } }),
});

/**
 * Takes everything about the holder off a certificate for good, as she wishes: by her link, or by whoever runs the programme when she asks. Its number, its code and its place in the list of those
 * taken back stay, so that the register is complete and a badge she once handed on says as before whether it is valid. She is not chosen by herself for another one of the same.
 */
export const forgetHolder = command({
  name: 'certificate.forget_holder',
  input: z.union([z.strictObject(byLink), z.strictObject({ programmeId: z.uuid(), certificateId: z.uuid() })]),
  may: (scope, of) => ('token' in of ? mayByLink(scope.networkId, of.token) : mayIssue(scope, of.programmeId)),
  async run(context, of) {
    const { tx, now, scope: { networkId } } = context;
    const certificateId = 'token' in of ? await linked(context, of.token) : of.certificateId;
    await sql`insert into certificate_not_wanted (network_id, subject_id, person_id) select network_id, coalesce(series_id, event_id), person_id from certificate
      where network_id = ${networkId} and certificate_id = ${certificateId} and forgotten_at is null ${'programmeId' in of ? sql`and programme_id = ${of.programmeId}` : sql``} on conflict do nothing`.execute(tx);
    const { numUpdatedRows } = await tx
      .updateTable('certificate')
      .set({ person_id: null, holder: null, organisation: null, shows_holder: 'nothing', shows_organisation: false, shows_hours: false, slip_hash: null, forgotten_at: now })
      .where('network_id', '=', networkId)
      .where('certificate_id', '=', certificateId)
      .where('forgotten_at', 'is', null)
      .$if('programmeId' in of, (q) => q.where('programme_id', '=', (of as { programmeId: string }).programmeId))
      .executeTakeFirstOrThrow();
    if (!numUpdatedRows) throw notFound();
    await tx.deleteFrom('certificate_letter').where('network_id', '=', networkId).where('certificate_id', '=', certificateId).execute();
    return { certificateId };
  },
  record: ({ certificateId }) => ({ subject: { kind: 'certificate', id: certificateId } }),
});

/** Ends the holder's links of before, by letter or on paper. @throws 404, Problem 409 for a certificate that was taken back */
async function newLink({ tx, scope: { networkId } }: CommandContext, { programmeId, certificateId }: { programmeId: string; certificateId: string }, slip: string | null): Promise<void> {
  const { rows } = await sql<{ revoked: boolean }>`
    update certificate set link_version = link_version + 1, slip_hash = ${slip} where network_id = ${networkId} and programme_id = ${programmeId} and certificate_id = ${certificateId} and forgotten_at is null
    returning revoked_at is not null as revoked`.execute(tx);
  if (!rows[0]) throw notFound();
  if (rows[0].revoked) throw new Problem(409, 'certificates.already_revoked');
}

/** Sends the holder her link, to an address she gave; links of before, sent or printed, open nothing any more. */
export const sendHolderLink = command({
  name: 'certificate.send_link',
  input: z.strictObject({ programmeId: z.uuid(), certificateId: z.uuid(), email: z.email({ error: 'certificates.problem_email' }).max(200) }),
  may: (scope, { programmeId }) => mayIssue(scope, programmeId),
  async run(context, { email, ...of }) {
    const { certificateId } = of;
    const { tx, now, scope: { networkId } } = context;
    await newLink(context, of, null);
    const letterId = newId();
    await tx.deleteFrom('certificate_letter').where('network_id', '=', networkId).where('certificate_id', '=', certificateId).execute();
    await tx.insertInto('certificate_letter').values({ network_id: networkId, letter_id: letterId, certificate_id: certificateId, email, created_at: now }).execute();
    await enqueue(tx, 'events.send-certificate-letter', { networkId, certificateId, about: 'issued', letterId }, `certificate:issued:${certificateId}`);
    return { certificateId };
  },
  record: ({ certificateId }, { programmeId }) => ({ subject: { kind: 'certificate', id: certificateId }, details: { programme: programmeId } }),
});

/**
 * Makes a slip of paper with the holder's link, to be put into her hand: for whoever has no address. The secret is in what comes back and nowhere else, so a slip that is lost is made anew;
 * links of before, sent or printed, open nothing any more.
 */
export const makeSlip = command({
  name: 'certificate.make_slip',
  input: z.strictObject({ programmeId: z.uuid(), certificateId: z.uuid() }),
  may: (scope, { programmeId }) => mayIssue(scope, programmeId),
  async run(context, of) {
    const slip = newSlip();
    await newLink(context, of, slipHash(slip));
    return { certificateId: of.certificateId, slip };
  },
  record: ({ certificateId }, { programmeId }) => ({ subject: { kind: 'certificate', id: certificateId }, details: { programme: programmeId } }),
});
