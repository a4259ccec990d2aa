import { describe, expect, it } from 'vitest';
import { compare } from '#platform/matching/compare.ts';
import { whichPlace } from '#modules/places/which-place.ts';
import { measureOrganisations, organisationWritings } from '../../../bench/matching-organisations.ts';
import { blockingKeys, comparableOrganisation, organisationModel } from './matching.ts';
import { readOrganisationName } from './name.ts';
import { shippedTowns } from './towns.ts';
import { organisationType } from './type.ts';

const unit = (town: string): string => whichPlace(town, { level: 'municipality' })[0]!.municipality!;

/** How "name @ town of the row" compare; the town may be left out. */
function verdict(a: string, b: string) {
  const [one, other] = [a, b].map((text) => {
    const [name, town] = text.split(' @ ') as [string, string?];
    return comparableOrganisation({ name, place: town ? unit(town) : null }, shippedTowns);
  }) as [ReturnType<typeof comparableOrganisation>, ReturnType<typeof comparableOrganisation>];
  const comparison = compare(organisationModel, one, other);
  expect(compare(organisationModel, other, one)).toEqual(comparison);
  if (comparison.verdict === 'same') expect(blockingKeys(one).some((key) => blockingKeys(other).includes(key))).toBe(true);
  return comparison.verdict;
}

describe('one organisation however written', () => {
  const ognjiste = ['Udruženje građana „Ognjište“ Bojnik', 'UG Ognjište, Bojnik', 'УГ "Огњиште" @ Бојник', 'Udruženje „Ognjište“ @ Bojnik', 'Ognjište Bojnik @ Bojnik', 'UDRUZENJE GRADJANA OGNJISTE BOJNIK', 'Udruženje "Ognjište" - Bojnik', 'NVO Ognjište (Bojnik)', 'Ognjište, Bojnik'];
  it.each(ognjiste.flatMap((a, i) => ognjiste.slice(i + 1).map((b) => [a, b])))('%s = %s', (a, b) => {
    expect(verdict(a, b)).toBe('same');
  });

  it.each([
    ['UG "Kora kblize" @ Bela Palanka', 'Корак ближе Бела Паланка @ Бела Паланка'],
    ['Decje srce Beograd @ Beograd', 'Удружење „Дечје срце“ @ Београд'],
    ['UG Duga,  Vranje @ Vranje', 'Duga Vranje @ Vranje'],
    ['CSR Aranđelovac', 'Центар за социјални рад Аранђеловац'],
    ['ЦСР Брус', 'Centar za socijalni rad za opštinu Brus'],
    ['Centar za socijalni rad „Šabac“', 'CSR, Šabac'],
    ['Cnetar za socijalni rad @ Brus', 'ЦСР Брус'],
    ['Оппштинска управа Кнић', 'Opštinska uprava Knić'],
    ['Gradska uprava Leskovac', 'Opštinska uprava Leskovac'],
    ['Grad Niš', 'Градска управа Ниш'],
    ['Opština Rekovac', 'Gradska uprava Rekovac'],
    ['Сдружение „Дъга“ Попово', 'Sdruzhenie "Daga" - Popovo'],
    ['НПО „Ръка за ръка“ @ Троян', 'Сдружение „Ръка за ръка“, гр. Троян'],
    ['Община Търговище', 'Общинска администрация Търговищe'],
    ['ДСП Попово', 'Дирекция „Социално подпомагане“ – Попово'],
    ['Дирекция „Социално подпомагане“ Бойница', 'ДСП Бойница'],
    ['AO „Speranța” @ Cantemir', 'Asociația Obștească „Speranța” Cantemir'],
    ['A.O. Speranta, Cantemir', 'ONG Speranța @ Cantemir'],
    ['Primăria or. Leova', 'Primaria Leova'],
    ['DASPF Drochia', 'Direcția asistență socială și protecția familiei Drochia'],
    ['ОУ „Васил Левски“ @ Троян', 'Osnovno uchilishte "Vasil Levski", Troyan'],
    ['MODS @ Beograd', 'Mreža organizacija za decu Srbije @ Beograd'],
    ['СНЦ Дъга (Rainbow) гр. Русе', 'Сдружение с нестопанска цел „Дъга“ @ Русе'],
    ['Udruženje Korak po korak (Step by Step), Užice', 'УГ „Корак по корак“ Ужице'],
    ['Општа болница Врање', 'General Hospital Vranje'],
    ['СО Књажевац', 'Opštinska uprava Knjaževac'],
    ['Crveni krst Srbije', 'Црвени крст Србије'],
    ['МБАЛ, гр. Троян', 'Многопрофилна болница за активно лечение Троян'],
    ['IMSP Spitalul Raional Cahul', 'Spitalul raional Cahul'],
  ])('%s = %s', (a, b) => {
    expect(verdict(a, b)).toBe('same');
  });
});

