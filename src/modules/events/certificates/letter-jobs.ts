import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';
import { reading, within, type Tx } from '#platform/db/transaction.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { formatDay } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import { onClocks, timeZoneAt } from '#platform/words/zone.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { publicScope } from '#platform/session/scope.ts';
import { certificateAddress } from './credential.ts';
import { knownHolders } from './known-queries.ts';
import { letterOf } from './queries.ts';

/** So many days the address a holder gave lies ready for a letter that cannot be sent. */
const TRIED_FOR = 7;

/**
 * Tells a holder that her certificate is there, with the link by which she has it and says what its page shows, or that it was taken back; nothing when that is not so any more, or she is forgotten.
 * @param letterId of the address she gave; without it the one that is known of her
 */
export async function sendCertificateLetter(networkId: string, certificateId: string, about: 'issued' | 'revoked' = 'issued', letterId: string | null = null): Promise<void> {
  const found = await reading({ networkId }, async (tx) => {
    const letter = await letterOf(tx, networkId, certificateId);
    const email = letter && (letterId ? await givenAddress(tx, networkId, letterId) : await knownAddress(tx, networkId, certificateId, letter.one.personId));
    return letter && email ? { ...letter, email } : null;
  });
  if (!found) return;
  const { one, token, email, programme } = found;
  if (!one.revokedAt === (about === 'revoked')) return;
  const t = await wordsOf(one.locale);
  const origin = linkOrigin(one.origin);
  const day = one.revokedAt ? formatDay(one.locale, onClocks(one.revokedAt, timeZoneAt((await networkOf(publicScope(networkId))).country)).slice(0, 10)) : '';
  const values = { name: one.holder, title: say(one.titles, one.locale), number: one.number, link: `${origin}${href(one.locale, `/certificates/mine/${token}`)}`, page: certificateAddress(origin, one.code), day, reason: one.reason ?? '' };
  const words = about === 'revoked' ? ('certificates.letter_revoked' as const) : ('certificates.letter' as const);
  await sendLetter(networkId, one.locale, { to: email, subject: t(`${words}_subject`, values), text: t(words, values) }, programme);
  if (letterId) await within({ networkId }, (tx) => tx.deleteFrom('certificate_letter').where('network_id', '=', networkId).where('letter_id', '=', letterId).execute());
}

const givenAddress = async (tx: Tx, networkId: string, letterId: string) =>
  (await tx.selectFrom('certificate_letter').select('email').where('network_id', '=', networkId).where('letter_id', '=', letterId).executeTakeFirst())?.email ?? null;

/** Where letters reach the holder now: of a registration that is surely hers, else of her entry. */
async function knownAddress(tx: Tx, networkId: string, certificateId: string, personId: string): Promise<string | null> {
  const { rows: [row] } = await sql<{ personId: string; eventIds: string[] }>`
    select coalesce(p.same_as, p.person_id) as "personId", array(select e.event_id from event e where e.network_id = c.network_id and (e.event_id = c.event_id or e.series_id = c.series_id)) as "eventIds"
    from certificate c join person p on p.network_id = c.network_id and p.person_id = ${personId} where c.network_id = ${networkId} and c.certificate_id = ${certificateId}`.execute(tx);
  return row ? ((await knownHolders(tx, networkId, [row.personId], row.eventIds)).get(row.personId)?.email ?? null) : null;
}

/** Forgets addresses that holders gave for letters which could not be sent. */
export async function forgetGivenAddresses(now = new Date()): Promise<void> {
  for (const { network_id: networkId } of await database().selectFrom('network').select('network_id').execute())
    await within({ networkId }, (tx) => sql`delete from certificate_letter where network_id = ${networkId} and created_at < ${now}::timestamptz - make_interval(days => ${TRIED_FOR})`.execute(tx));
}
