import { error } from '@sveltejs/kit';
import { workbook } from '#modules/programmes/demo/workbooks.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = ({ params }) => {
  const file = workbook(params.name);
  if (!file) error(404);
  return new Response(file.bytes, { headers: { 'content-type': file.mediaType, 'content-disposition': `attachment; filename="${params.name}"` } });
};
