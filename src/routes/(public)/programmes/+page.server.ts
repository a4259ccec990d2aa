import { publishedProgrammes } from '#modules/programmes/public/queries.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ url }) => {
  const asked = (name: string) => url.searchParams.get(name);
  const lists = await publishedProgrammes({ q: asked('q'), after: asked('after'), before: asked('before') }, asked('network'));
  return {
    q: asked('q') ?? '',
    lists,
    total: lists.reduce((sum, { page }) => sum + page.total, 0),
    network: lists.find(({ network }) => network.isDemo)?.network ?? null,
  };
};
