import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';
import packaged from '@sparticuz/chromium';

const installed = [process.env.KOLO_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/**
 * Chromium for the journeys: the system's, else the one that came with `npm ci` (unpacked once into the temporary folder). Nothing is downloaded here.
 * `KOLO_CHROMIUM` names another one.
 */
export async function launchBrowser(): Promise<Browser> {
  const system = installed.find((path) => path && existsSync(path));
  if (system) return chromium.launch({ executablePath: system, args: ['--no-sandbox', '--disable-gpu'] });
  return chromium.launch({ executablePath: await packaged.executablePath(), args: ['--no-sandbox', '--disable-gpu', '--headless=shell'] });
}

/** The two widths every page is looked at: a phone's and a laptop's. */
export const widths = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } } as const;
