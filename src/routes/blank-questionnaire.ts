import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import type { Scope } from '#platform/session/scope.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { blankOf } from '#modules/services/coverage/answer-queries.ts';
import { blankQuestionnaire } from '#modules/services/coverage/blank.ts';

/** The blank questionnaire of a municipality as a PDF, in the language it is written to in. @throws 404 */
export async function blankPaper(scope: Scope, year: number, place: string): Promise<Response> {
  const { locale, ...blank } = await blankOf(scope, year, place);
  const document = await blankQuestionnaire({ place, year, ...blank, network: say((await networkOf(scope)).names, locale), printedAt: new Date() }, await wordsOf(locale));
  return new Response(new Uint8Array(document), { headers: { 'content-type': 'application/pdf', 'content-disposition': `attachment; filename="questionnaire-${year}-${place}.pdf"`, 'cache-control': 'private, no-store' } });
}
