import { api } from '#registry';
import { documentOf } from '#platform/api/document.ts';
import { readDocument } from '#platform/api/reading.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { locale }, url }) => {
  const document = await documentOf(api, locale);
  return { ...readDocument(document, url.origin), description: document.info.description };
};
