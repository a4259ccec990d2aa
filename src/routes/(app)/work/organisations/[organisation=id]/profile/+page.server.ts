import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';
import { changeOrganisation } from '#modules/organisations/commands.ts';
import { fieldsWritten, formOfFields, inRow, profileFields } from '#modules/organisations/form.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { organisationTypes } from '#modules/organisations/shape.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { mayPropose } from '#modules/proposals/access.ts';
import { propose } from '#modules/proposals/commands.ts';
import { changeOf, recordToPropose } from '#modules/proposals/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const changes = mayChangeOrganisation(scope);
  if (!changes && !mayPropose(scope)) notFoundPage();
  const { id, title, now, mine } = await recordToPropose(scope, 'organisation', params.organisation);
  const found = await organisation(scope, id);
  const begun = { ...now, ...mine?.proposed };
  return {
    id, title, changes, mine: mine && { state: mine.state, sentence: mine.sentence, note: mine.note },
    type: found.type, types: organisationTypes, listed: found.listed,
    country: (unitById(now.seat ?? '')?.country ?? null) as 'RS' | 'BG' | 'MD' | null,
    texts: formOfFields(Object.fromEntries(Object.entries(begun).filter(([, text]) => text)), [newId(), newId()], (await networkOf(scope)).country),
  };
};

export const actions: Actions = {
  default: async ({ request, locals, params, url }) => {
    const scope = scopeOf(locals);
    const texts = await textsOf(request, ...profileFields, 'note', 'type', 'listed', 'since', 'always');
    let next: string;
    try {
      const fields = fieldsWritten(texts, (await networkOf(scope)).country);
      if (mayChangeOrganisation(scope)) {
        const { change } = await changeOf(scope, params.organisation, fields);
        await execute(changeOrganisation, scope, { ...change, ...(texts.type && { type: texts.type }), ...((texts.always || texts.since) && { since: texts.always ? 'always' : texts.since }), listed: texts.listed === 'yes' });
        return { saved: true };
      }
      const { proposalId } = await execute(propose, scope, { kind: 'organisation', subjectId: params.organisation, fields, note: texts.note?.trim() || null, locale: locals.locale, origin: url.origin });
      next = `/work/proposals/${proposalId}?sent=1`;
    } catch (error) {
      return failed(error, locals, inRow(texts));
    }
    redirect(303, href(locals.locale, next));
  },
};
