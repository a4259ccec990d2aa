/** Between the fields of the forms and their shapes. Pure. */
import { seenMark } from '#platform/command/seen.ts';
import { InvalidInput, Problem, type Issue } from '#platform/problem.ts';
import { inLanguage, say } from '#platform/words/localised.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import type { WordKey } from '#platform/words/translate.ts';
import type { Country } from '#modules/places/shape.ts';
import { placeNamed, writtenName } from '#modules/places/written-name.ts';
import type { Texts } from '../posted.ts';
import { freshId, optionsIn, worded } from '../written-options.ts';
import type { OwnRegistration } from './link-queries.ts';
import { unfit } from './answers.ts';
import { limitedBy } from './quota.ts';
import { offered, type Answers, type Form, type Question, type Quota } from './shape.ts';

/** What a form asks beside the name and address. */
export interface Asked {
  questions: Question[];
  sex: boolean;
  age: boolean;
  /** What must be said because seats are limited by it. */
  limited: { organisation: boolean; municipality: boolean };
}
export const askedBy = (form: Form): Asked => ({ questions: form.questions, sex: form.asksSex, age: form.asksAge, limited: limitedBy(form) });

/** The mark of a form as it was said; that there is none yet has one too. */
export const markOf = (form: Form | null): string =>
  seenMark(form && [form.isOpen, form.closesOn, form.intro, form.perOrganisation, form.perMunicipality, form.quotas, form.questions, form.asksSex, form.asksAge, form.retentionDays]);

/** Who comes, as the commands want it. */
export function delegateIn(texts: Texts) {
  const value = (name: string) => texts[name]?.trim() || null;
  return {
    given: value('given') ?? '', surname: value('surname') ?? '', email: value('email') ?? '', phone: value('phone'), role: value('role'), needsAccess: value('needsAccess'), needsFood: value('needsFood'),
    sex: value('sex'), ageGroup: value('ageGroup'),
    answers: Object.fromEntries(Object.entries(texts).flatMap(([name, answer]) => (name.startsWith('q_') ? [[name.slice(2), answer.slice(0, 2_000)]] : []))),
  };
}

interface Said {
  organisationText?: string | null;
  placeText?: string | null;
  answers: Answers;
}

/** What this form asks and she left out or cannot mean, in the order of the fields. */
export function missingIn({ questions, limited }: Asked, { organisationText = null, placeText = null, answers }: Said, { isInvited = false, chosen = {} }: { isInvited?: boolean; chosen?: Answers } = {}): Issue[] {
  const issue = (path: string, message: string): Issue => ({ path, message, code: 'custom' });
  return [
    ...(!isInvited && limited.organisation && !organisationText?.trim() ? [issue('organisationText', 'registration.problem_organisation_missing')] : []),
    ...(!isInvited && limited.municipality && !placeText?.trim() ? [issue('placeText', 'registration.problem_place_missing')] : []),
    ...unfit(questions, answers, chosen),
  ];
}

/** All that is wrong at once: the shape of what is written refuses before anybody has asked what this form wants to know. @param caught what was thrown; @param missing by `missingIn` */
export const withMissing = (caught: unknown, missing: readonly Issue[]): unknown =>
  caught instanceof InvalidInput ? new InvalidInput([...caught.issues, ...missing.filter(({ path }) => !caught.issues.some((one) => one.path === path))]) : caught;

/** How the fields of a form are called, for a list of what is wrong with them. */
export const labelsOf = ({ questions }: Asked, { t, locale }: { t: (key: WordKey) => string; locale: Locale }): Record<string, string> => ({
  given: t('registration.given'), surname: t('registration.surname'), email: t('registration.email'), phone: t('registration.phone'), organisationText: t('registration.organisation'), placeText: t('registration.place_asked'), role: t('registration.role'),
  sex: t('registration.sex'), ageGroup: t('registration.age'), needsAccess: t('registration.needs_access'), needsFood: t('registration.needs_food'), ...Object.fromEntries(questions.map(({ id, titles }) => [`q_${id}`, say(titles, locale)])),
});

/** What she agrees to. */
export const consentsIn = (texts: Texts) => ({ photoConsent: texts.photoConsent === 'yes', listConsent: texts.listConsent === 'yes' });

/** Whom a coordinator puts on the list, as the command wants it. */
export function byHandIn(texts: Texts) {
  const value = (name: string) => texts[name]?.trim() || null;
  const delegate = delegateIn(texts);
  return {
    ...delegate, ...consentsIn(texts), email: delegate.email || null, invitationId: value('invitation'), organisationText: value('organisation'), placeText: value('place'), locale: value('language'),
    byHand: { registrationId: value('registration'), consent: value('consent') },
  };
}

