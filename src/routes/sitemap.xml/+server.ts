import { linkOrigin } from '#platform/session/origin.ts';
import { sitemapIndex } from '#platform/sitemap/sitemap.ts';
import { publicPages } from '#registry';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ url }) => new Response(await sitemapIndex(publicPages, linkOrigin(url.origin)), { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' } });
