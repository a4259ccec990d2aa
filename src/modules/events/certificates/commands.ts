import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { inScriptOf } from '#platform/words/in-script.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { onClocks, timeZoneAt } from '#platform/words/zone.ts';
import { signatureOf } from '#modules/results/access.ts';
import { completionsOf } from '../completion/queries.ts';
import { mayIssue } from './access.ts';
import { newCode, numberOf } from './code.ts';
import { holderName } from './holder.ts';
import { haveKey } from './keys.ts';
import { aboutEvents, knownHolders, minutesOf } from './known-queries.ts';
import { mostCareful, type Shown } from './shown.ts';
import { issueInput, reissueInput, revokeInput } from './shape.ts';

/** A letter follows when the transaction is written; the queue holds ids only. */
const sendLetter = (tx: Tx, networkId: string, certificateId: string, about: 'issued' | 'revoked') => enqueue(tx, 'events.send-certificate-letter', { networkId, certificateId, about }, `certificate:${about}:${certificateId}`);

interface Issue {
  programmeId: string;
  seriesId: string;
  personIds: readonly string[];
  /** Of those whose own is not known. */
  locale: Locale;
  /** Person → language, where somebody chose another than her own. */
  locales: Readonly<Record<string, Locale>>;
  origin: string;
  shows: Shown;
  /** The certificate it takes the place of. */
  replaces?: string;
}

/**
 * Writes certificates for people who have completed the series as the evidence stands now, each in its holder's language, and sends the link to those whose address is known.
 * @throws Problem 422 `certificates.not_completed` naming the first who has not, 409 `certificates.already_issued` naming the first who has a valid one
 */
async function issue({ tx, scope, now }: CommandContext, { programmeId, seriesId, personIds, locale, locales, origin, shows, replaces }: Issue): Promise<{ certificateIds: string[]; letters: number }> {
  const { networkId } = scope;
  const { series, people, presences } = await completionsOf(tx, networkId, programmeId, seriesId, now.toISOString().slice(0, 10));
  const complete = new Map(people.flatMap((one) => (one.isComplete ? [[one.personId, one] as const] : [])));
  const holders = await namesOf(tx, networkId, personIds);
  for (const personId of personIds) {
    if (!holders.has(personId)) throw notFound();
    if (!complete.has(personId)) throw new Problem(422, 'certificates.not_completed', { name: holderName(holders.get(personId)!, locale, null) });
  }
  const { rows: issued } = await sql<{ id: string }>`
    select coalesce(p.same_as, p.person_id) as id from certificate c join person p using (network_id, person_id)
    where c.network_id = ${networkId} and coalesce(c.series_id, c.event_id) = ${seriesId} and c.revoked_at is null and coalesce(p.same_as, p.person_id) = any (${personIds}::uuid[])`.execute(tx);
  if (issued[0]) throw new Problem(409, 'certificates.already_issued', { name: holderName(holders.get(issued[0].id)!, locale, null) });

  await haveKey(tx, networkId, now);
  const network = await tx.selectFrom('network').select(['names', 'country']).where('network_id', '=', networkId).executeTakeFirstOrThrow();
  // The row is held until the end, so numbers come in one order and a place in the status list is given once.
  const { n: last } = await tx
    .insertInto('certificate_count')
    .values({ network_id: networkId, n: personIds.length })
    .onConflict((c) => c.column('network_id').doUpdateSet((eb) => ({ n: eb('certificate_count.n', '+', eb.ref('excluded.n')) })))
    .returning('n')
    .executeTakeFirstOrThrow();
  const country = network.country as 'RS' | 'BG' | 'MD' | null;
  const eventIds = series.events.map(({ eventId }) => eventId);
  const known = await knownHolders(tx, networkId, personIds, eventIds);
  const { venues, trainers } = await aboutEvents(tx, networkId, eventIds);
  const { titles: programme } = await tx.selectFrom('programme').select('titles').where('network_id', '=', networkId).where('programme_id', '=', programmeId).executeTakeFirstOrThrow();
  const minutes = await minutesOf(tx, networkId, eventIds, presences);
  const rows = personIds.map((personId, at) => {
    const { locale: own, organisation } = known.get(personId)!;
    const language = locales[personId] ?? own ?? locale;
    const { attended, held, firstDay, lastDay } = complete.get(personId)!;
    const serial = last - personIds.length + at + 1;
    return {
      network_id: networkId, certificate_id: newId(), programme_id: programmeId, series_id: series.isSingle ? null : seriesId, event_id: series.isSingle ? seriesId : null, person_id: personId, serial, number: numberOf(onClocks(now, timeZoneAt(network.country)), serial), code: newCode(), locale: language,
      holder: holderName(holders.get(personId)!, language, country), organisation: organisation && (say(organisation.names, language) || organisation.name), minutes: minutes.get(personId) || null, titles: JSON.stringify(series.titles), issuer: JSON.stringify(network.names), programme: JSON.stringify(programme), venues: JSON.stringify(venues.map((one) => ({ ...one, text: one.text && inScriptOf(one.text, language, country) }))), trainers: trainers.map((name) => inScriptOf(name, language, country)),
      first_day: firstDay, last_day: lastDay, attended, held, completion: JSON.stringify(series.rule), origin, shows_holder: shows.holder, shows_organisation: shows.organisation, shows_hours: shows.hours, issued_at: now, issued_by: signatureOf(scope), replaces: replaces ?? null,
    };
  });
  // So many at once that no statement has more values than PostgreSQL takes.
  for (let from = 0; from < rows.length; from += 1_000) await tx.insertInto('certificate').values(rows.slice(from, from + 1_000)).execute();
  await sql`delete from certificate_not_wanted w using person p where w.network_id = ${networkId} and w.subject_id = ${seriesId} and p.network_id = w.network_id and p.person_id = w.person_id and coalesce(p.same_as, p.person_id) = any (${[...personIds]}::uuid[])`.execute(tx);
  const letters = rows.filter(({ person_id }) => known.get(person_id)!.email);
  for (const { certificate_id } of letters) await sendLetter(tx, networkId, certificate_id, 'issued');
  return { certificateIds: rows.map(({ certificate_id }) => certificate_id), letters: letters.length };
}

