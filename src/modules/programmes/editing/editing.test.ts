import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Programme } from '../shape.ts';
import { changedProgramme } from '../shape.ts';
import { amountOf } from './amount.ts';
import { fromForm, toForm } from './fiche-form.ts';
import { stateOf } from './state.ts';
import { indicatorFrom, levelFrom, queryFrom, targetFrom } from './framework-form.ts';
import { slugFrom } from './slug.ts';

describe('amounts as documents write them', () => {
  test.each([
    ['92,609.25', 92609.25], ['92.609,25', 92609.25], ['92 609,25', 92609.25], ['92609.25', 92609.25], ['205,349', 205349], ['205.349', 205349], ['1.205.349', 1205349],
    ['1,205,349.5', 1205349.5], ['12,5', 12.5], ['0', 0], ['', null], ["92'609", 92609],
  ])('%s', (text, amount) => expect(amountOf(text)).toBe(amount));
  test.each(['92.60.925', 'EUR 5', '1,2345', '1.2.3', '12,34,567', '-5', '1234,567.00', '5.'])('%s is no amount', (text) => expect(amountOf(text)).toBeNaN());
  test('any amount is read back from the three countries’ own spelling of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 11 }), fc.constantFrom('sr-RS', 'bg-BG', 'ro-MD', 'en-GB'), (cents, tag) => {
        expect(amountOf(new Intl.NumberFormat(tag, { minimumFractionDigits: 2 }).format(cents / 100))).toBe(cents / 100);
      }),
    );
  });
});

test.each([
  [{ en: 'Support to Families with Children' }, 'support-to-families-with-children'],
  [{ 'sr-Cyrl': 'Ђачки клубови „Њушкало“' }, 'djacki-klubovi-njuskalo'],
  [{ 'sr-Latn': 'Dečja prava — 2022' }, 'decja-prava-2022'],
  [{ bg: 'Ранна интервенция' }, 'ranna-interventsia'],
  [{ ro: 'Servicii sociale în Șoldănești' }, 'servicii-sociale-in-soldanesti'],
  [{ 'sr-Cyrl': 'Мрежа', en: 'Network' }, 'network'],
  [{}, ''],
])('the address of %j', (titles, slug) => expect(slugFrom(titles)).toBe(slug));

const fiche: Programme = {
  programmeId: '01900000-0000-7000-8000-000000000001', slug: 'p', titles: { en: 'Title', bg: 'Заглавие' }, subtitles: {}, shortNames: { ro: 'Scurt' },
  funding: { programme: { en: 'Facility' }, year: 2012, theme: '3', title: {} }, contractNumber: '1', startsOn: '2013-11', endsOn: '2015-03', budget: 92609.25, currency: 'EUR',
  sectors: ['16010', '13010'], targetGroups: [{ en: 'Children' }], summary: { en: 'One.\nTwo.' }, objectives: [{ en: 'A', bg: 'А' }, { bg: 'Б' }, { en: 'C' }], expectedResults: [], activities: [],
  status: 'closed', isPractice: false, isPublished: false, publishedAt: null, source: { title: null, url: null, language: 'en', publishedOn: null },
  organisations: [{ organisationId: '01900000-0000-7000-8000-000000000002', role: 'funder', name: 'Trust', names: {}, type: 'funder', website: null }],
  places: [{ placeId: 'RS-L-79014', relation: 'seat' }, { placeId: 'RS-L-70602', relation: 'works-in' }],
  components: [{ componentId: '01900000-0000-7000-8000-000000000003', titles: { en: 'Support' } }],
};
const saved = (edit: (form: Record<string, string>) => void, language: 'en' | 'bg' = 'en') => {
  const form = toForm(fiche, language);
  edit(form);
  return fromForm(form, fiche, language);
};

test('the state of a fiche is that of its content, not of its publication', () => {
  expect(stateOf({ ...fiche, isPublished: true, publishedAt: new Date() })).toBe(stateOf(fiche));
  expect(stateOf({ ...fiche, budget: 1 })).not.toBe(stateOf(fiche));
});

