import { expect, test } from 'vitest';
import { namesVenue } from './venue.ts';

test.each([
  ['Регионална презентација у Крагујевцу', 'RS-L-70645', true],
  ['Други догађај за размену искустава, Нови Сад', 'RS-L-80284', true],
  ['Prezentarea regională de la Leskovac', 'RS-L-70726', true],
  ['Обучение на обучители, първа част, Белград', 'RS-L-79014', true],
  ['Training in Novi Sad', 'RS-L-80284', true],
  ['Обука тренера, први део', 'RS-L-79014', false],
  ['Borba protiv siromaštva', 'RS-L-70327', false],
  ['Регионална презентација у Лесковцу', 'RS-L-70645', false],
  ['Training in Kragujevac', 'nowhere', false],
])('%s names its venue %s: %s', (title, venue, names) => {
  expect(namesVenue(title, venue)).toBe(names);
});
