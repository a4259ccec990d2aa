import { describe, expect, test } from 'vitest';
import { createApi } from '#platform/api/api.ts';
import { placesApi } from './api.ts';
import { searchPlaces } from './search.ts';
import { placeList, type PlaceList } from './shape.ts';

const ids = (q: string, options = {}) => searchPlaces(q, { locale: 'en', ...options }).data.map((place) => place.id);

describe('search as you type', () => {
  test('the place that is surely meant comes first, then names that begin so', () => {
    const found = searchPlaces('Niš', { locale: 'en', country: 'RS' }).data;
    expect(found.slice(0, 3).map((place) => [place.name, place.reason])).toEqual([['Niš', 'exact'], ['Niška Banja', 'prefix'], ['Nišavski okrug', 'prefix']]);
    expect(found.slice(3).every((place) => place.settlement !== null)).toBe(true);
  });
  test('municipalities come before districts, villages last', () => {
    const found = searchPlaces('Търг', { locale: 'bg' }).data;
    expect(found.slice(0, 2).map((place) => [place.id, place.level, place.reason])).toEqual([['BG-M-TGV35', 'municipality', 'prefix'], ['BG-25', 'district', 'prefix']]);
    expect(ids('kragu').slice(0, 1)).toEqual(['RS-L-70645']);
  });
  test('every spelling of one town leads to it', () => {
    for (const q of ['Търговище', 'Търговищe', 'Targovishte', 'Turgovishte', 'ТЪРГОВИЩЕ', 'община Търговище']) expect(ids(q)[0], q).toBe('BG-M-TGV35');
    for (const q of ['Șoldănești', 'Şoldăneşti', 'soldanesti']) expect(ids(q)[0], q).toBe('MD-SD');
  });
  test('the answer names the place officially and for the reader, and says why', () => {
    expect(searchPlaces('u Šapcu', { locale: 'bg' }).data[0]).toMatchObject({
      id: 'RS-L-71269', name: 'Šabac', label: 'Шабац', level: 'municipality', type: 'city', country: 'RS', parent: 'RS-08', within: 'Мачвански окръг', municipality: 'RS-L-71269',
      reason: 'inflected', reasons: [{ code: 'inflected', typed: 'Šapcu', name: 'Шабац' }],
    });
  });
  test('Rakovac proposes Rekovac, and says which municipalities have a village of that name', () => {
    const found = searchPlaces('Rakovac', { locale: 'en', near: 'RS-L-70645' }).data;
    expect(found[0]).toMatchObject({ id: 'RS-L-71030', reason: 'typo' });
    expect(found.filter((place) => place.settlement === 'Rakovac').map((place) => place.name).sort()).toEqual(['Beočin', 'Bujanovac', 'Ivanjica', 'Novi Pazar', 'Raška']);
  });
  test('a village leads to its municipality by its beginning', () => {
    expect(searchPlaces('Sijarinska', { locale: 'en' }).data[0]).toMatchObject({ id: 'RS-L-70815', name: 'Medveđa', settlement: 'Sijarinska Banja', reason: 'prefix' });
  });
  test('nothing is found for nothing', () => {
    expect(searchPlaces('zxzxz', { locale: 'en' })).toEqual({ data: [], next: null });
    expect(searchPlaces('…', { locale: 'en' })).toEqual({ data: [], next: null });
  });
  test('pages follow each other without a gap or a repetition', () => {
    const whole = ids('ba', { limit: 100 });
    const pages: string[] = [];
    for (let cursor: string | undefined, rounds = 0; rounds < 20; rounds++) {
      const page: PlaceList = searchPlaces('ba', { locale: 'en', limit: 7, cursor });
      pages.push(...page.data.map((place) => place.id));
      if (!page.next) break;
      cursor = page.next;
    }
    expect(pages.slice(0, whole.length)).toEqual(whole);
    expect(new Set(pages).size).toBe(pages.length);
  });
});

describe('GET /api/v1/places', () => {
  const api = createApi([placesApi]);
  const get = (path: string) => api.fetch(new Request(`http://kolo/api/v1${path}`), { scope: null, locale: 'en', caller: 'test' });

  test('answers anybody, in the shape it documents', async () => {
    const response = await get(`/places?q=${encodeURIComponent('Търговищe')}&limit=2`);
    expect(response.status).toBe(200);
    const body = placeList.parse(await response.json());
    expect(body.data.map((place) => [place.id, place.name, place.level, place.reason])).toEqual([
      ['BG-M-TGV35', 'Търговище', 'municipality', 'mixed_script_repaired'],
      ['BG-25', 'Търговище', 'district', 'mixed_script_repaired'],
    ]);
  });
  test('answers one place by its id, and 404 for an id that is none', async () => {
    expect(await (await get('/places/MD-OR')).json()).toMatchObject({ id: 'MD-OR', name: 'Orhei', type: 'raion', country: 'MD' });
    expect((await get('/places/XX-1')).status).toBe(404);
  });
  test.each([
    ['/places', 422, 'platform.invalid_input'], ['/places?q=%20', 422, 'platform.invalid_input'], ['/places?q=Pirot&limit=0', 422, 'platform.invalid_input'],
    ['/places?q=Pirot&country=FR', 422, 'platform.invalid_input'], ['/places?q=Pirot&cursor=!', 400, 'platform.bad_cursor'], ['/places?q=Pirot&near=XX', 400, 'places.unknown_unit'],
  ])('%s is refused with %d', async (path, status, code) => {
    const response = await get(path);
    expect(response.status).toBe(status);
    const problem = (await response.json()) as { code: string; title: string };
    expect(problem.code).toBe(code);
    expect(problem.title).not.toBe(code);
  });
  test('stands in the OpenAPI document', async () => {
    const spec = (await (await get('/openapi.json')).json()) as { paths: Record<string, unknown> };
    expect(Object.keys(spec.paths)).toEqual(['/api/v1/places', '/api/v1/places/{id}']);
  });
});