describe('two organisations', () => {
  it.each([
    ['Zajedno Beograd', 'Zajedno Niš'],
    ['UG "Zajedno" @ Beograd', 'Udruženje Zajedno @ Niš'],
    ['Centar za socijalni rad Brus', 'Centar za socijalni rad Bor'],
    ['Centar za socijalni rad Brus', 'Opštinska uprava Brus'],
    ['Gradska uprava Beograd', 'Gradska opština Zvezdara'],
    ['UG Brus @ Brus', 'CSR Brus'],
    ['Koraci @ Novi Sad', 'Korak bliže @ Novi Sad'],
    ['ОУ „Христо Ботев“ @ Троян', 'ДГ „Христо Ботев“ @ Троян'],
    ['Община Троян', 'ДСП Троян'],
    ['Primăria Orhei', 'Consiliul raional Orhei'],
    ['UG Sunce @ Kula', 'Sunce d.o.o. @ Kula'],
    ['ДГ „№ 5“ Троян', 'ДГ „№ 15“ Троян'],
    ['ОУ „Христо Ботев“ Троян', 'СУ „Христо Ботев“ Троян'],
    ['Gimnaziul „Mihai Eminescu”, Cahul', 'Liceul Teoretic „Mihai Eminescu”, Cahul'],
    ['Dom zdravlja Bor', 'Opšta bolnica Bor'],
    ['UG Sunce, Kula', 'Udruženje „Sunce“ @ Vranje'],
    ['OŠ „Njegoš“ Vranje', 'OŠ „Njegoš“ Niš'],
    ['UG „Zrak“ Niš', 'UG „Zrak nade“ Niš'],
    ['Пријатељи деце Земун', 'Пријатељи деце Врачар'],
  ])('%s ≠ %s', (a, b) => {
    expect(verdict(a, b)).toBe('different');
  });
});

describe('what only a person can know', () => {
  it.each([
    // A longer name in the same town may be another association.
    ['UG „Sunce“ Niš', 'UG „Sunce i radost“ Niš'],
    ['Zajedno @ Niš', 'Живимо заједно @ Ниш'],
    // A name without a kind beside an institution or a firm, a name without a town where many towns have one.
    ['ПУ „Дуга“ Шабац', 'Duga @ Šabac'],
    ['Zîmbet SRL @ Fălești', 'Zîmbet @ Fălești'],
    ['OŠ „Vuk Karadžić“', 'ОШ „Вук Караџић“ Ниш'],
    ['УГ „Нада“', 'Удружење „Нада“ @ Аранђеловац'],
    // A mistyped town, and one of several towns of the name.
    ['ЦСР Буановац', 'Центар за социјални рад Бујановац'],
    ['JLS Kula', 'Општинска управа @ Кула'],
    ['ЦПО „Надежда“ @ Видин', 'НПО „Надежда“ @ Видин'],
  ])('%s ? %s', (a, b) => {
    expect(verdict(a, b)).toBe('ask');
  });
});

