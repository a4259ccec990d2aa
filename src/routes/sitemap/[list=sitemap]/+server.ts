import { error } from '@sveltejs/kit';
import { linkOrigin } from '#platform/session/origin.ts';
import { sitemapPart } from '#platform/sitemap/sitemap.ts';
import { publicPages } from '#registry';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async ({ params, url }) => {
  const list = await sitemapPart(publicPages, params.list, linkOrigin(url.origin));
  if (!list) error(404);
  return new Response(list, { headers: { 'content-type': 'application/xml; charset=utf-8', 'cache-control': 'public, max-age=3600' } });
};
