/** Letters about a registration: written when they are sent, from what is true then. */
import { daysLater } from '#platform/days.ts';
import { qrPng } from '#platform/documents/qr-picture.ts';
import { reading, within } from '#platform/db/transaction.ts';
import type { Letter } from '#platform/mail/mail.ts';
import { linkOrigin } from '#platform/session/origin.ts';
import { publicScope } from '#platform/session/scope.ts';
import { formatDay } from '#platform/words/format.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { onClocks } from '#platform/words/zone.ts';
import { sendLetter } from '#modules/networks/letter.ts';
import { planIn, type Plan } from '../planning/queries.ts';
import { codeAddress } from '../badges/badge.ts';
import { eventCalendar } from '../calendar/entries.ts';
import { spelled } from '../certificates/spelling.ts';
import { secretFor } from '../secret-link.ts';
import { aboutEvent } from './about-event.ts';
import { linkedInvitation } from './invitation-queries.ts';
import { linkedRegistration } from './link-queries.ts';
import { sayWaits } from './say.ts';
import type { LetterKind } from './seat-commands.ts';

/** Letters to somebody who has a seat carry the code of her badge. */
const withCode: readonly LetterKind[] = ['registered', 'promoted', 'released', 'reminder'];
/** And those that say when and where it is, or is no more, bring it into her calendar. */
const withCalendar: readonly LetterKind[] = [...withCode, 'moved', 'called_off', 'restored'];

/** Sends one letter to one who registered; nothing when she or her registration is gone, or when what it would say is not true any more. @param now by it a reminder says whether the event is today or tomorrow */
export async function sendRegistrationLetter(networkId: string, registrationId: string, letter: LetterKind, now = new Date()): Promise<void> {
  const row = await reading({ networkId }, (tx) => tx.selectFrom('registration').select(['version', 'locale', 'origin', 'state']).where('network_id', '=', networkId).where('registration_id', '=', registrationId).executeTakeFirst());
  if (!row) return;
  const isTrue = { registered: ['seat'], waiting: ['waiting'], promoted: ['seat'], released: ['seat'], confirm: ['unconfirmed', 'seat', 'waiting'], cancelled: ['cancelled'], declined: ['declined'], reminder: ['seat'], called_off: ['seat', 'waiting'], restored: ['seat', 'waiting'], moved: ['seat', 'waiting'] }[letter];
  if (!isTrue.includes(row.state)) return;
  const token = secretFor('registration', { networkId, id: registrationId, version: row.version });
  const { plan, registration, waits } = await linkedRegistration(token);
  // Called off and taken back at once: what is not so any more is told to nobody, and nobody is expected, or promised a seat, at what was called off.
  if (plan.isCancelled !== (letter === 'called_off') && letter !== 'cancelled' && letter !== 'declined') return;
  if (!registration.email) return;
  const when = whenItBegins(plan, now);
  if (letter === 'reminder' && !when) return;
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const link = `${linkOrigin(row.origin)}${href(locale, `/registration/${token}`)}`;
  const values = { name: `${registration.given} ${registration.surname}`, event: say(plan.titles, locale), about: aboutEvent(plan, t), why: waits ? sayWaits(waits, t) : '', when: when ?? '', link };
  // Whoever was put on the list by somebody else is asked herself what she agrees to.
  const asks = !registration.consentSaid && ['registered', 'waiting', 'promoted', 'released'].includes(letter);
  const text = [t(`registration.letter_${letter}`, values), asks && t('registration.letter_consent', values)].filter(Boolean).join('\n\n');
  const to = { to: registration.email, subject: t(`registration.letter_${letter}_subject`, values) };
  const send = (letter: Letter) => sendLetter(networkId, locale, letter, plan.programme.titles);
  // The same entries as in the calendars of members, so that what a later letter brings takes the place of what this one brought.
  const calendar = eventCalendar(plan, locale, (eventId) => `${linkOrigin(row.origin)}${href(locale, `/events/${eventId}`)}`, { goneToo: letter === 'moved' || letter === 'restored' });
  const attachments = registration.state === 'seat' && plan.dayPrecision === 'day' && withCalendar.includes(letter) ? [{ filename: 'event.ics', content: Buffer.from(calendar), contentType: 'text/calendar; charset=utf-8; method=PUBLISH' }] : [];
  if (!withCode.includes(letter)) return send({ ...to, text, attachments });
  // A picture beside the letter: mail programs show PNG and no SVG, a picture from the network would tell when it was read, and at the door there may be no network.
  const picture = qrPng(codeAddress(linkOrigin(row.origin), registration.code));
  await send({ ...to, text: `${text}\n\n${t('badges.letter', { code: spelled(registration.code) })}`, attachments: [...attachments, { filename: 'code.png', content: picture, contentType: 'image/png' }] });
}

