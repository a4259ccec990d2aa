/** A process of its own that brings one list into a programme; killed at any moment by faults.test.ts. Says "written" only when the command has answered. */
import { plugIn } from '#registry';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';
import { systemScope } from '#platform/session/scope.ts';
import { applyImport } from '#modules/events/import/applying.ts';
import { accept, apply, begin } from '#modules/events/import/commands.ts';
import { readBatch } from '#modules/events/import/reading.ts';
import { openDatabase } from '../bin/database.ts';

const rows = Number(process.argv[2]);
plugIn();
const opened = await openDatabase();
let network = await database().selectFrom('network').select('network_id').executeTakeFirst();
if (!network) {
  network = { network_id: newId() };
  await database().insertInto('network').values({ ...network, slug: 'faults', names: JSON.stringify({ en: 'Faults' }) }).execute();
  await database().insertInto('programme').values({ network_id: network.network_id, programme_id: newId(), slug: 'faults', titles: JSON.stringify({ en: 'Faults' }) }).execute();
}
const scope = systemScope(network.network_id, 'faults');
const { programme_id: programmeId } = await database().selectFrom('programme').select('programme_id').executeTakeFirstOrThrow();
const letters = 'abcdefghijklmnoprstuvz';
const name = (n: number) => letters[n % 22]!.toUpperCase() + [...String(n)].map((digit) => letters[Number(digit)]).join('');
const lines = Array.from({ length: rows }, (_, i) => `Ana${name(i)} ${name(i * 7)}ić;Udruženje ${name(i % 40)};Niš;x`);
// A title of its own, so that it is another file each time.
const bytes = new TextEncoder().encode(`Lista ${newId()}\nIme i prezime;Organizacija;Opština;Potpis 3.5.2023.\n${lines.join('\n')}\n`);
const batchId = newId();
const { importId } = await execute(begin, scope, { programmeId, batchId, name: 'lista.csv', bytes });
await readBatch(scope, batchId);
await execute(accept, scope, { importId });
await execute(apply, scope, { importId });
console.log(`begin ${importId}`);
await applyImport(scope, importId);
console.log(`written ${importId}`);
await opened.close();