/** What stands in the fields of somebody who is registered. */
export const toTexts = (one: OwnRegistration): Texts => ({
  given: one.given, surname: one.surname, email: one.email ?? '', phone: one.phone ?? '', role: one.role ?? '', needsAccess: one.needsAccess ?? '', needsFood: one.needsFood ?? '', photoConsent: one.photoConsent ? 'yes' : '', listConsent: one.listConsent ? 'yes' : '', sex: one.sex ?? '', ageGroup: one.ageGroup ?? '',
  ...Object.fromEntries(Object.entries(one.answers).map(([id, answer]) => [`q_${id}`, [answer].flat().join('\n')])),
});

const SPARE = 2;

/** What stands in the fields of the coordinator's own form; `language` is the one texts are written in. @param days how long a new form offers to keep what is written into it @param country of the network */
export function settingsOf(form: Form | null, { language, days, country }: { language: Locale; days: number; country: Country | null }): { texts: Texts; rows: number; quotas: number } {
  const questions = form?.questions ?? [];
  const texts: Texts = {
    isOpen: !form || form.isOpen ? 'yes' : '', closesOn: form?.closesOn ?? '', intro: form?.intro[language] ?? '', perOrganisation: String(form?.perOrganisation ?? ''), perMunicipality: String(form?.perMunicipality ?? ''), retentionDays: String(form?.retentionDays ?? days), asksSex: form?.asksSex ? 'yes' : '', asksAge: form?.asksAge ? 'yes' : '',
  };
  const quotas = (form?.quotas ?? []).filter(({ of }) => of === 'municipality');
  for (const [n, { id, seats }] of quotas.entries()) Object.assign(texts, { [`quotaPlace_${n}`]: writtenName(id, { country, locale: language }), [`quotaSeats_${n}`]: String(seats) });
  for (const [n, { id, kind, titles, required, options }] of questions.entries()) Object.assign(texts, { [`id_${n}`]: id, [`kind_${n}`]: kind, [`words_${n}`]: say(titles, language), [`required_${n}`]: required ? 'yes' : '', [`options_${n}`]: offered({ options }).map((one) => say(one.titles, language)).join('\n') });
  return { texts, rows: questions.length + SPARE, quotas: quotas.length + SPARE };
}

/** The seats of particular municipalities as one text, a line for each: to be compared. */
export const quotaLines = (texts: Texts): string => rowsOfQuotas(texts).map(({ place, seats }) => `${place}: ${seats}`).join('\n');

function rowsOfQuotas(texts: Texts): { n: number; place: string; seats: string }[] {
  const rows: { n: number; place: string; seats: string }[] = [];
  for (let n = 0; n < 500 && `quotaPlace_${n}` in texts; n++) {
    const row = { n, place: texts[`quotaPlace_${n}`]!.trim(), seats: (texts[`quotaSeats_${n}`] ?? '').trim() };
    if (row.place || row.seats) rows.push(row);
  }
  return rows;
}

/** The languages in which something of a question is still said in another one; Serbian in Latin letters follows from Cyrillic. */
export const unwrittenIn = (questions: readonly Question[]): Locale[] =>
  locales.filter((locale) => questions.some(({ titles, options }) => [titles, ...offered({ options }).map((one) => one.titles)].some((texts) => inLanguage(texts, locale)?.lang !== locale)));

/** The coordinator's form for the command. A question whose words are gone is asked no more; in other languages it stays as it was. An option that is offered no more stays for those who chose it. @throws Problem for a place or number of seats that is not understood */
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
    quotas: [...(form?.quotas ?? []).filter(({ of }) => of !== 'municipality'), ...quotasIn(texts, country)], questions, asksSex: texts.asksSex === 'yes', asksAge: texts.asksAge === 'yes', retentionDays: number('retentionDays') ?? 0,
  };
}

/** @throws Problem for a municipality that is named twice: which number holds would be anybody's guess */
function quotasIn(texts: Texts, country: Country | null): Quota[] {
  const rows = rowsOfQuotas(texts);
  const quotas = rows.map((row) => quotaIn(row, country));
  const twice = quotas.findIndex(({ id }, at) => quotas.findIndex((one) => one.id === id) < at);
  if (twice >= 0) throw new Problem(422, 'registration.quota_twice', { text: rows[twice]!.place }, `quotaPlace_${rows[twice]!.n}`);
  return quotas;
}

function quotaIn({ n, place, seats }: { n: number; place: string; seats: string }, country: Country | null): Quota {
  const id = place ? placeNamed(place, { country }) : null;
  if (!id) throw new Problem(422, place ? 'planning.place_unknown' : 'registration.quota_place_missing', { text: place }, `quotaPlace_${n}`);
  if (!/^\d{1,5}$/.test(seats)) throw new Problem(422, 'registration.quota_seats', { text: place }, `quotaSeats_${n}`);
  return { of: 'municipality', id, seats: Number(seats) };
}
