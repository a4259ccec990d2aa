/** What the form of the questionnaire shows at one of its steps, and what a posted step says: by the link of a letter and from paper alike. Pure. */
import { notFound } from '#platform/problem.ts';
import type { Translate } from '#platform/words/translate.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import type { Step } from './answering.ts';
import { answered, entryIn, entryTexts, existsIn, figureTexts, placeIn, type Texts, type Wrong } from './form.ts';
import { kindsOf } from './kinds.ts';
import { doubtsIn } from './plausible.ts';
import { kindName, sayChoice, sayFigure } from './say.ts';
import { currencyOf, isMoney, placeFigures, serviceChoices, serviceFigures, type Answers, type Figure, type ServiceChoice } from './shape.ts';

export interface Beside {
  /** "2024" or "version 1": what stands before each earlier answer. */
  label: string;
  year: number;
  answers: Answers;
}

/**
 * Everything a page needs to draw the step.
 * @param wanted the step of the address: `place`, `exists` or the id of a service; anything else is the overview
 * @param beside an earlier answer, shown beside each field as a hint and never put into it
 * @param before the answers about the year asked about before, which doubts compare with
 */
export function shownStep({ place, year, current, beside, before, wanted }: { place: string; year: number; current: Answers; beside: Beside | null; before: Answers | null; wanted: string | null }, t: Translate) {
  const { country } = unitById(place)!;
  const currency = currencyOf(country, year);
  const entry = current.services.find(({ id }) => id === wanted) ?? null;
  const step = entry ? ('service' as const) : wanted === 'place' || wanted === 'exists' ? wanted : ('start' as const);
  const kinds = kindsOf(country).map(({ code }) => ({ code, name: kindName(code, t), exists: current.exists[code] ?? null, entries: current.services.filter((one) => one.kind === code).map((one) => ({ id: one.id, name: one.provider_name, ...answered(one) })) }));
  return {
    step, kinds, currency,
    placeDone: Object.keys(current.place).length, placeAll: placeFigures.length, existsDone: kinds.filter(({ exists }) => exists).length,
    entry: entry && { id: entry.id, kind: kindName(entry.kind, t), name: entry.provider_name, siblings: current.services.filter((one) => one.kind === entry.kind).length },
    texts: step === 'service' ? entryTexts(entry!) : step === 'place' ? figureTexts(current.place) : {},
    hints: beside ? hintsOf(step, entry, beside, country, t) : {},
    doubts: step !== 'start' ? [] : doubtsIn(current, before).map((one) => ({ ...one, remark: current.remarks[one.key] ?? '', about: one.entry ? kindName(current.services.find(({ id }) => id === one.entry)!.kind, t) : null, values: Object.fromEntries(Object.entries(one.values).map(([name, value]) => [name, isMoney(one.field) ? sayFigure(one.field, value || 0, currency, t) : String(value)])) as Record<string, string>, step: one.entry ?? (one.field.startsWith('exists_') ? 'exists' : 'place') })),
  };
}
export type ShownStep = ReturnType<typeof shownStep>;

/** Field → "2024: 41". */
function hintsOf(step: 'service' | 'place' | 'exists' | 'start', entry: Answers['services'][number] | null, { label, year, answers }: Beside, country: Parameters<typeof currencyOf>[0], t: Translate): Record<string, string> {
  const currency = currencyOf(country, year);
  const figure = (name: string, value: Figure | undefined) => (value === undefined || value === 'unknown' ? null : sayFigure(name, value, currency, t));
  const hints: [string, string | null][] = [];
  if (step === 'place') hints.push(...placeFigures.map((name): [string, string | null] => [name, figure(name, answers.place[name])]));
  if (step === 'exists') hints.push(...kindsOf(country).map(({ code }): [string, string | null] => [`exists_${code}`, answers.exists[code] ? t(`coverage.answer_${answers.exists[code]}`) : null]));
  if (step === 'service') {
    const same = answers.services.filter((one) => one.kind === entry!.kind);
    const earlier = same.find((one) => one.provider_name === entry!.provider_name) ?? same[0];
    if (earlier) {
      hints.push(...serviceFigures.map((name): [string, string | null] => [name, figure(name, earlier.figures[name])]), ['provider_name', earlier.provider_name], ['licence_valid_until', earlier.licence_valid_until]);
      for (const name of Object.keys(serviceChoices) as ServiceChoice[]) {
        const chosen = earlier.choices[name];
        if (chosen && chosen !== 'unknown') hints.push([name, sayChoice(name, chosen, t)]);
      }
    }
  }
  return Object.fromEntries(hints.filter(([, text]) => text).map(([name, text]) => [name, `${label}: ${text}`]));
}

export interface PostedStep {
  input: Step;
  wrong: Wrong[];
  /** Where the form goes on to, `added` being the service that was added. */
  next: (added: string | null) => string;
}
export const stepNames = ['place', 'exists', 'service', 'add', 'remove', 'remarks'] as const;

/** What the posted form of a step says. @throws 404 for a service that is not there */
export function postedStep(step: (typeof stepNames)[number], texts: Texts, place: string, current: Answers): PostedStep {
  const to = (next: string, input: Step, wrong: Wrong[] = []): PostedStep => ({ input, wrong, next: () => next });
  if (step === 'place') return to('?step=exists', { step, place: placeIn(texts).found }, placeIn(texts).wrong);
  if (step === 'exists') return to('?saved#services', { step, exists: existsIn(kindsOf(unitById(place)!.country).map(({ code }) => code), texts) });
  if (step === 'add') return { input: { step, kind: texts.kind ?? '' }, wrong: [], next: (added) => `?step=${added}` };
  if (step === 'remove') return to('?saved#services', { step, entryId: texts.entry ?? '' });
  if (step === 'remarks') return to('?saved#doubts', { step, remarks: Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (name.startsWith('remark ') ? [[name.slice(7), text.trim()]] : []))) });
  const before = current.services.find(({ id }) => id === texts.entry);
  if (!before) throw notFound();
  const { found, wrong } = entryIn(before, texts);
  return to('?saved#services', { step, entry: found }, wrong);
}

/** A posted form as text; a file where text belongs counts as nothing. */
export const textsOfForm = (form: FormData): Record<string, string> => Object.fromEntries([...form].filter((field): field is [string, string] => typeof field[1] === 'string'));
