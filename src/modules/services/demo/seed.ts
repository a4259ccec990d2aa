/**
 * Services of the demo network. The first is real and told by its provider (Клуб на НСО – Търговище, a good practice published by the Foundation for Local
 * Government Reform, 25 May 2015); the others are made up, and their providers say so in their names.
 */
import { sql } from 'kysely';
import { executeWithin } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { systemScope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { saveService } from '../commands.ts';
import { termId, type Vocabulary } from '../nomenclature/nomenclature.ts';
import type { NewService, Weekday } from '../shape.ts';

interface DemoService extends Partial<Omit<NewService, 'terms' | 'location' | 'openings'>> {
  provider: string;
  name: string;
  names?: Localised;
  of: [Vocabulary, string][];
  at?: { name?: string; street: string; city: string; postalCode?: string; country: 'RS' | 'BG' | 'MD'; latitude?: number; longitude?: number };
  open?: [days: readonly Weekday[], opens: string, closes: string][];
}

const workdays: readonly Weekday[] = ['MO', 'TU', 'WE', 'TH', 'FR'];

/** Made-up providers: name → municipality of the seat. */
const providers: Record<string, string> = {
  'Удружење „Сунцокрет“ (пример)': 'RS-L-71269',
  'Удружење „Први корак“ (пример)': 'RS-L-79065',
  'Центар за породицу „Јелка“ (пример)': 'RS-L-80284',
  'Сдружение „Мост“ (пример)': 'BG-M-TGV35',
  'Asociația „Izvor” (exemplu)': 'MD-CU',
};

const real = 'Клуб на нестопанските организации – Търговище';

export const demoServices: readonly DemoService[] = [
  {
    provider: real,
    name: 'Ранна интервенция в семейна среда',
    names: { bg: 'Ранна интервенция в семейна среда', 'sr-Cyrl': 'Рана интервенција у породичном окружењу', ro: 'Intervenție timpurie în mediul familial', en: 'Early intervention at home' },
    description: 'Мултидисциплинарен екип от специалисти извършва домашни посещения, изработва оценка на потребностите на детето и семейството и индивидуален план, подкрепя и обучава родителите и ги информира за допълнителни възможности.',
    descriptions: {
      bg: 'Мултидисциплинарен екип от специалисти извършва домашни посещения, изработва оценка на потребностите на детето и семейството и индивидуален план, подкрепя и обучава родителите и ги информира за допълнителни възможности.',
      'sr-Cyrl': 'Мултидисциплинарни тим стручњака посећује породицу код куће, процењује потребе детета и породице, израђује индивидуални план, подржава и обучава родитеље и обавештава их о другим могућностима.',
      ro: 'O echipă multidisciplinară de specialiști vizitează familia acasă, evaluează nevoile copilului și ale familiei, întocmește un plan individual, sprijină și instruiește părinții și îi informează despre alte posibilități.',
      en: 'A multidisciplinary team visits the family at home, assesses the needs of the child and the family, draws up an individual plan, supports and trains the parents and tells them about further possibilities.',
    },
    of: [['BG', 'BG-4.1'], ['user-group', 'children-disabilities']],
    units: ['BG-25'],
    phone: '0893516697',
    website: 'http://www.clubngo.org/',
    at: { street: 'ул. „30 януари“ 1, ет. 3', city: 'Търговище', postalCode: '7700', country: 'BG' },
    languages: ['bg'],
  },
  {
    provider: 'Удружење „Сунцокрет“ (пример)',
    name: 'Дневни боравак за децу и младе „Сунцокрет“',
    names: { 'sr-Cyrl': 'Дневни боравак за децу и младе „Сунцокрет“', bg: 'Дневен център за деца и младежи „Сунцокрет“', ro: 'Centru de zi pentru copii și tineri „Suncokret”', en: 'Day care for children and youth “Suncokret”' },
    descriptions: { 'sr-Cyrl': 'Дневни боравак за децу и младе са сметњама у развоју: исхрана, радионице, превоз од куће и назад.', bg: 'Дневна грижа за деца и младежи с увреждания: храна, ателиета, превоз от дома и обратно.', ro: 'Îngrijire de zi pentru copii și tineri cu dizabilități: hrană, ateliere, transport de acasă și înapoi.', en: 'Day care for children and youth with disabilities: meals, workshops, transport from home and back.' },
    of: [['RS', 'RS-2.1'], ['user-group', 'children-disabilities']], minimumAge: 5, maximumAge: 26, units: ['RS-L-71269'], capacity: 24, waiting: 7, languages: ['sr', 'rom'], phone: '+381 15 000 001', fees: 'Бесплатно за кориснике са решењем центра за социјални рад.',
    application: 'Захтев се подноси центру за социјални рад; боравак прима на основу његовог упута.', requiredDocuments: ['упут центра за социјални рад', 'лекарско уверење'], at: { street: 'Карађорђева 11', city: 'Шабац', postalCode: '15000', country: 'RS', latitude: 44.7558, longitude: 19.6939 }, open: [[workdays, '07:30', '15:30']], assuredOn: '2026-09-14', openedOn: '2019-03-01',
  },
  {
    provider: 'Удружење „Сунцокрет“ (пример)', name: 'Лични пратилац детета', names: { 'sr-Cyrl': 'Лични пратилац детета', bg: 'Личен асистент на дете', ro: 'Asistent personal al copilului', en: 'Personal attendant of a child' },
    of: [['RS', 'RS-2.8'], ['user-group', 'children-disabilities']], minimumAge: 3, maximumAge: 19, units: ['RS-L-71269', 'RS-L-70688'], capacity: 40, waiting: 12, languages: ['sr'], phone: '+381 15 000 001', fees: 'Бесплатно.', open: [[workdays, '08:00', '14:00']], assuredOn: '2026-09-14',
  },
  {
    provider: 'Удружење „Први корак“ (пример)', name: 'Развојно саветовалиште', names: { 'sr-Cyrl': 'Развојно саветовалиште', bg: 'Консултативен център за развитие', ro: 'Centru de consiliere pentru dezvoltare', en: 'Developmental counselling centre' },
    descriptions: { 'sr-Cyrl': 'Логопед, психолог и дефектолог за децу до шест година и њихове родитеље.', bg: 'Логопед, психолог и дефектолог за деца до шест години и техните родители.', ro: 'Logoped, psiholog și defectolog pentru copii de până la șase ani și părinții lor.', en: 'Speech therapist, psychologist and special educator for children up to six and their parents.' },
    of: [['category', 'early-intervention'], ['RS', 'RS-4.10'], ['user-group', 'children']], minimumAge: 0, maximumAge: 6, units: ['RS-L-79065'], languages: ['sr'], phone: '+381 18 000 002', fees: 'Први разговор је бесплатан.', at: { street: 'Обреновићева 5', city: 'Ниш', postalCode: '18000', country: 'RS', latitude: 43.3209, longitude: 21.8958 }, open: [[workdays, '09:00', '17:00'], [['SA'], '09:00', '12:00']], assuredOn: '2026-10-02', openedOn: '2024-05-10',
  },
  {
    provider: 'Удружење „Први корак“ (пример)', name: 'Свратиште „Кров“', names: { 'sr-Cyrl': 'Свратиште „Кров“', bg: 'Център за деца на улицата „Кров“', ro: 'Centru de zi pentru copiii străzii „Krov”', en: 'Drop-in “Krov”' }, of: [['RS', 'RS-2.7'], ['user-group', 'street-children'], ['user-group', 'roma']], minimumAge: 5, maximumAge: 15, units: ['RS-L-79065'], capacity: 30, languages: ['sr', 'rom'], phone: '+381 18 000 003', fees: 'Бесплатно.', at: { street: 'Јужноморавских бригада 2', city: 'Ниш', postalCode: '18000', country: 'RS', latitude: 43.3156, longitude: 21.9021 }, open: [[['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'], '08:00', '20:00']], assuredOn: '2026-08-30',
  },
  {
    provider: 'Центар за породицу „Јелка“ (пример)', name: 'Породични сарадник', names: { 'sr-Cyrl': 'Породични сарадник', bg: 'Семеен консултант', ro: 'Asistent familial', en: 'Family outreach worker' }, of: [['RS', 'RS-4.1'], ['user-group', 'families-crisis']], units: ['RS-L-80284'], capacity: 15, waiting: 3, languages: ['sr', 'hu'], phone: '+381 21 000 004', fees: 'Бесплатно.', application: 'Упућује центар за социјални рад; породица може и сама да се јави.', assuredOn: '2026-07-01',
  },
  {
    provider: 'Центар за породицу „Јелка“ (пример)', name: 'Саветовалиште за родитеље', names: { 'sr-Cyrl': 'Саветовалиште за родитеље', bg: 'Консултации за родители', ro: 'Consiliere pentru părinți', en: 'Counselling for parents' }, of: [['RS', 'RS-4.2'], ['user-group', 'families-crisis'], ['user-group', 'single-parents']], units: ['RS-L-80284'], languages: ['sr', 'hu', 'sk'], phone: '+381 21 000 004', at: { street: 'Булевар ослобођења 30', city: 'Нови Сад', postalCode: '21000', country: 'RS', latitude: 45.2552, longitude: 19.8335 }, open: [[['TU', 'TH'], '16:00', '20:00']], assuredOn: '2025-02-01',
  },
  {
    provider: 'Центар за породицу „Јелка“ (пример)', name: 'Предах за породице', names: { 'sr-Cyrl': 'Предах за породице', bg: 'Заместваща грижа за семейства', ro: 'Respiro pentru familii', en: 'Respite for families' }, of: [['RS', 'RS-5.4'], ['user-group', 'children-disabilities'], ['user-group', 'caregivers']], minimumAge: 5, maximumAge: 26, units: ['RS-L-80284'], capacity: 6, languages: ['sr'], phone: '+381 21 000 005', status: 'temporarily closed', at: { street: 'Футошка 8', city: 'Нови Сад', postalCode: '21000', country: 'RS', latitude: 45.2498, longitude: 19.8281 },
  },
  {
    provider: 'Сдружение „Мост“ (пример)', name: 'Център за обществена подкрепа', names: { bg: 'Център за обществена подкрепа', 'sr-Cyrl': 'Центар за подршку заједници', ro: 'Centru de sprijin comunitar', en: 'Community support centre' }, of: [['BG', 'BG-4.3'], ['user-group', 'families-crisis']], units: ['BG-M-TGV35'], capacity: 60, languages: ['bg', 'tr'], phone: '+359 601 00001', at: { street: 'бул. „Трайко Китанчев“ 10', city: 'Търговище', postalCode: '7700', country: 'BG', latitude: 43.2467, longitude: 26.5722 }, open: [[workdays, '08:30', '17:00']], assuredOn: '2026-06-20',
  },
  {
    provider: 'Сдружение „Мост“ (пример)', name: 'Дневен център за деца с увреждания', names: { bg: 'Дневен център за деца с увреждания', 'sr-Cyrl': 'Дневни центар за децу са сметњама у развоју', ro: 'Centru de zi pentru copii cu dizabilități', en: 'Day-care centre for children with disabilities' }, of: [['BG', 'BG-7.1'], ['user-group', 'children-disabilities']], minimumAge: 3, maximumAge: 18, units: ['BG-25'], capacity: 30, waiting: 4, languages: ['bg', 'tr'], phone: '+359 601 00002', at: { street: 'ул. „Васил Левски“ 4', city: 'Търговище', postalCode: '7700', country: 'BG', latitude: 43.2501, longitude: 26.5696 }, open: [[workdays, '08:00', '17:00']], assuredOn: '2026-06-20',
  },
  {
    provider: 'Asociația „Izvor” (exemplu)', name: 'Centru de zi pentru copii în situație de risc', names: { ro: 'Centru de zi pentru copii în situație de risc', 'sr-Cyrl': 'Дневни центар за децу у ризику', bg: 'Дневен център за деца в риск', en: 'Day-care centre for children at risk' }, of: [['MD', 'MD-S.3'], ['user-group', 'children']], minimumAge: 6, maximumAge: 16, units: ['MD-CU'], capacity: 35, languages: ['ro', 'ru'], phone: '+373 22 000 001', at: { street: 'str. Ștefan cel Mare 100', city: 'Chișinău', postalCode: 'MD-2001', country: 'MD', latitude: 47.0245, longitude: 28.8322 }, open: [[workdays, '12:00', '18:00']], assuredOn: '2026-05-11',
  },
  {
    provider: 'Asociația „Izvor” (exemplu)', name: 'Echipa mobilă', names: { ro: 'Echipa mobilă', 'sr-Cyrl': 'Мобилни тим', bg: 'Мобилен екип', en: 'Mobile team' }, of: [['MD', 'MD-S.5'], ['user-group', 'children-disabilities']], units: ['MD-CU'], capacity: 20, waiting: 9, languages: ['ro', 'ru'], phone: '+373 22 000 002', assuredOn: '2026-05-11',
  },
];

/** Adds what is missing; a demo that has services already is left alone. @returns how many were added */
export async function seedDemoServices(networkId: string): Promise<number> {
  const scope = systemScope(networkId, 'demo');
  return within(scope, async (tx) => {
    const { rows: [there] } = await sql`select 1 from service where network_id = ${networkId} limit 1`.execute(tx);
    if (there) return 0;
    const context = { tx, scope, now: new Date() };
    const known = await tx.selectFrom('organisation').select(['organisation_id', 'name']).where('network_id', '=', networkId).execute();
    const ids = new Map(known.map(({ name, organisation_id }) => [name, organisation_id]));
    for (const { provider, of, at, open = [], ...service } of demoServices) {
      if (!ids.has(provider)) ids.set(provider, (await executeWithin(context, addOrganisation, { type: 'cso', name: provider, seat: providers[provider] ?? null })).organisationId);
      const openings = open.map(([days, opens, closes]) => ({ days: [...days], opens, closes }));
      await executeWithin(context, saveService, { ...service, organisationId: ids.get(provider)!, terms: of.map(([vocabulary, code]) => termId(vocabulary, code)), location: at ?? null, openings, published: true });
    }
    return demoServices.length;
  });
}
