import { describe, expect, test } from 'vitest';
import { newId } from '#platform/ids.ts';
import { messagesFor, type Standing } from './confirming.ts';
import { decisionsIn } from './form.ts';
import type { ReadRow } from './shape.ts';

const operationId = newId();
const standing = (more: Partial<Standing> = {}): Standing => ({ row: 1, isNamed: true, decision: null, operationId, registration: { id: 'r', given: 'Ana', surname: 'Ilić', isOnList: true, version: 0, printedVersion: 0 }, personId: null, ...more });
const decided = (decision: 'signed' | 'unsigned', walkIn: Parameters<typeof messagesFor>[1][number]['walkIn'] = null) => [{ row: 1, decision, walkIn, others: '' as const }];

describe('what is said to the check-in', () => {
  test('a signature, once; an empty cell says nothing', () => {
    expect(messagesFor([standing()], decided('signed'))).toEqual([{ row: 1, operationId, who: { registrationId: 'r', version: 0 }, present: true, takesBack: null }]);
    expect([messagesFor([standing()], decided('unsigned')), messagesFor([standing({ decision: 'signed' })], decided('signed')), messagesFor([standing({ decision: 'unsigned' })], decided('unsigned'))]).toEqual([[], [], []]);
  });
  test('a slip is taken back by its own message, and said again it is another one', () => {
    const [back] = messagesFor([standing({ decision: 'signed', personId: 'p' })], decided('unsigned'));
    expect(back).toMatchObject({ present: false, takesBack: operationId });
    expect(back!.operationId).not.toBe(operationId);
    expect(messagesFor([standing({ decision: 'unsigned' })], decided('signed'))[0]!.operationId).not.toBe(operationId);
  });
  test('whoever cancelled after printing and signed all the same comes as the person she is, or as somebody new', () => {
    const registration = { id: 'r', given: 'Ana', surname: 'Ilić', isOnList: false, version: 0, printedVersion: 0 };
    expect(messagesFor([standing({ registration, personId: 'p' })], decided('signed'))[0]!.who).toEqual({ personId: 'p' });
    expect(messagesFor([standing({ registration })], decided('signed'))[0]!.who).toEqual({ walkIn: { given: 'Ana', surname: 'Ilić', organisationText: null, placeText: null } });
  });
  test('a place given to somebody else after printing says nothing about whoever has it now', () => {
    const registration = { id: 'r', given: 'Dragan', surname: 'Ilić', isOnList: true, version: 1, printedVersion: 0 };
    expect(messagesFor([standing({ registration, personId: 'ana' })], decided('signed'))[0]!.who).toEqual({ personId: 'ana' });
    expect(() => messagesFor([standing({ registration })], decided('signed'))).toThrow(expect.objectContaining({ code: 'paper.place_passed_on', field: 'row_1', details: { row: '1', name: 'Dragan Ilić' } }));
    // A sheet of before this was kept.
    expect(messagesFor([standing({ registration: { ...registration, printedVersion: null } })], decided('signed'))[0]!.who).toEqual({ registrationId: 'r', version: 1 });
  });
  test('a handwritten row is whom somebody typed or chose, and nobody without that', () => {
    const byHand = standing({ isNamed: false, registration: null });
    const walkIn = { personId: null, given: null, surname: 'Marić', organisationText: 'CSR', placeText: 'Чока' };
    expect(messagesFor([byHand], decided('signed', walkIn))[0]!.who).toEqual({ walkIn: { given: null, surname: 'Marić', organisationText: 'CSR', placeText: 'Чока' } });
    expect(messagesFor([byHand], decided('signed', { ...walkIn, personId: 'p' }))[0]!.who).toEqual({ personId: 'p', organisationText: 'CSR', placeText: 'Чока' });
    expect(() => messagesFor([byHand], decided('signed'))).toThrow(expect.objectContaining({ code: 'paper.name_missing', field: 'surname_1' }));
    expect(() => messagesFor([], decided('signed'))).toThrow(expect.objectContaining({ code: 'paper.unknown_row' }));
  });
});

describe('what the page sends', () => {
  const rows = [{ row: 1, isNamed: true }, { row: 7, isNamed: false }] as ReadRow[];
  test('every row waits for a decision', () => {
    expect(() => decisionsIn({ row_1: 'signed' }, rows)).toThrow(expect.objectContaining({ code: 'paper.rows_open', details: { n: 1 }, field: 'row_7' }));
    expect(() => decisionsIn({ row_1: 'perhaps', row_7: '' }, rows)).toThrow(expect.objectContaining({ details: { n: 2 } }));
  });
  test('a typed name is asked about once; another name is another question', () => {
    const texts = { row_1: 'unsigned', row_7: 'signed', surname_7: ' Marić ', given_7: 'Boba', place_7: ' Чока ' };
    expect(decisionsIn(texts, rows).toAsk).toEqual([{ row: 7, given: 'Boba', surname: 'Marić' }]);
    const answered = { ...texts, asked_7: 'Marić|Boba', person_7: 'p' };
    expect(decisionsIn(answered, rows)).toEqual({ toAsk: [], decisions: [{ row: 1, decision: 'unsigned', walkIn: null, others: '' }, { row: 7, decision: 'signed', others: '', walkIn: { personId: 'p', given: 'Boba', surname: 'Marić', organisationText: null, placeText: 'Чока' } }] });
    expect(decisionsIn({ ...answered, person_7: 'new' }, rows).decisions[1]!.walkIn!.personId).toBeNull();
    expect(decisionsIn({ ...answered, surname_7: 'Savić' }, rows)).toMatchObject({ toAsk: [{ surname: 'Savić' }], decisions: [{}, { walkIn: { personId: null } }] });
  });
});
