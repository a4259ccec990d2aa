/** A visitor's message to a contact of an organisation: it goes straight on; nothing of it is kept, and the log says only that somebody wrote. */
import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { sendLetter } from '#modules/networks/letter.ts';

const oneLine = (most: number) => z.string().trim().min(1, { error: 'organisations.problem_write_incomplete' }).max(most).transform((text) => text.replace(/\s+/g, ' '));

export const sendMessage = command({
  name: 'contact.write',
  input: z.strictObject({
    organisationId: z.uuid(),
    contactId: z.uuid(),
    name: oneLine(200),
    email: z.email({ error: 'organisations.problem_email' }).max(320),
    text: z.string().trim().min(1, { error: 'organisations.problem_write_incomplete' }).max(10_000),
    locale: z.enum(locales),
    origin: z.url(),
  }),
  // Whoever sees the contact may write to it; the page has asked whether a person is there.
  may: () => true,
  async run({ tx, scope }, { organisationId, contactId, name, email, text, locale, origin }) {
    const contact = await tx.selectFrom('organisation_contact as c').innerJoin('organisation as o', (join) => join.onRef('o.network_id', '=', 'c.network_id').onRef('o.organisation_id', '=', 'c.organisation_id')).select(['c.email', 'o.name']).where('c.network_id', '=', scope.networkId).where('c.contact_id', '=', contactId).where('c.is_public', '=', true).executeTakeFirst();
    if (!contact?.email) throw notFound();
    const t = await wordsOf(locale);
    const link = `${linkOrigin(new URL(origin).origin)}${href(locale, `/organisations/${organisationId}`)}`;
    await sendLetter(scope.networkId, locale, { to: contact.email, replyTo: email, subject: t('organisations.write_mail_subject', { name }), text: t('organisations.write_mail', { from: name, email, text, link }) }).catch((error: Error) => {
      console.error(`A message could not be sent: ${error.message}`);
      throw new Problem(503, 'organisations.not_sent');
    });
    return { organisationId };
  },
  record: ({ organisationId }) => ({ subject: { kind: 'organisation', id: organisationId } }),
});
