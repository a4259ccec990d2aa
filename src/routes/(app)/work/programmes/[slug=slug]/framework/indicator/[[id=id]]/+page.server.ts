import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { indicatorFrom, targetFrom } from '#modules/programmes/editing/framework-form.ts';
import { addIndicator, changeIndicator } from '#modules/programmes/framework/commands.ts';
import { framework } from '#modules/programmes/framework/queries.ts';
import { addTarget, changeTarget, moveTarget, removeTarget } from '#modules/programmes/framework/targets/commands.ts';
import { programme } from '#modules/programmes/queries.ts';
import { happeningsToChoose } from '#modules/results/claims/linking/queries.ts';
import { failed, scopeOf } from '../../../../../../../signed-in.ts';
import { languageOf } from '../../../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

type Opened = Awaited<ReturnType<typeof opened>>;
async function opened({ locals, params, url }: { locals: App.Locals; params: { slug: string; id?: string | undefined }; url: URL }) {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  if (!mayChangeProgramme(scope, fiche.programmeId)) error(403);
  const { levels, indicators } = await framework(scope, fiche.programmeId);
  const indicator = indicators.find(({ indicatorId }) => indicatorId === params.id) ?? null;
  if (params.id && !indicator) throw notFound();
  return { scope, fiche, levels, indicator, language: languageOf(url, locals) };
}

export const load: PageServerLoad = async (event) => {
  const { scope, fiche, levels, indicator, language } = await opened(event);
  const choose = await reading(scope, (tx) => happeningsToChoose(tx, scope, fiche.programmeId));
  return { titles: fiche.titles, slug: fiche.slug, levels, indicator, language, level: indicator ? indicator.levelId : event.url.searchParams.get('level'), choose, saved: event.url.searchParams.has('saved') };
};

const texts = (form: FormData) => Object.fromEntries([...form.keys()].map((name) => [name, form.getAll(name).map(String).join('\u0000')]));

/** Runs one change of an indicator that is there, and comes back to its page. */
const change = (work: (found: Opened & { indicatorId: string; programmeId: string }, form: FormData) => Promise<unknown>): Actions[string] => async (event) => {
  const found = await opened(event);
  const form = await event.request.formData();
  try {
    if (!found.indicator) throw notFound();
    await work({ ...found, indicatorId: found.indicator.indicatorId, programmeId: found.fiche.programmeId }, form);
  } catch (caught) {
    return failed(caught, event.locals, texts(form));
  }
  redirect(303, `${href(event.locals.locale, `/work/programmes/${event.params.slug}/framework/indicator/${event.params.id}`)}?in=${found.language}&saved#targets`);
};

const text = (form: FormData, name: string) => String(form.get(name) ?? '');

export const actions: Actions = {
  save: async (event) => {
    const { scope, fiche, indicator, language } = await opened(event);
    const form = await event.request.formData();
    let indicatorId: string;
    try {
      const of = { programmeId: fiche.programmeId, ...indicatorFrom(form, language, indicator) };
      ({ indicatorId } = indicator ? await execute(changeIndicator, scope, { ...of, indicatorId: indicator.indicatorId }) : await execute(addIndicator, scope, of));
    } catch (caught) {
      return failed(caught, event.locals, texts(form));
    }
    redirect(303, `${href(event.locals.locale, `/work/programmes/${event.params.slug}/framework/indicator/${indicatorId}`)}?in=${language}&saved`);
  },
  'save-target': change(async ({ scope, indicator, programmeId, indicatorId, language }, form) => {
    const targetId = text(form, 'targetId');
    const before = indicator!.targets.find((target) => target.targetId === targetId) ?? null;
    if (targetId && !before) throw notFound();
    const target = targetFrom(form, language, before);
    if (before) await execute(changeTarget, scope, { programmeId, targetId, ...target });
    else await execute(addTarget, scope, { programmeId, indicatorId, ...target });
  }),
  'move-target': change(({ scope, programmeId }, form) => execute(moveTarget, scope, { programmeId, targetId: text(form, 'targetId'), direction: text(form, 'direction') })),
  'put-back': change(({ scope, programmeId, indicatorId }, form) => execute(addTarget, scope, { ...again(text(form, 'again')), programmeId, indicatorId })),
  'remove-target': async (event) => {
    const { scope, fiche, indicator } = await opened(event);
    const form = await event.request.formData();
    const gone = indicator?.targets.find(({ targetId }) => targetId === text(form, 'targetId'));
    try {
      await execute(removeTarget, scope, { programmeId: fiche.programmeId, targetId: text(form, 'targetId') });
    } catch (caught) {
      return failed(caught, event.locals);
    }
    return { removed: JSON.stringify({ ...gone, targetId: undefined }) };
  },
};

/** What the page itself gave the form to hold; anything else is no input at all. */
function again(json: string): object {
  try {
    const value: unknown = JSON.parse(json);
    if (value && typeof value === 'object') return value;
  } catch {
    // Not JSON: answered like every other input that does not fit.
  }
  throw new Problem(422, 'platform.invalid_input');
}
