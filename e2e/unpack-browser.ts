import { launchBrowser } from './browser.ts';

/** Before the first journey: the browser that came from npm is unpacked once, not by two files at the same moment. */
export default async function unpack() {
  await (await launchBrowser()).close();
}
