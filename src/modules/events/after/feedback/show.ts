/** Gaps as pages show them: by name, with links to the event and to the evidence. Pure. */
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Translate } from '#platform/words/translate.ts';
import { countedPlaceName } from '#modules/results/figure/names.ts';
import { isUnresolved } from '#modules/results/places-counted.ts';
import type { Gap } from './gaps.ts';
import type { Feedback, Planned } from './queries.ts';

/** A programme that still runs and has presented nothing yet has not forgotten anybody: it tells the public whom it owes a presentation once it began to present, or is over. */
export const isPresenting = ({ presentations }: Pick<Feedback, 'presentations'>, { status }: { status: string }): boolean => presentations > 0 || status === 'closed';

export interface ShownGap extends Omit<Gap, 'occasions'> {
  name: string;
  /** Only a name so far: it has to be settled which municipality is meant. */
  isUnresolved: boolean;
  occasions: (Gap['occasions'][number] & { titles: Localised; event: string | null; evidence: string | null })[];
  planned: Planned[];
}

/**
 * @param eventAt address of an event's page for this reader; null where she has none
 * @param slug address of the programme, where the evidence behind its figures is open; null where it is not
 */
export function showGap(gap: Gap & { planned?: ShownGap['planned'] }, { occasions, organisations, spellings }: Pick<Feedback, 'occasions' | 'organisations' | 'spellings'>, { locale, eventAt, slug }: { locale: Locale; eventAt: (eventId: string) => string | null; slug: string | null }): ShownGap {
  const organisation = organisations[gap.id];
  return {
    ...gap,
    planned: gap.planned ?? [],
    name: organisation ? say(organisation.names, locale) || organisation.name : countedPlaceName(gap.id, locale, spellings),
    isUnresolved: gap.kind === 'place' && isUnresolved(gap.id),
    occasions: gap.occasions.map((one) => {
      const { of, titles } = occasions[one.occasion]!;
      return { ...one, titles, event: of === 'event' ? eventAt(one.occasion) : null, evidence: slug && gap.kind === 'place' ? `/programmes/${slug}/why?q=${encodeURIComponent(JSON.stringify(proof(gap.id, of, one)))}` : null };
    }),
  };
}

/** The question whose evidence is the one that named this place there. */
const proof = (place: string, of: 'event' | 'series', { occasion, relations }: Gap['occasions'][number]) => ({
  method: 'municipalities',
  where: { [of === 'event' ? 'eventIds' : 'seriesIds']: [occasion], places: [place] },
  mixRelations: relations.length > 1,
});

/** The list as a table for other programs: a row for each time somebody was reached, and why some need no presentation. Days are `YYYY-MM-DD`. */
export function gapTable(open: readonly ShownGap[], waived: readonly (ShownGap & { waiver: { reason: string } })[], t: Translate): string[][] {
  const head = [t('after.feedback_kind'), t('after.feedback_who'), t('after.feedback_why'), t('after.feedback_occasion'), t('after.feedback_first_day'), t('after.feedback_last_day'), t('after.feedback_relations'), t('after.feedback_planned_on'), t('after.feedback_waived')];
  const rows = (gap: ShownGap, reason: string) =>
    gap.occasions.map(({ part, titles, firstDay, lastDay, relations }) => [
      t(gap.kind === 'place' ? 'after.feedback_place' : 'after.feedback_organisation'), gap.name, t(`after.feedback_was_${part}`), say(titles, t.locale), firstDay, lastDay,
      relations.map((relation) => t(`figure.relation_${relation}`)).join('; '), gap.planned.map((one) => one.firstDay).join('; '), reason,
    ]);
  return [head, ...open.flatMap((gap) => rows(gap, '')), ...waived.flatMap((gap) => rows(gap, gap.waiver.reason))];
}
