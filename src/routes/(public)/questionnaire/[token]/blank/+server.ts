import { linkedQuestionnaire } from '#modules/services/coverage/queries.ts';
import { blankPaper } from '../../../../blank-questionnaire.ts';
import type { RequestHandler } from './$types';

/** For a municipality that would rather write by hand. */
export const GET: RequestHandler = async ({ params }) => {
  const { scope, year, place } = await linkedQuestionnaire(params.token);
  return blankPaper(scope, year, place);
};
