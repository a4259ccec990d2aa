import { expect, test } from 'vitest';
import { inCommon, type Facts } from './reasons.ts';

const facts = (more: Partial<Facts>): Facts => ({ name: 'Мира Бабић', organisation: null, organisationName: null, place: null, phone: null, email: null, ...more });
const codes = (a: Partial<Facts>, b: Partial<Facts>) => inCommon(facts(a), facts(b)).map(({ code }) => code);

test.each([
  ['Мира Бабић', 'Мира Бабић', 'name_same'],
  ['Мира Бабић', 'Mira Babić', 'name_script'],
  ['Mira Babic', 'Mira Babić', 'name_spelling'],
  ['Бабић Мира', 'Мира Бабић', 'name_order'],
  ['Мира Бабић Ристић', 'Mira Babić', 'name_partly'],
  ['Мира Бабиђ', 'Мила Бабић', 'name_near'],
])('%s and %s: %s', (a, b, code) => expect(codes({ name: a }, { name: b })).toEqual([code]));

test('what speaks for it besides the name, and what against', () => {
  expect(codes({ organisation: 'o', place: 'p', phone: '+381 64 123-4567', email: 'Mira@x.rs' }, { organisation: 'o', place: 'p', phone: '064/1234567', email: ' mira@x.rs ' })).toEqual(['name_same', 'organisation_same', 'place_same', 'phone_same', 'email_same']);
  expect(inCommon(facts({ organisation: 'o' }), facts({ organisation: 'other', organisationName: 'Зора' }))).toEqual([{ code: 'name_same', params: {} }, { code: 'organisation_other', params: { name: 'Зора' } }]);
  expect(codes({ place: 'p' }, { place: 'q' })).toEqual(['name_same']);
});
