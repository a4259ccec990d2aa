/** One woman with two addresses: both get what the rules give, and the coordinator is told, with reasons; that two are two she says once. */
import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { decideRegistration, sayTwoPeople } from './deciding-commands.ts';
import { registrations } from './queries.ts';
import { comes, newGround, planned, saved, type Ground } from './registration-testing.ts';

withDatabase();
let ground: Ground;
beforeAll(async () => {
  ground = await newGround({ country: 'RS' });
});

async function listed() {
  const eventId = await planned(ground, { capacity: 2 });
  await saved(ground, eventId);
  const at = { organisationText: 'Центар за социјални рад Шабац', placeText: 'Šabac' };
  const ids: string[] = [];
  for (const [given, surname, email, more] of [['Ljiljana', 'Đorđević', 'lj@one.example', at], ['Љиљана', 'Ђорђевић', 'ljiljana@two.example', at], ['Mira', 'Savić', 'mira@one.example', {}]] as const) ids.push((await comes(ground.visitor, eventId, given, { surname, email, ...more })).registrationId);
  return { eventId, ids };
}

test('the list is compared with itself, across scripts; when one of the two does not come, the next moves up', async () => {
  const { eventId, ids } = await listed();
  const { registered, twice } = await registrations(ground.scope, eventId);
  expect(registered.map(({ given, twins }) => [given, twins.map(({ name, state, because }) => [name, state, because[0]!.code])])).toEqual([['Ljiljana', [['Љиљана Ђорђевић', 'seat', 'name_script']]], ['Љиљана', [['Ljiljana Đorđević', 'seat', 'name_script']]], ['Mira', []]]);
  expect(twice).toBe(2);
  await execute(decideRegistration, ground.scope, { eventId, registrationId: ids[1]!, decision: 'cancel' });
  const after = await registrations(ground.scope, eventId);
  expect([after.twice, after.registered.map(({ given, state }) => [given, state])]).toEqual([0, [['Ljiljana', 'seat'], ['Mira', 'seat'], ['Љиљана', 'cancelled']]]);
});

test('that they are two people is remembered, whichever of them it was said of, and said twice it is one', async () => {
  const { eventId, ids } = await listed();
  for (const [registrationId, otherId] of [[ids[1]!, ids[0]!], [ids[0]!, ids[1]!]] as const) await execute(sayTwoPeople, ground.scope, { eventId, registrationId, otherId });
  expect((await registrations(ground.scope, eventId)).twice).toBe(0);
  const other = await listed();
  await expect(execute(sayTwoPeople, ground.scope, { eventId, registrationId: ids[0]!, otherId: other.ids[0]! })).rejects.toMatchObject({ status: 404 });
});
