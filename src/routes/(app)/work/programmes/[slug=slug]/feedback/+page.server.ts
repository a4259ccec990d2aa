import { fail } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { mayArrange } from '#modules/events/access.ts';
import { unwaiveFeedback, waiveFeedback } from '#modules/events/after/feedback/commands.ts';
import { feedbackOf } from '#modules/events/after/feedback/queries.ts';
import { showGap } from '#modules/events/after/feedback/show.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { programme } from '#modules/programmes/queries.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  // Which organisations stand on lists is for those who work on the programme; a member of the network elsewhere sees what the public sees.
  const isOwn = maySeePersons(scope) && reachesProgramme(scope, fiche.programmeId);
  const found = await feedbackOf(scope, fiche.programmeId, isOwn ? null : 'places');
  const how = { locale: locals.locale, slug: fiche.isPublished ? fiche.slug : null, eventAt: (id: string) => (isOwn ? `/work/events/${id}` : fiche.isPublished ? `/events/${id}` : null) };
  const accounts = await accountNames(scope, found.waived.flatMap(({ waiver: { decidedBy } }) => (decidedBy.startsWith('account:') ? [decidedBy.slice(8)] : [])));
  return {
    fiche,
    open: found.open.map((gap) => showGap(gap, found, how)),
    waived: found.waived.map((gap) => ({ ...showGap(gap, found, how), waiver: { ...gap.waiver, who: accounts[gap.waiver.decidedBy.slice(8)] ?? '' } })),
    reached: found.reached,
    isOwn,
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
