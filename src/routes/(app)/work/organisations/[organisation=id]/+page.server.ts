import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { env } from '#platform/env.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { mayManageMembers } from '#platform/session/access.ts';
import { provenLately } from '#platform/session/gate.ts';
import { invite } from '#platform/session/members/commands.ts';
import { sendInvitation } from '#platform/session/members/letter.ts';
import { representativesOf } from '#platform/session/members/queries.ts';
import { assertProven } from '#platform/session/proof/account.ts';
import { invitationLasts } from '#platform/session/proof/limits.ts';
import { wordsOf } from '#platform/words/load.ts';
import { listAgreements } from '#modules/alliances/agreements/queries.ts';
import { alliancesOf } from '#modules/alliances/membership/queries.ts';
import { seesPageOf } from '#modules/alliances/peer-review/queries.ts';
import { confirm } from '#modules/assurance/commands.ts';
import { lastAssuredBy } from '#modules/assurance/queries.ts';
import { separateOrganisation } from '#modules/duplicates/joining/commands.ts';
import { mayChangeOrganisation } from '#modules/organisations/access.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { maySeePeople } from '#modules/people/access.ts';
import { stoodFor } from '#modules/people/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { mayPropose, maySeeProposals } from '#modules/proposals/access.ts';
import { servicesGivenBy } from '#modules/services/queries.ts';
import { failed, scopeOf, textsOf, visitOf } from '../../../../signed-in.ts';
import { joinedInto } from '../../joined-into.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const found = await organisation(scope, params.organisation);
  // The entry was joined into another one: its old address leads there.
  if (found.organisationId !== params.organisation) redirect(303, `${url.pathname.replace(params.organisation, found.organisationId)}${url.search}`);
  const manages = mayManageMembers(scope);
  const isOwn = mayPropose(scope) && (await organisation(scope, scope.organisationId!)).organisationId === found.organisationId;
  return {
    organisation: { ...found, seatName: found.seat && placeName(found.seat, t), areaNames: found.areas.map(({ placeId }) => placeName(placeId, t)) },
    alliances: await alliancesOf(scope, params.organisation, new Date().toISOString().slice(0, 10)),
    stretches: maySeePeople(scope) ? await stoodFor(scope, found.organisationId) : [],
    today: new Date().toISOString().slice(0, 10),
    services: await servicesGivenBy(scope, found.organisationId),
    seesAssessments: await seesPageOf(scope, found.organisationId),
    agreements: await listAgreements(scope, new Date().toISOString().slice(0, 10), { organisationId: params.organisation }),
    assured: await lastAssuredBy(scope, 'organisation', found.organisationId),
    mayChange: mayChangeOrganisation(scope),
    isOwn,
    seesHistory: maySeeProposals(scope) && (isOwn || mayChangeOrganisation(scope)),
    manages,
    proven: provenLately(locals.visitor),
    representatives: manages ? await representativesOf(scope, found.organisationId) : [],
    joined: await joinedInto(scope, 'organisation', params.organisation, locals.locale),
    isJoined: url.searchParams.has('joined'),
    isSeparated: url.searchParams.has('separated'),
  };
};

export const actions: Actions = {
  separate: async ({ request, locals, url }) => {
    try {
      await execute(separateOrganisation, scopeOf(locals), { joiningId: (await textsOf(request, 'joining')).joining });
    } catch (error) {
      return failed(error, locals);
    }
    redirect(303, `${url.pathname}?separated=1`);
  },
  confirm: async ({ locals, params }) => {
    try {
      await execute(confirm, scopeOf(locals), { records: [{ kind: 'organisation', id: params.organisation }] });
      return { confirmed: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
  invite: async (event) => {
    const { locals, request, params } = event;
    const { email } = await textsOf(request, 'email');
    try {
      assertProven(locals.visitor);
      const { token } = await execute(invite, scopeOf(locals), { email, role: 'organisation-representative', organisationId: params.organisation });
      await sendInvitation(visitOf(event), locals.visitor, { email: email.trim().toLowerCase(), token, role: 'organisation-representative' });
      return { invited: { email, days: invitationLasts / 86_400, folder: env.production || env.SMTP_URL ? null : mailFolder } };
    } catch (error) {
      return failed(error, locals, { email });
    }
  },
};
