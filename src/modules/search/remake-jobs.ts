/** Makes the stored keys and search forms of a network anew after the rules for them have changed. Runs in the job thread. */
import { sql } from 'kysely';
import { within, type Tx } from '#platform/db/transaction.ts';
import { systemScope } from '#platform/session/scope.ts';
import { findable as organisationsFindable } from '#modules/organisations/commands.ts';
import { findable as peopleFindable } from '#modules/people/commands.ts';
import { findable as programmeFindable } from '#modules/programmes/commands.ts';
import { findable as servicesFindable } from '#modules/services/hsds/commands.ts';
import { rules, type Searchable } from '#modules/networks/rules.ts';

/** Entries of one transaction: pages that write one of them wait no longer than that. */
const AT_ONCE = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

const makers: Record<Searchable, (tx: Tx, networkId: string, ids: readonly string[]) => Promise<void>> = {
  person: peopleFindable,
  organisation: organisationsFindable,
  service: servicesFindable,
  async programme(tx, networkId, ids) {
    for (const id of ids) await programmeFindable(tx, networkId, id);
  },
};

/** All of a network, in steps that are each kept: a process that is stopped in between goes on where it was. Safe to run twice. */
export async function remake({ networkId }: { networkId: string }): Promise<void> {
  for (const what of Object.keys(rules) as Searchable[]) {
    while (await remakeSome(networkId, what));
  }
}

/** One step. @returns whether there is more to do */
export const remakeSome = (networkId: string, what: Searchable): Promise<boolean> =>
  within(systemScope(networkId, 'search'), async (tx) => {
    const of = { network_id: networkId, what };
    const before = await tx.selectFrom('made_by').select(['version', 'done_until']).where((eb) => eb.and(of)).forUpdate().executeTakeFirst();
    const version = rules[what];
    if (before?.version === version && before.done_until === null) return false;
    const from = before?.version === version ? before.done_until! : BEFORE_ALL;
    const id = sql.ref(`${what}_id`);
    const { rows } = await sql<{ id: string }>`select ${id} as id from ${sql.table(what)} where network_id = ${networkId} and ${id} > ${from}::uuid order by ${id} limit ${AT_ONCE}`.execute(tx);
    await makers[what](tx, networkId, rows.map((row) => row.id));
    const done_until = rows.at(-1)?.id ?? null;
    if (done_until === null) await forgetWords(tx, networkId, what);
    await tx.insertInto('made_by').values({ ...of, version, done_until }).onConflict((conflict) => conflict.columns(['network_id', 'what']).doUpdateSet({ version, done_until })).execute();
    return done_until !== null;
  });

/** Words that no name has any more: those of the old rules, and of entries that are gone. */
async function forgetWords(tx: Tx, networkId: string, what: Searchable): Promise<void> {
  await sql`
    delete from search_word s where s.network_id = ${networkId} and s.kind = ${what}
      and not exists (select from (select distinct word from ${sql.table(what)}, string_to_table(ltrim(fold), ' ') as word where network_id = ${networkId}) as used where used.word = s.word)`.execute(tx);
}
