import { existsSync } from 'node:fs';
import { chromium, type Browser, type BrowserContext } from 'playwright-core';
import packaged from '@sparticuz/chromium';

const installed = [process.env.KOLO_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'];

/**
 * Chromium for the journeys: the system's, else the one that came with `npm ci` (unpacked once into the temporary folder). Nothing is downloaded here.
 * `KOLO_CHROMIUM` names another one.
 */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launching());
}

async function launching(): Promise<{ executablePath: string; args: string[] }> {
  const system = installed.find((path) => path && existsSync(path));
  if (system) return { executablePath: system, args: ['--no-sandbox', '--disable-gpu'] };
  return { executablePath: await packaged.executablePath(), args: ['--no-sandbox', '--disable-gpu', '--headless=shell'] };
}

/** A phone, or a laptop, that somebody carries: what it keeps lies in a folder and is there when it is switched on again. @param camera a film (Y4M) that it sees */
export async function launchPhone(folder: string, { locale = 'en', camera, viewport = { width: 360, height: 780 } }: { locale?: string; camera?: string; viewport?: { width: number; height: number } } = {}): Promise<BrowserContext> {
  const { executablePath, args } = await launching();
  const seeing = camera ? ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream', `--use-file-for-fake-video-capture=${camera}`] : [];
  return chromium.launchPersistentContext(folder, { executablePath, args: [...args, ...seeing], viewport, locale, permissions: camera ? ['camera'] : [] });
}

/** The two widths every page is looked at: a phone's and a laptop's. */
export const widths = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } } as const;
