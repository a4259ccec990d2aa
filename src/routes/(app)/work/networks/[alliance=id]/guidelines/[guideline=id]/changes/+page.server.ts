import { guideline } from '#modules/alliances/guidelines/queries.ts';
import { changes } from '#modules/alliances/guidelines/paragraphs.ts';
import { notFoundPage, scopeOf } from '../../../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const { versions, titles, language } = await guideline(scopeOf(locals), params.alliance, params.guideline);
  const asked = (name: string, otherwise: number) => (url.searchParams.has(name) ? Number(url.searchParams.get(name)) : otherwise);
  const to = versions.find(({ version }) => version === asked('to', versions[0]!.version));
  const from = versions.find(({ version }) => version === asked('from', Math.max(1, (to?.version ?? 1) - 1)));
  if (!from || !to) return notFoundPage();
  return { titles, language, from: from.version, to: to.version, versions: versions.map(({ version }) => version), changes: changes(from.paragraphs, to.paragraphs), allianceId: params.alliance, guidelineId: params.guideline };
};
