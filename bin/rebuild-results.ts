/**
 * `node bin/rebuild-results.ts [--check]`: derives all facts again from the evidence and compares them with the stored ones. Prints every difference and
 * puts it right (`--check` only prints). Ends with code 1 when there was one, because then a page has shown a wrong number.
 */
import { sql } from 'kysely';
import { within } from '#platform/db/transaction.ts';
import { differences } from '#modules/results/rebuild.ts';
import { systemScope } from '#platform/session/scope.ts';
import { plugIn } from '#registry';
import { openDatabase } from './database.ts';

const repair = !process.argv.includes('--check');
plugIn();
const opened = await openDatabase();
for (const note of opened.notes) console.log(note);
let wrong = 0;
let programmes = 0;
try {
  const networks = await opened.db.selectFrom('network').select(['network_id', 'slug']).orderBy('slug').execute();
  for (const { network_id: networkId, slug } of networks) {
    await within(systemScope(networkId, 'rebuild-results'), async (tx) => {
      // Whoever records meanwhile waits, so that what is compared is one moment.
      await sql`lock table fact in share row exclusive mode`.execute(tx);
      for (const programme of await tx.selectFrom('programme').select(['programme_id', 'slug']).orderBy('slug').execute()) {
        programmes += 1;
        for await (const one of differences(tx, networkId, programme.programme_id, { repair })) {
          wrong += 1;
          console.log(`${slug}/${programme.slug}: evidence ${one.evidenceId} (${one.kind}) has ${one.stored.length} stored fact(s), ${one.right.length} follow from it.`);
          for (const fact of one.stored) console.log(`  stored ${JSON.stringify(fact)}`);
          for (const fact of one.right) console.log(`  right  ${JSON.stringify(fact)}`);
        }
      }
    });
  }
  console.log(wrong === 0 ? `${programmes} programme(s): every stored fact is the one that follows from the evidence.` : `${wrong} piece(s) of evidence had other facts than follow from them${repair ? '; put right' : ''}.`);
} finally {
  await opened.close();
}
process.exitCode = wrong ? 1 : 0;
