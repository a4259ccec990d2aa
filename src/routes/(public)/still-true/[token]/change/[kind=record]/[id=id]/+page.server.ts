import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope } from '#platform/session/scope.ts';
import { placeOf, tryOnce } from '#platform/session/throttle.ts';
import { href } from '#platform/words/href.ts';
import { proposeByLink } from '#modules/assurance/commands.ts';
import { askedBy } from '#modules/assurance/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { fieldsWritten, formOfFields, inRow, profileFields } from '#modules/organisations/form.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { fieldsPosted, providerFields } from '#modules/services/fields.ts';
import { choicesFor } from '../../../../../../(app)/work/services/choices.ts';
import { failed } from '../../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

async function named(token: string, kind: string, id: string) {
  const asked = await askedBy(token);
  const record = asked.records.find((one) => one.kind === kind && one.id === id);
  if (!record) throw notFound();
  return { asked, record };
}

export const load: PageServerLoad = async ({ params, locals, setHeaders }) => {
  const { asked, record } = await named(params.token, params.kind, params.id);
  const scope = publicScope(asked.networkId);
  setHeaders({ 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' });
  const { groups = '', ...service }: Record<string, string> = record.fields;
  return {
    network: await networkOf(scope),
    token: params.token,
    kind: record.kind,
    title: record.title,
    texts: record.kind === 'organisation' ? formOfFields(record.fields, [newId(), newId()], (await networkOf(scope)).country) : service,
    groups: groups.split(' ').filter(Boolean),
    country: (unitById(record.fields.seat ?? '')?.country ?? null) as 'RS' | 'BG' | 'MD' | null,
    choices: record.kind === 'service' ? await choicesFor(scope, locals.locale) : null,
  };
};

export const actions: Actions = {
  default: async ({ request, params, locals, url, getClientAddress }) => {
    const form = await request.formData();
    const texts = Object.fromEntries([...(params.kind === 'organisation' ? profileFields : providerFields), 'note'].map((name) => [name, String(form.get(name) ?? '')]));
    const groups = form.getAll('groups').map(String);
    try {
      const { asked } = await named(params.token, params.kind, params.id);
      await tryOnce('messagesFromHere', placeOf(getClientAddress()));
      const fields = params.kind === 'organisation' ? fieldsWritten(texts, (await networkOf(publicScope(asked.networkId))).country) : fieldsPosted(texts, groups);
      await execute(proposeByLink, publicScope(asked.networkId), { token: params.token, kind: params.kind, id: params.id, fields, note: texts.note?.trim() || null, locale: locals.locale, origin: url.origin });
    } catch (error) {
      return failed(error, locals, { ...inRow(texts), groups: groups.join(' ') });
    }
    redirect(303, href(locals.locale, `/still-true/${params.token}?sent`));
  },
};
