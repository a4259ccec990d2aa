/** A coordinator writes to those who are registered: a draft with its preview, then letters. */
import { command, type CommandContext } from '#platform/command/command.ts';
import { enqueue } from '#platform/jobs/jobs.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { arranges, formOf } from '../registration/seat-commands.ts';
import { recipientsOf } from './queries.ts';
import { oneMessage, writtenMessage, type Whom } from './shape.ts';

const about = ({ messageId }: { messageId: string }, { eventId }: { eventId: string }) => ({ subject: { kind: 'event-message', id: messageId }, details: { event: eventId } });

/** Saves what is to be sent; nothing goes out yet. @throws Problem 409 when it was sent meanwhile */
export const writeMessage = command({
  name: 'message.write',
  input: writtenMessage,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, messageId, whom, organisationId, subjects, texts, origin }) {
    const { tx, now, scope: { networkId } } = context;
    await formOf(tx, networkId, eventId);
    if (organisationId && !(await areOrganisations(tx, networkId, [organisationId]))) throw notFound();
    const before = await locked(context, messageId);
    if (before && before.event_id !== eventId) throw notFound();
    if (before?.sent_at) throw new Problem(409, 'messages.sent_already');
    const row = { whom, organisation_id: organisationId, subjects: JSON.stringify(subjects), texts: JSON.stringify(texts), written_at: now, origin: new URL(origin).origin };
    if (before) await tx.updateTable('event_message').set(row).where('network_id', '=', networkId).where('message_id', '=', messageId).execute();
    else await tx.insertInto('event_message').values({ network_id: networkId, message_id: messageId, event_id: eventId, ...row }).execute();
    return { messageId };
  },
  record: about,
});

/**
 * Sends a message to everybody it means now, to each in her language. Asked for twice it goes out once; the log and the queue hold ids and a number.
 * @throws Problem 422 when it is for nobody who has an address
 */
export const sendMessage = command({
  name: 'message.send',
  input: oneMessage,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, messageId }) {
    const { tx, now, scope: { networkId } } = context;
    const message = await locked(context, messageId);
    if (!message || message.event_id !== eventId) throw notFound();
    if (message.sent_at) return { messageId, letters: message.letters! };
    const { to } = await recipientsOf(tx, networkId, eventId, { whom: message.whom as Whom, organisationId: message.organisation_id });
    if (!to.length) throw new Problem(422, 'messages.nobody');
    await tx.updateTable('event_message').set({ sent_at: now, letters: to.length }).where('network_id', '=', networkId).where('message_id', '=', messageId).execute();
    for (const { registrationId } of to) {
      await tx.insertInto('event_message_letter').values({ network_id: networkId, message_id: messageId, registration_id: registrationId }).execute();
      await enqueue(tx, 'events.send-message-letter', { networkId, messageId, registrationId }, `message:${messageId}:${registrationId}`);
    }
    return { messageId, letters: to.length };
  },
  record: (output, input) => ({ ...about(output, input), details: { event: input.eventId, letters: output.letters } }),
});

/** Throws a draft away. @throws Problem 409 for what was sent: that stays on record */
export const dropMessage = command({
  name: 'message.drop',
  input: oneMessage,
  may: (scope, { eventId }, tx) => arranges(scope, eventId, tx),
  async run(context, { eventId, messageId }) {
    const { tx, scope: { networkId } } = context;
    const message = await locked(context, messageId);
    if (message && message.event_id !== eventId) throw notFound();
    if (message?.sent_at) throw new Problem(409, 'messages.sent_already');
    await tx.deleteFrom('event_message').where('network_id', '=', networkId).where('message_id', '=', messageId).execute();
    return { messageId };
  },
  record: about,
});

/** Two who send it at once send it one after the other, and the second finds it sent. */
const locked = ({ tx, scope: { networkId } }: CommandContext, messageId: string) =>
  tx.selectFrom('event_message').select(['event_id', 'whom', 'organisation_id', 'sent_at', 'letters']).where('network_id', '=', networkId).where('message_id', '=', messageId).forUpdate().executeTakeFirst();
