import type { Handle } from '@sveltejs/kit/hooks';

/** The style of the element in which Kit's router tells screen readers of a new page (runtime/components/root.svelte): an attribute, so that no nonce can allow it. */
const announcer = "'unsafe-hashes' 'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo='";

/** Pages that live in the browser (the door alone) have Kit's router; this one attribute and no other is allowed there. Every other page keeps the policy without exceptions. */
export const announced: Handle = async ({ event, resolve }) => {
  const response = await resolve(event);
  const policy = event.route.id?.endsWith('/door') ? response.headers.get('content-security-policy') : null;
  if (policy) response.headers.set('content-security-policy', policy.replace(/style-src [^;]*/, (rule) => `${rule} ${announcer}`));
  return response;
};
