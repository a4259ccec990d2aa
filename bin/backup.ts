/** `npm run backup -- FOLDER`: copies everything that must survive into a new folder, while Kolo runs or not. Guide: docs/guides/restore-a-backup.md. */
import { env } from '#platform/env.ts';
import { backUp } from '#platform/db/embedded/backup.ts';

const usage = `npm run --silent backup -- FOLDER

  Copies the database, its password, the secret and waiting letters into FOLDER, which must not exist yet. Kolo may go on running.
  KOLO_DATA names the data folder, as for npm start. To restore, start Kolo with KOLO_DATA=FOLDER, or put FOLDER where the data folder was.`;

const asked = process.argv.slice(2);
try {
  if (asked.some((word) => ['--help', '-h', 'help'].includes(word))) console.log(usage);
  else if (asked.length !== 1 || asked[0]!.startsWith('-')) throw new Error(`Name one folder to write the backup to. More with --help.`);
  else if (env.DATABASE_URL) throw new Error('The database is one of your own (DATABASE_URL): back it up with its own tools, for example pg_dump, and keep KOLO_SECRET with the copy.');
  else {
    const begun = performance.now();
    const { target, running, bytes } = await backUp(env.dataDir, asked[0]!);
    console.log(`Backed up ${env.dataDir}${running ? ' while Kolo runs' : ''} to ${target}: ${(bytes / 1e6).toFixed(0)} MB in ${((performance.now() - begun) / 1000).toFixed(1)} s. It holds people's names and contacts: keep it encrypted.`);
  }
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
