import { execute } from '#platform/command/command.ts';
import { accountNames } from '#platform/session/members/queries.ts';
import { mayModerate } from '#modules/proposals/access.ts';
import { decide, withdrawProposal } from '#modules/proposals/commands.ts';
import { proposalOf } from '#modules/proposals/queries.ts';
import { failed, scopeOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const proposal = await proposalOf(scope, params.proposal);
  return {
    proposal,
    names: await accountNames(scope, [proposal.accountId, proposal.decidedBy].filter((id) => id !== null)),
    moderates: mayModerate(scope),
    isOwn: scope.actor.kind === 'account' && scope.actor.id === proposal.accountId,
    isSent: url.searchParams.has('sent'),
  };
};

export const actions: Actions = {
  decide: async ({ request, locals, params }) => {
    const form = await request.formData();
    const sentence = String(form.get('sentence') ?? '').trim();
    const take = form.get('what') === 'back' ? [] : form.getAll('take').map(String);
    const seen = Object.fromEntries(take.map((field) => [field, String(form.get(`seen:${field}`) ?? '').replace(/\r\n/g, '\n')]));
    try {
      const { state } = await execute(decide, scopeOf(locals), { proposalId: params.proposal, take, seen, sentence: sentence || null });
      return { decided: state };
    } catch (error) {
      return failed(error, locals, { sentence, take: take.join('\n') });
    }
  },
  withdraw: async ({ locals, params }) => {
    try {
      await execute(withdrawProposal, scopeOf(locals), { proposalId: params.proposal });
      return { withdrawn: true };
    } catch (error) {
      return failed(error, locals);
    }
  },
};
