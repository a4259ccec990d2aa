import { globSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import { withoutLocale } from '#platform/words/locales.ts';
import type { Person } from './person.ts';

/** Every page there is, as the folders below `src/routes` name them; a part that may be missing gives two pages. */
export const routes: readonly string[] = globSync('**/+page.svelte', { cwd: join(root, 'src/routes') })
  .map((file) => `/${file.replace(/\/?\+page\.svelte$/, '')}`.replace(/\/\([^)]+\)/g, '') || '/')
  .flatMap((route) => (route.includes('[[') ? [route.replace(/\/\[\[.*?\]\]/, ''), route.replace('[[', '[').replace(']]', ']')] : [route]))
  .sort();

// `/work/people/new` is a page of its own, not the person called "new".
const exactFirst = routes.toSorted((a, b) => a.split('[').length - b.split('[').length).map((route) => ({ route, shape: new RegExp(`^${route.replace(/\[[^\]]+\]/g, '[^/]+')}$`) }));
const routeOf = (path: string): string | null => exactFirst.find(({ shape }) => shape.test(withoutLocale(new URL(path, 'http://kolo').pathname)))?.route ?? null;

/**
 * Walks through the product by its links: from the pages given to every page they lead to, one of each route.
 * @param reached the routes that need no visit any more; those visited are added
 */
export async function walk(person: Person, from: readonly string[], reached: Set<string>): Promise<void> {
  const waiting = [...from];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const route = routeOf(path);
    if (!route || reached.has(route)) continue;
    await person.open(path);
    const { page } = person;
    // Somebody who was led elsewhere has not seen the page.
    if (routeOf(page.url()) === route) reached.add(route);
    const links = await page.locator('a[href]').evaluateAll((all) => (all as HTMLAnchorElement[]).filter((link) => link.origin === location.origin && !link.download).map((link) => link.pathname + link.search));
    waiting.push(...new Set(links.map(withoutLocale)));
  }
}
