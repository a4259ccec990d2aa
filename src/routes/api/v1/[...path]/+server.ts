import type { RequestHandler } from '@sveltejs/kit';
import { api } from '#registry';

const handle: RequestHandler = ({ request, locals, getClientAddress }) => {
  const { scope } = locals;
  return api.fetch(request, {
    scope,
    locale: locals.locale,
    caller: scope?.actor.kind === 'account' ? scope.actor.id : getClientAddress(),
  });
};

export const GET = handle;
export const POST = handle;
export const PUT = handle;
export const PATCH = handle;
export const DELETE = handle;
