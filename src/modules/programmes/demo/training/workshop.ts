/** A workshop of four people, three of whom answered: it shows that nothing is shown of so few. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { daysLater } from '#platform/days.ts';
import { in4 } from '#platform/words/localised.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { answer, ask } from './answers.ts';
import { callRoll, type Participant } from './presence.ts';

const people: readonly Participant[] = [
  { given: 'Гордана', surname: 'Чупић', organisationText: 'Удружење „Сунцокрет“ (пример)', placeId: 'RS-L-71269', role: 'водитељка случаја' },
  { given: 'Лазар', surname: 'Мркоњић', organisationText: 'Удружење „Сунцокрет“ (пример)', placeId: 'RS-L-71269', role: 'васпитач' },
  { given: 'Сања', surname: 'Требјешанин', organisationText: 'Удружење „Први корак“ (пример)', placeId: 'RS-L-79065', role: 'психолошкиња' },
  { given: 'Вељко', surname: 'Ожеговић', organisationText: 'Центар за породицу „Јелка“ (пример)', placeId: 'RS-L-80284', role: 'социјални радник' },
];

export async function addSmallWorkshop(context: CommandContext, programmeId: string, today: string): Promise<void> {
  const days = [daysLater(today, -12)];
  const { eventId } = await executeWithin(context, planEvent, {
    programmeId, eventId: null, kind: 'workshop', days,
    titles: in4('Радионица: разговор са дететом (пример)', 'Работилница: разговор с дете (пример)', 'Atelier: conversația cu copilul (exemplu)', 'Workshop: talking with a child (example)'),
    venuePlace: 'RS-L-71269', venueText: 'Дом омладине (пример)', facilitators: ['Смиљана Гроздић'],
  });
  await callRoll(context, { programmeId, eventId, days }, people);
  const { roundOf } = await ask(context, eventId, 'end');
  await answer(context, roundOf('end'), [
    ['go03s1', { overall: '5', relevance: '5', trainers: '5' }],
    ['la21v0', { overall: '4', relevance: '5', trainers: '4' }],
    ['sa09n2', { overall: '5', relevance: '4', trainers: '5' }],
  ]);
}
