import { describe, expect, it } from 'vitest';
import { compare } from '#platform/matching/compare.ts';
import { emailsIn, isSharedEmail, phonesIn } from './contacts.ts';
import { blockingKeys, comparablePerson, type PersonMention } from './comparable-person.ts';
import { personModel } from './matching.ts';
import { populationOf } from './population.ts';

// A programme of some hundred people: enough that names have a frequency, all of them unlike those compared below.
const givenNames = ['Jovana', 'Milan', 'Snežana', 'Dragan', 'Vesna', 'Zoran', 'Ivana', 'Nenad', 'Tijana', 'Goran'];
const surnames = ['Petrović', 'Jovanović', 'Popović', 'Vasić', 'Marković', 'Babić', 'Savić', 'Pavlović', 'Tomić', 'Kostić'];
const others = givenNames.flatMap((given, i) => surnames.map((surname, j) => comparablePerson({ given, surname, organisation: `o${(i + j) % 30}`, place: `RS-L-${(i * j) % 25}`, list: (i + j) % 6 })));

/** How two mentions of the same two lists compare, in this programme. */
function verdict(a: Partial<PersonMention>, b: Partial<PersonMention>) {
  const [one, other] = [a, b].map((mention, i) => comparablePerson({ given: null, surname: null, list: `list ${i}`, ...mention })) as [ReturnType<typeof comparablePerson>, ReturnType<typeof comparablePerson>];
  const model = personModel(populationOf([...others, one, other]));
  const comparison = compare(model, one, other);
  expect(compare(model, other, one).verdict).toBe(comparison.verdict);
  // What is not looked up is never compared: every pair that may be one must share a key.
  if (comparison.verdict === 'same') expect(blockingKeys(one).some((key) => blockingKeys(other).includes(key))).toBe(true);
  return comparison;
}

const atBojnik = { organisation: 'ognjiste', place: 'RS-L-70297' };
const name = (given: string, surname: string) => ({ given, surname, ...atBojnik });

describe('one person however written', () => {
  it.each([
    ['the other script', name('Uroš', 'Mirković'), name('Урош', 'Мирковић')],
    ['without diacritics', name('Đorđe', 'Đurić'), name('Djordje', 'Djuric')],
    ['d for đ', name('Đorđe', 'Anđelković'), name('Dorde', 'Andelkovic')],
    ['an initial', name('U.', 'Mirković'), name('Uroš', 'Mirković')],
    ['an initial of two letters', name('Lj.', 'Aškrabić'), name('Љиљана', 'Ашкрабић')],
    ['halves swapped', name('Mirković', 'Uroš'), name('Uroš', 'Mirković')],
    ['capitals', name('LJILJANA', 'ALAVANJA'), name('Љиљана', 'Алавања')],
    ['a letter left out', name('Ljijana', 'Alavanja'), name('Ljiljana', 'Alavanja')],
    ['a letter doubled', name('LJILJANA', 'ALAVVANJA'), name('Ljiljana', 'Alavanja')],
    ['two letters swapped', name('Katarina', 'Stevanvoić'), name('Katarina', 'Stevanović')],
    ['the first letters swapped', name('Бјоан', 'Анушић'), name('Bojan', 'Anušić')],
    ['letters of the other alphabet', name('Mila', 'Лuкkic'), name('Mila', 'Lukić')],
    ['titles', name('prof. dr Živorad', 'Blagojević'), name('Живорад', 'Благојевић')],
    ['half of a double surname', name('Vesna', 'Ašađanin Obradović'), name('Vesna', 'Ašađanin')],
    ['a double given name in one word', name('Ana Marija', 'Alparac'), name('Anamarija', 'Alparac')],
    ['another romanisation', name('Йорданка', 'Цветкова'), name('Yordanka', 'Tsvetkova')],
    ['an initial in another romanisation', name('Y.', 'Tsvetkova'), name('Йорданка', 'Цветкова')],
    ['a father’s name in between', { ...name('Иван', 'Благоев'), middle: 'Петров' }, name('Ivan', 'Blagoev')],
    ['comma and cedilla below', name('Ștefan', 'Țurcan'), name('Ştefan', 'Ţurcan')],
  ])('%s', (_, a, b) => {
    expect(verdict(a, b).verdict).toBe('same');
  });

  it('is told by telephone and e-mail where the organisation is unknown', () => {
    const a = { given: 'Stefan', surname: 'Lukić', phone: '+381 63 765257' };
    expect(verdict(a, { given: 'S.', surname: 'Lukić', phone: '063/765257' }).verdict).toBe('same');
    expect(verdict({ ...a, email: 'STEFAN.LUKIC@example.org' }, { given: 'Stefan', surname: 'Lukić', email: 'stefan.lukic@example.org' }).verdict).toBe('same');
  });

  it('is told by what the e-mail spells out: M. with milena.… is Milena', () => {
    const initial = { given: 'M.', surname: 'Alargić', email: 'milena.alargic@example.org', ...atBojnik };
    expect(verdict(initial, name('Milena', 'Alargić')).verdict).toBe('same');
    expect(verdict(initial, name('Maja', 'Alargić')).verdict).toBe('different');
  });

  it('says why, strongest first', () => {
    const { reasons } = verdict({ ...name('Uroš', 'Mirković'), phone: '062/227053' }, { ...name('Урош', 'Мирковић'), phone: '+381 62 227053' });
    expect(reasons.map(({ field, level }) => `${field}: ${level}`)).toEqual(expect.arrayContaining(['phone: same', 'surname: exact', 'given: exact', 'affiliation: same-organisation']));
    expect(reasons.every(({ bits }) => bits > 0)).toBe(true);
    expect(Math.abs(reasons[0]!.bits)).toBeGreaterThanOrEqual(Math.abs(reasons.at(-1)!.bits));
  });
});

