/** `npm run tables`: writes src/platform/db/tables.ts from the migrations, on a database of its own that is thrown away afterwards. */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { connect } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { root } from '#platform/root.ts';

const folder = mkdtempSync(join(tmpdir(), 'kolo-tables-'));
// As root, PostgreSQL runs as an account of its own and has to get in; else its database would be kept, and left, in /var/lib/kolo.
chmodSync(folder, 0o755);
const server = await startEmbedded(folder, { fsync: 'off' });
const { pool, close } = connect(server.connection);
await migrate(pool);
await close();
const { user, password, database, host, port } = server.connection;
execFileSync(
  join(root, 'node_modules/.bin/kysely-codegen'),
  ['--dialect', 'postgres', '--default-schema', 'public', '--exclude-pattern', 'graphile_worker.*', '--date-parser', 'string', '--numeric-parser', 'number',
    '--url', `postgres://${user}:${password}@/${database}?host=${encodeURIComponent(host)}&port=${port}`, '--out-file', join(root, 'src/platform/db/tables.ts')],
  { stdio: 'inherit' },
);
await server.stop();
rmSync(folder, { recursive: true, force: true });
