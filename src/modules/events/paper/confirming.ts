/** What a person's decisions about the rows of a photograph say to the check-in: pure. */
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import type { ConfirmedRow, OthersSay } from './shape.ts';

/** What several photographs of one page say of a row, told as one. */
export const saidByOthers = (decisions: readonly ('signed' | 'unsigned' | null)[]): OthersSay => [...new Set(decisions.filter((one) => one !== null))].sort().join('+') as OthersSay;

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

/** A row of another confirmed photograph of the same page. */
export interface OtherStanding extends Standing {
  photoId: string;
}

/**
 * The rows of other photographs of the page that say otherwise than was decided now. A person has decided between the pictures, so she must have seen them: never silently the last.
 * @throws Problem 409 when what she was shown of the others is not what they say
 */
export function overruled(others: readonly OtherStanding[], decided: readonly ConfirmedRow[]): OtherStanding[] {
  const byRow = Map.groupBy(others, ({ row }) => row);
  return decided.flatMap(({ row, decision, others: shown }) => {
    const these = byRow.get(row) ?? [];
    const otherwise = these.filter((one) => one.decision !== null && one.decision !== decision);
    if (otherwise.length && saidByOthers(these.map((one) => one.decision)) !== shown) throw new Problem(409, 'paper.photos_disagree', { row }, `row_${row}`);
    return otherwise;
  });
}

export type Who = { registrationId: string; version?: number } | ({ personId: string } & Partial<Belonging>) | { walkIn: { given: string | null; surname: string | null } & Belonging };
/** What she wrote beside her name. */
type Belonging = Pick<NonNullable<ConfirmedRow['walkIn']>, 'organisationText' | 'placeText'>;

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
    if (walkIn?.personId) return { personId: walkIn.personId, organisationText: walkIn.organisationText, placeText: walkIn.placeText };
    if (walkIn?.surname || walkIn?.given) return { walkIn: { given: walkIn.given, surname: walkIn.surname, organisationText: walkIn.organisationText, placeText: walkIn.placeText } };
    return personId ? { personId } : null;
  }
  const passedOn = registration && registration.printedVersion !== null && registration.printedVersion !== registration.version;
  if (registration?.isOnList && !passedOn) return { registrationId: registration.id, version: registration.version };
  if (personId) return { personId };
  // The name printed there is not the name of the registration any more, and who it was is known from nowhere else.
  if (passedOn) throw new Problem(409, 'paper.place_passed_on', { row: String(row), name: `${registration.given} ${registration.surname}` }, `row_${row}`);
  // She cancelled after the sheet was printed, and came and signed all the same.
  return registration && { walkIn: { given: registration.given, surname: registration.surname, organisationText: null, placeText: null } };
}
