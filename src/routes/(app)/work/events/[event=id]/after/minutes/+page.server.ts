import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { href } from '#platform/words/href.ts';
import { isLocale } from '#platform/words/locales.ts';
import { writeMinutes } from '#modules/events/after/minutes/commands.ts';
import { versionsOf } from '#modules/events/after/minutes/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { mayRecord } from '#modules/results/access.ts';
import { failed, scopeOf, textsOf } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const wanted = url.searchParams.get('version');
  const { versions, shown } = await versionsOf(scope, params.event, wanted && /^\d{1,6}$/.test(wanted) ? Number(wanted) : null);
  const accounts = await accountNames(scope, versions.flatMap(({ writtenBy }) => (writtenBy.startsWith('account:') ? [writtenBy.slice(8)] : [])));
  return {
    plan,
    shown,
    versions: versions.map((one) => ({ ...one, who: accounts[one.writtenBy.slice(8)] ?? '' })),
    mayRecord: mayRecord(scope, plan.programme.programmeId),
    language: shown?.language ?? locals.locale,
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params }) => {
    const texts = await textsOf(request, 'body', 'language', 'version');
    try {
      await execute(writeMinutes, scopeOf(locals), { eventId: params.event, version: Number(texts.version), language: isLocale(texts.language) ? texts.language : locals.locale, body: texts.body.replaceAll('\r\n', '\n') });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, texts);
      return fail(status, data);
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/after`)}?done=minutes#minutes`);
  },
};
