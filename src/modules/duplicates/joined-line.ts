/** A joining that changed a figure, as a sentence. Pure. */
import { formatDay } from '#platform/words/format.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { JoinedEntries } from '#modules/results/joined/queries.ts';
import { whoOf } from './who.ts';

/** "… and … were joined on … by …", for those who may see both names. */
export function joinedLine({ entry, into, joinedAt, joinedBy, separatedAt, separatedBy }: JoinedEntries, names: Readonly<Record<string, string>>, t: Translate): string {
  const said = (at: Date, by: string) => ({ entry, into, day: formatDay(t.locale, at.toISOString().slice(0, 10)), who: whoOf(by, names, t) });
  return separatedAt ? t('figure.separated_by', said(separatedAt, separatedBy ?? joinedBy)) : t('figure.joined_by', said(joinedAt, joinedBy));
}

/** A reason to begin with for an erratum, which everybody may read: organisations by name, people only by how many. */
export function publicReason(entries: readonly JoinedEntries[], t: Translate): string {
  const day = (at: Date) => formatDay(t.locale, at.toISOString().slice(0, 10));
  const organisations = entries.filter(({ kind }) => kind === 'organisation');
  const people = entries.filter(({ kind, separatedAt }) => kind === 'person' && !separatedAt).length;
  const parted = entries.filter(({ kind, separatedAt }) => kind === 'person' && separatedAt).length;
  return [
    ...organisations.map(({ entry, into, joinedAt, separatedAt }) => (separatedAt ? t('figure.separated_on', { entry, into, day: day(separatedAt) }) : t('figure.joined_on', { entry, into, day: day(joinedAt) }))),
    ...(people ? [t('figure.joined_people', { n: people })] : []),
    ...(parted ? [t('figure.separated_people', { n: parted })] : []),
  ].join(' ');
}
