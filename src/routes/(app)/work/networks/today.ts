import { isDay } from '#modules/alliances/membership/day.ts';

/** The day a page is asked for (`?on=`), else today; anything that is no day counts as not asked. */
export function dayOf(url: URL): { day: string; today: string; asked: string | null } {
  const today = new Date().toISOString().slice(0, 10);
  const wanted = url.searchParams.get('on');
  const asked = wanted && isDay(wanted) ? wanted : null;
  return { day: asked ?? today, today, asked: asked === today ? null : asked };
}