/** Tells somebody that another comes in her place, and forgets where she is reached; nothing when that was done before. */
export async function sendReplacedLetter(networkId: string, replacedId: string): Promise<void> {
  const of = { network_id: networkId, replaced_id: replacedId };
  const found = await reading({ networkId }, async (tx) => {
    const row = await tx.selectFrom('replaced_delegate as d').innerJoin('registration as r', (join) => join.onRef('r.network_id', '=', 'd.network_id').onRef('r.registration_id', '=', 'd.registration_id'))
      .select(['d.given', 'd.surname', 'd.email', 'd.by_organisation', 'r.event_id', 'r.locale']).where('d.network_id', '=', networkId).where('d.replaced_id', '=', replacedId).executeTakeFirst();
    return row && { row, plan: (await planIn(tx, networkId, row.event_id))! };
  });
  if (!found) return;
  const { row, plan } = found;
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const values = { name: `${row.given} ${row.surname}`, event: say(plan.titles, locale), about: aboutEvent({ ...plan, onlineUrl: null }, t), by: row.by_organisation ? 'organisation' : 'link' };
  await sendLetter(networkId, locale, { to: row.email, subject: t('registration.letter_replaced_subject', values), text: t('registration.letter_replaced', values) }, plan.programme.titles);
  await within({ networkId }, (tx) => tx.deleteFrom('replaced_delegate').where((eb) => eb.and(of)).execute());
}

/** Sends the letter of an invitation with seats. */
export async function sendSeatsLetter(networkId: string, invitationId: string): Promise<void> {
  const scope = publicScope(networkId);
  const row = await reading(scope, (tx) => tx.selectFrom('registration_invitation').select(['email', 'locale', 'origin', 'withdrawn_at']).where('network_id', '=', networkId).where('invitation_id', '=', invitationId).executeTakeFirst());
  if (!row || row.withdrawn_at) return;
  const token = secretFor('seats', { networkId, id: invitationId, version: 0 });
  const { plan, invitation } = await linkedInvitation(token);
  const locale = row.locale as Locale;
  const t = await wordsOf(locale);
  const values = { organisation: invitation.organisation, event: say(plan.titles, locale), about: aboutEvent(plan, t), n: invitation.seats, until: formatDay(locale, invitation.holdsUntil ?? plan.firstDay), link: `${linkOrigin(row.origin)}${href(locale, `/invited/${token}`)}` };
  await sendLetter(networkId, locale, { to: row.email, subject: t('registration.letter_seats_subject', values), text: t('registration.letter_seats', values) }, plan.programme.titles);
}

/** Whether it begins today or tomorrow on its own clocks; null where it has begun, so far as its sessions say when, and where it is further away. */
function whenItBegins({ firstDay, sessions, timeZone }: Plan, now: Date): 'today' | 'tomorrow' | null {
  const clock = onClocks(now, timeZone);
  const today = clock.slice(0, 10);
  if (firstDay === daysLater(today, 1)) return 'tomorrow';
  const starts = sessions.find(({ day }) => day === firstDay)?.starts;
  return firstDay === today && !(starts && clock.slice(11) >= starts) ? 'today' : null;
}
