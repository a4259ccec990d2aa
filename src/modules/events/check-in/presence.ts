/** What a message from the door changes: pure, so that the same messages give the same list in whatever order devices send them. */

import type { Way } from './shape.ts';

/** A message that says somebody was there and was not taken back. */
export interface Standing {
  operationId: string;
  day: string;
  sessionId: string | null;
  /** The day was known before any message. */
  overEvidence: boolean;
  /** How it was said, who sent it (`signatureOf`), and who said it, where that was somebody else; not there while it is being heard. */
  via?: Way;
  heardFrom?: string;
  madeBy?: string | null;
}

/** What is known of one person at one event. */
export interface Presence {
  days: readonly string[];
  sessions: readonly string[];
  standing: readonly Standing[];
}

export interface Message {
  operationId: string;
  day: string;
  sessionId: string | null;
  present: boolean;
  takesBack: string | null;
  /** Somebody has taken this very message back already: its taking back overtook it on the way. */
  wasTakenBack: boolean;
}

export interface Decided {
  presence: Presence;
  /** Whether anything is different now. */
  changes: boolean;
  /** For a message that stays standing. */
  overEvidence: boolean;
  /** Messages that stand no more because of this one. */
  takenBack: string[];
}

/**
 * Somebody was there while one message that says so stands. Taking back names the message it takes back, so a slip at one door never removes what another door said;
 * only taking back the day itself (on a roll call, seeing all that is known) removes everything said of it.
 * @param dayOf the day of each session of the event
 */
export function decide(now: Presence, message: Message, dayOf: ReadonlyMap<string, string>): Decided {
  if (message.present) return message.wasTakenBack ? same(now) : comes(now, message);
  return message.takesBack ? takesBackOne(now, message.takesBack) : takesBackAll(now, message, dayOf);
}

const same = (presence: Presence): Decided => ({ presence, changes: false, overEvidence: false, takenBack: [] });

function comes(now: Presence, { operationId, day, sessionId }: Message): Decided {
  const wasThere = now.days.includes(day);
  const ofDay = now.standing.filter((one) => one.day === day);
  // The day was struck out by a correction of the list: what had been said of it before counts no more.
  const takenBack = wasThere ? [] : ofDay.map((one) => one.operationId);
  const overEvidence = wasThere && (ofDay.length ? ofDay.some((one) => one.overEvidence) : true);
  const standing = [...now.standing.filter((one) => !takenBack.includes(one.operationId)), { operationId, day, sessionId, overEvidence }];
  const days = wasThere ? now.days : [...now.days, day].sort();
  const isNewSession = sessionId !== null && !now.sessions.includes(sessionId);
  return { presence: { days, sessions: isNewSession ? [...now.sessions, sessionId].sort() : now.sessions, standing }, changes: !wasThere || isNewSession, overEvidence, takenBack };
}

function takesBackOne(now: Presence, operationId: string): Decided {
  const gone = now.standing.find((one) => one.operationId === operationId);
  if (!gone) return same(now);
  const standing = now.standing.filter((one) => one !== gone);
  const sessions = gone.sessionId && !standing.some((one) => one.sessionId === gone.sessionId) ? now.sessions.filter((one) => one !== gone.sessionId) : now.sessions;
  const isStillThere = gone.overEvidence || standing.some((one) => one.day === gone.day);
  const days = isStillThere ? now.days : now.days.filter((day) => day !== gone.day);
  return { presence: { days, sessions, standing }, changes: days.length !== now.days.length || sessions.length !== now.sessions.length, overEvidence: false, takenBack: [operationId] };
}

function takesBackAll(now: Presence, { day, sessionId }: Message, dayOf: ReadonlyMap<string, string>): Decided {
  const isMeant = (one: Standing) => one.day === day && (sessionId === null || one.sessionId === sessionId);
  const gone = now.standing.filter(isMeant);
  const standing = now.standing.filter((one) => !isMeant(one));
  const sessions = now.sessions.filter((one) => (sessionId === null ? dayOf.get(one) !== day : one !== sessionId));
  // Who is taken out of a session was there that day all the same, unless the session was all that said so.
  const isStillThere = sessionId !== null && (!gone.length || gone.some((one) => one.overEvidence) || standing.some((one) => one.day === day));
  const days = isStillThere ? now.days : now.days.filter((one) => one !== day);
  return { presence: { days, sessions, standing }, changes: days.length !== now.days.length || sessions.length !== now.sessions.length, overEvidence: false, takenBack: gone.map((one) => one.operationId) };
}
