/**
 * Milliseconds until one more person is in: the whole command with its transaction on the disk, in which her keys are written and everybody she may be is looked for.
 * `node bench/door.ts [sizes…]`; networks of 10⁴, 10⁵ and 10⁶ made-up people in a PostgreSQL of its own in a temporary folder. Reference: the same insert without keys,
 * search form and look. Results: bench/door.md.
 */
import { sql } from 'kysely';
import { execute } from '#platform/command/command.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { toCyrillic, toLatin } from '#platform/matching/transliterate.ts';
import { addPerson } from '#modules/people/commands.ts';
import { growingNetwork, percentile, type MadePerson } from './million-people.ts';

const sizes = process.argv.slice(2).map(Number);
if (!sizes.length) sizes.push(10_000, 100_000, 1_000_000);
const visitors = 250;
const warmUp = 50;
const network = await growingNetwork(Math.max(...sizes), visitors * sizes.length);
const { scope } = network;
const figures = (times: readonly number[]) => [0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(1)).join(' | ');
console.log('| people | what | p50 ms | p95 ms | p99 ms | doubts found |\n|---|---|---|---|---|---|');
for (const [at, size] of sizes.entries()) {
  await network.growTo(size);
  // Every fourth one is inside already and comes again, written in the other script and without a birth date.
  const door = network.atTheDoor.slice(at * visitors, (at + 1) * visitors).map((one, i) => (i % 4 ? one : again(network.inside[Math.floor((i * size) / visitors)]!)));
  const times = await timed(door, ({ given, surname, birth, phone, email, organisation }) =>
    execute(addPerson, scope, { given, surname, birthDate: birth, phone, email: email && /^[\w.]+@[\w.]+$/.test(email) ? email : null, affiliations: [{ organisationId: organisation }] }));
  const { rows } = await within(scope, (tx) => sql<{ n: number }>`select count(*)::int as n from duplicate where network_id = ${scope.networkId}`.execute(tx));
  console.log(`| ${size.toLocaleString('en')} | a person added through the door | ${figures(times)} | ${rows[0]!.n} |`);
  const bare = await timed(door, ({ given, surname, birth, phone, email }) =>
    within(scope, (tx) => tx.insertInto('person').values({ network_id: scope.networkId, person_id: newId(), given, surname, fold: '', birth_date: birth, phone, email }).execute()));
  console.log(`| ${size.toLocaleString('en')} | reference: a bare row | ${figures(bare)} | |`);
  await within(scope, (tx) => sql`delete from person where network_id = ${scope.networkId} and fold = ''`.execute(tx));
}
await network.end();

function again({ given, surname, ...rest }: MadePerson): MadePerson {
  const otherScript = /[Ѐ-ӿ]/.test(surname) ? toLatin : toCyrillic;
  return { ...rest, given: otherScript(given, 'sr'), surname: otherScript(surname, 'sr'), birth: null };
}

async function timed(people: readonly MadePerson[], work: (one: MadePerson) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const [i, one] of people.entries()) {
    const began = performance.now();
    await work(one);
    if (i >= warmUp) times.push(performance.now() - began);
  }
  return times;
}
