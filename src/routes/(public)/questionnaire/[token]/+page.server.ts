import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { saveDraft, submitAnswers } from '#modules/services/coverage/answer-commands.ts';
import { postedStep, shownStep, stepNames, textsOfForm } from '#modules/services/coverage/filling.ts';
import { wrongFields } from '#modules/services/coverage/form.ts';
import { linkedQuestionnaire } from '#modules/services/coverage/queries.ts';
import { failed } from '../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One step at a time, each with its own address, so that a phone has little to load and nothing is lost between two sittings. */
export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const t = await wordsOf(locals.locale);
  const { scope, place, year, dueOn, isOpen, current, draftSavedAt, sent, before } = await linkedQuestionnaire(params.token);
  const beside = before && { ...before, label: String(before.year) };
  return {
    network: await networkOf(scope), token: params.token, place: { id: place, name: nameOf(unitById(place)!, locals.locale) }, year, dueOn, isOpen, draftSavedAt, sent, beside: beside?.label ?? null,
    shown: shownStep({ place, year, current, beside, before: before?.answers ?? null, wanted: url.searchParams.get('step') }, t),
    saved: url.searchParams.has('saved'),
  };
};

/** Saves one step and goes on to the next; what cannot be read comes back as it was written, with a sentence beside it. */
async function save({ params, request, locals }: RequestEvent, step: (typeof stepNames)[number]) {
  const texts = textsOfForm(await request.formData());
  let next: string;
  try {
    const { scope, place, current } = await linkedQuestionnaire(params.token);
    const posted = postedStep(step, texts, place, current);
    if (posted.wrong.length) throw wrongFields(posted.wrong);
    const { added } = await execute(saveDraft, scope, { token: params.token, ...posted.input });
    next = posted.next(added);
  } catch (caught) {
    const { status, data } = await failed(caught, locals);
    return fail(status, { errors: data.errors, texts });
  }
  redirect(303, href(locals.locale, `/questionnaire/${params.token}${next}`));
}

export const actions = {
  ...(Object.fromEntries(stepNames.map((step) => [step, (event: RequestEvent) => save(event, step)])) as Record<(typeof stepNames)[number], (event: RequestEvent) => ReturnType<typeof save>>),
  send: async ({ params, locals }) => {
    try {
      const { scope } = await linkedQuestionnaire(params.token);
      await execute(submitAnswers, scope, { token: params.token });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: {} as Record<string, string> });
    }
    redirect(303, href(locals.locale, `/questionnaire/${params.token}`));
  },
} satisfies Actions;
