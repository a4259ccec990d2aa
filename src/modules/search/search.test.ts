import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { fold } from '#platform/matching/fold.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addAgreement } from '#modules/alliances/agreements/commands.ts';
import { addAlliance } from '#modules/alliances/commands.ts';
import { addGuideline } from '#modules/alliances/guidelines/commands.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, changeOrganisation } from '#modules/organisations/commands.ts';
import { findOrganisations, listOrganisations } from '#modules/organisations/queries.ts';
import { addPerson, changePerson, insertPeople } from '#modules/people/commands.ts';
import { findPeople, listPeople } from '#modules/people/queries.ts';
import { newPerson } from '#modules/people/shape.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { saveService } from '#modules/services/commands.ts';
import { findEverywhere, type Noun } from './queries.ts';

const kolo = withDatabase();
const scope = systemScope(newId(), 'test');
const other = systemScope(newId(), 'test');
const t = await wordsOf('en');

const people = ['Јована Јовановић', 'Ђурђа Марић', 'Đorđe Đoković', 'Ćirilo Čolić', 'Žaklina Živanović', 'Христина Щерева', 'Йордан Цветков', 'Ștefan Țurcanu', 'Ana Mihăilescu', 'Љубица Њежић', 'Џенана Хаџић', 'Milan Petrović', 'Milena Petrović', 'Sonja Radosavljević', 'Александар Стојановић', 'Ivana Nikolić-Savić', 'Vesna Ilić', 'Tamara Jevtić', 'Bojana Stanković', 'Petar Todorović'];
const organisations = ['Удружење „Сунцокрет“', 'Centar za socijalni rad Kragujevac', 'Сдружение „Дъга“ Търговище', 'Asociația „Șansa Copiilor”', 'Fondacija Ana i Vlade Divac', 'Дом здравља Вршац', 'Општина Ћићевац'];
const programmes = ['Јачање породица у заједници', 'Приобщаващо образование за всички', 'Copiii în siguranță'];
const services = ['Предах смештај за породице', 'Дневен център „Слънчице“', 'Consiliere pentru părinți'];

beforeAll(async () => {
  await execute(createNetwork, scope, { slug: 'found', names: { en: 'Found' } });
  await execute(createNetwork, other, { slug: 'other', names: { en: 'Other' } });
  for (const name of people) await execute(addPerson, scope, { given: name.split(' ')[0], surname: name.split(' ')[1] });
  let provider = '';
  for (const name of organisations) provider = (await execute(addOrganisation, scope, { type: 'cso', name })).organisationId;
  for (const [i, title] of programmes.entries()) await execute(addProgramme, scope, { slug: `programme-${i}`, titles: { [['sr-Cyrl', 'bg', 'ro'][i]!]: title } });
  for (const name of services) await execute(saveService, scope, { organisationId: provider, name, published: true });
  // A crowd in which the planted have to be found: three thousand names made of the same parts.
  const roots = ['Jov', 'Pet', 'Nik', 'Stan', 'Rad', 'Mil', 'Tod', 'Zor', 'Vuk', 'Sim', 'Pav', 'Kost', 'Blag', 'Ljub', 'Grub'];
  const crowd = Array.from({ length: 3000 }, (_, n) => newPerson.parse({ given: ['Marko', 'Nikola', 'Stefan', 'Luka', 'Dejan', 'Dragan'][n % 6], surname: `${roots[n % 15]}${roots[(n >> 4) % 15]!.toLowerCase()}${['anović', 'ović', 'ić', 'ević', 'ulić'][n % 5]}` }));
  await within(scope, (tx) => insertPeople({ tx, scope, now: new Date() }, crowd));
  await execute(addPerson, other, { given: 'Planted', surname: 'Elsewhereić' });
});

