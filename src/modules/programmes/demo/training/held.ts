/** A training of five weeks ago with everything that belongs to one that is over: attendance by roll call, a test before and after, an evaluation, certificates, pictures and documents. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { daysLater } from '#platform/days.ts';
import type { Locale } from '#platform/words/locales.ts';
import { in4, type Localised } from '#platform/words/localised.ts';
import { env } from '#platform/env.ts';
import { addPicture, publishPicture } from '#modules/events/after/gallery/commands.ts';
import { issueCertificates } from '#modules/events/certificates/commands.ts';
import { addDocument } from '#modules/events/documents/commands.ts';
import { paper } from '#modules/events/documents/demo/paper.ts';
import type { Question } from '#modules/events/learning/shape.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { changePerson } from '#modules/people/commands.ts';
import { answerAndClose, ask, open, type DemoSheet } from './answers.ts';
import { pictures } from './pictures.ts';
import { callRoll, type Participant } from './presence.ts';

const titles = in4('Обука водитеља случаја: план са породицом (пример)', 'Обучение на водещи случаи: план със семейството (пример)', 'Instruirea managerilor de caz: planul cu familia (exemplu)', 'Training of case managers: the plan with the family (example)');

const [sunflower, firstStep, fir, bridge, spring] = ['Удружење „Сунцокрет“ (пример)', 'Удружење „Први корак“ (пример)', 'Центар за породицу „Јелка“ (пример)', 'Сдружение „Мост“ (пример)', 'Asociația „Izvor” (exemplu)'];
/** With the language of the certificate; none: left for whoever tries out issuing, and the last was there on one day only. */
const people: readonly (Participant & { certificate?: Locale })[] = [
  { given: 'Биљана', surname: 'Чворић', organisationText: sunflower!, placeId: 'RS-L-71269', role: 'водитељка случаја', certificate: 'sr-Cyrl' },
  { given: 'Огњен', surname: 'Вујаклија', organisationText: sunflower!, placeId: 'RS-L-71269', role: 'васпитач', certificate: 'sr-Cyrl' },
  { given: 'Смиљана', surname: 'Гроздић', organisationText: firstStep!, placeId: 'RS-L-79065', role: 'психолошкиња', certificate: 'sr-Cyrl' },
  { given: 'Растко', surname: 'Пејатов', organisationText: firstStep!, placeId: 'RS-L-79065', role: 'водитељ случаја', certificate: 'sr-Cyrl' },
  { given: 'Дајана', surname: 'Кривошија', organisationText: firstStep!, placeId: 'RS-L-79065', role: 'медијаторка' },
  { given: 'Etelka', surname: 'Sabadoš', organisationText: fir!, placeId: 'RS-L-80284', role: 'socijalna radnica', certificate: 'sr-Latn' },
  { given: 'Goran', surname: 'Kukuruzović', organisationText: fir!, placeId: 'RS-L-80284', role: 'pedagog' },
  { given: 'Ljubinka', surname: 'Dronjak', organisationText: fir!, placeId: 'RS-L-80284', role: 'voditeljka slučaja', certificate: 'sr-Latn' },
  { given: 'Албена', surname: 'Каракашева', organisationText: bridge!, placeId: 'BG-M-TGV35', role: 'социален работник', certificate: 'bg' },
  { given: 'Стоил', surname: 'Бъчваров', organisationText: bridge!, placeId: 'BG-M-TGV35', role: 'психолог', certificate: 'bg' },
  { given: 'Aurica', surname: 'Ciobotaru', organisationText: spring!, placeId: 'MD-CU', role: 'asistentă socială', certificate: 'ro' },
  { given: 'Vasile', surname: 'Gheorghiță', organisationText: spring!, placeId: 'MD-CU', role: 'manager de caz', days: [0] },
];

const test: readonly Question[] = [
  {
    id: 'whose_plan', kind: 'choice', level: 2, required: false,
    titles: in4('Ко одлучује о циљевима плана?', 'Кой решава за целите на плана?', 'Cine decide scopurile planului?', 'Who decides about the aims of the plan?'),
    options: [
      { id: 'manager', titles: in4('водитељ случаја сам', 'водещият случая сам', 'managerul de caz singur', 'the case manager alone') },
      { id: 'together', titles: in4('породица и водитељ заједно', 'семейството и водещият заедно', 'familia și managerul împreună', 'the family and the case manager together') },
      { id: 'centre', titles: in4('установа', 'институцията', 'instituția', 'the institution') },
    ],
    right: ['together'],
  },
  {
    id: 'child_heard', kind: 'choice', level: 2, required: false,
    titles: in4('Када се пита дете?', 'Кога се пита детето?', 'Când este întrebat copilul?', 'When is the child asked?'),
    options: [
      { id: 'end', titles: in4('на крају, када је план готов', 'накрая, когато планът е готов', 'la final, când planul este gata', 'at the end, when the plan is ready') },
      { id: 'each', titles: in4('у сваком кораку, на начин који разуме', 'на всяка стъпка, по разбираем за него начин', 'la fiecare pas, într-un mod pe care îl înțelege', 'at each step, in a way the child understands') },
    ],
    right: ['each'],
  },
];

