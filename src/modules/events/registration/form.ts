/** Between the fields of the forms and their shapes. Pure. */
import { Problem } from '#platform/problem.ts';
import { inLanguage, say } from '#platform/words/localised.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import type { Country } from '#modules/places/shape.ts';
import { placeNamed, writtenName } from '#modules/places/written-name.ts';
import type { Texts } from '../posted.ts';
import { freshId, optionsIn, worded } from '../written-options.ts';
import type { OwnRegistration } from './link-queries.ts';
import { limitedBy } from './quota.ts';
import { offered, type Form, type Question, type Quota } from './shape.ts';

/** What a form asks beside the name and address. */
export interface Asked {
  questions: Question[];
  sex: boolean;
  age: boolean;
  /** What must be said because seats are limited by it. */
  limited: { organisation: boolean; municipality: boolean };
}
export const askedBy = (form: Form): Asked => ({ questions: form.questions, sex: form.asksSex, age: form.asksAge, limited: limitedBy(form) });

/** Who comes, as the commands want it. */
export function delegateIn(texts: Texts) {
  const value = (name: string) => texts[name]?.trim() || null;
  return {
    given: value('given') ?? '', surname: value('surname') ?? '', email: value('email') ?? '', phone: value('phone'), role: value('role'), needsAccess: value('needsAccess'), needsFood: value('needsFood'),
    sex: value('sex'), ageGroup: value('ageGroup'),
    answers: Object.fromEntries(Object.entries(texts).flatMap(([name, answer]) => (name.startsWith('q_') ? [[name.slice(2), answer.slice(0, 2_000)]] : []))),
  };
}

/** What she agrees to. */
export const consentsIn = (texts: Texts) => ({ photoConsent: texts.photoConsent === 'yes', listConsent: texts.listConsent === 'yes' });

/** What stands in the fields of somebody who is registered. */
export const toTexts = (one: OwnRegistration): Texts => ({
  given: one.given, surname: one.surname, email: one.email, phone: one.phone ?? '', role: one.role ?? '', needsAccess: one.needsAccess ?? '', needsFood: one.needsFood ?? '', photoConsent: one.photoConsent ? 'yes' : '', listConsent: one.listConsent ? 'yes' : '', sex: one.sex ?? '', ageGroup: one.ageGroup ?? '',
  ...Object.fromEntries(Object.entries(one.answers).map(([id, answer]) => [`q_${id}`, answer])),
});

const SPARE = 2;

/** What stands in the fields of the coordinator's own form; `language` is the one texts are written in. @param days how long a new form offers to keep what is written into it @param country of the network */
export function settingsOf(form: Form | null, { language, days, country }: { language: Locale; days: number; country: Country | null }): { texts: Texts; rows: number } {
  const questions = form?.questions ?? [];
  const texts: Texts = {
    isOpen: !form || form.isOpen ? 'yes' : '', closesOn: form?.closesOn ?? '', intro: form?.intro[language] ?? '', perOrganisation: String(form?.perOrganisation ?? ''), perMunicipality: String(form?.perMunicipality ?? ''), retentionDays: String(form?.retentionDays ?? days), asksSex: form?.asksSex ? 'yes' : '', asksAge: form?.asksAge ? 'yes' : '',
    quotas: (form?.quotas ?? []).flatMap(({ of, id, seats }) => (of === 'municipality' ? [`${writtenName(id, { country, locale: language })} = ${seats}`] : [])).join('\n'),
  };
  for (const [n, { id, kind, titles, required, options }] of questions.entries()) Object.assign(texts, { [`id_${n}`]: id, [`kind_${n}`]: kind, [`words_${n}`]: say(titles, language), [`required_${n}`]: required ? 'yes' : '', [`options_${n}`]: offered({ options }).map((one) => say(one.titles, language)).join('\n') });
  return { texts, rows: questions.length + SPARE };
}

/** The languages in which something of a question is still said in another one; Serbian in Latin letters follows from Cyrillic. */
export const unwrittenIn = (questions: readonly Question[]): Locale[] =>
  locales.filter((locale) => questions.some(({ titles, options }) => [titles, ...offered({ options }).map((one) => one.titles)].some((texts) => inLanguage(texts, locale)?.lang !== locale)));

/** The coordinator's form for the command. A question whose words are gone is asked no more; in other languages it stays as it was. An option that is offered no more stays for those who chose it. @throws Problem for a line or place that is not understood */
export function settingsIn(texts: Texts, { form, language, country }: { form: Form | null; language: Locale; country: Country | null }) {
  const value = (name: string) => texts[name]?.trim() || null;
  const number = (name: string) => (value(name) === null ? null : Number(value(name)));
  const { [language]: _, ...intro } = form?.intro ?? {};
  const before = new Map((form?.questions ?? []).map((one) => [one.id, one]));
  const used = new Set<string>();
  const questions: Question[] = [];
  for (let n = 0; n < 32 && `words_${n}` in texts; n++) {
    const words = value(`words_${n}`);
    if (!words) continue;
    let id = value(`id_${n}`) ?? '';
    if (!before.has(id) || used.has(id)) id = freshId('q', (one) => used.has(one) || before.has(one));
    used.add(id);
    const options = before.get(id)?.options ?? [];
    const lines = (texts[`options_${n}`] ?? '').split('\n').map((line) => line.trim()).filter(Boolean);
    const written = optionsIn(lines, offered({ options }), language, options.filter(({ gone }) => gone));
    questions.push({
      id, kind: (value(`kind_${n}`) ?? 'text') as Question['kind'], titles: worded(before.get(id)?.titles, words, language), required: texts[`required_${n}`] === 'yes',
      options: [...written, ...options.filter((one) => !written.some(({ id }) => id === one.id)).map((one) => ({ ...one, gone: true as const }))],
    });
  }
  return {
    isOpen: texts.isOpen === 'yes', closesOn: value('closesOn'), intro: value('intro') ? { ...intro, [language]: value('intro')! } : intro, perOrganisation: number('perOrganisation'), perMunicipality: number('perMunicipality'),
    quotas: (texts.quotas ?? '').split('\n').map((line) => line.trim()).filter(Boolean).map((line) => quotaIn(line, country)), questions, asksSex: texts.asksSex === 'yes', asksAge: texts.asksAge === 'yes', retentionDays: number('retentionDays') ?? 0,
  };
}

function quotaIn(line: string, country: Country | null): Quota {
  const [, name, seats] = /^(.+?)\s*=\s*(\d{1,5})$/.exec(line) ?? [];
  if (!name) throw new Problem(422, 'registration.quota_line', { text: line }, 'quotas');
  const id = placeNamed(name, { country });
  if (!id) throw new Problem(422, 'planning.place_unknown', { text: name }, 'quotas');
  return { of: 'municipality', id, seats: Number(seats) };
}
