import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import type { Scope } from '#platform/session/scope.ts';
import { href } from '#platform/words/href.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { unitNamed } from '#modules/places/written-name.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { reportChange, withdrawChange } from '#modules/services/coverage/change-commands.ts';
import { openQuestionnaire } from '#modules/services/coverage/commands.ts';
import { kindsAsked } from '#modules/services/coverage/kinds.ts';
import { ownReports, questionnaires } from '#modules/services/coverage/queries.ts';
import { kindName } from '#modules/services/coverage/say.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) notFoundPage();
  const reports = (await ownReports(scope)).map((one) => ({ ...one, place: nameOf(unitById(one.place)!, locals.locale), placeId: one.place, kindName: one.kind && kindName(one.kind, locals) }));
  return { questionnaires: await questionnaires(scope), reports, kinds: kindsAsked().map(({ code, country }) => ({ value: code, label: kindName(code, locals), group: nameOf(unitById(country)!, locals.locale) })), year: new Date().getUTCFullYear() - 1 };
};

const placeIdOf = async (scope: Scope, text: string): Promise<string> => unitNamed(text, { country: (await networkOf(scope)).country }).unit ?? '';

export const actions: Actions = {
  open: async ({ request, locals }) => {
    const texts = await textsOf(request, 'year', 'dueOn');
    try {
      await execute(openQuestionnaire, scopeOf(locals), { year: Number(texts.year), dueOn: texts.dueOn });
    } catch (caught) {
      return failed(caught, locals, texts);
    }
    redirect(303, href(locals.locale, `/work/services/coverage/${texts.year}`));
  },
  report: async ({ request, locals }) => {
    const texts = await textsOf(request, 'place', 'kind', 'what', 'happened', 'sentence', 'language', 'sourceTitle', 'sourceUrl');
    try {
      await execute(reportChange, scopeOf(locals), { placeId: await placeIdOf(scopeOf(locals), texts.place.trim()), kind: texts.kind || null, what: texts.what, happened: texts.happened.trim(), sentence: texts.sentence, language: locales.includes(texts.language as Locale) ? texts.language : locals.locale, sourceTitle: texts.sourceTitle, sourceUrl: texts.sourceUrl.trim() || null });
    } catch (caught) {
      return failed(caught, locals, texts);
    }
    redirect(303, href(locals.locale, '/work/services/coverage'));
  },
  withdraw: async ({ request, locals }) => {
    const { changeId } = await textsOf(request, 'changeId');
    try {
      await execute(withdrawChange, scopeOf(locals), { changeId });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, href(locals.locale, '/work/services/coverage'));
  },
};
