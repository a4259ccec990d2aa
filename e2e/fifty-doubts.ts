/**
 * Plants a network whose reviewer has fifty doubts before her, through the same commands as everybody, into the data folder of a Kolo that is not running yet.
 * Prints where everything is, with a session for each role. Run by `review.test.ts` as a process of its own.
 */
import { execute } from '#platform/command/command.ts';
import { beginSession } from '#platform/session/proof/session.ts';
import { visitBy } from '#platform/session/testing.ts';
import { waiting } from '#modules/duplicates/queries.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';
import { plantNetwork, plantedAccounts, type PlantedRole } from '#modules/programmes/testing.ts';
import { recordManyEvidence } from '#modules/results/commands.ts';
import { publish } from '#modules/results/publications/commands.ts';
import { query } from '#modules/results/shape.ts';
import { plugIn } from '#registry';
import { openDatabase } from '../bin/database.ts';

export interface Doubtful {
  slug: string;
  /** The published figure of organisations, and the two organisations that are one. */
  programme: string;
  indicatorId: string;
  organisations: [string, string];
  sessions: Record<PlantedRole, { name: string; value: string }>;
}

/** Women and men of ten given names and five surnames, in both scripts. */
const given = [['Јована', 'Jovana'], ['Милица', 'Milica'], ['Љиљана', 'Ljiljana'], ['Ђорђе', 'Đorđe'], ['Жељко', 'Željko'], ['Снежана', 'Snežana'], ['Никола', 'Nikola'], ['Весна', 'Vesna'], ['Драган', 'Dragan'], ['Тијана', 'Tijana']] as const;
const surnames = [['Вукомановић', 'Vukomanović'], ['Шћепановић', 'Šćepanović'], ['Њежић', 'Nježić'], ['Кузмановић', 'Kuzmanović'], ['Царевић', 'Carević']] as const;

const opened = await openDatabase();
plugIn();
const network = await plantNetwork('Gama');
const { scope } = network.accounts.coordinator;
const organisationId = (await execute(addOrganisation, scope, { type: 'cso', name: 'Mreža za rani razvoj', seat: 'RS-L-79014' })).organisationId;
// All in one script first, then all in the other, each at once: the second time everybody meets herself.
const add = (script: 0 | 1) =>
  Promise.all(given.flatMap((name) => surnames.map(async (surname) => (await execute(addPerson, scope, { given: name[script], surname: surname[script], affiliations: [{ organisationId }] })).personId)));
const [people, again] = [await add(0), await add(1)];
const doubts = await waiting(scope);
if (doubts !== 50) throw new Error(`${doubts} doubts instead of fifty`);

// The matching would find these two as well; they are what the coordinator joins by hand, under names it cannot know to be one.
const one = (await execute(addOrganisation, scope, { type: 'cso', name: 'Kolevka', seat: 'RS-L-70726' })).organisationId;
const other = (await execute(addOrganisation, scope, { type: 'cso', name: 'Porodični centar Dorćol', seat: 'RS-L-79014' })).organisationId;
const { published } = network;
const came = [one, other].map((organisation, n) => ({ kind: 'participation', happenedOn: '2022-05-04', payload: { eventId: published.eventId, personId: [people[0]!, again[0]!][n]!, organisationId: organisation, days: ['2022-05-04'] } }));
await execute(recordManyEvidence, scope, { programmeId: published.programmeId, evidence: came });
await execute(publish, scope, { programmeId: published.programmeId, indicatorId: published.indicators.organisations, query: query.parse({ method: 'organisations' }), titles: { en: 'Organisations', 'sr-Cyrl': 'Организације', bg: 'Организации', ro: 'Organizații' } });

const sessions = {} as Doubtful['sessions'];
for (const role of plantedAccounts) {
  const [cookie] = await beginSession(visitBy().visit(), network.accounts[role].accountId, 'demo');
  sessions[role] = { name: cookie!.name, value: cookie!.value };
}
await opened.close();
console.log(JSON.stringify({ slug: network.slug, programme: published.slug, indicatorId: published.indicators.organisations, organisations: [one, other], sessions } satisfies Doubtful));
