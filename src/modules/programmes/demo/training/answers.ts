/** Sheets given to questionnaires of the demo, through the link that hangs in the room. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { publicScope } from '#platform/session/scope.ts';
import { env } from '#platform/env.ts';
import { giveAnswers } from '#modules/events/learning/answer-commands.ts';
import { closeRound, makeQuestionnaire, openRound, releaseTexts, saveQuestions } from '#modules/events/learning/commands.ts';
import { roomToken } from '#modules/events/learning/links.ts';
import { questionnaireIn } from '#modules/events/learning/queries.ts';
import type { Kind, Question, Stage } from '#modules/events/learning/shape.ts';

/** What somebody ticked and wrote, by her code. */
export type DemoSheet = readonly [code: string, answers: Record<string, string | string[]>];

/** A questionnaire of an event with the questions of its template, and more where there are some. */
export async function ask(context: CommandContext, eventId: string, kind: Kind, more: readonly Question[] = []): Promise<{ roundOf: (stage: Stage) => string }> {
  const { questionnaireId } = await executeWithin(context, makeQuestionnaire, { eventId, about: 'event', kind, from: 'template' });
  const { questions, intro, months, rounds } = (await questionnaireIn(context.tx, context.scope.networkId, questionnaireId))!;
  if (more.length) await executeWithin(context, saveQuestions, { questionnaireId, intro, months, questions: [...questions, ...more] });
  return { roundOf: (stage) => rounds.find((round) => round.stage === stage)!.roundId };
}

export const open = (context: CommandContext, roundId: string, byMail = false) => executeWithin(context, openRound, { roundId, byMail, byLink: true, locale: 'sr-Cyrl', origin: env.origin });

export async function answer(context: CommandContext, roundId: string, sheets: readonly DemoSheet[]): Promise<void> {
  const { networkId } = context.scope;
  await open(context, roundId);
  for (const [code, answers] of sheets) await executeWithin({ ...context, scope: publicScope(networkId) }, giveAnswers, { token: roomToken(networkId, roundId), code, answers });
}

/** Asked, answered and closed: from here on it is shown; of what was written the texts at these places of the alphabet. */
export async function answerAndClose(context: CommandContext, roundId: string, sheets: readonly DemoSheet[], releases: Readonly<Record<string, number[]>> = {}): Promise<void> {
  await answer(context, roundId, sheets);
  await executeWithin(context, closeRound, { roundId });
  for (const [question, places] of Object.entries(releases)) await executeWithin(context, releaseTexts, { roundId, question, places });
}
