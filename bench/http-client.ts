/** The load: N connections that are kept, each asking again as soon as it was answered. Runs in a process of its own (`fork`); the reference gets the very same. */
import { Agent, request } from 'node:http';

export interface Load {
  url: string;
  method: 'GET' | 'POST';
  /** Asked one after the other. */
  paths: string[];
  headers: Record<string, string>;
  /** `{n}` becomes the number of the request. */
  body?: string;
  connections: number;
  warmUpSeconds: number;
  seconds: number;
}

export interface Done {
  requests: number;
  seconds: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

if (process.send) {
  process.on('message', async (load: Load) => {
    const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
    let n = 0;
    const ask = () =>
      new Promise<void>((done, fail) => {
        const body = load.body?.replaceAll('{n}', String(n));
        const path = load.paths[n++ % load.paths.length]!;
        const sent = request(new URL(path, load.url), { agent, method: load.method, headers: { ...load.headers, ...(body && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }) } }, (response) => {
          // An answer that is an error is no answer: the run ends rather than counting it.
          if (response.statusCode! >= 300) fail(new Error(`${load.method} ${path} answered ${response.statusCode}`));
          response.resume().on('end', done);
        });
        sent.on('error', fail);
        sent.end(body);
      });
    const run = async (seconds: number) => {
      const times: number[] = [];
      const begun = performance.now();
      const one = async () => {
        while (performance.now() - begun < seconds * 1000) {
          const asked = performance.now();
          await ask();
          times.push(performance.now() - asked);
        }
      };
      await Promise.all(Array.from({ length: load.connections }, one));
      return { times: times.sort((a, b) => a - b), seconds: (performance.now() - begun) / 1000 };
    };
    await run(load.warmUpSeconds);
    process.send!('warm');
    const { times, seconds } = await run(load.seconds);
    const answer: Done = { requests: times.length, seconds, p50: times[times.length >> 1]!, p99: times[Math.floor(times.length * 0.99)]! };
    process.send!(answer, () => process.exit(0));
  });
}
