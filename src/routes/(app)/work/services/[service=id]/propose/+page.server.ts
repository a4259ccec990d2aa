import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayPropose } from '#modules/proposals/access.ts';
import { propose } from '#modules/proposals/commands.ts';
import { recordToPropose } from '#modules/proposals/queries.ts';
import { fieldsPosted, providerFields } from '#modules/services/fields.ts';
import { failed, notFoundPage, scopeOf } from '../../../../../signed-in.ts';
import { choicesFor } from '../../choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  if (!mayPropose(scope)) notFoundPage();
  const { id, title, now, mine } = await recordToPropose(scope, 'service', params.service);
  const { groups = '', ...texts }: Record<string, string> = { ...now, ...mine?.proposed };
  return { id, title, texts, groups: groups.split(' ').filter(Boolean), mine: mine && { state: mine.state, sentence: mine.sentence, note: mine.note }, choices: await choicesFor(scope, locals.locale) };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const form = await request.formData();
    const texts = Object.fromEntries([...providerFields, 'note'].map((name) => [name, String(form.get(name) ?? '')]));
    const groups = form.getAll('groups').map(String);
    let proposalId: string;
    try {
      ({ proposalId } = await execute(propose, scopeOf(locals), { kind: 'service', subjectId: params.service, fields: fieldsPosted(texts, groups), note: texts.note?.trim() || null, locale: locals.locale, origin: url.origin }));
    } catch (error) {
      return failed(error, locals, { ...texts, groups: groups.join(' ') });
    }
    redirect(303, href(locals.locale, `/work/proposals/${proposalId}?sent=1`));
  },
};
