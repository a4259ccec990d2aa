/** What processes cost, as Linux tells it in /proc. On other systems nothing is told and the benchmarks leave the column out. */
import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Resident memory in MB. */
export function residentMB(pid: number): number | null {
  const found = read(`/proc/${pid}/status`)?.match(/^VmRSS:\s+(\d+) kB/m);
  return found ? Number(found[1]) / 1024 : null;
}

/** Processor seconds used so far by a process and by everything it started. Unlike the wall clock it hardly changes when the machine is busy with other work. */
export function processorSeconds(pid: number): { own: number; started: number } | null {
  const all = new Map<number, { parent: number; seconds: number }>();
  for (const name of process.platform === 'linux' ? readdirSync('/proc') : []) {
    const fields = /^\d+$/.test(name) ? read(`/proc/${name}/stat`)?.split(') ').at(-1)!.split(' ') : undefined;
    if (fields) all.set(Number(name), { parent: Number(fields[1]), seconds: (Number(fields[11]) + Number(fields[12])) / ticksPerSecond });
  }
  const below = (parent: number): number => [...all].reduce((sum, [child, at]) => (at.parent === parent ? sum + at.seconds + below(child) : sum), 0);
  const own = all.get(pid);
  return own ? { own: own.seconds, started: below(pid) } : null;
}

function read(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}
