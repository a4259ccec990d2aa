import { describe, expect, it } from 'vitest';
import { compare } from '#platform/matching/compare.ts';
import { firstLook } from './first-look.ts';
import { comparableOrganisation, organisationModel } from './matching.ts';
import { shippedTowns } from './towns.ts';

const names = ['Udruženje „Zajedno“', 'UG Zajedno', 'Udruženje Zajedno Niš', 'Zajdeno', 'Zajedno za decu', 'Centar za socijalni rad Pirot', 'CSR', 'ЦРС', 'Град', 'Mreža organizacija za decu Srbije', 'MODS', 'Osnovna škola „Vuk Karadžić“', 'OŠ Vuk Karadzic', 'Predškolska ustanova „Vuk Karadžić“', 'НВ Зрно', 'Зрно', 'Petra 1', 'Petra 12', 'Duga', 'Удружење Дуга Пирот'];
const places = ['RS-L-70742', 'RS-L-71129', null];
const all = names.flatMap((name) => places.map((place) => comparableOrganisation({ name, place }, shippedTowns)));

describe('The first look at two organisations', () => {
  it('passes over no pair that the model would join or ask about', () => {
    const look = firstLook(all);
    const missed: string[] = [];
    let passedOver = 0;
    for (const [i, a] of all.entries()) {
      for (const [j, b] of all.entries()) {
        if (j <= i || look(i, j)) continue;
        passedOver++;
        if (compare(organisationModel, a, b).verdict !== 'different') missed.push(`${a.joined} ${a.seat} ${b.joined} ${b.seat}`);
      }
    }
    expect(missed).toEqual([]);
    expect(passedOver).toBeGreaterThan(all.length * 10);
  });
});
