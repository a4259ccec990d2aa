/** Entries of the demo network that may be one and the same: all made up, and the organisations say so in their names. */
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { systemScope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { addPerson } from '#modules/people/commands.ts';

interface Entry {
  given: string;
  surname: string;
  phone?: string;
  email?: string;
  /** Name of one of the organisations below. */
  at?: string;
}

const kolevka = 'Удружење „Колевка“ (пример)';
const svetulka = 'Сдружение „Светулка“ (пример)';
const licurici = 'Asociația „Licurici” (exemplu)';

/** Name → municipality of the seat. The second one of each two may be the first. */
const organisations: Record<string, string> = { [kolevka]: 'RS-L-80284', 'Udruženje „Kolevka“ (primer)': 'RS-L-80284', [svetulka]: 'BG-M-TGV35', [licurici]: 'MD-CU' };

const people: readonly Entry[] = [
  { given: 'Златија', surname: 'Радоњић', at: kolevka },
  { given: 'Zlatija', surname: 'Radonjić', at: kolevka },
  { given: 'Србољуб', surname: 'Чанак', phone: '064 000 1122', at: kolevka },
  { given: 'Srboljub', surname: 'Canak', phone: '+381 64 000 11 22' },
  { given: 'Радостина', surname: 'Гълъбова', at: svetulka },
  { given: 'Radostina', surname: 'Galabova', at: svetulka },
  { given: 'Valentina', surname: 'Țurcanu', email: 'v.turcanu@example.org', at: licurici },
  { given: 'Valentina', surname: 'Turcan', email: 'v.turcanu@example.org', at: licurici },
];

/** Adds them once, through the same commands as everybody: so the doubts about them are found, not written. */
export async function seedDemoDuplicates(networkId: string): Promise<void> {
  const scope = systemScope(networkId, 'demo');
  const there = await reading(scope, (tx) => tx.selectFrom('organisation').select('name').where('network_id', '=', networkId).where('name', 'in', Object.keys(organisations)).execute());
  if (there.length) return;
  const ids = new Map<string, string>();
  for (const [name, seat] of Object.entries(organisations)) ids.set(name, (await execute(addOrganisation, scope, { type: 'cso', name, seat })).organisationId);
  for (const { at, ...person } of people) await execute(addPerson, scope, { ...person, affiliations: at ? [{ organisationId: ids.get(at)! }] : [] });
}
