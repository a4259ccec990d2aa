/** Who somebody on the list is: she stays one person, whatever she puts right by her link; and whoever became known by a form, and is named by nothing any more, is removed. */
import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addPerson } from '#modules/people/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { checkIn } from '../check-in/commands.ts';
import { eventKinds } from '../evidence.ts';
import { planEvent } from '../planning/commands.ts';
import { secretFor } from '../secret-link.ts';
import { changeRegistration, identifyRegistration, register, saveForm, substituteDelegate } from './commands.ts';
import { keepRegistrations } from './keeping-jobs.ts';

const kolo = withDatabase();
let scope: Scope;
let visitor: Scope;
let programmeId: string;
let eventId: string;
const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  visitor = publicScope(scope.networkId);
  programmeId = newId();
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
});
beforeEach(async () => {
  eventId = await planned([inDays(1), inDays(2)]);
});

async function planned(days: string[], retentionDays = 10) {
  const { eventId: made } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, capacity: null, venuePlace: 'RS-L-71269', days });
  await execute(saveForm, scope, { programmeId, eventId: made, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays });
  return made;
}
let checks = 0;
const come = async (given: string, surname: string, more = {}) =>
  (await execute(register, visitor, { eventId, given, surname, email: `${given.toLowerCase()}@one.example`, locale: 'en', origin: 'https://one.example', challenge: `one ${++checks}`, ...more })).registrationId;
const link = (registrationId: string, version = 0) => secretFor('registration', { networkId: scope.networkId, id: registrationId, version });
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
