import { formatDay, formatDays } from '#platform/words/format.ts';
import { say } from '#platform/words/localised.ts';
import type { Translate } from '#platform/words/translate.ts';
import { zoneName } from '#platform/words/zone.ts';
import { placeName } from '#modules/places/say.ts';
import type { Plan } from '../planning/queries.ts';

/** What whoever comes has to know, for a letter, one thing on a line: what, when and at what hours, where, how one gets in, and by which link one takes part from afar where the plan holds it. */
export function aboutEvent(plan: Plan, t: Translate): string {
  const { locale } = t;
  const isLong = plan.firstDay !== plan.lastDay;
  const accessibility = say(plan.accessibility, locale);
  return [
    say(plan.titles, locale),
    formatDays(locale, plan.firstDay, plan.lastDay),
    // The hours with their day where there are several; a full stop ends a day in some languages, so no comma stands behind it.
    ...plan.sessions.map((one) => [isLong && formatDay(locale, one.day), `${one.starts}–${one.ends}`, say(one.titles, locale)].filter(Boolean).join(' · ')),
    plan.sessions.length ? t('planning.zone', { zone: zoneName(locale, new Date(`${plan.firstDay}T12:00Z`), plan.timeZone) }) : null,
    [plan.venueText, plan.address, plan.venuePlace && placeName(plan.venuePlace, { locale })].filter(Boolean).join(', '),
    accessibility && `${t('planning.accessibility')}: ${accessibility}`,
    plan.onlineUrl && `${t('registration.online')}: ${plan.onlineUrl}`,
  ].filter(Boolean).join('\n');
}
