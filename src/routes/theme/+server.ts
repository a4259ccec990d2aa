import { redirect } from '@sveltejs/kit';
import type { RequestHandler } from './$types';

/** Remembers light, dark or "as on the device", and brings the reader back to the page she chose it on. */
export const POST: RequestHandler = async ({ request, cookies, url }) => {
  const form = await request.formData();
  const theme = form.get('theme');
  if (theme === 'light' || theme === 'dark') {
    cookies.set('kolo_theme', theme, { path: '/', maxAge: 60 * 60 * 24 * 365, sameSite: 'lax', httpOnly: true, secure: url.protocol === 'https:' });
  } else {
    cookies.delete('kolo_theme', { path: '/' });
  }
  // Only a page of our own: "//elsewhere" and "/\elsewhere" would lead away.
  const back = URL.parse(String(form.get('back') ?? '/'), url);
  redirect(303, back && back.origin === url.origin ? back.pathname + back.search : '/');
};
