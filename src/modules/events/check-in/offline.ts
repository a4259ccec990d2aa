/** What a phone at the door queues, and the list it keeps: for `src/registry.ts`. */
import { execute } from '#platform/command/command.ts';
import type { OfflineCommand, OfflineCopy, Taken } from '#platform/offline/intake.ts';
import { Problem } from '#platform/problem.ts';
import { formatMoment } from '#platform/words/format.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { signatureOf } from '#modules/results/access.ts';
import { checkIn, checkInMany } from './commands.ts';
import { keptUntil, toRow, type OnRoster } from './roster.ts';
import { roster } from './roster-queries.ts';
import { saidAtDoor, type SaidPresence } from './shape.ts';

export const offlineCheckIn: OfflineCommand = {
  name: checkIn.name,
  input: saidAtDoor,
  together: (input) => String((input as Partial<SaidPresence> | null)?.eventId),
  async take(scope, inputs, makers) {
    const messages = (inputs as SaidPresence[]).map((one, at): SaidPresence => ({ ...one, madeBy: makers[at] ? signatureOf({ actor: makers[at] }) : null }));
    const { heard } = await execute(checkInMany, scope, { eventId: messages[0]!.eventId, messages });
    const { country } = await networkOf(scope);
    const timeZone = timeZoneAt(country);
    return heard.map(({ outcome, problem, before }, at): Taken => ({
      outcome,
      problem: problem && new Problem(409, problem.code, problem.details),
      ...(before && messages[at]!.present && { note: (t) => t('check-in.said_before', { at: formatMoment(t.locale, new Date(before.at), timeZone) }) }),
    }));
  },
};

/** Whoever cancelled, was declined or never confirmed does not lie on phones, unless she came all the same. */
const isExpected = ({ state, days }: OnRoster) => days.length > 0 || state === 'seat' || state === 'waiting' || state === 'walk-in';

export const doorCopy: OfflineCopy = {
  name: 'door',
  async read(scope, eventId) {
    const { event, people } = await roster(scope, eventId);
    return { about: event, until: keptUntil(event.days, new Date().toISOString().slice(0, 10)), rows: people.filter(isExpected).map(toRow) };
  },
};
