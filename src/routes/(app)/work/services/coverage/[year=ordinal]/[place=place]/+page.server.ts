import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { formatDay } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import type { Country } from '#modules/places/shape.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { versionsOf } from '#modules/services/coverage/answer-queries.ts';
import { differences, type Difference, type Said } from '#modules/services/coverage/differences.ts';
import { withdrawPaper } from '#modules/services/coverage/paper-commands.ts';
import { doubtsIn } from '#modules/services/coverage/plausible.ts';
import { kindName, sayChoice, sayFigure } from '#modules/services/coverage/say.ts';
import { currencyOf, serviceChoices, type Figure, type ServiceChoice } from '#modules/services/coverage/shape.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

/** What a municipality has sent, version by version, with what changed from one to the next, the paper it rests on, what looks odd in it and what it says to that. */
export const load: PageServerLoad = async ({ params, locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const { versions, before } = await versionsOf(scope, Number(params.year), params.place);
  const counts = versions.find(({ withdrawn }) => !withdrawn) ?? null;
  const one = versions.find(({ version }) => String(version) === url.searchParams.get('version')) ?? counts ?? versions[0]!;
  const earlier = versions.find(({ version, withdrawn }) => version < one.version && !withdrawn) ?? null;
  const doubts = doubtsIn(one.answers, before).map((doubt) => ({ ...doubt, remark: one.answers.remarks[doubt.key] ?? null, about: doubt.entry ? kindName(one.answers.services.find(({ id }) => id === doubt.entry)!.kind, locals) : null, values: Object.fromEntries(Object.entries(doubt.values).map(([name, value]) => [name, String(value)])) as Record<string, string> }));
  const currency = currencyOf(params.place.slice(0, 2) as Country, Number(params.year));
  return {
    place: { id: params.place, name: nameOf(unitById(params.place)!, locals.locale) }, year: Number(params.year), one, doubts,
    versions: versions.map(({ version, submittedAt, withdrawn, paper }) => ({ version, submittedAt, isWithdrawn: Boolean(withdrawn), isPaper: Boolean(paper) })),
    changes: earlier && { since: earlier.version, rows: differences(earlier.answers, one.answers).map((change) => sayDifference(change, currency, t)) },
  };
};

function sayDifference({ field, kind, provider, was, is }: Difference, currency: string, t: Translate) {
  const say = (value: Said): string => {
    if (field === 'exists') return value ? t(`coverage.answer_${value as 'yes'}`) : t('coverage.not_answered');
    if (field === 'provider') return value === null ? t('coverage.not_there') : value ? String(value) : t('coverage.provider_unnamed');
    if (field in serviceChoices) return sayChoice(field as ServiceChoice, value as string | undefined, t);
    if (field === 'licence_valid_until') return value ? formatDay(t.locale, String(value)) : t('coverage.not_answered');
    return field === 'provider_name' ? String(value ?? t('coverage.not_answered')) : sayFigure(field, (value ?? undefined) as Figure | undefined, currency, t);
  };
  const label = field === 'exists' ? t('coverage.which_existed') : field === 'provider' ? t('coverage.field_provider_name') : t(`coverage.field_${field}` as WordKey);
  return { about: [kind && kindName(kind, t), field === 'exists' || field === 'provider' ? null : provider].filter(Boolean).join(': '), label, was: say(was), is: say(is) };
}

export const actions: Actions = {
  withdraw: async ({ params, request, locals }) => {
    const texts = await textsOf(request, 'version', 'why');
    try {
      await execute(withdrawPaper, scopeOf(locals), { year: Number(params.year), placeId: params.place, version: Number(texts.version), why: texts.why });
    } catch (caught) {
      return failed(caught, locals, texts);
    }
    redirect(303, href(locals.locale, `/work/services/coverage/${params.year}/${params.place}?version=${texts.version}`));
  },
};
