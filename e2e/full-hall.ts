/**
 * Plants an event of today with 62 people who registered, through the same commands as everybody, into the data folder of a Kolo that is not running yet.
 * Prints where everything is, with sessions. Run by `check-in.test.ts` and the benchmark as a process of its own.
 */
import { execute } from '#platform/command/command.ts';
import { publicScope } from '#platform/session/scope.ts';
import { beginSession } from '#platform/session/proof/session.ts';
import { visitBy } from '#platform/session/testing.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import { dateAt } from '#modules/events/check-in/door.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { register, saveForm } from '#modules/events/registration/commands.ts';
import { secretFor } from '#modules/events/secret-link.ts';
import { plantNetwork, plantedAccounts, type PlantedRole } from '#modules/programmes/testing.ts';
import { plugIn } from '#registry';
import { openDatabase } from '../bin/database.ts';

export interface Hall {
  networkId: string;
  eventId: string;
  day: string;
  people: { name: string; code: string; /** The secret of the link in her letter, by which she gives her place on. */ token: string }[];
  sessions: Record<PlantedRole, { name: string; value: string }>;
  /** A second session of the programme officer, for when she has signed out of the first. */
  officerAgain: { name: string; value: string };
}

const given = ['Јована', 'Милица', 'Љиљана', 'Ђорђе', 'Жељко', 'Снежана', 'Никола', 'Весна', 'Драган', 'Тијана', 'Branka', 'Ştefan', 'Радка'];
const surnames = ['Вукомановић', 'Шћепановић', 'Nježić', 'Кузмановић', 'Царевић'];

const opened = await openDatabase();
plugIn();
const network = await plantNetwork('Delta');
const { scope } = network.accounts.coordinator;
// Today where the event is: the door opens on that day.
const on = (at: number) => dateAt(at, 0, timeZoneAt('RS'));
const day = on(Date.now());
const { programmeId } = network.published;
const sessions = [{ day, starts: '09:00', ends: '12:00', titles: { en: 'Morning', 'sr-Cyrl': 'Преподне' } }];
const titles = { en: 'Training of case managers', 'sr-Cyrl': 'Обука водитеља случаја', bg: 'Обучение на водещи случаи', ro: 'Instruirea managerilor de caz' };
const { eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles, days: [day, on(Date.now() + 86_400_000)], sessions });
await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 90 });
for (const [n, surname] of surnames.entries()) {
  for (const [m, name] of given.entries()) {
    if (n * given.length + m >= 62) break;
    await execute(register, publicScope(network.networkId), { eventId, given: name, surname, email: `${n}-${m}@example.org`, organisationText: `Udruženje ${n}`, locale: 'en', origin: 'https://kolo.example', challenge: `${n} ${m}` });
  }
}
const { rows } = await opened.pool.query(`select given || ' ' || surname as name, check_in_code as code, registration_id as id, version from registration where event_id = $1 order by created_at, registration_id`, [eventId]);
const people = rows.map(({ id, version, name, code }) => ({ name, code, token: secretFor('registration', { networkId: network.networkId, id, version }) }));
const cookies = {} as Hall['sessions'];
const session = async (role: PlantedRole) => {
  const [cookie] = await beginSession(visitBy().visit(), network.accounts[role].accountId, 'demo');
  return { name: cookie!.name, value: cookie!.value };
};
for (const role of plantedAccounts) cookies[role] = await session(role);
const officerAgain = await session('programme-officer');
await opened.close();
console.log(JSON.stringify({ networkId: network.networkId, eventId, day, people, sessions: cookies, officerAgain } satisfies Hall));
