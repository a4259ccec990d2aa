import { describe, expect, it } from 'vitest';
import { compare } from '#platform/matching/compare.ts';
import { firstLook } from './first-look.ts';
import { comparablePerson } from './comparable-person.ts';
import { personModel } from './matching.ts';
import { populationOf } from './population.ts';

const given = ['Ana', 'Anna', 'Ana Marija', 'A.', 'Мића', 'Милан', 'Gorana', 'Gordana', 'Јелена', 'Jelena', 'Jeelna', 'Petar', 'Petrović', null];
const surnames = ['Petrović', 'Petrovic', 'Petrović Jovanović', 'Petrovci', 'Ђукић', 'Djukic', 'Vuković', 'Ćuković', 'P.', 'Ana', 'Milan', null];
const said = [{}, { phone: '064 123 456' }, { phone: '064 123 457' }, { email: 'ana.petrovic@example.rs' }, { phone: '062 999 888', email: 'info@example.rs' }, { birthDate: '1980-02-03' }];
const people = given.flatMap((given, i) =>
  surnames.flatMap((surname, j) => (given || surname ? [comparablePerson({ given, surname, orderUnsure: (i + j) % 3 === 0, organisation: ['o1', 'o2', null][(i + j) % 3]!, place: ['Niš', 'Pirot'][i % 2]!, list: (i * j) % 4 || null, ...said[(i + 2 * j) % said.length] })] : [])),
);

describe('The first look at two mentions', () => {
  const population = populationOf(people);
  const model = personModel(population);
  const look = firstLook(people, population);

  it('passes over no pair that the model would join or ask about', () => {
    const missed: string[] = [];
    let passedOver = 0;
    for (const [i, a] of people.entries()) {
      for (const [j, b] of people.entries()) {
        if (j <= i || look(i, j)) continue;
        passedOver++;
        if (compare(model, a, b).verdict !== 'different') missed.push(`${JSON.stringify(a.name)} ${JSON.stringify(b.name)}`);
      }
    }
    expect(missed).toEqual([]);
    expect(passedOver).toBeGreaterThan(people.length * 30);
  });
});
