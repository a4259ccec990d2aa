import { expect, test } from 'vitest';
import { changeTo, fieldsOf, type OwnEntry } from './fields.ts';
import { fieldsWritten, formOfFields, inRow } from './form.ts';

const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const entry: OwnEntry = {
  type: 'cso', name: 'Јелка', names: { 'sr-Cyrl': 'Јелка', en: 'Fir' }, descriptions: { bg: 'Помага\nна деца.' }, seat: 'RS-L-71269', areas: [{ placeId: 'RS-L-71269', from: '2020-01-01', until: null }], identifiers: [{ scheme: 'RS-PIB', value: '100000709' }, { scheme: 'XI-IATI', value: 'RS-1' }, { scheme: 'XI-IATI', value: 'RS-2' }],
  website: 'https://jelka.example', email: 'office@example.org', phone: '015 1',
  contacts: [{ contactId: id(1), name: 'Ana', role: null, phone: null, email: 'ana@example.org', website: null, isPublic: true, consentOn: '2026-01-05' }],
};

test('an entry becomes fields, a form, and the same fields again; what was not changed is not written', () => {
  const fields = fieldsOf(entry);
  const form = formOfFields(fields, [id(2)], 'RS');
  expect(form.seat).toMatch(/Шабац|Šabac/);
  expect(fieldsWritten(form, 'RS')).toEqual(fields);
  expect(form['identifiers.XI-IATI']).toBe('RS-1, RS-2');
  expect(changeTo({ ...fields, 'identifiers.XI-IATI': 'RS-2; RS-3\nRS-2' }, ['identifiers.XI-IATI'], entry)).toEqual({ identifiers: [entry.identifiers[0], { scheme: 'XI-IATI', value: 'RS-2' }, { scheme: 'XI-IATI', value: 'RS-3' }] });
  expect(changeTo({ ...fields, phone: '2' }, ['phone'], entry)).toEqual({ phone: '2' });
  const { type: _, ...all } = entry;
  expect(changeTo(fields, Object.keys(fields), entry)).toEqual(all);
});

test('a contact that says nothing is none, and those that say something come first', () => {
  const form = { ...formOfFields(fieldsOf(entry), [id(2), id(3)], 'RS'), 'contacts.0.name': '', 'contacts.0.email': '', 'contacts.2.name': 'Boba' };
  expect(changeTo(fieldsWritten(form, 'RS'), ['contact.x.name'], entry)).toEqual({ contacts: [expect.objectContaining({ contactId: id(3), name: 'Boba' })] });
  expect([inRow(form)['contacts.0.name'], inRow(form)['contacts.0.contactId'], inRow(form)['contacts.1.contactId'], inRow(form)['contacts.2.contactId']]).toEqual(['Boba', id(3), id(1), id(2)]);
});

test('a place nobody knows is said', () => {
  expect(() => fieldsWritten({ name: 'X', seat: 'Atlantis' }, 'RS')).toThrow('organisations.seat_unknown');
  expect(() => fieldsWritten({ name: 'X', areas: 'Šabac, Atlantis' }, 'RS')).toThrow('organisations.area_unsure');
});
