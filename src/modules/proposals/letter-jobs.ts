/** Letters about a proposal: to the coordinators when it has arrived, to whoever made it when it is decided. Written when they are sent, from what is true then. */
import { sql } from 'kysely';
import { reading, within } from '#platform/db/transaction.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { localeOfCountry, type Locale } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import type { State } from './shape.ts';

interface Row {
  kind: 'organisation' | 'service';
  title: string;
  organisation: string;
  state: State;
  email: string;
  locale: Locale;
  origin: string;
  sentence: string | null;
  byAccount: boolean;
  /** Of the network. */
  country: string | null;
  coordinators: string[];
}

/**
 * Who proposed reads in the language she proposed in, the coordinators in their network's.
 * @param to one of the coordinators; without it a job is queued for each, so that a mail that fails is tried again and the others are not sent twice
 */
export async function sendProposalLetter(networkId: string, proposalId: string, letter: 'arrived' | 'decided', to?: string): Promise<void> {
  const row = await reading({ networkId }, async (tx) => {
    const { rows } = await sql<Row>`
      select p.kind, o.name as organisation, coalesce((select s.name from service s where s.network_id = p.network_id and p.kind = 'service' and s.service_id = p.subject_id), case when p.is_new then p.proposed ->> 'name' end, o.name) as title, p.state, p.email, p.locale, p.origin, p.sentence,
        p.account_id is not null as "byAccount", array(select m.email from member m where m.role = 'coordinator' and m.until is null and m.email is not null order by m.email) as coordinators, n.country
      from proposal p join organisation o using (network_id, organisation_id) join network n using (network_id) where p.network_id = ${networkId} and p.proposal_id = ${proposalId}`.execute(tx);
    return rows[0];
  });
  if (!row) return;
  const locale = letter === 'arrived' ? localeOfCountry(row.country) : row.locale;
  const t = await wordsOf(locale);
  const link = `${linkOrigin(row.origin)}${href(locale, `/work/proposals/${proposalId}`)}`;
  if (letter === 'arrived') {
    // A proposal that was replaced or withdrawn before the letter went out needs none.
    if (row.state !== 'waiting') return;
    if (to === undefined) return within({ networkId }, async (tx) => {
      for (const one of row.coordinators) await enqueue(tx, 'proposals.send-letter', { networkId, proposalId, letter, to: one }, `proposal:arrived:${proposalId}:${one}`);
    });
    if (row.coordinators.includes(to)) await sendLetter(networkId, locale, { to, subject: t('proposals.letter_arrived_subject', { title: row.title }), text: t('proposals.letter_arrived', { title: row.title, organisation: row.organisation, link }) });
    return;
  }
  if (!['approved', 'partly', 'returned'].includes(row.state) || !row.email) return;
  const values = { title: row.title, sentence: row.sentence ?? '–', link: row.byAccount ? link : '' };
  await sendLetter(networkId, locale, { to: row.email, subject: t(`proposals.letter_${row.state as 'approved'}_subject`, values), text: t(`proposals.letter_${row.state as 'approved'}`, values) });
}