describe('two people', () => {
  const brus = 'RS-L-70343';

  it('Mila and Milica Lukić of two offices in one town, although Mila is a nickname of Milica', () => {
    const { verdict: said, probability } = verdict({ given: 'Mila', surname: 'Lukić', organisation: 'cso', place: brus }, { given: 'Milica', surname: 'Lukić', organisation: 'csr', place: brus });
    expect(said).not.toBe('same');
    expect(probability).toBeLessThan(0.5);
  });

  it.each([
    ['colleagues of one surname', name('Milena', 'Alanović'), name('Dragana', 'Alanović')],
    ['colleagues of one given name', name('Milena', 'Alanović'), name('Milena', 'Kučević')],
    ['initials that differ', name('M.', 'Alanović'), name('Dragana', 'Alanović')],
    ['colleagues at one office telephone', { ...name('Milena', 'Alanović'), phone: '016/123456' }, { ...name('Dragana', 'Kučević'), phone: '016/123456' }],
    ['namesakes whose telephones and e-mails differ', { given: 'Milan', surname: 'Popović', organisation: 'a', place: 'RS-L-1', phone: '061111222', email: 'a.b@example.org' }, { given: 'Milan', surname: 'Popović', organisation: 'b', place: 'RS-L-2', phone: '062333444', email: 'c.d@example.org' }],
    ['Nada and Nađa, both written with care', name('Нада', 'Алпарац'), name('Нађа', 'Бугарин')],
  ])('%s', (_, a, b) => {
    expect(verdict(a, b).verdict).toBe('different');
  });

  it('of one name in two towns are a question at most', () => {
    const { verdict: said, probability, limits } = verdict({ given: 'Uroš', surname: 'Ašađanin', organisation: 'a', place: 'RS-L-1' }, { given: 'Uroš', surname: 'Ašađanin', organisation: 'b', place: 'RS-L-2' });
    expect([said, limits.map((limit) => limit.name)]).toEqual(['ask', ['namesake-elsewhere']]);
    expect(probability).toBeLessThan(0.5);
  });

  it('in one list, if they have the same name but other telephones', () => {
    const one = { ...name('Uroš', 'Mirković'), phone: '062/227053', list: 1 };
    expect(verdict(one, { ...one, phone: '063/111222' }).verdict).toBe('different');
    // The very same row twice is a repeated signature; a person confirms it.
    expect(verdict(one, one)).toMatchObject({ verdict: 'ask', limits: [{ name: 'repeated-signature' }] });
  });

  it.each([
    ['twins of one address', { birthDate: '2019-03-04' }, { given: 'Marko', birthDate: '2019-03-04' }, 'different'],
    ['namesakes of another age', { birthDate: '2011-10-21' }, { birthDate: '2013-02-09' }, 'different'],
    ['one child whose day and month were swapped', { birthDate: '2011-10-04' }, { birthDate: '2011-04-10' }, 'same'],
    ['one child whose family moved', { birthDate: '2011-10-04' }, { birthDate: '2011-10-04', place: 'RS-L-2' }, 'same'],
  ] as const)('or one, by the birth date: %s', (_, a, b, expected) => {
    const child = { given: 'Nikola', surname: 'Memetović', place: 'RS-L-1' };
    expect(verdict({ ...child, ...a }, { ...child, ...b }).verdict).toBe(expected);
  });

  it('are the likelier the more frequent the name is', () => {
    const common = verdict({ given: 'Milan', surname: 'Jovanović', place: 'RS-L-1' }, { given: 'Milan', surname: 'Jovanović', place: 'RS-L-1' });
    const rare = verdict({ given: 'Jezdimir', surname: 'Ašađanin', place: 'RS-L-1' }, { given: 'Jezdimir', surname: 'Ašađanin', place: 'RS-L-1' });
    expect(rare.score - common.score).toBeGreaterThan(5);
  });
});

describe('telephones and e-mails', () => {
  it.each([
    ['+381 62 227053', ['62227053']],
    ['062/227053', ['62227053']],
    ['062 227-053', ['62227053']],
    ['00381 (0)62 227 053', ['62227053']],
    ['62227053', ['62227053']],
    ['+359 88 512 7130', ['885127130']],
    ['088 512-7130', ['885127130']],
    ['+373 69 123456; 069 654321', ['69123456', '69654321']],
    ['064/1234567/011222333', ['641234567', '11222333']],
    ['011/2345-678 lok. 12', ['112345678']],
    ['nema', []],
    [null, []],
  ])('%s', (text, numbers) => {
    expect(phonesIn(text)).toEqual(numbers);
  });

  it('e-mails in any letters, several in a cell', () => {
    expect(emailsIn('LAZAR.ALARGIC@EXAMPLE.RS')).toEqual(['lazar.alargic@example.rs']);
    expect(emailsIn('оffice@example.org, vesna [at] example.org')).toEqual(['office@example.org', 'vesna@example.org']);
    expect(emailsIn('nema')).toEqual([]);
  });

  it('an office’s address is nobody’s own', () => {
    expect(['office@x.example', 'info.brus@x.example', 'csr.brus@x.example', 'primaria.orhei@x.example'].map(isSharedEmail)).toEqual([true, true, true, true]);
    expect(['infanta.lukic@x.example', 'admira.lukic@x.example', 'vesna@x.example'].map(isSharedEmail)).toEqual([false, false, false]);
  });
});
