import { expect, test } from 'vitest';
import { turns } from './turns.ts';

test('two at once, the others in their order; one that fails holds up none', async () => {
  const inTurn = turns(2);
  let running = 0;
  const log: string[] = [];
  const ends = new Map<string, () => void>();
  const work = (name: string) =>
    inTurn(async () => {
      log.push(`${name} of ${(running += 1)}`);
      await new Promise<void>((end) => ends.set(name, end));
      running -= 1;
      if (name === 'b') throw new Error(name);
      return name;
    });
  const all = ['a', 'b', 'c', 'd', 'e'].map((name) => work(name).catch((error: Error) => `failed ${error.message}`));
  const end = async (name: string) => {
    ends.get(name)!();
    await new Promise((done) => setImmediate(done));
  };
  await new Promise((done) => setImmediate(done));
  expect(log).toEqual(['a of 1', 'b of 2']);
  await end('b');
  await end('a');
  expect(log).toEqual(['a of 1', 'b of 2', 'c of 2', 'd of 2']);
  await end('d');
  await end('c');
  await end('e');
  expect([log, running, await Promise.all(all)]).toEqual([['a of 1', 'b of 2', 'c of 2', 'd of 2', 'e of 2'], 0, ['a', 'failed b', 'c', 'd', 'e']]);
  // The places are free again.
  const later = [work('f'), work('g')];
  await new Promise((done) => setImmediate(done));
  expect(log.slice(5)).toEqual(['f of 1', 'g of 2']);
  for (const name of ['f', 'g']) ends.get(name)!();
  await Promise.all(later);
});
