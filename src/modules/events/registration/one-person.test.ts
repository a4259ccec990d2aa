/** Who somebody on the list is: she stays one person, whatever she puts right by her link; and whoever became known by a form, and is named by nothing any more, is removed. */
import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import { addPerson } from '#modules/people/commands.ts';
import { checkIn } from '../check-in/commands.ts';
import { changeRegistration, substituteDelegate } from './commands.ts';
import { identifyRegistration } from './deciding-commands.ts';
import { keepRegistrations } from './keeping-jobs.ts';
import { comes, inDays, linkOf, newGround, planned, saved } from './registration-testing.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;

beforeAll(async () => {
  ({ scope, visitor, programmeId } = await newGround());
});
beforeEach(async () => {
  eventId = await onDays([inDays(1), inDays(2)]);
});

async function onDays(days: string[], retentionDays = 14) {
  const made = await planned({ scope, programmeId }, { days, capacity: null });
  await saved({ scope, programmeId }, made, { retentionDays });
  return made;
}
const come = async (given: string, surname: string, more = {}) => (await comes(visitor, eventId, given, { surname, email: `${given.toLowerCase()}@one.example`, origin: 'https://one.example', ...more })).registrationId;
const link = (registrationId: string, version = 0) => linkOf(scope, registrationId, version);
const whoIs = (registrationId: string) => kolo.db.selectFrom('registration').select(['person_id as personId', 'identified_by as by', 'version']).where('registration_id', '=', registrationId).executeTakeFirstOrThrow();
const identify = (registrationId: string, personId: string | null, of = eventId) => execute(identifyRegistration, scope, { eventId: of, registrationId, personId });
const arrive = (registrationId: string, day: string) => execute(checkIn, scope, { operationId: newId(), eventId, who: { registrationId }, day, present: true, via: 'door', at: new Date().toISOString() });
const people = async (surname: string) => (await kolo.db.selectFrom('person').select('person_id as id').where('surname', '=', surname).orderBy('person_id').execute()).map(({ id }) => id);
/** Who is said to have taken part, and on how many days. */
const took = async () => (await sql<{ person: string; days: number }>`
  select payload ->> 'personId' as person, jsonb_array_length(payload -> 'days') as days from evidence e where kind = 'participation' and payload ->> 'eventId' = ${eventId}
    and not exists (select from evidence later where later.replaces = e.evidence_id)`.execute(kolo.db)).rows;
const correct = (token: string, given: string, surname: string, email = `${given.toLowerCase()}@one.example`) => execute(changeRegistration, visitor, { token, given, surname, email });

describe('whoever puts her address or a letter of her name right between two days stays one person', () => {
  test('where a coordinator said which of two namesakes she is', async () => {
    const marija = async () => (await execute(addPerson, scope, { given: 'Marija', surname: 'Jovanović' })).personId;
    const [, second] = [await marija(), await marija()];
    const hers = await come('Marija', 'Jovanović');
    expect((await whoIs(hers)).personId).toBe(null);
    await identify(hers, second);
    await arrive(hers, inDays(1));
    await correct(link(hers), 'Marija', 'Jovanović', 'marija@elsewhere.example');
    await correct(link(hers, 1), 'Mara', 'Jovanović', 'marija@elsewhere.example');
    expect(await whoIs(hers)).toMatchObject({ personId: second, by: 'coordinator' });
    await arrive(hers, inDays(2));
    expect([await took(), (await people('Jovanović')).length]).toEqual([[{ person: second, days: 2 }], 2]);
  });

  test('where she was said to be new; said so twice, she is one', async () => {
    const hers = await come('Nada', 'Novaković');
    const { personId } = await identify(hers, null);
    expect((await identify(hers, null)).personId).toBe(personId);
    await correct(link(hers), 'Nadežda', 'Novaković', 'nada@one.example');
    expect([await whoIs(hers), await people('Novaković')]).toMatchObject([{ personId, by: 'new' }, [personId]]);
  });

  test('where the matching said who she is and she has come since; what it said before anybody came is asked again', async () => {
    const known = (await execute(addPerson, scope, { given: 'Jelena', surname: 'Stojšić-Grbavac', email: 'jelena@one.example', phone: '064 555 1234' })).personId;
    const other = (await execute(addPerson, scope, { given: 'Gordana', surname: 'Hadžiabdić', email: 'gordana@one.example', phone: '064 777 1234' })).personId;
    const [jelena, gordana] = [await come('Jelena', 'Stojšić-Grbavac', { phone: '064 555 1234' }), await come('Gorana', 'Hadžiabdić', { email: 'elsewhere@one.example' })];
    expect([await whoIs(jelena), (await whoIs(gordana)).personId]).toMatchObject([{ personId: known, by: 'matching' }, null]);
    await arrive(jelena, inDays(1));
    await correct(link(jelena), 'Jela', 'Stojšić-Grbavac', 'jelena@one.example');
    await correct(link(jelena), 'Jela', 'Stojšić-Grbavac', 'private@one.example');
    await execute(changeRegistration, visitor, { token: link(gordana), given: 'Gordana', surname: 'Hadžiabdić', email: 'elsewhere@one.example', phone: '064 777 1234' });
    await execute(changeRegistration, visitor, { token: link(gordana), given: 'Gordana', surname: 'Hadžiabdić', email: 'gordana@one.example', phone: '064 777 1234' });
    await arrive(jelena, inDays(2));
    expect([await whoIs(jelena), await whoIs(gordana), await took()]).toMatchObject([{ personId: known, by: 'matching' }, { personId: other, by: 'matching' }, [{ person: known, days: 2 }]]);
    // Nobody else takes over who she was: the next delegate is somebody else.
    await execute(substituteDelegate, visitor, { token: link(jelena, 1), given: 'Petar', surname: 'Perić', email: 'petar@one.example' });
    expect((await whoIs(jelena)).personId).toBe(null);
  });
});