/** What somebody types, and what she means by it. */
const asked: [noun: Noun, typed: string, meant: string][] = [
  // Any script, without diacritics, in any order, by beginnings.
  ['people', 'Jovana Jovanović', 'Јована Јовановић'], ['people', 'јовановић јована', 'Јована Јовановић'], ['people', 'JOVANOVIC JOVANA', 'Јована Јовановић'], ['people', 'jova jova', 'Јована Јовановић'],
  ['people', 'Djurdja Maric', 'Ђурђа Марић'], ['people', 'Đurđa', 'Ђурђа Марић'], ['people', 'Durda Marić', 'Ђурђа Марић'], ['people', 'Ђорђе Ђоковић', 'Đorđe Đoković'], ['people', 'djordje djok', 'Đorđe Đoković'],
  ['people', 'Cirilo Colic', 'Ćirilo Čolić'], ['people', 'Чирило Ћолић', 'Ćirilo Čolić'], ['people', 'Zaklina Zivanovic', 'Žaklina Živanović'], ['people', 'Hristina Shtereva', 'Христина Щерева'], ['people', 'Yordan Tsvetkov', 'Йордан Цветков'],
  ['people', 'Iordan Cvetkov', 'Йордан Цветков'], ['people', 'Ştefan Ţurcanu', 'Ștefan Țurcanu'], ['people', 'stefan turcanu', 'Ștefan Țurcanu'], ['people', 'Mihailescu', 'Ana Mihăilescu'], ['people', 'Ljubica Njezic', 'Љубица Њежић'],
  ['people', 'Dženana Hadžić', 'Џенана Хаџић'], ['people', 'savic nikolic', 'Ivana Nikolić-Savić'], ['people', 'Ивана Савић', 'Ivana Nikolić-Savić'],
  // Typing errors: a letter less, more, other, two swapped, in either script.
  ['people', 'Jovana Jovanovc', 'Јована Јовановић'], ['people', 'Jovnaa Jovanovic', 'Јована Јовановић'], ['people', 'Јовна Јовановић', 'Јована Јовановић'], ['people', 'Jovana Jovanoviv', 'Јована Јовановић'], ['people', 'Jovana Jovvanović', 'Јована Јовановић'],
  ['people', 'Djurja Maric', 'Ђурђа Марић'], ['people', 'Đurđa Marčić', 'Ђурђа Марић'], ['people', 'Zhivanovci Zaklina', 'Žaklina Živanović'], ['people', 'Христина Щерва', 'Христина Щерева'], ['people', 'Jordan Cvektov', 'Йордан Цветков'],
  ['people', 'Stefan Turacnu', 'Ștefan Țurcanu'], ['people', 'Ana Mihalescu', 'Ana Mihăilescu'], ['people', 'Milan Perović', 'Milan Petrović'], ['people', 'Mlian Petrović', 'Milan Petrović'], ['people', 'Radosavjlevic', 'Sonja Radosavljević'],
  ['people', 'Radosavljvić Sonja', 'Sonja Radosavljević'], ['people', 'Aleksandr Stojanović', 'Александар Стојановић'], ['people', 'Aleksnadar Stojanovci', 'Александар Стојановић'], ['people', 'Весан Илић', 'Vesna Ilić'], ['people', 'Tamara Jeftić', 'Tamara Jevtić'],
  ['people', 'Bojana Stnaković', 'Bojana Stanković'], ['people', 'Петар Тодровић', 'Petar Todorović'],
  // A beginning with a typing error in it.
  ['people', 'radsoav sonj', 'Sonja Radosavljević'], ['people', 'aleks stoajn', 'Александар Стојановић'],
  ['organisations', 'suncokret', 'Удружење „Сунцокрет“'], ['organisations', 'Sunckoret', 'Удружење „Сунцокрет“'], ['organisations', 'Udruzenje Suncokert', 'Удружење „Сунцокрет“'], ['organisations', 'Центар за социјални рад Крагујевац', 'Centar za socijalni rad Kragujevac'],
  ['organisations', 'centar socjalni kragujevac', 'Centar za socijalni rad Kragujevac'], ['organisations', 'Kragujvac', 'Centar za socijalni rad Kragujevac'], ['organisations', 'sdruzhenie daga targovishte', 'Сдружение „Дъга“ Търговище'], ['organisations', 'Sansa Copiilor', 'Asociația „Șansa Copiilor”'],
  ['organisations', 'Asociatia Sansa Copilor', 'Asociația „Șansa Copiilor”'], ['organisations', 'Дивац фондација', 'Fondacija Ana i Vlade Divac'], ['organisations', 'Opstina Cicevca', 'Општина Ћићевац'], ['organisations', 'dom zdravlja vrsac', 'Дом здравља Вршац'], ['organisations', 'dom zdravja vrsac', 'Дом здравља Вршац'],
  ['programmes', 'jacanje porodica', 'Јачање породица у заједници'], ['programmes', 'jacnje porodica', 'Јачање породица у заједници'], ['programmes', 'priobshtavashto obrazovanie', 'Приобщаващо образование за всички'], ['programmes', 'copiii sigurantza', 'Copiii în siguranță'],
  ['services', 'predah smestaj', 'Предах смештај за породице'], ['services', 'Slanchice', 'Дневен център „Слънчице“'], ['services', 'consilere parinti', 'Consiliere pentru părinți'],
  ['places', 'Kragujevac', 'Kragujevac'], ['places', 'Кргујевац', 'Kragujevac'], ['places', 'Targovishte', 'Targovishte'], ['places', 'Chisinau', 'Chișinău'],
];

