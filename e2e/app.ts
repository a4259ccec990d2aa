import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '#platform/root.ts';

/** The product as a person starts it: its own process, its own data folder, a free port. */
export interface App {
  url: string;
  dataDir: string;
  process: ChildProcess;
  /** Everything it has printed so far. */
  output(): string;
  /** Stops it as Ctrl-C does and waits; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Kills Kolo alone, without a chance to clean up; PostgreSQL is left behind as after a crash. */
  kill(): Promise<void>;
}

/** Where a Kolo keeps what it knows: its folder, and what else it has to be told to find its database. */
export interface Data {
  dataDir: string;
  env: Record<string, string>;
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'kolo-e2e-'));
  // As root, PostgreSQL runs as an account of its own and has to get in.
  chmodSync(folder, 0o755);
  return folder;
}
export const removeFolder = (folder: string) => rmSync(folder, { recursive: true, force: true });

/** Runs a script of this folder that writes into the data before Kolo starts on them. @returns what its last line says, as JSON */
export function plant<Planted>({ dataDir, env }: Data, script: string): Planted {
  const printed = execFileSync(process.execPath, [join(root, 'e2e', script)], { cwd: root, env: { ...process.env, NODE_ENV: '', KOLO_DATA: dataDir, ...env }, encoding: 'utf8', maxBuffer: 10_000_000 });
  return JSON.parse(printed.trim().split('\n').at(-1)!) as Planted;
}

/** Starts `bin/start.ts` and waits until it says that it is ready. */
export async function startApp(options: { dataDir?: string; env?: Record<string, string>; nodeOptions?: string[] } = {}): Promise<App> {
  const dataDir = options.dataDir ?? temporaryFolder();
  const child = spawn(process.execPath, [...(options.nodeOptions ?? []), join(root, 'bin/start.ts')], {
    cwd: root,
    env: { ...process.env, NODE_ENV: '', KOLO_BUILD: 'done', PORT: '0', HOST: '127.0.0.1', KOLO_DATA: dataDir, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout!.on('data', (part) => (said += part));
  child.stderr!.on('data', (part) => (said += part));
  const ended = new Promise<number | null>((done) => child.once('exit', (code) => done(code)));
  const url = await new Promise<string>((done, fail) => {
    const look = () => {
      const found = said.match(/Kolo is ready .*?(https?:\/\/\S+)/);
      if (found) done(found[1]!.replace('localhost', '127.0.0.1'));
    };
    child.stdout!.on('data', look);
    ended.then((code) => fail(new Error(`Kolo ended (code ${code}) before it was ready:\n${said}`)));
  });
  return {
    url,
    dataDir,
    process: child,
    output: () => said,
    async stop() {
      child.kill('SIGTERM');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
