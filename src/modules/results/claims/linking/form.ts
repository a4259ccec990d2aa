import { Problem } from '#platform/problem.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Query } from '../../shape.ts';
import type { Reading } from '../shape.ts';

/** A reading as a form shows it: nothing chosen yet is possible. */
export interface ReadingForm {
  titles: Localised;
  method: Query['method'] | '';
  where: Query['where'];
  mixRelations: boolean;
}

export const emptyReading: ReadingForm = { titles: {}, method: '', where: {}, mixRelations: false };
export const formOf = ({ query: { method, where, mixRelations }, titles }: Reading): ReadingForm => ({ titles, method, where, mixRelations });

/**
 * The readings of a form, whose fields are called `r0-method`, `r0-kinds`, … Those marked to be left out are gone.
 * @param before what the form was filled with: names of readings in other languages than the reader's stay as they were
 */
export function readingsFrom(form: FormData, locale: Locale, before: readonly ReadingForm[]): ReadingForm[] {
  const count = Math.min(6, Number(form.get('readings')) || 0);
  const readings: ReadingForm[] = [];
  for (let at = 0; at < count; at++) {
    const one = (name: string) => String(form.get(`r${at}-${name}`) ?? '').trim();
    const many = (name: string) => form.getAll(`r${at}-${name}`).map(String).filter(Boolean);
    if (one('drop')) continue;
    const { [locale]: _, ...otherLanguages } = before[at]?.titles ?? {};
    const breakdown = Object.fromEntries([...form.keys()].filter((key) => key.startsWith(`r${at}-is-`)).map((key) => [key.slice(`r${at}-is-`.length), String(form.get(key))]).filter(([, value]) => value));
    const where = {
      eventKinds: many('kinds'),
      seriesIds: many('series'),
      eventIds: many('events'),
      organisationTypes: many('types'),
      relations: many('relations'),
      from: one('from'),
      until: one('until'),
      breakdown,
    };
    readings.push({
      titles: { ...otherLanguages, ...(one('title') && { [locale]: one('title') }) },
      method: one('method') as ReadingForm['method'],
      where: Object.fromEntries(Object.entries(where).filter(([, value]) => Object.keys(value).length > 0)) as Query['where'],
      mixRelations: one('mix') !== '',
    });
  }
  return readings;
}

/** What `claim.link` takes. @throws Problem 422 when no reading says what it counts */
export function toReadings(forms: readonly ReadingForm[]) {
  const chosen = forms.filter(({ method }) => method !== '');
  if (!chosen.length) throw new Problem(422, 'claims.no_reading', {}, 'r0-method');
  return chosen.map(({ titles, method, where, mixRelations }) => ({ titles, query: { method, where, mixRelations } }));
}

/** The note in the reader's language; what stands in others stays. */
export function noteFrom(form: FormData, locale: Locale, before: Localised): Localised {
  const { [locale]: _, ...otherLanguages } = before;
  const note = String(form.get('note') ?? '').trim();
  return { ...otherLanguages, ...(note && { [locale]: note }) };
}
