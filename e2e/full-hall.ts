/**
 * Plants an event of today for each language, each with 62 people who registered, through the same commands as everybody, into the data folder of a Kolo that is not running yet.
 * Prints where everything is, with sessions. Run by `check-in.test.ts` and the benchmark as a process of its own.
 */
import { execute } from '#platform/command/command.ts';
import { publicScope } from '#platform/session/scope.ts';
import { beginSession } from '#platform/session/proof/session.ts';
import { visitBy } from '#platform/session/testing.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { timeZoneAt } from '#platform/words/zone.ts';
import { dateAt } from '#modules/events/check-in/door.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { register, saveForm } from '#modules/events/registration/commands.ts';
import { secretFor } from '#modules/events/secret-link.ts';
import { plantNetwork, plantedAccounts, type PlantedRole } from '#modules/programmes/testing.ts';
import { plugIn } from '#registry';
import { openDatabase } from '../bin/database.ts';

interface Cookie {
  name: string;
  value: string;
}
export interface Hall {
  eventId: string;
  title: string;
  people: { name: string; code: string; /** The secret of the link in her letter, by which she gives her place on. */ token: string }[];
  /** A session of the field worker for this door alone: signing out there ends no other. */
  atDoor: Cookie;
}
export interface Halls {
  networkId: string;
  day: string;
  halls: Record<Locale, Hall>;
  sessions: Record<PlantedRole, Cookie>;
  /** A second session of the programme officer, for when she has signed out of the first. */
  officerAgain: Cookie;
}

/** In Serbian both scripts meet on one list, as they do. */
const written: Record<Locale, { title: string; session: string; organisation: string; given: string; surnames: string }> = {
  'sr-Cyrl': { title: 'Обука водитеља случаја', session: 'Преподне', organisation: 'Удружење', given: 'Јована Милица Љиљана Ђорђе Жељко Снежана Никола Весна Драган Тијана Branka Ştefan Радка', surnames: 'Вукомановић Шћепановић Nježić Кузмановић Царевић' },
  'sr-Latn': { title: 'Obuka voditelja slučaja', session: 'Prepodne', organisation: 'Udruženje građana', given: 'Đurđa Njegoš Ljubica Dževad Živana Šćepan Čedomir Ćamil Petar Goran Slavica Томислав Ružica', surnames: 'Đukić Žujović Šušić Џомбић Trifunović' },
  bg: { title: 'Обучение на водещи случай', session: 'Преди обяд', organisation: 'Сдружение', given: 'Йорданка Цветан Юлия Асен Янка Стилян Ваня Гергана Пламен Дияна Жечко Христо Zdravko', surnames: 'Щерева Бързаков Пейчева Вълчев Гьошева' },
  ro: { title: 'Instruirea managerilor de caz', session: 'Dimineața', organisation: 'Asociația', given: 'Ștefania Ion Mihăiță Anișoara Vasile Țicu Brândușa Gheorghe Lăcrămioara Sânziana Ilinca Păun Raisa', surnames: 'Țurcanu Brânză Șoltoianu Rățoi Mîță' },
  en: { title: 'Training of case managers', session: 'Morning', organisation: 'Association', given: 'Grace Tom Zoë Amy Neil Siân Hugh Beth Colin Dawn Euan Fay Mary-Ann', surnames: 'O’Neill Hart Price Fitz-Roy Ward' },
};

const opened = await openDatabase();
plugIn();
const network = await plantNetwork('Delta');
const { scope } = network.accounts.coordinator;
// Today where the event is: the door opens on that day.
const on = (at: number) => dateAt(at, 0, timeZoneAt('RS'));
const [day, nextDay] = [on(Date.now()), on(Date.now() + 86_400_000)];
const { programmeId } = network.published;
const session = async (role: PlantedRole): Promise<Cookie> => {
  const [cookie] = await beginSession(visitBy().visit(), network.accounts[role].accountId, 'demo');
  return { name: cookie!.name, value: cookie!.value };
};

async function hall(locale: Locale): Promise<Hall> {
  const { title, organisation, ...words } = written[locale];
  const { eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { [locale]: title }, days: [day, nextDay], sessions: [{ day, starts: '09:00', ends: '12:00', titles: { [locale]: words.session } }] });
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 90 });
  const names = words.surnames.split(' ').flatMap((surname, n) => words.given.split(' ').map((given) => ({ given, surname, organisationText: `${organisation} ${n + 1}` })));
  for (const [n, who] of names.slice(0, 62).entries()) await execute(register, publicScope(network.networkId), { eventId, ...who, email: `${n}.${locale.toLowerCase()}@example.org`, locale, origin: 'https://kolo.example', challenge: `${locale} ${n}` });
  const { rows } = await opened.pool.query(`select given || ' ' || surname as name, check_in_code as code, registration_id as id, version from registration where event_id = $1 order by created_at, registration_id`, [eventId]);
  const people = rows.map(({ id, version, name, code }) => ({ name, code, token: secretFor('registration', { networkId: network.networkId, id, version }) }));
  return { eventId, title, people, atDoor: await session('field-worker') };
}

const halls = {} as Halls['halls'];
for (const locale of locales) halls[locale] = await hall(locale);
const sessions = {} as Halls['sessions'];
for (const role of plantedAccounts) sessions[role] = await session(role);
const officerAgain = await session('programme-officer');
await opened.close();
console.log(JSON.stringify({ networkId: network.networkId, day, halls, sessions, officerAgain } satisfies Halls));
