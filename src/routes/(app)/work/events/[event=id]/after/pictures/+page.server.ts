import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { isLocale } from '#platform/words/locales.ts';
import { mayArrange } from '#modules/events/access.ts';
import { addPicture, changePicture, movePicture, publishPicture, removePicture, withdrawPicture } from '#modules/events/after/gallery/commands.ts';
import { missingIn, pictureFields, toInput, toTexts, type PictureTexts } from '#modules/events/after/gallery/form.ts';
import { MAX_BYTES } from '#modules/events/after/gallery/picture.ts';
import { notToBeShown, picturesOf } from '#modules/events/after/gallery/queries.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../written-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const language = languageOf(url, locals);
  const pictures = await picturesOf(scope, params.event);
  return {
    plan,
    language,
    pictures: pictures.map((picture) => ({ ...picture, texts: toTexts(picture, language), missingIn: missingIn(picture) })),
    consent: await notToBeShown(scope, params.event),
    mayArrange: mayArrange(scope, plan.programme.programmeId),
    megabytes: MAX_BYTES / 1_000_000,
    done: url.searchParams.get('done'),
  };
};

const back = ({ locals, params, url }: RequestEvent, done: string) =>
  redirect(303, `${href(locals.locale, `/work/events/${params.event}/after/pictures`)}?done=${done}${isLocale(url.searchParams.get('in')) ? `&in=${url.searchParams.get('in')}` : ''}`);

/** What one button does to one picture. */
const one = (command: typeof publishPicture) => async (event: RequestEvent) => {
  const { picture } = await textsOf(event.request, 'picture');
  try {
    await execute(command, scopeOf(event.locals), { eventId: event.params.event, pictureId: picture });
  } catch (caught) {
    return failed(caught, event.locals);
  }
  back(event, 'changed');
};

export const actions: Actions = {
  add: async (event) => {
    const { request, locals, params } = event;
    const form = await request.formData();
    const texts = Object.fromEntries(pictureFields.map((name) => [name, typeof form.get(name) === 'string' ? String(form.get(name)).slice(0, 5_000) : ''])) as PictureTexts;
    try {
      const file = form.get('picture');
      if (!(file instanceof File) || file.size === 0) throw new Problem(422, 'after.picture_missing', {}, 'picture');
      await execute(addPicture, scopeOf(locals), { eventId: params.event, bytes: new Uint8Array(await file.arrayBuffer()), ...toInput(texts, languageOf(event.url, event.locals), null) });
    } catch (caught) {
      return failed(caught, locals, { ...texts, of: 'new' });
    }
    back(event, 'added');
  },
  change: async (event) => {
    const { request, locals, params } = event;
    const { picture: pictureId, ...texts } = await textsOf(request, 'picture', ...pictureFields);
    try {
      const scope = scopeOf(locals);
      const before = (await picturesOf(scope, params.event)).find((picture) => picture.pictureId === pictureId);
      if (!before) throw notFound();
      await execute(changePicture, scope, { eventId: params.event, pictureId, ...toInput(texts, languageOf(event.url, event.locals), before) });
    } catch (caught) {
      return failed(caught, locals, { ...texts, of: pictureId });
    }
    back(event, 'changed');
  },
  publish: one(publishPicture),
  withdraw: one(withdrawPicture),
  remove: one(removePicture),
  move: async (event) => {
    const { picture, direction } = await textsOf(event.request, 'picture', 'direction');
    try {
      await execute(movePicture, scopeOf(event.locals), { eventId: event.params.event, pictureId: picture, direction });
    } catch (caught) {
      return failed(caught, event.locals);
    }
    back(event, 'changed');
  },
};
