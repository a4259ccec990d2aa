import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, cpSync, existsSync, lstatSync, mkdirSync, readdirSync, readlinkSync, renameSync, rmdirSync, statSync, symlinkSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Whom PostgreSQL runs as; `null` when Kolo itself is an ordinary account. PostgreSQL refuses to run as root. */
export interface Account {
  uid: number;
  gid: number;
}

const accountName = 'postgres';

function look(): Account | null {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, accountName], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

/** The account for PostgreSQL when Kolo was started as root (a container, a fresh server): `postgres`, made when it is missing. */
export function accountForServer(): Account | null {
  if (process.getuid?.() !== 0) return null;
  const there = look();
  if (there) return there;
  execFileSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', accountName], { stdio: 'ignore' });
  const made = look();
  if (!made) throw new Error('PostgreSQL does not run as root, and the account "postgres" could not be made. Make it, start Kolo as an ordinary account, or set DATABASE_URL.');
  return made;
}

/** May the account walk down to this folder? Checked by permission bits: a folder under /root is closed to everybody else. */
function reachable(path: string, account: Account): boolean {
  for (let folder = path; ; folder = dirname(folder)) {
    if (existsSync(folder)) {
      const stat = statSync(folder);
      const bit = stat.uid === account.uid ? 0o100 : stat.gid === account.gid ? 0o010 : 0o001;
      if (!(stat.mode & bit)) return false;
    }
    if (dirname(folder) === folder) return true;
  }
}

/**
 * Where the database folder and the programs are to be, given who runs them. As root in a closed folder (a clone under /root, a private
 * temporary folder) both move to /var/lib/kolo, which the account can reach; everywhere else they stay where they are.
 */
export function placesFor(account: Account | null, dataDir: string, nativeDir: string): { databaseDir: string; nativeDir: string; moved: boolean } {
  const wanted = join(dataDir, 'postgres');
  if (!account || (reachable(dataDir, account) && reachable(nativeDir, account))) return { databaseDir: wanted, nativeDir, moved: false };
  const home = join('/var/lib/kolo', createHash('sha256').update(dataDir).digest('hex').slice(0, 12));
  const programs = join('/var/lib/kolo', 'programs', createHash('sha256').update(nativeDir + statSync(nativeDir).mtimeMs).digest('hex').slice(0, 12));
  mkdirSync(home, { recursive: true });
  chmodSync('/var/lib/kolo', 0o755);
  if (!existsSync(join(programs, 'bin', 'postgres'))) cpSync(nativeDir, programs, { recursive: true, verbatimSymlinks: true });
  return { databaseDir: join(home, 'postgres'), nativeDir: programs, moved: true };
}

/** Makes a folder that belongs to the account and to nobody else. */
export function ownFolder(path: string, account: Account | null) {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}

/**
 * The folder of the socket lies where everybody may write, under a name that can be worked out: one that somebody else has put there is not taken.
 * @throws Error with what to do.
 */
export function ownSocketFolder(path: string, dataDir: string, account: Account | null) {
  const there = lstatSync(path, { throwIfNoEntry: false });
  const ours = [process.getuid?.(), account?.uid, statSync(dataDir).uid];
  if (there && !(there.isDirectory() && (!process.getuid || ours.includes(there.uid)))) throw new Error(`${path}, where PostgreSQL puts its socket, belongs to somebody else. Remove it, or set TMPDIR to a folder of your own.`);
  ownFolder(path, account);
}

/** Nothing of Kolo stays in the folder for temporary things; what is not empty is still somebody's. */
export function leaveSocketFolder(path: string) {
  try {
    rmdirSync(path);
  } catch (caught) {
    const { code } = caught as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTEMPTY') throw caught;
  }
}

/**
 * A database that somebody put here (a backup, a folder of another machine) is made the account's own, and brought to where it is to be: never is a new
 * one begun beside it.
 */
export function adopt(found: string, databaseDir: string, account: Account | null) {
  if (found !== databaseDir && existsSync(join(found, 'PG_VERSION')) && !lstatSync(found).isSymbolicLink()) {
    if (existsSync(join(databaseDir, 'PG_VERSION'))) throw new Error(`There are two databases: ${found} and ${databaseDir}. Move the one away that is not wanted.`);
    cpSync(found, databaseDir, { recursive: true });
    renameSync(found, `${found}.moved`);
    symlinkSync(databaseDir, found);
  }
  if (!existsSync(join(databaseDir, 'PG_VERSION'))) {
    const link = lstatSync(found, { throwIfNoEntry: false })?.isSymbolicLink() ? readlinkSync(found) : databaseDir;
    if (link !== databaseDir) throw new Error(`${found} points to the database of another data folder, ${link}. Copy that folder to ${databaseDir}, or restore a backup made with "npm run backup", which has everything in one place.`);
    return;
  }
  // PostgreSQL does not start in a folder that others may read, and some ways of copying forget the rights.
  if (statSync(databaseDir).mode & 0o077) chmodSync(databaseDir, 0o700);
  if (account && statSync(databaseDir).uid !== account.uid) for (const path of ['.', ...readdirSync(databaseDir, { recursive: true, encoding: 'utf8' })]) chownSync(join(databaseDir, path), account.uid, account.gid);
}