describe('four hundred organisations of three countries, each in three to eight writings', () => {
  const outcome = measureOrganisations();

  it('come together', () => {
    expect(outcome.recall).toBeGreaterThan(0.99);
    expect(outcome.precision).toBeGreaterThan(0.99);
  });

  it('what is merged without asking is right', () => {
    expect(outcome.mergedUnasked.precision).toBeGreaterThanOrEqual(0.999);
    expect(outcome.mergedUnasked.recall).toBeGreaterThan(0.9);
    expect(outcome.asked).toBeLessThan(7);
  });

  it('any two compare alike in either order', () => {
    const some = organisationWritings().filter((_, i) => i % 14 === 0);
    const asymmetric = some.flatMap((a, i) => some.slice(i + 1).filter((b) => compare(organisationModel, a, b).probability !== compare(organisationModel, b, a).probability).map((b) => [a.text, b.text]));
    expect(asymmetric).toEqual([]);
  });

  it('look-alikes stay apart', () => {
    expect(outcome.alike).toBeGreaterThan(150);
    expect(outcome.confused.length).toBeLessThanOrEqual(3);
  });
});

describe('what a name says', () => {
  it('own name, form and town apart', () => {
    const read = (text: string, town?: string) => {
      const { form, own, town: found } = readOrganisationName(text, shippedTowns, town ? unit(town) : null);
      return [form?.kind ?? null, own.join(' '), found];
    };
    expect(read('Udruženje građana „Ognjište“ Bojnik')).toEqual(['association', 'ognjiste', unit('Bojnik')]);
    expect(read('Ruka ruci Ivanjca', 'Ivanjica')).toEqual([null, 'ruka ruci', unit('Ivanjica')]);
    expect(read('UG Kula', 'Kula')).toEqual(['association', 'kula', unit('Kula')]);
    expect(read('OU "Vasil Levski"', 'General Toshevo')).toEqual(['primary-school', 'vasil levski', null]);
    expect(read('Sunce d.o.o.')).toEqual(['company', 'sunce', null]);
    expect(read('Grad Beograd – Sekretarijat za socijalnu zaštitu')).toEqual(['administration', '', unit('Beograd')]);
  });

  it.each([
    ['Udruženje građana „Zvezdica“ Leskovac', 'cso'],
    ['Klicavac Novi Sad', 'cso'],
    ['НПО „Дъга“', 'cso'],
    ['A.O. Speranța', 'cso'],
    ['Fondacija Ana i Vlade Divac', 'cso'],
    ['Народно читалище „Просвета“', 'cso'],
    ['Centar za socijalnu politiku', 'cso'],
    ['Crveni krst Leskovac', 'cso'],
    ['Gradska uprava Rekovac', 'authority'],
    ['Општина Брус', 'authority'],
    ['Община Търговище', 'authority'],
    ['Primăria Orhei', 'authority'],
    ['Ministarstvo za rad, zapošljavanje, boračka i socijalna pitanja', 'authority'],
    ['CSR Niš', 'public-institution'],
    ['Центар за социјални рад Шабац', 'public-institution'],
    ['ДСП Попово', 'public-institution'],
    ['DASPF Orhei', 'public-institution'],
    ['OŠ „Vuk Karadžić“', 'public-institution'],
    ['ПУ „Бамби“', 'public-institution'],
    ['Детска градина „Слънце“', 'public-institution'],
    ['Dom zdravlja Niš', 'public-institution'],
    ['Spitalul raional Orhei', 'public-institution'],
    ['USAID', 'funder'],
    ['Balkan Trust for Democracy', 'funder'],
    ['Radio-televizija Leskovac', 'media'],
    ['Sunce d.o.o.', 'other'],
    ['', 'other'],
  ])('%s is %s', (name, type) => {
    expect(organisationType(name)).toBe(type);
  });
});
