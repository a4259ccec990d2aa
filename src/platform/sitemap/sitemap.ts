/** What search engines may read, as sitemaps.org 0.9 lays it down; every address in five languages, each naming the others (`xhtml:link`). Knows no domain noun. */
import { href } from '../words/href.ts';
import { locales } from '../words/locales.ts';

/** Public pages of one kind, told in parts: so many at once that a file stays below the 50,000 addresses and 50 MB a sitemap may have. */
export interface PublicPages {
  /** Stands in the address of the list: small letters only. */
  name: string;
  /** How many there are today. */
  count(): Promise<number>;
  /** Addresses without a language, in a fixed order, with the day of the last change where it is known. */
  list(offset: number, limit: number): Promise<readonly { path: string; changedOn?: string | null }[]>;
}

export const pagesPerList = 2_000;

const escaped = (text: string) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const document = (root: string, inner: string) => `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">${inner}</${root}>\n`;

/** The index: one line for each part of each kind. @param origin e.g. `https://kolo.example` */
export async function sitemapIndex(kinds: readonly PublicPages[], origin: string): Promise<string> {
  const parts = await Promise.all(kinds.map(async (kind) => Array.from({ length: Math.ceil((await kind.count()) / pagesPerList) }, (_, part) => `${kind.name}-${part}`)));
  return document('sitemapindex', parts.flat().map((part) => `\n<sitemap><loc>${escaped(`${origin}/sitemap/${part}`)}</loc></sitemap>`).join(''));
}

/** One part, or null where there is no such one. @param name `<kind>-<part>` as the index gives it */
export async function sitemapPart(kinds: readonly PublicPages[], name: string, origin: string): Promise<string | null> {
  const [, kindName, part] = /^([a-z]+)-(\d{1,6})$/.exec(name) ?? [];
  const kind = kinds.find((one) => one.name === kindName);
  const pages = kind ? await kind.list(Number(part) * pagesPerList, pagesPerList) : [];
  if (!pages.length) return null;
  return document('urlset', pages.map(({ path, changedOn }) => urlsOf(origin, path, changedOn)).join(''));
}

function urlsOf(origin: string, path: string, changedOn: string | null | undefined): string {
  const others = locales.map((locale) => `<xhtml:link rel="alternate" hreflang="${locale}" href="${escaped(origin + href(locale, path))}"/>`).join('');
  return locales.map((locale) => `\n<url><loc>${escaped(origin + href(locale, path))}</loc>${changedOn ? `<lastmod>${changedOn}</lastmod>` : ''}${others}</url>`).join('');
}
