/**
 * What a first visit to a public programme page costs: bytes over the line by kind, and the time until it can be read and used
 * on slow 3G (400 ms, 400 kbit/s) with a processor four times slower. Aims: script and style ≤ 35 kB, everything ≤ 200 kB, usable ≤ 2.5 s.
 * `node bench/public-page.ts`; a server of its own with the demo network in a temporary folder, five visits per language, the median counts.
 * Last figures: bench/public-page.md.
 */
import { removeFolder, startApp } from '../e2e/app.ts';
import { launchBrowser } from '../e2e/browser.ts';
import { weigh } from '../e2e/weight.ts';

const slow3G = { latency: 400, kbitPerSecond: 400, slower: 4 };
const median = (numbers: number[]) => numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

const app = await startApp();
const browser = await launchBrowser();
try {
  console.log('language   script+style     all  readable   usable   (bytes, bytes, ms, ms)');
  for (const locale of ['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en']) {
    const visits = [];
    for (let i = 0; i < 5; i += 1) visits.push(await weigh(browser, `${app.url}/${locale}/programmes/families-in-crisis`, slow3G));
    const [first] = visits;
    const cells = [first!.scriptAndStyle, first!.total, median(visits.map((one) => one.readable)), median(visits.map((one) => one.usable))];
    console.log(locale.padEnd(10), ...cells.map((cell) => String(cell).padStart(9)));
  }
} finally {
  await browser.close();
  await app.stop();
  removeFolder(app.dataDir);
}
