import { explained } from '#platform/command/database-problem.ts';
import { colleaguesOf } from '#platform/offline/colleagues-queries.ts';
import { takeIn } from '#platform/offline/intake.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { wordsOf } from '#platform/words/load.ts';
import { offlineCommands, offlineCopies } from '#registry';
import type { RequestHandler } from './$types';

/** Takes in what a device queued while it had no network. A device whose session has ended is told so in so many words, and keeps its work. */
export const POST: RequestHandler = async ({ locals, request }) => {
  const t = await wordsOf(locals.locale);
  try {
    if (!locals.scope) throw new Problem(401, 'offline.signed_out');
    return Response.json(await takeIn(locals.scope, await request.json().catch(() => null), { commands: offlineCommands, copies: offlineCopies, makers: colleaguesOf }, t));
  } catch (caught) {
    const problem = explained(caught);
    if (!(problem instanceof Problem)) throw caught;
    return Response.json({ type: 'about:blank', title: sentence(problem, t), status: problem.status, code: problem.code, ...(problem.code === 'offline.other_account' && problem.details) }, { status: problem.status, headers: { 'content-type': 'application/problem+json' } });
  }
};
