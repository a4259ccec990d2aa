/** What a person's decisions about the rows of a photograph say to the check-in: pure. */
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import type { ConfirmedRow } from './shape.ts';

/** A row of the photograph as it stands, with whom the sheet names there. */
export interface Standing {
  row: number;
  isNamed: boolean;
  decision: 'signed' | 'unsigned' | null;
  /** The message that said so, or that would. */
  operationId: string;
  registration: { id: string; given: string; surname: string; isOnList: boolean; version: number; /** As it was when the sheet was printed; null on sheets of before that was kept. */ printedVersion: number | null } | null;
  personId: string | null;
}

export type Who = { registrationId: string; version?: number } | { personId: string } | { walkIn: { given: string | null; surname: string | null; organisationText: string | null } };

export interface Message {
  row: number;
  operationId: string;
  who: Who;
  present: boolean;
  takesBack: string | null;
}

/**
 * Only what is different is said, so a page sent twice says nothing twice; what was said by mistake is taken back by its own message.
 * @throws Problem 422 when somebody signed in an empty row and nobody wrote who, 409 when the place was given to somebody else after printing
 */
export function messagesFor(standing: readonly Standing[], decided: readonly ConfirmedRow[]): Message[] {
  const rows = new Map(standing.map((one) => [one.row, one]));
  return decided.flatMap(({ row, decision, walkIn }): Message[] => {
    const now = rows.get(row);
    if (!now) throw new Problem(422, 'paper.unknown_row', { row });
    if ((now.decision ?? 'unsigned') === decision) return [];
    if (decision === 'unsigned') return [{ row, operationId: newId(), who: now.personId ? { personId: now.personId } : whoOf(now, walkIn)!, present: false, takesBack: now.operationId }];
    const who = whoOf(now, walkIn);
    if (!who) throw new Problem(422, 'paper.name_missing', { row }, `surname_${row}`);
    // A message that was taken back stays taken back: saying it again is another one.
    return [{ row, operationId: now.decision === 'unsigned' ? newId() : now.operationId, who, present: true, takesBack: null }];
  });
}

function whoOf({ row, isNamed, registration, personId }: Standing, walkIn: ConfirmedRow['walkIn']): Who | null {
  if (!isNamed) {
    if (walkIn?.personId) return { personId: walkIn.personId };
    if (walkIn?.surname || walkIn?.given) return { walkIn: { given: walkIn.given, surname: walkIn.surname, organisationText: walkIn.organisationText } };
    return personId ? { personId } : null;
  }
  const passedOn = registration && registration.printedVersion !== null && registration.printedVersion !== registration.version;
  if (registration?.isOnList && !passedOn) return { registrationId: registration.id, version: registration.version };
  if (personId) return { personId };
  // The name printed there is not the name of the registration any more, and who it was is known from nowhere else.
  if (passedOn) throw new Problem(409, 'paper.place_passed_on', { row: String(row), name: `${registration.given} ${registration.surname}` }, `row_${row}`);
  // She cancelled after the sheet was printed, and came and signed all the same.
  return registration && { walkIn: { given: registration.given, surname: registration.surname, organisationText: null } };
}
