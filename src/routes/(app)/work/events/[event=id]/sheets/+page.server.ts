import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayKeepSheets } from '#modules/events/paper/access.ts';
import { discardPhoto, printSheet, receivePhoto } from '#modules/events/paper/commands.ts';
import { notSigned, sheetsOf } from '#modules/events/paper/queries.ts';
import { picturesIn } from '#modules/events/paper/receiving-queries.ts';
import { maxBytes } from '#modules/events/paper/reading/file-kind.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { failed, scopeOf, textsOf, type Failed } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const plan = await planOf(scope, params.event);
  const { sheets, photos } = await sheetsOf(scope, params.event);
  return {
    plan,
    sheets,
    photos: photos.map((one) => ({ ...one, problem: one.problem && sentence(new Problem(422, one.problem.code, one.problem.details), t) })),
    notSigned: await notSigned(scope, params.event),
    beingRead: photos.filter(({ state }) => state === 'reading').length,
    mayKeep: mayKeepSheets(scope, plan.programme.programmeId),
    megabytes: maxBytes / 1_000_000,
    made: url.searchParams.get('made'),
    received: Number(url.searchParams.get('received') ?? 0),
    discarded: url.searchParams.has('discarded'),
  };
};

const back = (locals: App.Locals, eventId: string, more: string) => redirect(303, `${href(locals.locale, `/work/events/${eventId}/sheets`)}?${more}`);

export const actions: Actions = {
  print: async ({ request, locals, params }) => {
    const texts = await textsOf(request, 'day', 'language', 'empty');
    let sheetId: string;
    try {
      ({ sheetId } = await execute(printSheet, scopeOf(locals), { eventId: params.event, day: texts.day, locale: texts.language, emptyRows: /^\d{1,4}$/.test(texts.empty.trim()) ? Number(texts.empty) : NaN }));
    } catch (caught) {
      return failed(caught, locals, texts);
    }
    back(locals, params.event, `made=${sheetId}`);
  },
  receive: async ({ request, locals, params }) => {
    const form = await request.formData();
    const files = form.getAll('photos').filter((file): file is File => file instanceof File && file.name !== '');
    // One that cannot be taken keeps none of the others back.
    const errors: Failed['errors'] = [];
    if (!files.length) return failed(new Problem(422, 'paper.no_photos', {}, 'photos'), locals);
    let received = 0;
    for (const file of files) {
      try {
        for (const picture of await picturesIn(scopeOf(locals), params.event, new Uint8Array(await file.arrayBuffer()), file.name)) {
          await execute(receivePhoto, scopeOf(locals), { eventId: params.event, ...picture });
          received++;
        }
      } catch (caught) {
        errors.push(...(await failed(caught, locals)).data.errors);
      }
    }
    if (errors.length) return fail(422, { errors, values: {} as Record<string, string> });
    back(locals, params.event, `received=${received}`);
  },
  discard: async ({ request, locals, params }) => {
    const { photo } = await textsOf(request, 'photo');
    try {
      await execute(discardPhoto, scopeOf(locals), { eventId: params.event, photoId: photo });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params.event, 'discarded');
  },
};
