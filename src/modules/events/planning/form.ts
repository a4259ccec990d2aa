/** Between the form of a planned event and its shape. Pure. */
import { isId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import { intlTag, type Locale } from '#platform/words/locales.ts';
import type { Translate } from '#platform/words/translate.ts';
import type { Localised } from '#platform/words/localised.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import type { Country } from '#modules/places/shape.ts';
import { placeNamed, writtenName } from '#modules/places/written-name.ts';
import type { Belongings, Plan } from './queries.ts';

/** Rows for days that are offered at least, and empty ones beyond those in use. */
const ROWS = 4;
const SPARE = 2;

export interface DayRow {
  /** Of a session there is already. */
  sessionId?: string;
  day: string;
  starts: string;
  ends: string;
  title: string;
}

/** What stands in the fields; `language` is the one texts are written in. */
export interface PlanTexts {
  values: Record<string, string>;
  days: DayRow[];
}

/** @param country of the network: the municipality's name is read back as one of it */
export function toForm(plan: Plan | null, language: Locale, country: Country | null): PlanTexts {
  const withHours = new Set(plan?.sessions.map(({ day }) => day));
  const days = [
    ...(plan?.sessions ?? []).map(({ id, day, starts, ends, titles }) => ({ sessionId: id, day, starts, ends, title: titles[language] ?? '' })),
    ...(plan?.days ?? []).filter((day) => !withHours.has(day)).map((day) => ({ day, starts: '', ends: '', title: '' })),
  ].sort((a, b) => (a.day + a.starts < b.day + b.starts ? -1 : 1));
  return {
    values: {
      title: plan?.titles[language] ?? '', kind: plan?.kind ?? 'training', seriesId: plan?.seriesId ?? '', newSeries: '', componentId: plan?.componentId ?? '', levelId: plan?.levelId ?? '', place: plan?.venuePlace ? writtenName(plan.venuePlace, { country, locale: language }) : '',
      venueText: plan?.venueText ?? '', address: plan?.address ?? '', accessibility: plan?.accessibility[language] ?? '', onlineUrl: plan?.onlineUrl ?? '', capacity: plan?.capacity ? String(plan.capacity) : '',
      facilitators: plan?.facilitators.join('\n') ?? '', agenda: plan?.agenda[language] ?? '',
      // Where nobody chose another one, the zone goes with the venue.
      timeZone: plan && plan.timeZone !== plan.usualZone ? plan.timeZone : '',
      host: plan?.parties.find(({ part }) => part === 'host')?.name ?? '', guests: plan?.parties.flatMap(({ part, name }) => (part === 'guest' ? [name] : [])).join('\n') ?? '',
      budgetRef: plan?.budget?.ref ?? '', budgetNarrative: plan?.budget?.narrative ?? '', budgetPlanned: amountFor(plan?.budget?.planned ?? null, language), budgetSpent: amountFor(plan?.budget?.spent ?? null, language), budgetCurrency: plan?.budget?.currency ?? '',
    },
    days: withSpare(days),
  };
}

/** A form begun for a presentation of results in a municipality that was heard and got nothing back; null where that is none. */
export function presentationIn(placeId: string | null, t: Translate, country: Country | null): PlanTexts | null {
  const unit = placeId ? unitById(placeId) : null;
  if (!unit) return null;
  const { values, days } = toForm(null, t.locale, country);
  return { values: { ...values, kind: 'regional-presentation', place: writtenName(unit.id, { country, locale: t.locale }), title: t('after.feedback_presentation_in', { place: nameOf(unit, t.locale) }) }, days };
}

/** A form begun for a new event of a series: of its kind, and of its component. */
export function nextIn(series: Belongings['series'][number], language: Locale, country: Country | null): PlanTexts {
  const { values, days } = toForm(null, language, country);
  return { values: { ...values, kind: series.kind, seriesId: series.id, componentId: series.componentId ?? '' }, days };
}

const withSpare = (days: DayRow[]): DayRow[] => [...days, ...Array.from({ length: Math.max(ROWS - days.length, SPARE) }, () => ({ day: '', starts: '', ends: '', title: '' }))];

/** The fields as somebody filled them, to be shown again. */
export function written(form: FormData): PlanTexts {
  const values: Record<string, string> = {};
  for (const [name, value] of form) if (typeof value === 'string' && !name.includes('_')) values[name] = value.slice(0, 20_000);
  return { values, days: withSpare(rowsOf(form)) };
}

/** Problems of days and sessions at the fields of the rows in which they were written (`ends_2`): the command knows them only by their order. */
export function inRows<One extends { field: string | null }>(problems: readonly One[], { days }: PlanTexts): One[] {
  const rows = { sessions: rowNumbers(days, isSession), days: rowNumbers(days, (row) => !!row.day && !isSession(row)) };
  return problems.map((one) => {
    const [, of, at, part = 'day'] = /^(sessions|days)\.(\d+)(?:\.(day|starts|ends|titles))?/.exec(one.field ?? '') ?? [];
    const row = of === undefined ? undefined : rows[of as keyof typeof rows][Number(at)];
    return row === undefined ? one : { ...one, field: `${part === 'titles' ? 'title' : part}_${row}` };
  });
}

/** What the fields of the rows are called where all that is wrong is listed: "Row 3". */
export const rowLabels = ({ days }: PlanTexts, t: (key: 'planning.row', values: { n: number }) => string): Record<string, string> =>
  Object.fromEntries(days.flatMap((_, n) => ['day', 'starts', 'ends', 'title'].map((part) => [`${part}_${n}`, t('planning.row', { n: n + 1 })])));

/** A row with hours or a title is a session; one with a day alone is a day. */
const isSession = ({ starts, ends, title }: DayRow): boolean => !!(starts || ends || title);
const rowNumbers = (rows: readonly DayRow[], is: (row: DayRow) => boolean): number[] => rows.flatMap((row, n) => (is(row) ? [n] : []));

function rowsOf(form: FormData): DayRow[] {
  const text = (name: string) => String(form.get(name) ?? '').trim().slice(0, 500);
  const rows: DayRow[] = [];
  for (let n = 0; n < 200 && form.has(`day_${n}`); n++) {
    const sessionId = text(`sessionId_${n}`);
    const row = { ...(isId(sessionId) && { sessionId }), day: text(`day_${n}`), starts: text(`starts_${n}`), ends: text(`ends_${n}`), title: text(`title_${n}`) };
    if (row.day || row.starts || row.ends || row.title) rows.push(row);
  }
  return rows;
}

/**
 * What the form asks for, ready for the command; texts in other languages than the form's stay as they are.
 * @throws Problem when the place is not known, with what to do.
 */
export function toInput(form: FormData, { language, plan, programmeId, country }: { language: Locale; plan: Plan | null; programmeId: string; country: Country | null }) {
  const { values } = written(form);
  const value = (name: string) => values[name]?.trim() || null;
  const said = (before: Localised | undefined, text: string | null): Localised => {
    const { [language]: _, ...others } = before ?? {};
    return text ? { ...others, [language]: text } : others;
  };
  const lines = (name: string) => (value(name) ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
  // The sessions of before by their ids, or by day and beginning, so that their titles in other languages stay.
  const before = new Map(plan?.sessions.flatMap((one) => [[`${one.day} ${one.starts}`, one.titles], [one.id, one.titles]]));
  const rows = rowsOf(form);
  const sessions = rows.filter(isSession).map(({ title, ...row }) => ({ ...row, titles: said(before.get(row.sessionId ?? '') ?? before.get(`${row.day} ${row.starts}`), title || null) }));
  return {
    programmeId,
    eventId: plan?.eventId ?? null,
    sequence: plan && /^\d{1,9}$/.test(value('sequence') ?? '') ? Number(value('sequence')) : null,
    titles: said(plan?.titles, value('title')),
    kind: value('kind') ?? '',
    seriesId: value('seriesId'), newSeries: value('newSeries') === null ? null : { [language]: value('newSeries')! }, componentId: value('componentId'), levelId: value('levelId'),
    venuePlace: venueIn(value('place'), country),
    venueText: value('venueText'), address: value('address'),
    accessibility: said(plan?.accessibility, value('accessibility')),
    onlineUrl: value('onlineUrl'),
    capacity: value('capacity') === null ? null : Number(value('capacity')),
    facilitators: lines('facilitators'),
    agenda: said(plan?.agenda, value('agenda')),
    days: rows.filter((row) => !isSession(row)).map(({ day }) => day),
    sessions,
    timeZone: value('timeZone'),
    host: value('host'),
    guests: lines('guests'),
    budget: { ref: value('budgetRef'), narrative: value('budgetNarrative'), planned: amountIn(value('budgetPlanned')), spent: amountIn(value('budgetSpent')), currency: value('budgetCurrency')?.toUpperCase() ?? null },
  };
}

/** An amount as the language writes it; `amountIn` reads it back. */
export const amountFor = (amount: number | null, language: Locale): string =>
  amount === null ? '' : new Intl.NumberFormat(intlTag[language], Number.isInteger(amount) ? { maximumFractionDigits: 0 } : { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(amount);

/** An amount as people here write it: "1250", "1.250,50", "1 250.50"; not a number where it cannot be one. */
export function amountIn(written: string | null): number | null {
  if (!written) return null;
  const plain = written.replace(/[\s\u00a0\u202f]/g, '');
  const [, whole, fraction = ''] = /^(\d{1,3}(?:[.,]\d{3})+|\d{1,12})(?:[.,](\d{1,2}))?$/.exec(plain) ?? [];
  return whole === undefined ? Number.NaN : Number(`${whole.replace(/[.,]/g, '')}.${fraction || '0'}`);
}

function venueIn(text: string | null, country: Country | null): string | null {
  if (!text) return null;
  const placeId = placeNamed(text, { country });
  if (!placeId) throw new Problem(422, 'planning.place_unknown', { text }, 'place');
  return placeId;
}
