import { expect, test } from 'vitest';
import { quotaLines, settingsIn, settingsOf } from './form.ts';
import type { Form } from './shape.ts';

const form: Form = {
  eventId: '', isOpen: true, closesOn: null, intro: {}, perOrganisation: null, perMunicipality: null, quotas: [{ of: 'municipality', id: 'RS-L-71269', seats: 3 }, { of: 'organisation', id: 'an id', seats: 1 }], questions: [], asksSex: false, asksAge: false, retentionDays: 30, purgedAt: null, capacity: null,
};
const shown = settingsOf(form, { language: 'sr-Cyrl', days: 90, country: 'RS' });
const read = (more: Record<string, string>) => settingsIn({ ...shown.texts, ...more }, { form, language: 'sr-Cyrl', country: 'RS' }).quotas;

test('seats of particular municipalities are a row each and come back as they were, beside those of organisations', () => {
  expect([shown.texts.quotaPlace_0, shown.texts.quotaSeats_0, shown.quotas, quotaLines(shown.texts)]).toEqual(['Шабац', '3', 3, 'Шабац: 3']);
  expect(new Set(read({}))).toEqual(new Set(form.quotas));
  // A row that was emptied is gone; one left free between two is none.
  expect(read({ quotaPlace_0: '', quotaSeats_0: '', quotaPlace_1: '', quotaSeats_1: '', quotaPlace_2: 'Valjevo', quotaSeats_2: '0' })).toEqual([form.quotas[1], { of: 'municipality', id: expect.stringMatching(/^RS-L-/), seats: 0 }]);
});

test.each([
  [{ quotaPlace_1: 'Nowhereville', quotaSeats_1: '1' }, 'planning.place_unknown', 'quotaPlace_1'],
  [{ quotaPlace_1: '', quotaSeats_1: '1' }, 'registration.quota_place_missing', 'quotaPlace_1'],
  [{ quotaPlace_1: 'Valjevo', quotaSeats_1: 'two' }, 'registration.quota_seats', 'quotaSeats_1'],
  [{ quotaPlace_1: 'Šabac', quotaSeats_1: '4' }, 'registration.quota_twice', 'quotaPlace_1'],
])('%o is refused at its field', (texts, code, field) => {
  expect(() => read(texts)).toThrow(expect.objectContaining({ status: 422, code, field }));
});