describe('whoever became known by a form is removed when nothing names her any more, whatever happened to her registration', () => {
  const known = async () => (await sql<{ name: string }>`select given as name from person where network_id = ${scope.networkId} and surname like 'Zz%' order by given`.execute(kolo.db)).rows.map(({ name }) => name);
  const keep = () => keepRegistrations(inDays(0));
  const purges = async () => (await sql<{ n: number }>`select count(*)::int as n from log_entry where action = 'registration.purge'`.execute(kolo.db)).rows[0]!.n;
  const unconfirmed = (registrationId: string) => kolo.db.updateTable('registration').set({ state: 'unconfirmed', created_at: new Date(Date.now() - 49 * 3_600_000) }).where('registration_id', '=', registrationId).execute();

  test('her place was given to another, a coordinator said she is another, or nobody confirmed it', async () => {
    eventId = await onDays([inDays(30)]);
    const all = [await come('Ana', 'Zzilić', { phone: '060 111' }), await come('Boba', 'Zzmarić'), await come('Vera', 'Zzsimić'), await come('Goran', 'Zzđokić')];
    for (const one of all) await identify(one, null);
    const { personId } = await execute(addPerson, scope, { given: 'Known', surname: 'Zzknown' });
    // While a registration names her, she is somebody, whatever else happens.
    await keep();
    expect(await known()).toEqual(['Ana', 'Boba', 'Goran', 'Known', 'Vera']);
    await execute(substituteDelegate, visitor, { token: link(all[0]!), given: 'Ema', surname: 'Jović', email: 'ema@one.example' });
    await identify(all[1]!, personId);
    await unconfirmed(all[2]!);
    // Those of before are found by what was logged.
    await sql`delete from person_of_registration`.execute(kolo.db);
    const migration = await readFile('migrations/0085-people-of-registrations.sql', 'utf8');
    await sql.raw(migration.slice(migration.indexOf('insert into'))).execute(kolo.db);
    await keep();
    expect(await known()).toEqual(['Goran', 'Known']);
    expect((await sql`select 1 from match_key where subject_id not in (select person_id from person) and kind = 'person'`.execute(kolo.db)).rows).toEqual([]);
    const before = await purges();
    await keep();
    expect(await purges()).toBe(before);
  });

  test('the form that made her known ended before another that named her too', async () => {
    const first = await come('Ana', 'Zzprva', { phone: '060 999 111' });
    const { personId } = await identify(first, null);
    const later = await onDays([inDays(20)]);
    const second = await come('Ana', 'Zzprva', { eventId: later, phone: '060 999 111' });
    expect(await whoIs(second)).toMatchObject({ personId, by: 'matching' });
    await keepRegistrations(inDays(18));
    expect(await known()).toContain('Ana');
    await keepRegistrations(inDays(35));
    expect(await known()).not.toContain('Ana');
  });

  test('not whoever took part, also where her place was given to another for the second day', async () => {
    const hers = await come('Ana', 'Zzcame');
    await arrive(hers, inDays(1));
    expect(await whoIs(hers)).toMatchObject({ by: 'new' });
    await execute(substituteDelegate, visitor, { token: link(hers), given: 'Ema', surname: 'Jović', email: 'ema@one.example' });
    await keepRegistrations(inDays(40));
    expect(await known()).toContain('Ana');
  });
});
