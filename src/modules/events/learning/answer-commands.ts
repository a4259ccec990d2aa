import { randomInt } from 'node:crypto';
import { command } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { answersTo } from './answers.ts';
import { codeHash } from './code.ts';
import { roundIn } from './commands.ts';
import { opened } from './links.ts';
import { givenAnswers, type Sheet } from './shape.ts';

/**
 * Puts one sheet into the box, where nothing says who, when or in which order: the link's ticket is deleted and not marked, the box is written anew with its
 * sheets in another order, and the log says that somebody answered and not what. See docs/decisions/0014-learning.md.
 */
export const giveAnswers = command({
  name: 'answers.give',
  input: givenAnswers,
  // The link is the permission; whether it still opens a sheet is said below, in a sentence.
  may: (scope, { token }) => opened(token)?.networkId === scope.networkId,
  async run({ tx, scope: { networkId } }, { token, code, answers }) {
    const { roundId, ticket } = opened(token)!;
    const { questionnaire, round } = await roundIn(tx, networkId, roundId);
    if (round.state !== 'open' || questionnaire.isReplaced) throw new Problem(409, 'learning.over');
    if (ticket === null) {
      if (!round.byLink) throw notFound();
      if (code === null) throw new Problem(422, 'learning.code_mother', {}, 'code_mother');
    } else {
      const { numDeletedRows } = await tx.deleteFrom('answer_ticket').where('network_id', '=', networkId).where('round_id', '=', roundId).where('hash', '=', ticket).executeTakeFirst();
      if (!numDeletedRows) throw new Problem(409, 'learning.used');
    }
    const of = { network_id: networkId, round_id: roundId };
    const box = await tx.selectFrom('answer_box').select('sheets').where((eb) => eb.and(of)).forUpdate().executeTakeFirstOrThrow();
    const sheets = box.sheets as unknown as Sheet[];
    const mine: Sheet = { code: code === null ? null : codeHash(networkId, questionnaire.about.id, code), answers: answersTo(questionnaire.questions, answers) };
    if (mine.code !== null && sheets.some((one) => one.code === mine.code)) throw new Problem(409, 'learning.code_used', {}, 'code_more');
    await tx.updateTable('answer_box').set({ sheets: JSON.stringify(shaken([...sheets, mine])) }).where((eb) => eb.and(of)).execute();
    return { roundId };
  },
  record: ({ roundId }) => ({ subject: { kind: 'questionnaire', id: roundId } }),
});

/** In an order nobody chose (Fisher and Yates). */
function shaken<One>(all: readonly One[]): One[] {
  const order = [...all];
  for (let at = order.length - 1; at > 0; at--) {
    const other = randomInt(at + 1);
    [order[at], order[other]] = [order[other]!, order[at]!];
  }
  return order;
}
