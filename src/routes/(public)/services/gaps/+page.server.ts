import { searchOf } from '../map/asked.ts';
import { gapsAsked } from './asked.ts';
import type { PageServerLoad } from './$types';

const perPage = 50;

export const load: PageServerLoad = async ({ url, locals: { locale } }) => {
  const { rows, chosen, counts, heading, options, network } = await gapsAsked(url, locale);
  const pages = Math.max(1, Math.ceil(rows.length / perPage));
  const page = Math.min(pages, Math.max(1, Number(url.searchParams.get('page')) || 1));
  return { chosen, counts, heading, options, network, total: rows.length, page, pages, rows: rows.slice((page - 1) * perPage, page * perPage), search: searchOf(chosen) };
};
