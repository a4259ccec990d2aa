/**
 * A programme on which the whole life of an event is tried out: one is over, with its certificates, what was learned and what was decided; one is today, one next week. All made up, as its name
 * and its organisations say; its subjects are those of the real programmes beside it.
 */
import { executeWithin } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { systemScope } from '#platform/session/scope.ts';
import { in4 } from '#platform/words/localised.ts';
import { onClocks, timeZoneAt } from '#platform/words/zone.ts';
import { addProgramme, publishProgramme } from '../../commands.ts';
import { addComingTraining } from './coming.ts';
import { addTrainingOfToday } from './door.ts';
import { addHeldTraining } from './held.ts';
import { addSmallWorkshop } from './workshop.ts';

const slug = 'training-example';
const programme = {
  slug,
  titles: in4('Обука водитеља случаја (пример)', 'Обучение на водещи случаи (пример)', 'Instruirea managerilor de caz (exemplu)', 'Training of case managers (example)'),
  shortNames: in4('Обука (пример)', 'Обучение (пример)', 'Instruire (exemplu)', 'Training (example)'),
  status: 'implementation',
  isPractice: true,
  places: [{ placeId: 'RS', relation: 'works-in' }],
  summary: in4(
    'Измишљен програм на коме се испробава цео живот догађаја: обука која је прошла, са потврдама и оценама, обука која је данас и обука следеће недеље за коју су пријаве отворене.',
    'Измислена програма, на която се изпробва целият живот на едно събитие: обучение, което е минало, с удостоверения и оценки, обучение, което е днес, и обучение през следващата седмица, за което записването е отворено.',
    'Un program inventat pe care se încearcă întreaga viață a unui eveniment: o instruire încheiată, cu certificate și evaluări, o instruire de astăzi și una de săptămâna viitoare, cu înscrieri deschise.',
    'A made-up programme on which the whole life of an event is tried out: a training that is over, with certificates and evaluations, one that is today, and one next week for which registration is open.',
  ),
};

/** Adds it once. @param now on this day, as the clocks at its venue have it, begins the training at whose door one may stand */
export async function seedDemoTraining(networkId: string, now = new Date()): Promise<void> {
  const scope = systemScope(networkId, 'demo');
  const today = onClocks(now, timeZoneAt('RS')).slice(0, 10);
  await within(scope, async (tx) => {
    if (await tx.selectFrom('programme').select('programme_id').where('network_id', '=', networkId).where('slug', '=', slug).executeTakeFirst()) return;
    const context = { tx, scope, now };
    const { programmeId } = await executeWithin(context, addProgramme, programme);
    await executeWithin(context, publishProgramme, { programmeId });
    await addHeldTraining(context, programmeId, today);
    await addSmallWorkshop(context, programmeId, today);
    await addTrainingOfToday(context, programmeId, programme.titles, today);
    await addComingTraining(context, programmeId, today);
  });
}
