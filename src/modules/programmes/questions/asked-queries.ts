import { reading } from '#platform/db/transaction.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate } from '#platform/words/translate.ts';
import { defineQuery, type Defined } from '#modules/results/figure/define.ts';
import { namesFor } from '#modules/results/figure/queries.ts';
import type { Programme } from '../shape.ts';
import { programmeOf } from '../queries.ts';
import { answer } from './queries.ts';
import { linesOf, questionFrom, type Question } from './question.ts';
import { sayLines, type SaidLine } from './say.ts';

export interface Asked {
  fiche: Programme;
  question: Question;
  /** Null until something is asked. */
  said: { lines: SaidLine[]; definition: Defined[]; overlapping: number; unnamed: number; isCut: boolean } | null;
}

/** What somebody asks in an address, and the answer in her words. @throws 404 */
export const askedIn = (scope: Scope, slug: string, search: URLSearchParams, t: Translate): Promise<Asked> =>
  reading(scope, async (tx) => {
    const fiche = await programmeOf(tx, scope, slug);
    const question = questionFrom(search);
    const { method } = question;
    if (!method) return { fiche, question, said: null };
    const found = await answer(tx, scope, fiche.programmeId, { ...question, method }, t.locale);
    const listener = { locale: t.locale, t, has: t.has };
    const [whole] = linesOf({ ...question, method, each: 'whole' }, { series: [], events: [], kinds: [], first: null, last: null });
    return {
      fiche,
      question,
      said: { lines: sayLines(found, question, listener), definition: defineQuery(whole!.query, listener, await namesFor(tx, scope, [], t.locale)), overlapping: found.overlapping.reduce((sum, { n }) => sum + n, 0), unnamed: found.unnamed, isCut: found.isCut },
    };
  });
