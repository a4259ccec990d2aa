import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { executeWithin } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { root } from '#platform/root.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { z } from 'zod';
import { addText, linkClaim } from '../commands.ts';
import type { reading } from '../shape.ts';

/** Breakdown `theme` of the recommendations in the demo's evidence, as the published summary divides them. */
export const recommendationThemes = { overall: 'overall', handouts: 'financial-handouts', services: 'social-welfare-services' } as const;

/** What the demo's claims speak about. */
export interface DemoHappenings {
  programmeId: string;
  /** Leskovac, then Novi Sad: kind `exchange-event`. */
  exchanges: readonly [string, string];
  /** The series of both trainings of trainers, a cycle; its events have the kind `training-of-trainers`. */
  cycle: string;
  /** Kragujevac, then Leskovac: kind `regional-presentation`. */
  presentations: readonly [string, string];
}

type Read = z.input<typeof reading>;

const titles = {
  everybody: { 'sr-Cyrl': 'сви учесници догађаја', bg: 'всички участници в събитието', ro: 'toți participanții la eveniment', en: 'everybody at the event' },
  csosOnly: { 'sr-Cyrl': 'само учесници из организација цивилног друштва', bg: 'само участници от граждански организации', ro: 'numai participanții din OSC-uri', en: 'participants from CSOs only' },
  cycleOfEvents: { 'sr-Cyrl': 'циклус као низ обука за исте људе', bg: 'цикъл като поредица от обучения за едни и същи хора', ro: 'ciclul ca șir de instruiri pentru aceiași oameni', en: 'a cycle as a row of trainings for the same people' },
  eventAsCycle: { 'sr-Cyrl': 'свака обука као циклус за себе', bg: 'всяко обучение като отделен цикъл', ro: 'fiecare instruire ca ciclu aparte', en: 'each training as a cycle of its own' },
  generalOnly: { 'sr-Cyrl': 'само опште препоруке', bg: 'само общите препоръки', ro: 'numai recomandările generale', en: 'the general recommendations only' },
  allTogether: { 'sr-Cyrl': 'све препоруке заједно', bg: 'всички препоръки заедно', ro: 'toate recomandările împreună', en: 'all recommendations together' },
} satisfies Record<string, Localised>;

/** The readings of every claim of the page, in its order, each beside the number it is for. */
function readings({ exchanges: [leskovac, noviSad], cycle, presentations: [kragujevac, leskovacLater] }: DemoHappenings): [string, ...Read[]][] {
  const exchange = ['exchange-event'];
  const trainers = ['training-of-trainers'];
  const regional = ['regional-presentation'];
  const count = (method: Read['query']['method'], where: Read['query']['where'], more: Partial<Read> & { mixRelations?: boolean } = {}): Read => ({
    query: { method, where, mixRelations: more.mixRelations ?? false },
    ...(more.titles && { titles: more.titles }),
  });
  const csos = (where: object) => count('organisations', { ...where, organisationTypes: ['cso'] });
  const recommendations = (theme: string, more = {}) => count('outputs', { breakdown: { output: 'recommendation', theme } }, more);
  return [
    ['Two', count('events', { eventKinds: exchange })],
    ['21', count('people', { eventIds: [leskovac] })],
    ['10', csos({ eventIds: [leskovac] })],
    ['9', count('municipalities', { eventIds: [leskovac], relations: ['seat'] })],
    // "20 participants from 5 CSOs, and representatives of 8 LSUs": whether the twenty include the representatives, the sentence does not say.
    ['20', count('people', { eventIds: [noviSad] }, { titles: titles.everybody }), count('people', { eventIds: [noviSad], organisationTypes: ['cso'] }, { titles: titles.csosOnly })],
    ['5', csos({ eventIds: [noviSad] })],
    ['8', count('municipalities', { eventIds: [noviSad], relations: ['represents'] })],
    ['two', count('events', { eventKinds: trainers })],
    ['two', count('events', { eventKinds: trainers })],
    ['20', count('people', { seriesIds: [cycle] })],
    ['12', csos({ seriesIds: [cycle] })],
    ['11', count('municipalities', { seriesIds: [cycle], relations: ['works-in'] })],
    ['two', count('events', { eventKinds: regional })],
    ['25', count('people', { eventIds: [kragujevac] })],
    ['11', count('municipalities', { eventIds: [kragujevac], relations: ['represents'] })],
    ['27', count('people', { eventIds: [leskovacLater] })],
    ['10', count('municipalities', { eventIds: [leskovacLater], relations: ['represents'] })],
    ['2', count('events', { eventKinds: exchange })],
    // The text speaks of a cycle of two trainings, the summary of two cycles, the captions of a first and a second one.
    ['2', count('cycles', { eventKinds: trainers }, { titles: titles.cycleOfEvents }), count('events', { eventKinds: trainers }, { titles: titles.eventAsCycle })],
    ['2', count('events', { eventKinds: regional })],
    ['15', csos({ eventKinds: exchange })],
    ['12', csos({ eventKinds: trainers })],
    // The page adds seats at one event and representatives at the other, so the mixture has to be declared to check its sum.
    ['17', count('municipalities', { eventKinds: exchange }, { mixRelations: true })],
    ['11', count('municipalities', { eventKinds: trainers })],
    ['21', count('municipalities', { eventKinds: regional })],
    ['1', count('outputs', { breakdown: { output: 'study' } })],
    ['10', recommendations(recommendationThemes.overall, { titles: titles.generalOnly }), count('outputs', { breakdown: { output: 'recommendation' } }, { titles: titles.allTogether })],
    ['6', recommendations(recommendationThemes.handouts)],
    ['10', recommendations(recommendationThemes.services)],
  ];
}

/**
 * Enters the project's own news page as a text with claims and says what each number counts, all of it or nothing. The statuses follow from the evidence of the
 * programme, not from here.
 * @returns the ids of the text and of its claims, in the order of the page.
 */
export async function addDemoClaims(scope: Scope, happenings: DemoHappenings): Promise<{ textId: string; claimIds: string[] }> {
  const body = readFileSync(join(root, 'src', 'modules', 'results', 'claims', 'demo', 'families-in-crisis.txt'), 'utf8');
  const title = 'Successful Completion of the “Support to Families With Children in Crisis Situations” Project';
  return within(scope, async (tx) => {
    const context = { tx, scope, now: new Date() };
    const { textId, claimIds } = await executeWithin(context, addText, { programmeId: happenings.programmeId, title, body, language: 'en', publishedOn: '2022-09-22' });
    const linked = readings(happenings);
    if (linked.length !== claimIds.length) throw new Error(`The page has ${claimIds.length} claims, and ${linked.length} are to be linked.`);
    for (const [at, [, ...of]] of linked.entries()) await executeWithin(context, linkClaim, { claimId: claimIds[at], readings: of });
    return { textId, claimIds };
  });
}

/** For the test that holds page and readings together. */
export const demoNumbers = (happenings: DemoHappenings): string[] => readings(happenings).map(([number]) => number);
