/** A training of trainers next week: anybody may register, three organisations are invited with seats of their own, and two people wait, each for another reason. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { daysLater } from '#platform/days.ts';
import { in4 } from '#platform/words/localised.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { saveForm } from '#modules/events/registration/commands.ts';
import { inviteOrganisation } from '#modules/events/registration/invitation-commands.ts';
import { registerAll, type Delegates } from './delegates.ts';

/** Nine seats, two for an organisation: the third of the first one waits for its organisation too, the last one for a seat alone, of which one is kept for an organisation that has named one delegate of two. */
const seats = { all: 9, perOrganisation: 2 };
const delegates: readonly Delegates[] = [
  ['Удружење „Сунцокрет“ (пример)', 'Шабац', 'Ружица Обренов', 'Владан Скакић', 'Наташа Кукољ'],
  ['Удружење „Први корак“ (пример)', 'Ниш', 'Зорица Пешут', 'Жарко Вучен'],
  ['Центар за породицу „Јелка“ (пример)', 'Нови Сад', 'Erika Halas', 'Nebojša Šovljanski'],
  ['Сдружение „Мост“ (пример)', 'Търговище', 'Милена Дечкова'],
  ['Установа за услуге у заједници „Липа“ (пример)', 'Шабац', 'Оливера Бабуновић', 'Драгослав Кнежев'],
];
const invited = delegates.slice(1, 4).map(([name]) => name);

export async function addComingTraining(context: CommandContext, programmeId: string, today: string): Promise<void> {
  const { tx, scope: { networkId } } = context;
  const days = [daysLater(today, 7), daysLater(today, 8)];
  const { eventId } = await executeWithin(context, planEvent, {
    programmeId, eventId: null, kind: 'training-of-trainers', days, capacity: seats.all,
    titles: in4('Обука тренера: групе подршке родитељима (пример)', 'Обучение на обучители: групи за подкрепа на родители (пример)', 'Formare de formatori: grupuri de sprijin pentru părinți (exemplu)', 'Training of trainers: support groups for parents (example)'),
    venuePlace: 'RS-L-80284', venueText: 'Културна станица (пример)',
    accessibility: in4('Улаз без степеника; индуктивна петља у сали.', 'Вход без стъпала; индукционна примка в залата.', 'Intrare fără trepte; buclă inductivă în sală.', 'Entrance without steps; induction loop in the room.'),
    facilitators: ['Биљана Чворић', 'Растко Пејатов'],
    agenda: in4(
      'Шта је родитељима требало у кризи; како се води група; прва група коју ћете водити сами.',
      'От какво имаха нужда родителите в криза; как се води група; първата група, която ще водите сами.',
      'De ce au avut nevoie părinții în criză; cum se conduce un grup; primul grup pe care îl veți conduce singuri.',
      'What parents needed in the crisis; how a group is led; the first group you will lead yourselves.',
    ),
    sessions: [
      { day: days[0], starts: '10:00', ends: '16:00', titles: in4('Како се води група', 'Как се води група', 'Cum se conduce un grup', 'How a group is led') },
      { day: days[1], starts: '09:30', ends: '13:30', titles: in4('Вођење пред другима', 'Водене пред другите', 'Conducere în fața celorlalți', 'Leading in front of the others') },
    ],
  });
  await executeWithin(context, saveForm, {
    programmeId, eventId, isOpen: true, closesOn: daysLater(today, 5), perOrganisation: seats.perOrganisation, perMunicipality: null, retentionDays: 90,
    intro: in4('За оне који су завршили обуку водитеља случаја или већ раде са родитељима.', 'За завършилите обучението на водещи случаи или вече работещи с родители.', 'Pentru cei care au absolvit instruirea managerilor de caz sau lucrează deja cu părinții.', 'For those who have completed the training of case managers or work with parents already.'),
  });
  const organisations = await tx.selectFrom('organisation').select(['organisation_id', 'name']).where('network_id', '=', networkId).where('name', 'in', invited).where('same_as', 'is', null).orderBy('name').execute();
  const invitations = new Map<string, string>();
  for (const [at, { organisation_id: organisationId, name }] of organisations.entries()) {
    const { invitationId } = await executeWithin(context, inviteOrganisation, { eventId, organisationId, email: `invited-${at + 1}@example.org`, seats: seats.perOrganisation, locale: 'sr-Cyrl', origin: 'https://kolo.example' });
    invitations.set(name, invitationId);
  }
  await registerAll(context, eventId, delegates, 'coming', invitations);
}
