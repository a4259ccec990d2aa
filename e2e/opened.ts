import type { Browser } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import type { Role } from '#platform/session/scope.ts';
import { removeFolder, startApp, temporaryFolder, type App, type Data } from './app.ts';
import { launchBrowser } from './browser.ts';
import { copyOf, dropCopy } from './databases.ts';
import { Person, type Setting } from './person.ts';

export const laptop: Setting = { locale: 'en', width: 'laptop', script: true, scheme: 'light' };

/** One Kolo and one browser for all tests of a file. */
export interface Opened {
  readonly app: App;
  readonly browser: Browser;
  /** Somebody before the browser, in nobody's name. */
  somebody(setting: Setting): Promise<Person>;
  /** One of the demo's people, stepped in. */
  as(role: Role, setting?: Setting): Promise<Person>;
}

/**
 * Starts Kolo and a browser before the tests of the file that calls it, and closes both and removes the data after them.
 * @param plant writes into the data before Kolo starts: then there is nothing in them but the places; without it Kolo has its demo
 */
export function opened({ plant }: { plant?: (data: Data) => unknown } = {}): Opened {
  const dataDir = temporaryFolder();
  let data: Data | undefined;
  let app: App | undefined;
  let browser: Browser | undefined;

  beforeAll(async () => {
    data = await copyOf(plant ? 'migrated' : 'demo', dataDir);
    await plant?.(data);
    [app, browser] = await Promise.all([startApp(data), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
    if (data) await dropCopy(data);
    removeFolder(dataDir);
  });

  return {
    get app() {
      return app!;
    },
    get browser() {
      return browser!;
    },
    somebody: (setting) => Person.at(browser!, app!.url, setting),
    async as(role, setting = laptop) {
      const person = await Person.at(browser!, app!.url, setting);
      await person.stepIn(role);
      return person;
    },
  };
}
