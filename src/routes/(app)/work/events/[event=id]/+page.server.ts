import { execute } from '#platform/command/command.ts';
import { wordsOf } from '#platform/words/load.ts';
import { eventPage, participationPayload } from '#modules/events/participants/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { mayCorrect } from '#modules/results/access.ts';
import { correctEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const event = await eventPage(scope, params.event, url.searchParams.get('after'));
  return {
    event: { ...event, venue: event.venuePlace ? placeName(event.venuePlace, t) : event.venueText, participants: event.participants.map((one) => ({ ...one, place: one.placeId ? placeName(one.placeId, t) : one.placeText })) },
    mayCorrect: mayCorrect(scope, event.programme.id, ''),
  };
};

export const actions: Actions = {
  correct: async ({ request, locals }) => {
    const form = await request.formData();
    const evidenceId = String(form.get('evidence') ?? '');
    const days = form.getAll('day').map(String);
    try {
      const scope = scopeOf(locals);
      await execute(correctEvidence, scope, { evidenceId, payload: { ...(await participationPayload(scope, evidenceId)), days }, ...(days[0] && { happenedOn: [...days].sort()[0] }) });
      return { corrected: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
  withdraw: async ({ request, locals }) => {
    const input = await textsOf(request, 'evidence', 'reason');
    try {
      await execute(withdrawEvidence, scopeOf(locals), { evidenceId: input.evidence, reason: input.reason });
      return { corrected: true };
    } catch (error) {
      return failed(error, locals, input);
    }
  },
};
