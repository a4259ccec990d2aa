/** Letters about a proposal: to the coordinators when it has arrived, to whoever made it when it is decided. Written when they are sent, from what is true then. */
import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { sendMail } from '#platform/mail/mail.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Locale } from '#platform/words/locales.ts';
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
  coordinators: string[];
}

export async function sendProposalLetter(networkId: string, proposalId: string, letter: 'arrived' | 'decided'): Promise<void> {
  const row = await reading({ networkId }, async (tx) => {
    const { rows } = await sql<Row>`
      select p.kind, o.name as organisation, coalesce((select s.name from service s where s.network_id = p.network_id and p.kind = 'service' and s.service_id = p.subject_id), o.name) as title, p.state, p.email, p.locale, p.origin, p.sentence,
        p.account_id is not null as "byAccount", array(select m.email from member m where m.role = 'coordinator' and m.until is null and m.email is not null order by m.email) as coordinators
      from proposal p join organisation o using (network_id, organisation_id) where p.network_id = ${networkId} and p.proposal_id = ${proposalId}`.execute(tx);
    return rows[0];
  });
  if (!row) return;
  const t = await wordsOf(row.locale);
  const link = `${linkOrigin(row.origin)}${href(row.locale, `/work/proposals/${proposalId}`)}`;
  if (letter === 'arrived') {
    // A proposal that was replaced or withdrawn before the letter went out needs none.
    if (row.state !== 'waiting') return;
    for (const to of row.coordinators) await sendMail({ to, subject: t('proposals.letter_arrived_subject', { title: row.title }), text: t('proposals.letter_arrived', { title: row.title, organisation: row.organisation, link }) });
    return;
  }
  if (!['approved', 'partly', 'returned'].includes(row.state) || !row.email) return;
  const values = { title: row.title, sentence: row.sentence ?? '–', link: row.byAccount ? link : '' };
  await sendMail({ to: row.email, subject: t(`proposals.letter_${row.state as 'approved'}_subject`, values), text: t(`proposals.letter_${row.state as 'approved'}`, values) });
}