/** Code → answers before and after: steps of knowledge and of confidence, and what was chosen. */
const tests: readonly (readonly [code: string, before: readonly [number, number, string, string], after: readonly [number, number, string, string]])[] = [
  ['ma07s1', [2, 2, 'manager', 'end'], [4, 4, 'together', 'each']],
  ['ra12v0', [3, 2, 'together', 'end'], [4, 4, 'together', 'each']],
  ['je30n2', [1, 1, 'centre', 'end'], [4, 3, 'together', 'end']],
  ['so18p1', [3, 3, 'together', 'each'], [5, 4, 'together', 'each']],
  ['sn02l3', [2, 3, 'manager', 'each'], [4, 4, 'together', 'each']],
  ['il25s0', [2, 2, 'together', 'end'], [3, 4, 'together', 'each']],
  ['ve11z1', [3, 3, 'centre', 'each'], [4, 5, 'together', 'each']],
  ['an09t2', [2, 1, 'manager', 'end'], [4, 3, 'together', 'each']],
  ['st27t0', [4, 3, 'together', 'each'], [4, 4, 'together', 'each']],
  ['ma14c1', [3, 2, 'together', 'end'], [5, 4, 'manager', 'each']],
  ['el05c4', [2, 2, 'manager', 'each'], [4, 4, 'together', 'each']],
];
const half = (which: 1 | 2): DemoSheet[] => tests.map((one) => [one[0], { knowledge: String(one[which][0]), confidence: String(one[which][1]), whose_plan: one[which][2], child_heard: one[which][3] }]);

/** Nine of twelve answered; the steps are those of the seven scales in their order. */
const scales = ['overall', 'objectives', 'relevance', 'trainers', 'methods', 'materials', 'organisation'] as const;
const evaluation: readonly (readonly [code: string, steps: string, texts?: Record<string, string>])[] = [
  ['ma07s1', '5554544', { most_useful: 'Вежба у којој сам била породица.', to_improve: 'Више времена за разговор у паровима.', intend: 'Питаћу породицу шта она хоће пре него што отворим образац.' }],
  ['ra12v0', '4454434', { most_useful: 'Примери из других општина.', to_improve: 'Више времена за разговор у паровима.' }],
  ['je30n2', '5455534', { most_useful: 'Образац плана на једној страни.', intend: 'Увешћу образац код нас.' }],
  ['so18p1', '5555545', { most_useful: 'То што су тренери и сами водили случајеве.', to_improve: 'Сала је била хладна.', intend: 'Поновићу вежбу са колегама.' }],
  ['sn02l3', '4344433', { to_improve: 'Materijali na latinici i ćirilici.', intend: 'Češće ću pitati dete.' }],
  ['il25s0', '5454544', { most_useful: 'Rad u malim grupama.', to_improve: 'Duže pauze.', intend: 'Dogovoriću sastanak sa centrom za socijalni rad.' }],
  ['ve11z1', '4444543', { most_useful: 'Razgovor o tome šta porodica može sama.' }],
  ['an09t2', '5555554', { most_useful: 'Че видяхме как работят колегите от други държави.', intend: 'Ще питам детето на всяка стъпка.' }],
  ['ma14c1', '5445544', { to_improve: 'Traducere și pentru discuțiile din pauză.', intend: 'Voi scrie planul împreună cu familia.' }],
];

