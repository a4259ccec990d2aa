/** A data folder with a network of made-up people and a key to it, for the benchmark of the API. */
import { within } from '#platform/db/transaction.ts';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { createKey } from '#platform/session/keys/commands.ts';
import { memberScope, type Scope } from '#platform/session/scope.ts';
import { accountWith, memberOf, networkNamed } from '#platform/session/testing.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { insertPeople } from '#modules/people/commands.ts';
import { newPerson } from '#modules/people/shape.ts';

export interface Peopled {
  scope: Scope;
  key: string;
  organisationId: string;
  /** A thousand of the people, spread over the whole network. */
  someIds: string[];
}

const given = ['Ana', 'Marija', 'Jelena', 'Milica', 'Ivana', 'Jovana', 'Dragana', 'Marko', 'Nikola', 'Stefan', 'Petar', 'Luka', 'Milan', 'Dejan', 'Vesna', 'Tamara'];
const roots = ['Petr', 'Jovan', 'Nikol', 'Mark', 'Stank', 'Rad', 'Mil', 'Tod', 'Zor', 'Bož', 'Vuk', 'Lak', 'Sim', 'Pav', 'Ark', 'Kost', 'Blag', 'Ljub', 'Div', 'Grub'];
const ends = ['ović', 'ić', 'ević', 'anović', 'enković', 'ulić', 'ašević', 'ojčić'];

/** The n-th person is the same in every run; everybody stands for one of 200 organisations. */
export async function peopleNetwork(slug: string, people: number): Promise<Peopled> {
  const networkId = await networkNamed(slug);
  const accountId = await accountWith({ email: `${slug}@example.org` });
  await memberOf(networkId, accountId, 'coordinator');
  const scope = memberScope({ networkId, actor: { kind: 'account', id: accountId, name: 'Bench' }, roles: ['coordinator'], organisationId: null, programmeIds: null });
  const organisations: string[] = [];
  for (let n = 0; n < 200; n += 1) organisations.push((await execute(addOrganisation, scope, { type: 'cso', name: `Udruženje ${roots[n % 20]}a ${n}` })).organisationId);
  const person = (n: number) => {
    const mixed = Math.imul(n + 1, 2654435761) >>> 0;
    return newPerson.parse({
      given: given[mixed % given.length],
      surname: `${roots[(mixed >>> 4) % roots.length]}${roots[(mixed >>> 10) % roots.length]!.toLowerCase()}${ends[(mixed >>> 16) % ends.length]}`,
      phone: `06${mixed % 9}/${100000 + (mixed % 899999)}`,
      affiliations: [{ organisationId: organisations[(mixed >>> 3) % organisations.length], role: 'koordinatorka' }],
    });
  };
  const ids: string[] = [];
  while (ids.length < people) {
    const part = Array.from({ length: Math.min(2_000, people - ids.length) }, (_, n) => ({ ...person(ids.length + n), personId: newId() }));
    ids.push(...(await within(scope, (tx) => insertPeople({ tx, scope, now: new Date() }, part))));
  }
  const { key } = await execute(createKey, scope, { name: 'Bench', role: 'coordinator', days: 1 });
  return { scope, key, organisationId: organisations[0]!, someIds: ids.filter((_, n) => n % Math.ceil(people / 1000) === 0) };
}