describe('the fiche as a form', () => {
  test.each(['en', 'bg', 'ro', 'sr-Cyrl', 'sr-Latn'] as const)('saved in %s without a change, nothing changes', (language) => {
    const { change, typed } = fromForm(toForm(fiche, language), fiche, language);
    const { programmeId: _, isPublished: __, publishedAt: ___, organisations, ...rest } = fiche;
    expect(change).toEqual({ ...rest, organisations: organisations.map(({ organisationId, role }) => ({ organisationId, role })) });
    expect(changedProgramme.safeParse({ programmeId: fiche.programmeId, ...change }).success).toBe(true);
    expect(typed).toEqual({ organisations: [], places: [] });
  });

  test('a point is translated, one is emptied and gone, one is added; the other language is kept', () => {
    const { change } = saved((form) => Object.assign(form, { 'objectives.1': 'B', 'objectives.2': '', 'objectives.3': 'D' }));
    expect(change.objectives).toEqual([{ bg: 'А', en: 'A' }, { bg: 'Б', en: 'B' }, { en: 'D' }]);
    expect(saved((form) => Object.assign(form, { 'objectives.0': '' })).change.objectives![0]).toEqual({ bg: 'А' });
  });

  test('a component keeps its id when renamed', () => {
    expect(saved((form) => Object.assign(form, { 'components.0': 'Help', 'components.1': 'More' })).change.components).toEqual([{ componentId: fiche.components[0]!.componentId, titles: { en: 'Help' } }, { titles: { en: 'More' } }]);
  });

  test('organisations and places are removed, given another part, and typed', () => {
    const { change, typed } = saved((form) =>
      Object.assign(form, { 'organisations.0.role': 'partner', 'places.0.remove': 'yes', 'organisations.new.0': ' UNICEF ', 'organisations.new.0.role': 'funder', 'places.new': 'Шабац\r\n\r\n Pirot ', 'places.relation': 'seat' }),
    );
    expect(change.organisations).toEqual([{ organisationId: fiche.organisations[0]!.organisationId, role: 'partner' }]);
    expect(change.places).toEqual([fiche.places[1]]);
    expect(typed).toEqual({ organisations: [{ field: 'organisations.new.0', name: 'UNICEF', role: 'funder' }], places: [{ text: 'Шабац', relation: 'seat' }, { text: 'Pirot', relation: 'seat' }] });
    expect(saved((form) => Object.assign(form, { 'organisations.0.remove': 'yes' })).change.organisations).toEqual([]);
  });

  test('sectors are ticked and written', () => {
    expect(saved((form) => (delete form['sector.16010'], Object.assign(form, { 'sector.15150': 'yes', 'sectors.more': '13010; 12220' }))).change.sectors!.toSorted()).toEqual(['12220', '13010', '15150']);
  });

  test.each([
    [{ budget: 'a lot' }, 'programmes.money_form', 'budget'],
    [{ 'funding.year': 'MMXII' }, 'programmes.number_form', 'funding.year'],
    [{ state: 'older' }, 'programmes.changed_meanwhile', null],
  ])('%j is refused', (edit, code, field) => {
    expect(() => saved((form) => Object.assign(form, edit))).toThrow(expect.objectContaining({ code, field }));
  });
});

const data = (fields: Record<string, string | string[]>) => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) for (const each of [value].flat()) form.append(name, each);
  return form;
};

describe('the framework as forms', () => {
  test('a query keeps only what was chosen', () => {
    expect(queryFrom(data({ method: 'organisations', organisationTypes: ['cso'], eventKinds: ['training', 'conference'], from: '', output: '' }))).toEqual({
      method: 'organisations', where: { eventKinds: ['training', 'conference'], organisationTypes: ['cso'] }, mixRelations: false,
    });
    expect(queryFrom(data({ method: 'outputs', output: 'study', 'is-theme': 'overall', mixRelations: 'yes' }))).toEqual({ method: 'outputs', where: { breakdown: { theme: 'overall', output: 'study' } }, mixRelations: true });
    expect(queryFrom(data({ method: '', output: 'study' }))).toBe(null);
  });

  test('texts of other languages stay', () => {
    const level = { levelId: 'l', parentId: null, tier: { en: 'Result' }, titles: { en: 'Old', bg: 'Старо' } };
    expect(levelFrom(data({ tier: 'Резултат', titles: 'Ново', parentId: '' }), 'bg', level)).toEqual({ parentId: null, tier: { en: 'Result', bg: 'Резултат' }, titles: { en: 'Old', bg: 'Ново' } });
  });

  test('an indicator and a target with numbers as people write them', () => {
    expect(indicatorFrom(data({ titles: 'X', baseline: '1 000,5', isPublic: 'yes', disaggregation: ['sex', 'municipality'] }), 'en', null)).toMatchObject({ titles: { en: 'X' }, query: null, baseline: 1000.5, disaggregation: ['sex', 'municipality'], isPublic: true });
    expect(targetFrom(data({ comparator: 'at-least', value: '60', per: '', sourceSentence: ' At least 60. ' }), 'en', null)).toEqual({
      comparator: 'at-least', value: 60, fromMonth: null, untilMonth: null, breakdown: {}, per: null, population: {}, sourceSentence: 'At least 60.', sourceSection: null, sourceLanguage: null,
    });
    for (const value of ['', 'sixty', '6O']) expect(() => targetFrom(data({ comparator: 'exactly', value }), 'en', null)).toThrow(expect.objectContaining({ code: 'programmes.number_form', field: 'value' }));
  });
});