/** Certificates for people who have completed the series; all of them or none. */
export const issueCertificates = command({
  name: 'certificate.issue',
  input: issueInput,
  may: (scope, { programmeId }) => mayIssue(scope, programmeId),
  run: (context, input) => issue(context, { ...input, shows: mostCareful }),
  record: ({ certificateIds }, { programmeId, seriesId }) => ({ subject: { kind: 'series', id: seriesId }, details: { programme: programmeId, count: certificateIds.length } }),
});

/** Takes a certificate back: its page, its badge and the status list say so from now on, and its holder is told. */
export const revokeCertificate = command({
  name: 'certificate.revoke',
  input: revokeInput,
  may: (scope, { programmeId }) => mayIssue(scope, programmeId),
  async run(context, input) {
    await takeBack(context, input);
    await sendLetter(context.tx, context.scope.networkId, input.certificateId, 'revoked');
    return { certificateId: input.certificateId };
  },
  record: ({ certificateId }, { programmeId }) => ({ subject: { kind: 'certificate', id: certificateId }, details: { programme: programmeId } }),
});

/** Takes a certificate back and issues it anew: another language, a name or a title put right. The person must still have completed the series. */
export const reissueCertificate = command({
  name: 'certificate.reissue',
  input: reissueInput,
  may: (scope, { programmeId }) => mayIssue(scope, programmeId),
  async run(context, { locale, origin, ...input }) {
    const { seriesId, personId, shows } = await takeBack(context, input);
    if (!personId) throw new Problem(409, 'certificates.forgotten');
    const { certificateIds } = await issue(context, { programmeId: input.programmeId, seriesId, personIds: [personId], locale, locales: { [personId]: locale }, origin, shows, replaces: input.certificateId });
    return { certificateId: certificateIds[0]! };
  },
  record: ({ certificateId }, { programmeId, certificateId: before }) => ({ subject: { kind: 'certificate', id: certificateId }, details: { programme: programmeId, before } }),
});

async function takeBack({ tx, scope, now }: CommandContext, { programmeId, certificateId, reason }: { programmeId: string; certificateId: string; reason: string }) {
  const { networkId } = scope;
  const { rows } = await sql<{ seriesId: string; personId: string | null; shows: Shown; revokedAt: Date | null }>`
    select coalesce(c.series_id, c.event_id) as "seriesId", coalesce(p.same_as, p.person_id) as "personId", jsonb_build_object('holder', c.shows_holder, 'organisation', c.shows_organisation, 'hours', c.shows_hours) as shows, c.revoked_at as "revokedAt" from certificate c left join person p using (network_id, person_id)
    where c.network_id = ${networkId} and c.programme_id = ${programmeId} and c.certificate_id = ${certificateId} for update of c`.execute(tx);
  if (!rows[0]) throw notFound();
  if (rows[0].revokedAt) throw new Problem(409, 'certificates.already_revoked');
  // What she allowed, she allowed of a certificate that is valid: of one that was taken back its page says nothing of her until she allows it again.
  const { holder: shows_holder, organisation: shows_organisation, hours: shows_hours } = mostCareful;
  await tx.updateTable('certificate').set({ revoked_at: now, revoked_by: signatureOf(scope), reason, shows_holder, shows_organisation, shows_hours }).where('network_id', '=', networkId).where('certificate_id', '=', certificateId).execute();
  return rows[0];
}

async function namesOf(tx: Tx, networkId: string, personIds: readonly string[]) {
  const { rows } = await sql<{ id: string; given: string | null; surname: string | null }>`
    select person_id as id, given, surname from person where network_id = ${networkId} and person_id = any (${personIds}::uuid[]) and same_as is null`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
