import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { inLanguage } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { seenForm } from '../registration/form-queries.ts';
import { statesOf, type InOneLanguage, type Message, type Whom } from './shape.ts';

const columns = sql`m.message_id as "messageId", m.whom, m.organisation_id as "organisationId", (select o.name from organisation o where o.network_id = m.network_id and o.organisation_id = m.organisation_id) as organisation,
  m.subjects, m.texts, m.written_at as "writtenAt", m.sent_at as "sentAt", m.letters, (select count(*)::int from event_message_letter l where l.network_id = m.network_id and l.message_id = m.message_id and l.sent_at is not null) as left`;

const AT_ONCE = 200;

/** What was written to those registered for an event, the newest first; for whoever arranges it. */
export const messagesAbout = (scope: Scope, eventId: string): Promise<Message[]> =>
  reading(scope, async (tx) => {
    if (!(await seenForm(tx, scope, eventId)).arranges) throw notFound();
    const { rows } = await sql<Message>`select ${columns} from event_message m where m.network_id = ${scope.networkId} and m.event_id = ${eventId} order by coalesce(m.sent_at, m.written_at) desc, m.message_id limit ${AT_ONCE}`.execute(tx);
    return rows;
  });

/** Whom a message means now: ids with the language of each, and how many are meant who have no address. Nobody who cancelled, was not accepted or has not confirmed. */
export async function recipientsOf(tx: Tx, networkId: string, eventId: string, { whom, organisationId }: { whom: Whom; organisationId: string | null }): Promise<{ to: { registrationId: string; locale: Locale }[]; withoutAddress: number }> {
  const { rows } = await sql<{ registrationId: string; locale: Locale; isReached: boolean }>`
    select registration_id as "registrationId", locale, email is not null as "isReached" from registration
    where network_id = ${networkId} and event_id = ${eventId} and state = any (${[...statesOf[whom]]}::text[]) ${organisationId ? sql`and organisation_id = ${organisationId}` : sql``} order by queued_at, registration_id`.execute(tx);
  return { to: rows.filter(({ isReached }) => isReached), withoutAddress: rows.filter(({ isReached }) => !isReached).length };
}

export interface Preview {
  message: Message;
  n: number;
  withoutAddress: number;
  languages: InOneLanguage[];
}

/** A message as those it is for would get it now, in each of their languages. @throws 404 for whoever does not arrange the event */
export const previewed = (scope: Scope, eventId: string, messageId: string): Promise<Preview> =>
  reading(scope, async (tx) => {
    const { arranges } = await seenForm(tx, scope, eventId);
    const { rows: [message] } = await sql<Message>`select ${columns} from event_message m where m.network_id = ${scope.networkId} and m.event_id = ${eventId} and m.message_id = ${messageId}`.execute(tx);
    if (!arranges || !message) throw notFound();
    const { to, withoutAddress } = await recipientsOf(tx, scope.networkId, eventId, message);
    const languages = [...Map.groupBy(to, ({ locale }) => locale)].map(([locale, all]) => {
      const [subject, text] = [inLanguage(message.subjects, locale)!, inLanguage(message.texts, locale)!];
      return { locale, n: all.length, subject: subject.text, text: text.text, lang: text.lang };
    });
    return { message, n: to.length, withoutAddress, languages: languages.sort((a, b) => b.n - a.n || (a.locale < b.locale ? -1 : 1)) };
  });

/** To whom something can be written: the organisations that somebody on the list comes for, and how many read which language. @throws 404 where there is no form, or for whoever does not arrange the event */
export const writable = (scope: Scope, eventId: string): Promise<{ organisations: { id: string; name: string; n: number }[]; languages: Partial<Record<Locale, number>> }> =>
  reading(scope, async (tx) => {
    const { form, arranges } = await seenForm(tx, scope, eventId);
    if (!form || !arranges) throw notFound();
    const { rows: organisations } = await sql<{ id: string; name: string; n: number }>`
      select o.organisation_id as id, o.name, count(*)::int as n from registration r join organisation o using (network_id, organisation_id)
      where r.network_id = ${scope.networkId} and r.event_id = ${eventId} and r.state in ('seat', 'waiting') group by 1, 2 order by 2`.execute(tx);
    const { rows } = await sql<{ locale: Locale; n: number }>`select locale, count(*)::int as n from registration where network_id = ${scope.networkId} and event_id = ${eventId} and state in ('seat', 'waiting') and email is not null group by 1`.execute(tx);
    return { organisations, languages: Object.fromEntries(rows.map(({ locale, n }) => [locale, n])) };
  });
