import type { RequestHandler } from '@sveltejs/kit';
import { hsds } from '#registry';

/** The standard writes the address of what the interface is with a stroke at its end. */
export const trailingSlash = 'ignore';

/** Whoever asks, the answer is the visitors' one. */
export const GET: RequestHandler = ({ request, locals, getClientAddress }) => hsds.fetch(request, { scope: null, locale: locals.locale, caller: getClientAddress() });
