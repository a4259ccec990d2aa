import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { doubtsIn } from '#modules/services/coverage/plausible.ts';
import { versionsOf } from '#modules/services/coverage/queries.ts';
import { kindName } from '#modules/services/coverage/say.ts';
import { notFoundPage, scopeOf } from '../../../../../../signed-in.ts';
import type { PageServerLoad } from './$types';

/** What a municipality has sent, version by version, with what looks odd in it and what it says to that. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) notFoundPage();
  const { versions, before } = await versionsOf(scope, Number(params.year), params.place);
  const one = versions.find(({ version }) => String(version) === url.searchParams.get('version')) ?? versions[0]!;
  const doubts = doubtsIn(one.answers, before).map((doubt) => ({ ...doubt, remark: one.answers.remarks[doubt.key] ?? null, about: doubt.entry ? kindName(one.answers.services.find(({ id }) => id === doubt.entry)!.kind, locals) : null, values: Object.fromEntries(Object.entries(doubt.values).map(([name, value]) => [name, String(value)])) as Record<string, string> }));
  return { place: nameOf(unitById(params.place)!, locals.locale), year: Number(params.year), one, versions: versions.map(({ version, submittedAt }) => ({ version, submittedAt })), doubts };
};
