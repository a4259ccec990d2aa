/** Between the fields of the forms and their shapes. Pure. */
import { Problem } from '#platform/problem.ts';
import type { Locale } from '#platform/words/locales.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { nameOf } from '#modules/places/names.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import type { OwnRegistration } from './queries.ts';
import type { Form, Question, Quota } from './shape.ts';

export type Texts = Record<string, string>;

/** Every field as it was typed, to be shown again. */
export function textsIn(form: FormData): Texts {
  const texts: Texts = {};
  for (const [name, value] of form) if (typeof value === 'string' && name !== 'altcha') texts[name] = value.slice(0, 5_000);
  return texts;
}

/** Who comes, as the commands want it. */
export function delegateIn(texts: Texts) {
  const value = (name: string) => texts[name]?.trim() || null;
  return {
    given: value('given') ?? '', surname: value('surname') ?? '', email: value('email') ?? '', phone: value('phone'), role: value('role'), needsAccess: value('needsAccess'), needsFood: value('needsFood'),
    photoConsent: texts.photoConsent === 'yes', listConsent: texts.listConsent === 'yes',
    answers: Object.fromEntries(Object.entries(texts).flatMap(([name, answer]) => (name.startsWith('q_') ? [[name.slice(2), answer.slice(0, 2_000)]] : []))),
  };
}

/** What stands in the fields of somebody who is registered. */
export const toTexts = (one: OwnRegistration): Texts => ({
  given: one.given, surname: one.surname, email: one.email, phone: one.phone ?? '', role: one.role ?? '', needsAccess: one.needsAccess ?? '', needsFood: one.needsFood ?? '', photoConsent: one.photoConsent ? 'yes' : '', listConsent: one.listConsent ? 'yes' : '',
  ...Object.fromEntries(Object.entries(one.answers).map(([id, answer]) => [`q_${id}`, answer])),
});

const SPARE = 2;

/** What stands in the fields of the coordinator's own form; `language` is the one texts are written in. */
export function settingsOf(form: Form | null, language: Locale): { texts: Texts; rows: number } {
  const questions = form?.questions ?? [];
  const texts: Texts = {
    isOpen: !form || form.isOpen ? 'yes' : '', closesOn: form?.closesOn ?? '', intro: form?.intro[language] ?? '', perOrganisation: String(form?.perOrganisation ?? ''), perMunicipality: String(form?.perMunicipality ?? ''), retentionDays: String(form?.retentionDays ?? 90),
    quotas: (form?.quotas ?? []).flatMap(({ of, id, seats }) => (of === 'municipality' ? [`${nameOf(unitById(id)!, language)} = ${seats}`] : [])).join('\n'),
  };
  for (const [n, { id, kind, titles, required, options }] of questions.entries()) Object.assign(texts, { [`id_${n}`]: id, [`kind_${n}`]: kind, [`words_${n}`]: titles[language] ?? Object.values(titles)[0] ?? '', [`required_${n}`]: required ? 'yes' : '', [`options_${n}`]: options.join('\n') });
  return { texts, rows: questions.length + SPARE };
}

/** The coordinator's form for the command. A question whose words are gone is asked no more; in other languages it stays as it was. @throws Problem for a line or place that is not understood */
export function settingsIn(texts: Texts, { form, language }: { form: Form | null; language: Locale }) {
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
    if (!/^[a-z0-9]{1,20}$/.test(id) || used.has(id)) for (let k = 1; !id || used.has(id) || before.has(id); k++) id = `q${k}`;
    used.add(id);
    questions.push({
      id, kind: (value(`kind_${n}`) ?? 'text') as Question['kind'], titles: { ...before.get(id)?.titles, [language]: words }, required: texts[`required_${n}`] === 'yes',
      options: (texts[`options_${n}`] ?? '').split('\n').map((line) => line.trim()).filter(Boolean),
    });
  }
  return {
    isOpen: texts.isOpen === 'yes', closesOn: value('closesOn'), intro: value('intro') ? { ...intro, [language]: value('intro')! } : intro, perOrganisation: number('perOrganisation'), perMunicipality: number('perMunicipality'),
    quotas: (texts.quotas ?? '').split('\n').map((line) => line.trim()).filter(Boolean).map(quotaIn), questions, retentionDays: number('retentionDays') ?? 90,
  };
}

function quotaIn(line: string): Quota {
  const [, name, seats] = /^(.+?)\s*=\s*(\d{1,5})$/.exec(line) ?? [];
  if (!name) throw new Problem(422, 'registration.quota_line', { text: line }, 'quotas');
  const { decision, best } = decide(whichPlace(name));
  if (decision !== 'sure') throw new Problem(422, 'planning.place_unknown', { text: name }, 'quotas');
  return { of: 'municipality', id: best!.municipality ?? best!.unit, seats: Number(seats) };
}
