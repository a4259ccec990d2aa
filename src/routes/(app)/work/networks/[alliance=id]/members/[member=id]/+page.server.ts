import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeAlliances, maySeeFees, maySeeNotes } from '#modules/alliances/access.ts';
import { addRepresentative, changeRepresentative, sayMemberState, takeBackState } from '#modules/alliances/membership/commands.ts';
import { member } from '#modules/alliances/membership/queries.ts';
import { nextStates } from '#modules/alliances/membership/states.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { listPeople } from '#modules/people/queries.ts';
import { maySeePeople } from '#modules/people/access.ts';
import { failed, scopeOf, textsOf } from '../../../../../../signed-in.ts';
import { dayOf } from '../../../today.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { today } = dayOf(url);
  const found = await member(scope, params.alliance, params.member, today, locals.locale);
  const mayChange = mayChangeAlliances(scope);
  const standing = found.history.filter(({ isTakenBack }) => !isTakenBack).toReversed();
  return {
    alliance: await alliance(scope, params.alliance),
    member: found,
    today,
    mayChange,
    seesFees: maySeeFees(scope),
    seesNotes: maySeeNotes(scope),
    next: nextStates(standing),
    canTakeBack: standing.length > 0,
    people: mayChange && maySeePeople(scope) && found.organisationId ? (await listPeople(scope, { organisationId: found.organisationId, limit: 200 })).items : [],
    saved: url.searchParams.has('saved'),
  };
};

const done = (locals: App.Locals, { alliance, member }: { alliance: string; member: string }): never => redirect(303, `${href(locals.locale, `/work/networks/${alliance}/members/${member}`)}?saved`);

export const actions: Actions = {
  say: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'state', 'from', 'note');
    try {
      await execute(sayMemberState, scopeOf(locals), { memberId: params.member, ...values, note: values.note || null });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'say' });
    }
    return done(locals, params);
  },
  takeback: async ({ locals, params }) => {
    try {
      await execute(takeBackState, scopeOf(locals), { memberId: params.member });
    } catch (caught) {
      return failed(caught, locals);
    }
    return done(locals, params);
  },
  represent: async ({ request, locals, params }) => {
    const { person, consent, ...values } = await textsOf(request, 'person', 'given', 'surname', 'role', 'from', 'until', 'consent');
    try {
      await execute(addRepresentative, scopeOf(locals), { ...values, memberId: params.member, personId: person || null, role: values.role || null, from: values.from || null, until: values.until || null, consentOn: consent === 'yes' ? new Date().toISOString().slice(0, 10) : null });
    } catch (caught) {
      return failed(caught, locals, { ...values, person, consent, form: 'represent' });
    }
    return done(locals, params);
  },
  representative: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'representative', 'do');
    const today = new Date().toISOString().slice(0, 10);
    try {
      await execute(changeRepresentative, scopeOf(locals), { representativeId: values.representative, ...(values.do === 'end' ? { until: today } : { consentOn: values.do === 'consent' ? today : null }) });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'representative' });
    }
    return done(locals, params);
  },
};
