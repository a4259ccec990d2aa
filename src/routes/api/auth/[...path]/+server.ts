import { answer } from '#platform/session/proof/endpoints.ts';
import { explained } from '#platform/command/database-problem.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { wordsOf } from '#platform/words/load.ts';
import { visitOf } from '../../../signed-in.ts';
import type { RequestHandler } from './$types';

/** Where the passkey script of the pages and an OpenID provider's answer arrive; everything else of the library is closed. */
const handle: RequestHandler = async (event) => {
  try {
    return await answer(visitOf(event), event.locals.visitor, event.request, event.params.path);
  } catch (caught) {
    const problem = explained(caught);
    if (!(problem instanceof Problem)) throw caught;
    return Response.json({ code: problem.code, title: sentence(problem, await wordsOf(event.locals.locale)) }, { status: problem.status });
  }
};

export const GET = handle;
export const POST = handle;
