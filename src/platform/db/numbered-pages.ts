/** Lists whose pages have numbers: those that are ordered by a choice, or searched through as a whole. Counted from 1. Pure. */
export interface Numbered {
  total: number;
  page: number;
  pages: number;
}

/** @param wanted the page somebody asks for; one that is not there becomes the nearest that is */
export function numbered(total: number, wanted: number, size: number): Numbered & { offset: number } {
  const pages = Math.max(1, Math.ceil(total / size));
  const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
  return { total, page, pages, offset: (page - 1) * size };
}
