import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { href } from '#platform/words/href.ts';
import { mayChangeAlliances, maySeeFees } from '#modules/alliances/access.ts';
import { beginTerm, changeTerm, recordElection, saveBody, takeBackElection } from '#modules/alliances/bodies/commands.ts';
import { electionFrom, lines, numberOrNull, personNamed } from '#modules/alliances/bodies/form.ts';
import { bodiesOf, eligibleFor } from '#modules/alliances/bodies/queries.ts';
import { membersOn } from '#modules/alliances/membership/queries.ts';
import { alliance } from '#modules/alliances/queries.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { dayOf } from '../../today.ts';
import type { Actions, PageServerLoad } from './$types';

const eligible = async (locals: App.Locals, allianceId: string, today: string) => {
  const scope = scopeOf(locals);
  const { organisations } = await membersOn(scope, allianceId, today, locals.locale);
  return eligibleFor(scope, allianceId, organisations.map(({ organisationId }) => organisationId));
};

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { day, today, asked } = dayOf(url);
  const mayChange = mayChangeAlliances(scope);
  return {
    alliance: await alliance(scope, params.alliance),
    bodies: await bodiesOf(scope, params.alliance, day),
    day,
    today,
    asked,
    mayChange,
    seesFees: maySeeFees(scope),
    eligible: mayChange ? (await eligible(locals, params.alliance, today)).map(({ label }) => label) : [],
    saved: url.searchParams.has('saved'),
  };
};

const done = (locals: App.Locals, allianceId: string): never => redirect(303, `${href(locals.locale, `/work/networks/${allianceId}/bodies`)}?saved`);
const now = () => new Date().toISOString().slice(0, 10);

export const actions: Actions = {
  body: async ({ request, locals, params }) => {
    const { body, ...values } = await textsOf(request, 'body', 'kind', 'name', 'seats', 'termMonths');
    const scope = scopeOf(locals);
    try {
      // Its names in other languages stay as they are.
      const before = body ? (await bodiesOf(scope, params.alliance, now())).find(({ bodyId }) => bodyId === body)?.names : {};
      if (!before) return notFoundPage();
      const { [locals.locale]: _, ...others } = before;
      await execute(saveBody, scope, { allianceId: params.alliance, ...(body && { bodyId: body }), kind: values.kind, names: { ...others, ...(values.name.trim() && { [locals.locale]: values.name }) }, seats: numberOrNull(values.seats), termMonths: numberOrNull(values.termMonths) });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: body ? `body ${body}` : 'body' });
    }
    return done(locals, params.alliance);
  },
  term: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'body', 'person', 'role', 'from', 'until', 'consent');
    try {
      const personId = personNamed(await eligible(locals, params.alliance, now()), values.person, 'personId');
      await execute(beginTerm, scopeOf(locals), { bodyId: values.body, personId, role: values.role, from: values.from, until: values.until || undefined, consentOn: values.consent === 'yes' ? now() : null });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: `term ${values.body}` });
    }
    return done(locals, params.alliance);
  },
  change: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'term', 'do', 'role');
    try {
      await execute(changeTerm, scopeOf(locals), { termId: values.term, ...(values.do === 'end' ? { until: now() } : values.do === 'role' ? { role: values.role } : { consentOn: values.do === 'consent' ? now() : null }) });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'change' });
    }
    return done(locals, params.alliance);
  },
  takeback: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'election');
    try {
      await execute(takeBackElection, scopeOf(locals), { electionId: values.election });
    } catch (caught) {
      return failed(caught, locals, values);
    }
    return done(locals, params.alliance);
  },
  election: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'body', 'heldOn', 'beginsOn', 'seats', 'entitled', 'ballots', 'note', 'replacesAll', ...Array.from({ length: lines }, (_, at) => [`candidate_${at}`, `votes_${at}`, `lot_${at}`]).flat());
    try {
      await execute(recordElection, scopeOf(locals), { bodyId: values.body, ...electionFrom(values, await eligible(locals, params.alliance, now())) });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: `election ${values.body}` });
    }
    return done(locals, params.alliance);
  },
};
