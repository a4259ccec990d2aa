import { redirect, type RequestEvent } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayDiscuss, mayEdit } from '#modules/alliances/guidelines/access.ts';
import { adoptGuideline, commentGuideline, decideAmendment, proposeAmendment, publishGuideline, settleComment, writeGuideline } from '#modules/alliances/guidelines/commands.ts';
import { guideline, meetingsHeld } from '#modules/alliances/guidelines/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../../signed-in.ts';
import { dayOf } from '../../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  return {
    alliance: await alliance(scope, params.alliance),
    guideline: await guideline(scope, params.alliance, params.guideline),
    mayDiscuss: mayDiscuss(scope), mayEdit: mayEdit(scope),
    meetings: mayEdit(scope) ? await meetingsHeld(scope, params.alliance) : [],
    today: dayOf(url).today,
    done: url.searchParams.has('done'),
  };
};

/** One form of the page: runs a command on what was written, and comes back to its paragraph. */
const form = <Name extends string>(part: string, names: Name[], run: (event: RequestEvent, guidelineId: string, values: Record<Name, string>) => Promise<unknown>) => async (event: RequestEvent) => {
  const values = await textsOf(event.request, ...names);
  const { alliance, guideline } = event.params as Record<string, string>;
  try {
    await run(event, guideline!, values);
  } catch (caught) {
    return failed(caught, event.locals, { ...values, form: part });
  }
  redirect(303, `${href(event.locals.locale, `/work/networks/${alliance}/guidelines/${guideline}`)}?done`);
};

export const actions: Actions = {
  write: form('write', ['version', 'body', 'note'], ({ locals }, guidelineId, { version, body, note }) => execute(writeGuideline, scopeOf(locals), { guidelineId, version: Number(version), body, note: note.trim() || null })),
  comment: form('comment', ['paragraph', 'text'], ({ locals }, guidelineId, { paragraph, text }) => execute(commentGuideline, scopeOf(locals), { guidelineId, paragraphId: paragraph, text })),
  settle: form('settle', ['comment'], ({ locals }, guidelineId, { comment }) => execute(settleComment, scopeOf(locals), { guidelineId, commentId: comment })),
  amend: form('amend', ['paragraph', 'proposed', 'reason'], ({ locals }, guidelineId, { paragraph, proposed, reason }) => execute(proposeAmendment, scopeOf(locals), { guidelineId, paragraphId: paragraph, proposed: proposed.replace(/\r\n?/g, '\n'), reason: reason.trim() || null })),
  decide: form('decide', ['amendment', 'outcome', 'answer'], ({ locals }, guidelineId, { amendment, outcome, answer }) => execute(decideAmendment, scopeOf(locals), { guidelineId, amendmentId: amendment, outcome, answer: answer.trim() || null })),
  adopt: form('adopt', ['version', 'adoptedOn', 'event'], ({ locals }, guidelineId, { version, adoptedOn, event }) => execute(adoptGuideline, scopeOf(locals), { guidelineId, version: Number(version), adoptedOn, eventId: event || null })),
  publish: form('publish', ['published'], ({ locals }, guidelineId, { published }) => execute(publishGuideline, scopeOf(locals), { guidelineId, isPublished: published === 'yes' })),
};
