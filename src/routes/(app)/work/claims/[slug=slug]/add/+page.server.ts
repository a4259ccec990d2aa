import { error, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { href } from '#platform/words/href.ts';
import { isLocale } from '#platform/words/locales.ts';
import { programme } from '#modules/programmes/queries.ts';
import { mayLinkClaims } from '#modules/results/claims/access.ts';
import { addText } from '#modules/results/claims/commands.ts';
import { textFrom } from '#modules/results/claims/form.ts';
import { marked } from '#modules/results/claims/marked.ts';
import { claimsOf } from '#modules/results/claims/read.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const { programmeId, titles, slug } = await programme(scope, params.slug);
  if (!mayLinkClaims(scope, programmeId)) error(403);
  return { titles, slug, textId: newId() };
};

const fieldsOf = (request: Request) => textsOf(request, 'title', 'body', 'language', 'publishedOn', 'url', 'textId');

export const actions: Actions = {
  preview: async ({ request, locals }) => {
    scopeOf(locals);
    const values = await fieldsOf(request);
    try {
      const { body } = textFrom({ ...values, title: values.title || '…' });
      const found = claimsOf(body, isLocale(values.language) ? values.language : undefined);
      return { values, errors: [], preview: { language: found.language, claims: found.claims.map(({ proposal: _, sentenceAt: __, ...claim }) => claim), pieces: marked(body, found) } };
    } catch (caught) {
      return failed(caught, locals, values);
    }
  },
  add: async ({ request, locals, params }) => {
    const scope = scopeOf(locals);
    const values = await fieldsOf(request);
    const { textId, ...fields } = values;
    let added: { textId: string };
    try {
      const { programmeId } = await programme(scope, params.slug);
      added = await execute(addText, scope, { programmeId, ...(textId && { textId }), ...textFrom(fields) });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    redirect(303, `${href(locals.locale, `/work/claims/${params.slug}`)}#text-${added.textId}`);
  },
};