test('networks, agreements and guidelines are found by any spelling, by whoever may see them', async () => {
  const { items: [one, two] } = await listOrganisations(scope);
  const { allianceId } = await execute(addAlliance, scope, { names: { 'sr-Cyrl': 'Коалиција за права детета' }, kind: 'umbrella', areas: ['RS-L-71269'] });
  await execute(addAgreement, scope, { titles: { bg: 'Споразумение за приемна грижа' }, kind: 'memorandum', parties: [{ organisationId: one!.organisationId }, { organisationId: two!.organisationId }], validFrom: '2026-01-01', validUntil: null, locale: 'bg', origin: 'https://kolo.example' });
  await execute(addGuideline, scope, { allianceId, titles: { ro: 'Ghid pentru părinți' }, language: 'ro', body: 'Text.' });
  const found = async (who: Scope, q: string) => (await findEverywhere(who, q, t)).filter(({ noun }) => ['networks', 'agreements', 'guidelines'].includes(noun)).map(({ noun, alike, hits }) => `${noun}${alike ? ' alike' : ''} ${hits.map(({ name }) => name).join()}`);
  for (const q of ['koalicija prava', 'KOALIC deteta', 'Sabac koalicija']) expect(await found(scope, q)).toEqual(['networks Koalicija za prava deteta']);
  expect(await found(scope, 'koalcija')).toEqual(['networks alike Koalicija za prava deteta']);
  expect(await found(scope, 'priemna griza')).toEqual(['agreements Споразумение за приемна грижа']);
  expect(await found(scope, 'ghid parinti')).toEqual(['guidelines Ghid pentru părinți']);
  const funder = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'F' }, roles: ['funder'], organisationId: null, programmeIds: null });
  expect([await found(funder, 'priemna'), await found(funder, 'koalicija'), await found(other, 'koalicija'), await found(publicScope(scope.networkId), 'ghid parinti')]).toEqual([[], ['networks Koalicija za prava deteta'], [], []]);
});

test('what was meant stands among the first five', async () => {
  const missed: string[] = [];
  for (const [noun, typed, meant] of asked) {
    const groups = await findEverywhere(scope, typed, t);
    const hits = groups.find((group) => group.noun === noun)?.hits ?? [];
    if (!hits.some(({ name }) => fold(name) === fold(meant))) missed.push(`${noun} ${typed} → ${hits.map(({ name }) => name).join(', ')}`);
  }
  console.log(`recall@5 ${((asked.length - missed.length) / asked.length).toFixed(3)} of ${asked.length}; missed: ${missed.join('; ') || 'none'}`);
  expect(missed).toEqual([]);
});

