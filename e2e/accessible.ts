import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BrowserContext, Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Found {
  id: string;
  nodes: { target: string[]; html: string }[];
}

/**
 * Every page of this context comes with axe-core, for whoever looks at nearly all of them: read in again at each look, half a megabyte of script costs
 * three times as much, because the browser remembers what it compiled of a page's own scripts only.
 */
export async function bringAxe(context: BrowserContext): Promise<void> {
  await context.addInitScript({ content: axe });
}

/** A page that came without axe-core gets it now. */
async function ensureAxe(page: Page): Promise<void> {
  if (!(await page.evaluate<boolean>('"axe" in window'))) await page.evaluate(axe);
}

/** What axe-core finds wrong on a page, one line each: the rule and where. Empty is what every page must give. */
export async function violations(page: Page): Promise<string[]> {
  await ensureAxe(page);
  const found = await page.evaluate<Found[]>('axe.run(document, { resultTypes: ["violations"] }).then((result) => result.violations)');
  return found.flatMap(({ id, nodes }) => nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`));
}

/** How many pixels a page is wider than its window: nobody should have to scroll sideways to read. */
export const tooWide = (page: Page): Promise<number> => page.evaluate<number>('Math.max(0, document.documentElement.scrollWidth - innerWidth)');

/** WCAG 2.2 at level A and AA, which contain the earlier versions. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** The same by the rules of WCAG alone, for pages in the middle of a journey; one line for each element: rule, element, what to do. Empty when it finds nothing. */
export async function wcagViolations(page: Page): Promise<string[]> {
  await ensureAxe(page);
  return page.evaluate(async (values) => {
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const found = await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] });
    return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} – ${failureSummary?.replace(/\s+/g, ' ')}`));
  }, rules);
}
