/**
 * What a first visit to a registration form costs on slow 4G (150 ms, 1,600 kbit/s) with a processor four times slower: bytes over the line, the time until it
 * can be read and used, and until the human check is solved beside it. `node bench/registration-page.ts`; a server of its own with the demo network in a temporary
 * folder, five visits per language, the median counts. Last figures: bench/registration-page.md.
 */
import { removeFolder, startApp } from '../e2e/app.ts';
import { launchBrowser, widths } from '../e2e/browser.ts';
import { weigh } from '../e2e/weight.ts';

const slow4G = { latency: 150, kbitPerSecond: 1_600, slower: 4 };
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const app = await startApp();
const browser = await launchBrowser();

/** An event with a form, made as a coordinator of the demo makes it. */
async function formOfAnEvent(): Promise<string> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const day = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
  await page.goto(`${app.url}/en/demo`);
  await page.locator('form:has(input[name=account]) button').first().click();
  await page.goto(`${app.url}/en/work/programmes/practice/events/new`);
  await page.locator('[name=title]').fill('Training');
  await page.locator('[name=day_0]').fill(day);
  await page.locator('form:has([name=title]) button').last().click();
  const event = /events\/([0-9a-f-]{36})/.exec(page.url())![1]!;
  await page.goto(`${app.url}/en/work/events/${event}/registrations/form`);
  await page.locator('form:has([name=words_0]) button').last().click();
  await context.close();
  return `/events/${event}/register`;
}

/** Milliseconds from the beginning of the visit until the sum is solved. */
async function solving(url: string): Promise<number> {
  const context = await browser.newContext({ viewport: widths.phone });
  try {
    const page = await context.newPage();
    const wire = await context.newCDPSession(page);
    await wire.send('Emulation.setCPUThrottlingRate', { rate: slow4G.slower });
    const began = performance.now();
    await page.goto(url);
    await page.waitForFunction(() => (document.querySelector('[name=altcha]') as { value?: string } | null)?.value, undefined, { timeout: 60_000 });
    return Math.round(performance.now() - began);
  } finally {
    await context.close();
  }
}

try {
  const path = await formOfAnEvent();
  console.log('language   script+style     all  readable   usable   solved   (bytes, bytes, ms, ms, ms)');
  for (const locale of ['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en']) {
    const visits = [];
    const solved = [];
    for (let i = 0; i < 5; i += 1) {
      visits.push(await weigh(browser, `${app.url}/${locale}${path}`, slow4G));
      solved.push(await solving(`${app.url}/${locale}${path}`));
    }
    const [first] = visits;
    const cells = [first!.scriptAndStyle, first!.total, median(visits.map((one) => one.readable)), median(visits.map((one) => one.usable)), median(solved)];
    console.log(locale.padEnd(10), ...cells.map((cell) => String(cell).padStart(9)));
  }
} finally {
  await browser.close();
  await app.stop();
  removeFolder(app.dataDir);
}
