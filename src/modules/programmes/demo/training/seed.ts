/** A training of today and tomorrow for which people have registered, so that a newcomer can stand at its door at once. All made up, as its name and its organisations say. */
import { executeWithin } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { publicScope, systemScope } from '#platform/session/scope.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { register, saveForm } from '#modules/events/registration/commands.ts';
import { addProgramme, publishProgramme } from '../../commands.ts';
import { in4 } from '../shape.ts';

const slug = 'training-example';
const programme = {
  slug,
  titles: in4('Обука водитеља случаја (пример)', 'Обучение на водещи случаи (пример)', 'Instruirea managerilor de caz (exemplu)', 'Training of case managers (example)'),
  shortNames: in4('Обука (пример)', 'Обучение (пример)', 'Instruire (exemplu)', 'Training (example)'),
  status: 'implementation',
  places: [{ placeId: 'RS', relation: 'works-in' }],
  summary: in4(
    'Измишљен догађај на коме се испробавају пријаве, беџеви и пријем: двадесет пет особа се пријавило за двадесет два места, па три чекају.',
    'Измислено събитие, на което се изпробват записване, баджове и прием: двадесет и пет души са се записали за двадесет и две места, затова трима чакат.',
    'Un eveniment inventat pe care se încearcă înscrierea, ecusoanele și primirea: douăzeci și cinci de persoane s-au înscris pentru douăzeci și două de locuri, așa că trei așteaptă.',
    'A made-up event on which registration, badges and the door are tried out: twenty-five people have registered for twenty-two seats, so three are waiting.',
  ),
};

/** Names of organisations of the demo (`services/demo/seed.ts`, `duplicates/demo/seed.ts`) and who comes for them; the last three are the last to register. */
const delegates: readonly (readonly [organisation: string, place: string, ...names: string[]])[] = [
  ['Удружење „Сунцокрет“ (пример)', 'Шабац', 'Јелена Радовић', 'Милош Стојков', 'Весна Тодић', 'Драгана Перић', 'Стефан Лукић'],
  ['Удружење „Први корак“ (пример)', 'Ниш', 'Ивана Ћосић', 'Немања Џелетовић', 'Љубица Њагул', 'Катарина Шекељ', 'Горан Ђурашин'],
  ['Центар за породицу „Јелка“ (пример)', 'Нови Сад', 'Agneš Kovač', 'Snežana Žigić', 'Đorđe Čubrilo', 'Tamara Jovanov', 'Marija Šujica'],
  ['Сдружение „Мост“ (пример)', 'Търговище', 'Гергана Илиева', 'Пламен Тодоров', 'Радостина Мъндева', 'Цветан Желязков'],
  ['Asociația „Izvor” (exemplu)', 'Chișinău', 'Ștefania Țurcan', 'Ion Băț', 'Viorica Păduraru'],
  ['Удружење „Колевка“ (пример)', 'Нови Сад', 'Нада Миливојев', 'Бранко Орлић', 'Слађана Ранисав'],
];
const seats = 22;

/** Adds it once. @param today `YYYY-MM-DD`: the first of its two days */
export async function seedDemoTraining(networkId: string, today = new Date().toISOString().slice(0, 10)): Promise<void> {
  const scope = systemScope(networkId, 'demo');
  await within(scope, async (tx) => {
    if (await tx.selectFrom('programme').select('programme_id').where('network_id', '=', networkId).where('slug', '=', slug).executeTakeFirst()) return;
    const context = { tx, scope, now: new Date() };
    const { programmeId } = await executeWithin(context, addProgramme, programme);
    await executeWithin(context, publishProgramme, { programmeId });
    const days = [today, new Date(Date.parse(today) + 86_400_000).toISOString().slice(0, 10)];
    const { eventId } = await executeWithin(context, planEvent, {
      programmeId, eventId: null, kind: 'training', titles: programme.titles, venuePlace: 'RS-L-71269', venueText: 'Дом омладине (пример)', capacity: seats, days,
      sessions: [
        { day: days[0], starts: '09:30', ends: '12:30', titles: in4('Процена потреба детета', 'Оценка на потребностите на детето', 'Evaluarea nevoilor copilului', 'Assessing what a child needs') },
        { day: days[0], starts: '13:30', ends: '16:00', titles: in4('План услуга', 'План на услугите', 'Planul de servicii', 'The plan of services') },
        { day: days[1], starts: '09:30', ends: '14:00', titles: in4('Вежба у групама', 'Упражнение в групи', 'Exercițiu în grupuri', 'Practice in groups') },
      ],
    });
    await executeWithin(context, saveForm, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: 5, perMunicipality: null, retentionDays: 90 });
    const visitor = { ...context, scope: publicScope(networkId) };
    let n = 0;
    for (const [organisationText, placeText, ...names] of delegates) {
      for (const name of names) {
        const [given, ...surname] = name.split(' ');
        n += 1;
        // Each a moment after the one before: who comes first sits first.
        await executeWithin({ ...visitor, now: new Date(context.now.getTime() + n) }, register, {
          eventId, given, surname: surname.join(' '), email: `training-${n}@example.org`, organisationText, placeText, locale: 'sr-Cyrl', origin: 'https://kolo.example', challenge: `demo training ${n}`,
        });
      }
    }
  });
}