/** What hangs in the gallery: each a drawing of ours, with its caption and what it shows. */
const shown: readonly { draw: keyof typeof pictures; captions: Localised; alternatives: Localised }[] = [
  {
    draw: 'circle',
    captions: in4('Први дан: упознавање у кругу', 'Първи ден: запознаване в кръг', 'Prima zi: ne cunoaștem în cerc', 'First day: getting to know each other in a circle'),
    alternatives: in4('Цртеж: дванаест особа седи у кругу, виђене одозго.', 'Рисунка: дванадесет души седят в кръг, видени отгоре.', 'Desen: douăsprezece persoane stau în cerc, văzute de sus.', 'Drawing: twelve people sit in a circle, seen from above.'),
  },
  {
    draw: 'wall',
    captions: in4('Шта породици треба: три ступца са зида', 'От какво се нуждае семейството: три колони от стената', 'De ce are nevoie familia: trei coloane de pe perete', 'What a family needs: three columns from the wall'),
    alternatives: in4('Цртеж: на зиду су три ступца листова у боји, са три, четири и пет листова.', 'Рисунка: на стената има три колони с цветни листове, с по три, четири и пет листа.', 'Desen: pe perete sunt trei coloane de foi colorate, cu trei, patru și cinci foi.', 'Drawing: three columns of coloured sheets on a wall, of three, four and five sheets.'),
  },
  {
    draw: 'table',
    captions: in4('Други дан: три групе пишу план', 'Втори ден: три групи пишат план', 'A doua zi: trei grupuri scriu planul', 'Second day: three groups write a plan'),
    alternatives: in4('Цртеж: за дугим столом испред прозора седе три особе, пред сваком лежи отворена свеска.', 'Рисунка: на дълга маса пред прозорец седят трима души, пред всеки има отворена тетрадка.', 'Desen: la o masă lungă din fața unei ferestre stau trei persoane, fiecare cu un caiet deschis.', 'Drawing: three people sit at a long table in front of a window, each with an open notebook.'),
  },
];

export async function addHeldTraining(context: CommandContext, programmeId: string, today: string): Promise<void> {
  const days = [daysLater(today, -36), daysLater(today, -35)];
  const { eventId } = await executeWithin(context, planEvent, {
    programmeId, eventId: null, kind: 'training', titles, days, venuePlace: 'RS-L-79065', venueText: 'Библиотека (пример)', capacity: 16, facilitators: ['Радмила Кнежић', 'Иван Георгиев'],
    sessions: [
      { day: days[0], starts: '10:00', ends: '16:30', titles: in4('Шта породица може и шта јој треба', 'Какво може семейството и от какво се нуждае', 'Ce poate familia și de ce are nevoie', 'What a family can do and what it needs') },
      { day: days[1], starts: '09:30', ends: '14:00', titles: in4('План који пишемо заједно', 'План, който пишем заедно', 'Planul pe care îl scriem împreună', 'The plan we write together') },
    ],
  });
  const ids = await callRoll(context, { programmeId, eventId, days }, people.map(({ certificate: _, ...one }) => one));
  // Some months later they are written to: those who left an address.
  for (const personId of ids.slice(0, 9)) await executeWithin(context, changePerson, { personId, email: `held-${ids.indexOf(personId) + 1}@example.org` });
  const locales = Object.fromEntries(ids.flatMap((personId, at) => (people[at]!.certificate ? [[personId, people[at]!.certificate]] : [])));
  await executeWithin(context, issueCertificates, { programmeId, seriesId: eventId, personIds: Object.keys(locales), locale: 'sr-Cyrl', locales, origin: env.origin });
  await addLearning(context, eventId);
  await addGallery(context, eventId);
  const documents = { anybody: ['program-obuke.rtf', 'Програм обуке', 'Обука водитеља случаја: план са породицом (пример)', 'Први дан: шта породица може и шта јој треба.', 'Други дан: план који пишемо заједно.'], members: ['beleske-trenera.rtf', 'Белешке тренера', 'Белешке за следећи пут (пример)', 'За вежбу у паровима треба сат времена, не пола.'] };
  for (const [audience, [name, title, ...lines]] of Object.entries(documents)) {
    await executeWithin(context, addDocument, { eventId, title, audience, name, mediaType: 'application/rtf', bytes: paper(...lines) });
  }
}

async function addLearning(context: CommandContext, eventId: string): Promise<void> {
  const before = await ask(context, eventId, 'test', test);
  await answerAndClose(context, before.roundOf('pre'), half(1));
  await answerAndClose(context, before.roundOf('post'), half(2));
  const end = await ask(context, eventId, 'end');
  await answerAndClose(context, end.roundOf('end'), evaluation.map(([code, steps, texts = {}]) => [code, { ...Object.fromEntries(scales.map((scale, at) => [scale, steps[at]!])), ...texts }]), { most_useful: [0, 1, 2, 3], to_improve: [0, 1] });
  const later = await ask(context, eventId, 'later');
  await open(context, later.roundOf('later'), true);
}

async function addGallery(context: CommandContext, eventId: string): Promise<void> {
  for (const { draw, captions, alternatives } of shown) {
    const { pictureId } = await executeWithin(context, addPicture, { eventId, bytes: await pictures[draw](), captions, alternatives, credit: 'Kolo', licence: 'CC0-1.0', peopleAgreed: true, consentNote: 'Цртеж; на њему нема стварних људи.' });
    await executeWithin(context, publishPicture, { eventId, pictureId });
  }
}
