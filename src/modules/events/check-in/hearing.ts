import type { CommandContext } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { occasion, refusal } from './occasion-queries.ts';
import { decide, type Standing } from './presence.ts';
import type { Heard, SaidPresence } from './shape.ts';
import { heardBefore, knownOf, saidFirst, takenBackBefore, takenBackOf } from './standing-queries.ts';
import { mayStrikeOut } from './striking-out.ts';
import { whoCame, type Came } from './who-came-commands.ts';
import { remember, writeEvidenceOf, type Person, type Remembered } from './writing-commands.ts';

/** A message that changed who was there. */
export interface Effect {
  message: SaidPresence;
  personId: string;
  registrationId: string | null;
}

/**
 * Hears messages about one event in their order, for commands whose permission has been asked already. A handful of statements, however many they are: each is decided
 * on what the ones before it left, and what came out of it all is written once for each person.
 * @throws Problem 404 for an event that is not there
 */
export async function hear(context: CommandContext, eventId: string, messages: readonly SaidPresence[]): Promise<{ heard: Heard[]; effects: Effect[] }> {
  const { tx, scope: { networkId } } = context;
  if (messages.some((one) => one.eventId !== eventId)) throw new Problem(422, 'check-in.another_event');
  const about = await occasion(tx, networkId, eventId);
  const ids = messages.map((one) => one.operationId);
  const answers = await heardBefore(tx, networkId, ids);
  const firstTime = new Map(messages.toReversed().map((one) => [one.operationId, one]));
  const fresh = messages.filter((one) => firstTime.get(one.operationId) === one && !answers.has(one.operationId));

  /** Message → the person it is about; those taken back are about whom the message was that they take back. */
  const whose = await takenBackOf(tx, networkId, eventId, fresh.flatMap((one) => one.takesBack ?? []));
  const refused = new Map(fresh.map((one) => [one, one.takesBack && !whose.has(one.takesBack) ? null : refusal(about, one)]));
  const asked = fresh.filter((one) => !refused.get(one));
  const came = new Map<SaidPresence, Came | null>();
  for (const [at, who] of (await whoCame(context, eventId, about.venuePlace, asked)).entries()) {
    const message = asked[at]!;
    if (who && 'code' in who) refused.set(message, message.takesBack ? null : who);
    else came.set(message, who);
    if (who && 'personId' in who && message.present) whose.set(message.operationId, who.personId);
  }
  const personOf = (message: SaidPresence) => (message.takesBack ? (whose.get(message.takesBack) ?? null) : (came.get(message)?.personId ?? null));
  const known = await knownOf(tx, networkId, about.programmeId, eventId, [...new Set(asked.flatMap((one) => personOf(one) ?? []))]);
  const people = new Map([...known].map(([id, one]): [string, Person] => [id, { ...one, now: one.presence, by: null, said: [], came: null }]));

  const overtaken = await takenBackBefore(tx, networkId, ids);
  const takenBack = new Map<string, string>();
  const remembered: Remembered[] = [];
  const effects: Effect[] = [];
  const saidBefore = new Map<string, string>();
  for (const message of fresh) {
    const { operationId, takesBack, present } = message;
    const problem = refused.get(message);
    const personId = problem ? null : personOf(message);
    const registrationId = came.get(message)?.registrationId ?? null;
    const answer = { operationId, registrationId, personId, before: null, problem: null };
    if (problem) {
      answers.set(operationId, { ...answer, outcome: 'rejected', problem });
      continue;
    }
    const person = personId ? people.get(personId)! : null;
    const wasTakenBack = present && overtaken.has(operationId);
    if (wasTakenBack) takenBack.set(operationId, overtaken.get(operationId)!);
    // Nobody known was said to be there: there is nothing to take back yet, and it is remembered for the message it may have overtaken.
    const decided = person && decide(person.now, { ...message, wasTakenBack }, about.dayOf);
    if (person && decided && !present && !mayStrikeOut(context.scope, about.programmeId, person.now, decided, person.pieces)) {
      answers.set(operationId, { ...answer, outcome: 'rejected', problem: { code: 'check-in.stands_on_list', details: { day: message.day } } });
      continue;
    }
    if (takesBack) overtaken.set(takesBack, operationId);
    const outcome = decided?.changes ? 'accepted' : 'already';
    if (person && decided) {
      const earlier = present && !decided.changes ? firstOf(person.now.standing, message) : null;
      if (earlier) saidBefore.set(operationId, earlier);
      for (const id of decided.takenBack) takenBack.set(id, operationId);
      person.now = decided.presence;
      person.said = [...person.said, message];
      if (decided.changes) Object.assign(person, { by: message, came: came.get(message) ?? person.came });
      // A signature is a better proof than a word at the door, and one that is taken back is none any more.
      else if (message.fileId || decided.takenBack.some((id) => isSigned(person, id))) Object.assign(person, { by: message });
      if (decided.changes) effects.push({ message, personId: personId!, registrationId });
    }
    remembered.push({ message, personId, registrationId, outcome, overEvidence: decided?.overEvidence ?? false });
    answers.set(operationId, { ...answer, outcome });
  }
  await writeEvidenceOf(context, about.programmeId, eventId, [...people]);
  await remember(context, eventId, remembered, takenBack);
  const first = await saidFirst(tx, networkId, [...saidBefore.values()]);
  for (const [operationId, earlier] of saidBefore) answers.get(operationId)!.before = first.get(earlier) ?? null;
  return { heard: ids.map((id) => answers.get(id)!), effects };
}

const isSigned = ({ pieces }: Person, operationId: string) => pieces.some(({ source }) => Object.values(source.days ?? {}).some((one) => one.operation === operationId && one.fileId));
const firstOf = (standing: readonly Standing[], { day, sessionId }: SaidPresence) => standing.find((one) => one.day === day && (sessionId === null || one.sessionId === sessionId))?.operationId ?? null;
