/** What happens to questionnaires by itself: letters when they are due, one reminder, and the end of knowing who was written to. */
import { sql } from 'kysely';
import { daysLater } from '#platform/days.ts';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { systemScope } from '#platform/session/scope.ts';
import { endBefore } from './commands.ts';
import { FORGET_AFTER, isPastBefore, remindOn } from './due.ts';
import { forgetRecipients, remindRound, sendRound } from './mailing-commands.ts';
import { questionnairesIn, roundDue } from './queries.ts';

/** Does it for every network where there is something to do; twice is as good as once. @param on the day it is, `YYYY-MM-DD` */
export async function keepQuestionnaires(on = new Date().toISOString().slice(0, 10)): Promise<void> {
  const networks = await database().selectFrom('network').select('network_id').execute();
  for (const { network_id: networkId } of networks) {
    const open = await reading({ networkId }, (tx) =>
      questionnairesIn(tx, networkId, sql`not q.is_replaced and exists (select from questionnaire_round r where r.network_id = q.network_id and r.questionnaire_id = q.questionnaire_id and r.state = 'open' and (r.by_mail or r.stage = 'pre'))`));
    const scope = systemScope(networkId, 'questionnaires');
    for (const questionnaire of open) {
      for (const round of questionnaire.rounds.filter(({ state }) => state === 'open')) {
        const { roundId, stage, mailedOn, remindedOn, openedOn } = round;
        const { days } = questionnaire.about;
        if (isPastBefore(stage, days, on)) {
          // What people know after the training is no answer to what they knew before. What somebody opens later, to enter sheets of paper, stays open until she closes it.
          if (openedOn && !isPastBefore(stage, days, openedOn)) await execute(endBefore, scope, { roundId, on });
          continue;
        }
        if (!round.byMail) continue;
        const due = roundDue(questionnaire, round);
        // Nobody has an address yet: perhaps tomorrow.
        if (!mailedOn) await (due && due <= on ? execute(sendRound, scope, { roundId, on }).catch(unlessNobody) : null);
        else if (!remindedOn) {
          const reminder = remindOn(stage, mailedOn, days);
          if (reminder && reminder <= on) await execute(remindRound, scope, { roundId, on });
        } else if (daysLater(remindedOn, FORGET_AFTER) <= on && (await isRemembered(networkId, roundId))) await execute(forgetRecipients, scope, { roundId, on });
      }
    }
  }
}

const isRemembered = (networkId: string, roundId: string): Promise<boolean> =>
  reading({ networkId }, async (tx) => !!(await tx.selectFrom('questionnaire_round').select('round_id').where('network_id', '=', networkId).where('round_id', '=', roundId).where('seed', 'is not', null).executeTakeFirst()));

function unlessNobody(error: unknown) {
  if (!(error instanceof Problem && error.code === 'learning.nobody_to_write_to')) throw error;
}
