/**
 * What a local network of the demo did in a year: meetings with minutes, decisions and tasks, guidelines written together, and assessments of two of its members. All made up, like the network.
 */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { in4 } from '#platform/words/localised.ts';
import { env } from '#platform/env.ts';
import { checkInMany } from '#modules/events/check-in/commands.ts';
import { holdEvent } from '#modules/events/commands.ts';
import { approveMinutes, recordDecision, writeMinutes } from '#modules/events/after/minutes/commands.ts';
import { addTask, finishTask } from '#modules/events/after/tasks/commands.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { adoptGuideline, addGuideline, commentGuideline, decideAmendment, proposeAmendment, publishGuideline } from '../guidelines/commands.ts';
import { linkMeeting } from '../meetings/commands.ts';
import { beginAssessment, saveAssessment, submitAssessment } from '../peer-review/commands.ts';
import { criteriaOf, currentStandard } from '../peer-review/standards.ts';

export interface Year {
  allianceId: string;
  programmeId: string;
  /** Days before today, or after where negative. */
  day(before: number): string;
  /** Id of an organisation of the demo by its name. */
  organisation(name: string): string;
  /** Whoever runs the demo network, where somebody may step in as her. */
  coordinatorId: string | null;
}

const [sunflower, pearl, linden] = ['Удружење „Сунцокрет“ (пример)', 'Удружење „Речни бисер“ (пример)', 'Установа за услуге у заједници „Липа“ (пример)'];

export async function addYear(context: CommandContext, year: Year): Promise<void> {
  const first = await addMeeting(context, year, 75, 'I', [sunflower!, pearl!, linden!]);
  const guidelineId = await draftGuideline(context, year);
  const second = await addMeeting(context, year, 20, 'II', [sunflower!, linden!, 'Центар за породицу „Јелка“ (пример)']);
  await addMeeting(context, year, -13, 'III', []);
  await writeUp(context, year, first, second);
  await adopt(context, year, guidelineId, second);
  await assess(context, year);
}

/** A meeting of the whole network; held where somebody came. */
async function addMeeting(context: CommandContext, { allianceId, programmeId, day, organisation }: Year, before: number, number: string, came: readonly string[]): Promise<string> {
  const on = day(before);
  const { eventId } = await executeWithin(context, planEvent, {
    programmeId, eventId: null, kind: 'meeting', days: [on], venuePlace: 'RS-L-71269', venueText: 'Градска библиотека (пример)',
    titles: in4(`Састанак локалне мреже, ${number} (пример)`, `Среща на местната мрежа, ${number} (пример)`, `Întâlnirea rețelei locale, ${number} (exemplu)`, `Meeting of the local network, ${number} (example)`),
    sessions: [{ day: on, starts: '12:00', ends: '14:00', titles: {} }],
  });
  await executeWithin(context, linkMeeting, { allianceId, eventId });
  if (!came.length) return eventId;
  await executeWithin(context, holdEvent, { programmeId, eventId });
  const people = await peopleOf(context, came, organisation);
  await executeWithin(context, checkInMany, { eventId, messages: people.map((who) => ({ operationId: newId(), eventId, who, day: on, present: true, via: 'roll-call', at: `${on}T11:00:00Z` })) });
  return eventId;
}

/** Who speaks for the members is known already; a guest is not. */
const speakers: Record<string, readonly [given: string, surname: string]> = { [sunflower!]: ['Десанка', 'Трнавац'], [pearl!]: ['Миљан', 'Опачић'], [linden!]: ['Јелисавета', 'Грубач'] };
async function peopleOf({ tx, scope: { networkId } }: CommandContext, came: readonly string[], organisation: Year['organisation']): Promise<object[]> {
  const people: object[] = [];
  for (const name of came) {
    const [given, surname] = speakers[name] ?? [];
    const known = given && surname ? await tx.selectFrom('person').select('person_id').where('network_id', '=', networkId).where('given', '=', given).where('surname', '=', surname).executeTakeFirstOrThrow() : null;
    people.push(known ? { personId: known.person_id, organisationId: organisation(name), placeId: 'RS-L-71269' } : { walkIn: { given: 'Радојка', surname: 'Шумић', organisationId: organisation(name), placeId: 'RS-L-80284', role: 'гошћа' } });
  }
  return people;
}

async function writeUp(context: CommandContext, { day, organisation, coordinatorId }: Year, first: string, second: string): Promise<void> {
  const minutes = (eventId: string, body: string) => executeWithin(context, writeMinutes, { eventId, version: 0, language: 'sr-Cyrl', body });
  const decide = async (eventId: string, text: string) => (await executeWithin(context, recordDecision, { eventId, text })).decisionId;
  const task = async (eventId: string, decisionId: string, title: string, due: number, who: { accountId: string } | { organisationId: string }) =>
    (await executeWithin(context, addTask, { eventId, decisionId, title, dueOn: day(due), locale: 'sr-Cyrl', origin: env.origin, ...who })).taskId;

  await minutes(first, '# Дневни ред\n\n- како породице данас долазе до услуге\n- нацрт смерница\n\n# Шта је речено\n\nУстанова „Липа“ прими позив, а породица често мора да дође три пута. Сви чланови имају различите обрасце.');
  await executeWithin(context, approveMinutes, { eventId: first, version: 1, approvedBy: 'Мрежа, на II састанку (пример)', approvedOn: day(20) });
  const draft = await decide(first, 'Мрежа пише смернице за упућивање породица; нацрт припрема „Сунцокрет“.');
  const done = await task(first, draft, 'Послати нацрт смерница свим члановима', 45, { organisationId: organisation(sunflower!) });
  await executeWithin(context, finishTask, { taskId: done, note: 'Послато свим члановима, примедбе су у смерницама.' });

  await minutes(second, '# Дневни ред\n\n- смернице за упућивање породица\n- заједнички списак услуга\n\n# Шта је речено\n\nУ нацрт је унета примедба да породица добије име особе којој се обраћа. Гошћа из Новог Сада показала је њихов списак услуга.\n\n# Ко шта ради\n\nЗадаци су уписани уз одлуке.');
  await decide(second, 'Усвајају се смернице за упућивање породица, верзија 2.');
  const list = await decide(second, 'Сваки члан до краја месеца допуњава податке о својим услугама.');
  await task(second, list, 'Проверити да ли су сви чланови допунили податке о услугама', -9, coordinatorId ? { accountId: coordinatorId } : { organisationId: organisation(linden!) });
}

