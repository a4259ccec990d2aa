import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { leaveSocketFolder, ownSocketFolder } from './account.ts';

const folder = mkdtempSync(join(tmpdir(), 'kolo-sockets-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the folder of the socket is made, taken again, and left empty it is gone', () => {
  const path = join(folder, 'socket');
  ownSocketFolder(path, folder, null);
  ownSocketFolder(path, folder, null);
  writeFileSync(join(path, 'somebody-still-here'), '');
  leaveSocketFolder(path);
  expect(existsSync(path)).toBe(true);
  rmSync(join(path, 'somebody-still-here'));
  leaveSocketFolder(path);
  expect(existsSync(path)).toBe(false);
  leaveSocketFolder(path);
});

test('what somebody else has put in its place is not taken: a link would hand over what it leads to', () => {
  const [path, target] = [join(folder, 'link'), join(folder, 'target')];
  mkdirSync(target);
  symlinkSync(target, path);
  expect(() => ownSocketFolder(path, folder, null)).toThrow(/link, where PostgreSQL puts its socket, belongs to somebody else\. Remove it/);
});
