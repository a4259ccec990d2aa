/** A training of today and tomorrow for which people have registered, so that a newcomer can stand at its door at once. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { daysLater } from '#platform/days.ts';
import { in4, type Localised } from '#platform/words/localised.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { saveForm } from '#modules/events/registration/commands.ts';
import { registerAll, type Delegates } from './delegates.ts';

/** The last three are the last to register. */
const delegates: readonly Delegates[] = [
  ['Удружење „Сунцокрет“ (пример)', 'Шабац', 'Јелена Радовић', 'Милош Стојков', 'Весна Тодић', 'Драгана Перић', 'Стефан Лукић'],
  ['Удружење „Први корак“ (пример)', 'Ниш', 'Ивана Ћосић', 'Немања Џелетовић', 'Љубица Њагул', 'Катарина Шекељ', 'Горан Ђурашин'],
  ['Центар за породицу „Јелка“ (пример)', 'Нови Сад', 'Agneš Kovač', 'Snežana Žigić', 'Đorđe Čubrilo', 'Tamara Jovanov', 'Marija Šujica'],
  ['Сдружение „Мост“ (пример)', 'Търговище', 'Гергана Илиева', 'Пламен Тодоров', 'Радостина Мъндева', 'Цветан Желязков'],
  ['Asociația „Izvor” (exemplu)', 'Chișinău', 'Ștefania Țurcan', 'Ion Băț', 'Viorica Păduraru'],
  ['Удружење „Колевка“ (пример)', 'Нови Сад', 'Нада Миливојев', 'Бранко Орлић', 'Слађана Ранисав'],
];
const seats = 22;

export async function addTrainingOfToday(context: CommandContext, programmeId: string, titles: Localised, today: string): Promise<void> {
  const days = [today, daysLater(today, 1)];
  const { eventId } = await executeWithin(context, planEvent, {
    programmeId, eventId: null, kind: 'training', titles, venuePlace: 'RS-L-71269', venueText: 'Дом омладине (пример)', capacity: seats, days,
    sessions: [
      { day: days[0], starts: '09:30', ends: '12:30', titles: in4('Процена потреба детета', 'Оценка на потребностите на детето', 'Evaluarea nevoilor copilului', 'Assessing what a child needs') },
      { day: days[0], starts: '13:30', ends: '16:00', titles: in4('План услуга', 'План на услугите', 'Planul de servicii', 'The plan of services') },
      { day: days[1], starts: '09:30', ends: '14:00', titles: in4('Вежба у групама', 'Упражнение в групи', 'Exercițiu în grupuri', 'Practice in groups') },
    ],
  });
  await executeWithin(context, saveForm, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: 5, perMunicipality: null, retentionDays: 90 });
  await registerAll(context, eventId, delegates, 'training');
}
