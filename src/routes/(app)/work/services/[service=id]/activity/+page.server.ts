import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { mayChangeServices } from '#modules/services/access.ts';
import { serviceOf } from '#modules/services/whole-queries.ts';
import { linkSessions, stateSupport, unlinkSessions, withdrawSupport } from '#modules/services/support/commands.ts';
import { activityOf } from '#modules/services/support/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

const today = () => new Date().toISOString().slice(0, 10);

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { hsds, names, openedOn } = await serviceOf(scope, params.service);
  return { service: { id: hsds.id, name: hsds.name, names, openedOn }, ...(await activityOf(scope, params.service, today())), today: today(), mayChange: mayChangeServices(scope), isDone: url.searchParams.has('done') };
};

type Asked = { request: Request; locals: App.Locals; params: { service: string }; url: URL };
const acting = (form: string, work: (asked: Asked, values: Record<string, string>) => Promise<unknown>, ...names: string[]) => async (asked: Asked) => {
  const values = await textsOf(asked.request, ...names);
  try {
    await work(asked, values);
  } catch (error) {
    return failed(error, asked.locals, { ...values, form });
  }
  redirect(303, `${asked.url.pathname}?done`);
};

export const actions: Actions = {
  support: acting('support', ({ locals, params }, { isClub, ...values }) => execute(stateSupport, scopeOf(locals), { ...values, isClub: isClub === 'yes', serviceId: params.service }), 'programmeId', 'state', 'isClub', 'happenedOn', 'what'),
  withdraw: acting('withdraw', ({ locals, params }, values) => execute(withdrawSupport, scopeOf(locals), { ...values, serviceId: params.service }), 'evidenceId', 'reason'),
  link: acting('link', ({ locals, params }, values) => execute(linkSessions, scopeOf(locals), { ...values, serviceId: params.service }), 'seriesId'),
  unlink: acting('unlink', ({ locals, params }, values) => execute(unlinkSessions, scopeOf(locals), { ...values, serviceId: params.service }), 'seriesId'),
};
