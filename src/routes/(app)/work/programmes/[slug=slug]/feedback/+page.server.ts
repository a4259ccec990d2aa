import { fail } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { mayArrange } from '#modules/events/access.ts';
import { unwaiveFeedback, waiveFeedback } from '#modules/events/after/feedback/commands.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { shownFeedback } from './shown.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const { fiche, waived, ...shown } = await shownFeedback(scope, params.slug, locals.locale);
  const accounts = await accountNames(scope, waived.flatMap(({ waiver: { decidedBy } }) => (decidedBy.startsWith('account:') ? [decidedBy.slice(8)] : [])));
  return {
    ...shown,
    fiche,
    waived: waived.map((gap) => ({ ...gap, waiver: { ...gap.waiver, who: accounts[gap.waiver.decidedBy.slice(8)] ?? '' } })),
    mayArrange: mayArrange(scope, fiche.programmeId),
    mayChange: mayChangeProgramme(scope, fiche.programmeId),
  };
};

export const actions: Actions = {
  waive: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'kind', 'subject', 'reason');
    try {
      const scope = scopeOf(locals);
      const { programmeId } = await programme(scope, params.slug);
      await execute(waiveFeedback, scope, { programmeId, kind: values.kind, subjectId: values.subject, reason: values.reason });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, values);
      return fail(status, { ...data, done: null });
    }
    return { errors: [], values: {} as Record<string, string>, done: 'waived' as const };
  },
  undo: async ({ request, locals, params }) => {
    const { waiver } = await textsOf(request, 'waiver');
    try {
      const scope = scopeOf(locals);
      const { programmeId } = await programme(scope, params.slug);
      await execute(unwaiveFeedback, scope, { programmeId, waiverId: waiver });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { ...data, done: null });
    }
    return { errors: [], values: {} as Record<string, string>, done: 'undone' as const };
  },
};
