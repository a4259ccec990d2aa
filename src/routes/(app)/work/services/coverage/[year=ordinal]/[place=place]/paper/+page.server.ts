import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { paperQuestionnaire } from '#modules/services/coverage/answer-queries.ts';
import { postedStep, shownStep, stepNames, textsOfForm } from '#modules/services/coverage/filling.ts';
import { wrongFields } from '#modules/services/coverage/form.ts';
import { dropPaperDraft, recordAnswers, savePaperDraft } from '#modules/services/coverage/paper-commands.ts';
import { failed, notFoundPage, scopeOf } from '../../../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** What a municipality answered on paper, typed step by step by the coordinator, with what is known already beside each field. */
export const load: PageServerLoad = async ({ params, url, locals }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) notFoundPage();
  const t = await wordsOf(locals.locale);
  const year = Number(params.year);
  const { current, draftSavedAt, beside, before, corrects } = await paperQuestionnaire(scope, year, params.place);
  const label = beside && (beside.year === year ? t('coverage.version_n', { n: beside.version }) : String(beside.year));
  return {
    place: { id: params.place, name: nameOf(unitById(params.place)!, locals.locale) }, year, draftSavedAt, beside: label,
    corrects: corrects && { version: corrects.version, signedBy: corrects.paper!.signedBy, signedOn: corrects.paper!.signedOn },
    shown: shownStep({ place: params.place, year, current, beside: beside && { label: label!, year: beside.year, answers: beside.answers }, before, wanted: url.searchParams.get('step') }, t),
    saved: url.searchParams.has('saved'),
  };
};

const own = ({ params, locals }: RequestEvent, rest = '') => href(locals.locale, `/work/services/coverage/${params.year}/${params.place}${rest}`);

async function save(event: RequestEvent, step: (typeof stepNames)[number]) {
  const { params, request, locals } = event;
  const texts = textsOfForm(await request.formData());
  let next: string;
  try {
    const scope = scopeOf(locals);
    const { current } = await paperQuestionnaire(scope, Number(params.year), params.place);
    const posted = postedStep(step, texts, params.place, current);
    if (posted.wrong.length) throw wrongFields(posted.wrong);
    const { added } = await execute(savePaperDraft, scope, { year: Number(params.year), placeId: params.place, ...posted.input });
    next = posted.next(added);
  } catch (caught) {
    const { status, data } = await failed(caught, locals);
    return fail(status, { errors: data.errors, texts });
  }
  redirect(303, own(event, `/paper${next}`));
}

export const actions = {
  ...(Object.fromEntries(stepNames.map((step) => [step, (event: RequestEvent) => save(event, step)])) as Record<(typeof stepNames)[number], (event: RequestEvent) => ReturnType<typeof save>>),
  enter: async (event) => {
    const { params, request, locals } = event;
    const form = await request.formData();
    const scan = form.get('scan');
    const texts = textsOfForm(form);
    try {
      if (!(scan instanceof File) || !scan.name) throw new Problem(422, 'coverage.scan_missing', {}, 'scan');
      await execute(recordAnswers, scopeOf(locals), { year: Number(params.year), placeId: params.place, paper: { signedOn: texts.signedOn, signedBy: texts.signedBy, name: scan.name, mediaType: scan.type, bytes: new Uint8Array(await scan.arrayBuffer()) } });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors.map((one) => ({ ...one, field: one.field?.replace('paper.', '') ?? one.field })), texts });
    }
    redirect(303, own(event));
  },
  drop: async (event) => {
    try {
      await execute(dropPaperDraft, scopeOf(event.locals), { year: Number(event.params.year), placeId: event.params.place });
    } catch (caught) {
      const { status, data } = await failed(caught, event.locals);
      return fail(status, { errors: data.errors, texts: {} as Record<string, string> });
    }
    redirect(303, own(event, '/paper'));
  },
} satisfies Actions;
