import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';
import { sayFormer, takeBackFormer } from '#modules/organisations/former-commands.ts';
import { formerlyOf } from '#modules/organisations/former-queries.ts';
import { seatNamed } from '#modules/organisations/form.ts';
import { organisationTypes } from '#modules/organisations/shape.ts';
import { versionsOf } from '#modules/proposals/queries.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { title, versions } = await versionsOf(scope, 'organisation', params.organisation);
  return {
    id: params.organisation, title, versions, names: await accountNames(scope, versions.flatMap(({ accountId }) => accountId ?? [])),
    former: await formerlyOf(scope, params.organisation), types: organisationTypes, mayChange: mayChangeOrganisation(scope), saved: url.searchParams.has('saved'),
  };
};

const done = (locals: App.Locals, id: string): never => redirect(303, `${href(locals.locale, `/work/organisations/${id}/history`)}?saved`);

export const actions: Actions = {
  former: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'until', 'type', 'seat');
    try {
      await execute(sayFormer, scopeOf(locals), { organisationId: params.organisation, until: values.until, type: values.type, seat: seatNamed(values.seat.trim() || null, (await networkOf(scopeOf(locals))).country) });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'former' });
    }
    return done(locals, params.organisation);
  },
  takeback: async ({ request, locals, params }) => {
    try {
      await execute(takeBackFormer, scopeOf(locals), { organisationId: params.organisation, until: (await textsOf(request, 'until')).until });
    } catch (caught) {
      return failed(caught, locals);
    }
    return done(locals, params.organisation);
  },
};