async function draftGuideline(context: CommandContext, { allianceId }: Year): Promise<string> {
  const { guidelineId } = await executeWithin(context, addGuideline, {
    allianceId, language: 'sr-Cyrl', titles: in4('Смернице за упућивање породица (пример)', 'Насоки за насочване на семейства (пример)', 'Ghid de îndrumare a familiilor (exemplu)', 'Guidelines for referring families (example)'),
    body: 'Сврха: породица која затражи помоћ код једног члана мреже не тражи пут до другог сама.\n\nПозив: ко прими позив, истог дана пита породицу шта јој је најхитније и записује то њеним речима.\n\nУпућивање: породица добија адресу и радно време установе којој се обраћа.\n\nПовратна порука: установа којој је породица упућена јавља у року од седам дана шта је договорено, ако се породица с тим слаже.',
  });
  const paragraph = await paragraphsOf(context, guidelineId);
  await executeWithin(context, commentGuideline, { guidelineId, paragraphId: paragraph[1]!, text: 'Код нас позиве прима дежурна служба; „истог дана“ није увек могуће викендом.' });
  const { amendmentId } = await executeWithin(context, proposeAmendment, { guidelineId, paragraphId: paragraph[2]!, proposed: 'Упућивање: породица добија име особе којој се обраћа, њен телефон, адресу и радно време; та особа зна да породица долази.', reason: 'Породице су говориле да им је најтеже било да објашњавају све изнова.' });
  await executeWithin(context, decideAmendment, { guidelineId, amendmentId, outcome: 'accepted', answer: 'Прихваћено на састанку.' });
  return guidelineId;
}

const paragraphsOf = async ({ tx, scope: { networkId } }: CommandContext, guidelineId: string): Promise<string[]> => {
  const { paragraphs } = await tx.selectFrom('guideline_version').select('paragraphs').where('network_id', '=', networkId).where('guideline_id', '=', guidelineId).orderBy('version', 'desc').limit(1).executeTakeFirstOrThrow();
  return (paragraphs as unknown as { id: string }[]).map(({ id }) => id);
};

/** Adopted at a meeting and shown to everybody; the next amendment is on the table already. */
async function adopt(context: CommandContext, { day }: Year, guidelineId: string, eventId: string): Promise<void> {
  await executeWithin(context, adoptGuideline, { guidelineId, version: 2, adoptedOn: day(20), eventId });
  await executeWithin(context, publishGuideline, { guidelineId, isPublished: true });
  const last = (await paragraphsOf(context, guidelineId)).at(-1)!;
  await executeWithin(context, proposeAmendment, { guidelineId, paragraphId: last, proposed: 'Повратна порука: установа којој је породица упућена јавља у року од пет радних дана шта је договорено, ако се породица с тим слаже.', reason: 'Седам дана пада и на празнике.' });
}

/** Two years of one member in its own eyes and in those of another; the second year's peers see some of it otherwise. Scores stand in the order of the criteria. */
const assessments: readonly { of: string; reviewer?: string; before: number; scores: string; summary: string; isOpen?: true }[] = [
  { of: sunflower!, before: 410, scores: '2211202111', summary: 'Прва самопроцена: тим ради добро, записи касне.' },
  { of: sunflower!, before: 44, scores: '3322212222', summary: 'Уведени су записници и супервизија; план се први пут гледа на крају године.' },
  { of: sunflower!, reviewer: pearl!, before: 30, scores: '3222112232', summary: 'Посета од једног дана: жалбе се примају, а одговор није увек у року.' },
  { of: pearl!, before: 40, scores: '2221111122', summary: 'Прва самопроцена.' },
  { of: linden!, before: 5, scores: '21', summary: 'Започето; остало уписујемо после састанка тима.', isOpen: true },
];

async function assess(context: CommandContext, { day, organisation }: Year): Promise<void> {
  const criteria = criteriaOf(currentStandard);
  for (const { of, reviewer, before, scores, summary, isOpen } of assessments) {
    const onDay = day(before);
    const { assessmentId } = await executeWithin(context, beginAssessment, { organisationId: organisation(of), kind: reviewer ? 'peer' : 'self', reviewerId: reviewer ? organisation(reviewer) : null, onDay });
    await executeWithin(context, saveAssessment, { assessmentId, onDay, summary, scores: Object.fromEntries([...scores].map((score, at) => [criteria[at]!.id, { score: Number(score), comment: null }])) });
    if (!isOpen) await executeWithin(context, submitAssessment, { assessmentId });
  }
}