describe('what is only spelt alike', () => {
  test('is said to be so, and comes only where nothing is called as typed', async () => {
    expect(await findPeople(scope, { q: 'Milan Petrović' })).toMatchObject({ total: 1, alike: false });
    expect(await findPeople(scope, { q: 'Mlian Petrović' })).toMatchObject({ total: 1, alike: true, items: [{ given: 'Milan' }] });
    expect(await findPeople(scope, { q: 'Qwxzk Brtfghj' })).toMatchObject({ total: 0, alike: false });
    expect(await findPeople(scope, { q: '?!' })).toMatchObject({ total: 0, alike: false });
    expect(await findOrganisations(scope, { q: 'Sunckoret' })).toMatchObject({ total: 1, alike: true });
    // Those who ask for exactly this name are not given another.
    expect(await listPeople(scope, { q: 'Mlian Petrović' })).toMatchObject({ total: 0 });
    expect(await listOrganisations(scope, { q: 'Sunckoret' })).toMatchObject({ total: 0 });
  });

  test('is turned page by page like any list', async () => {
    const q = 'Makro';
    const first = await findPeople(scope, { q, limit: 40 });
    const second = await findPeople(scope, { q, limit: 40, after: first.next });
    expect(first).toMatchObject({ total: 500, alike: true });
    expect(second).toMatchObject({ total: 500, alike: true });
    expect(new Set([...first.items, ...second.items].map(({ personId }) => personId)).size).toBe(80);
  });

  test('nothing of another network is near', async () => {
    expect(await findPeople(scope, { q: 'Elsewheric' })).toMatchObject({ total: 0 });
    expect(await findPeople(other, { q: 'Elsewherci' })).toMatchObject({ total: 1, alike: true });
    const words = await within(other, (tx) => tx.selectFrom('search_word').select('word').distinct().execute());
    expect(words.map(({ word }) => word).sort()).toEqual(['elsevhereic', 'planted']);
  });

  test('a changed name is found near its new and its old spelling', async () => {
    const { personId } = await execute(addPerson, other, { given: 'Ruža', surname: 'Devojčinović' });
    await execute(changePerson, other, { personId, surname: 'Udatićević' });
    for (const q of ['Devojcinovc', 'Udaticveic']) expect(await findPeople(other, { q })).toMatchObject({ total: 1, alike: true, items: [{ personId }] });
    const { organisationId } = await execute(addOrganisation, other, { type: 'cso', name: 'Perunika' });
    await execute(changeOrganisation, other, { organisationId, name: 'Lavanda' });
    for (const q of ['Prunika', 'Lavadna']) expect(await findOrganisations(other, { q })).toMatchObject({ total: 1, alike: true });
  });

  test('what is written together in one statement adds each word once', async () => {
    const { n, words } = await kolo.db.selectFrom('search_word').select((eb) => [eb.fn.countAll<number>().as('n'), eb.fn.count<number>('word').distinct().as('words')]).where('key', '=', 'marko').executeTakeFirstOrThrow();
    expect({ n, words }).toEqual({ n: 1, words: 1 });
  });
});

describe('who may not see', () => {
  const as = (role: Role): Scope => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds: null });
  const nounsFor = async (who: Scope, q: string) => (await findEverywhere(who, q, t)).map(({ noun }) => noun);

  test('people finds none of them, exactly or nearly', async () => {
    for (const role of ['auditor', 'funder', 'organisation-representative'] as const) for (const q of ['Jovana Jovanović', 'Jovana Jovanovc']) expect(await nounsFor(as(role), q)).not.toContain('people');
    expect(await nounsFor(as('field-worker'), 'Jovana Jovanovc')).toContain('people');
  });

  test('a visitor finds nothing unpublished', async () => {
    for (const q of ['Suncokret', 'Sunckoret', 'jacanje porodica', 'jacnje porodica']) expect(await nounsFor(publicScope(scope.networkId), q)).toEqual([]);
  });
});
