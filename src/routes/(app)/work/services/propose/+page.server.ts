import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayPropose } from '#modules/proposals/access.ts';
import { propose } from '#modules/proposals/commands.ts';
import { proposalOf } from '#modules/proposals/queries.ts';
import { fieldsPosted, providerFields } from '#modules/services/fields.ts';
import { failed, notFoundPage, scopeOf } from '../../../../signed-in.ts';
import { choicesFor } from '../choices.ts';
import type { Actions, PageServerLoad } from './$types';

/** The proposal she goes on with, because it waits or was sent back; null for a first one. */
async function earlier(scope: Scope, url: URL) {
  const id = url.searchParams.get('again');
  if (!id) return null;
  if (!/^[0-9a-f-]{36}$/.test(id)) notFoundPage();
  const { isNew, isThere, subjectId, proposed, note } = await proposalOf(scope, id);
  if (!isNew || isThere) notFoundPage();
  return { subjectId, proposed, note };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayPropose(scope)) notFoundPage();
  const before = await earlier(scope, url);
  const { groups = '', ...texts }: Record<string, string> = before?.proposed ?? {};
  return { texts, groups: groups.split(' ').filter(Boolean), note: before?.note ?? null, choices: await choicesFor(scope, locals.locale) };
};

export const actions: Actions = {
  default: async ({ request, locals, url }) => {
    const form = await request.formData();
    const texts = Object.fromEntries([...providerFields, 'note'].map((name) => [name, String(form.get(name) ?? '')]));
    const groups = form.getAll('groups').map(String);
    let proposalId: string;
    try {
      const before = await earlier(scopeOf(locals), url);
      ({ proposalId } = await execute(propose, scopeOf(locals), { kind: 'service', subjectId: before?.subjectId ?? null, fields: fieldsPosted(texts, groups), note: texts.note?.trim() || null, locale: locals.locale, origin: url.origin }));
    } catch (error) {
      return failed(error, locals, { ...texts, groups: groups.join(' ') });
    }
    redirect(303, href(locals.locale, `/work/proposals/${proposalId}?sent=1`));
  },
};
