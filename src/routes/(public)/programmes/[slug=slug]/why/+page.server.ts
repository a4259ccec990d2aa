import { whyNumber } from '#modules/programmes/public/queries.ts';
import { asked } from '#modules/programmes/public/shape.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, url, locals }) => {
  const question = asked.parse(Object.fromEntries(['indicator', 'publication', 'claim', 'reading', 'q', 'known', 'at', 'after'].map((name) => [name, url.searchParams.get(name)])));
  // The same question without the day and without the page of the list: what the form and the links carry along.
  const { indicator, publication, claim, reading, q } = question;
  const same = Object.fromEntries(Object.entries({ indicator, publication, claim, reading: claim ? String(reading) : null, q }).filter((entry): entry is [string, string] => entry[1] !== null));
  return { ...(await whyNumber(params.slug, locals.locale, question, locals.scope)), same, typed: question.at || question.known, after: question.after, today: new Date().toISOString().slice(0, 10) };
};
