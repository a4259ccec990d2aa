/** The questionnaire's forms: fields as a person filled them in ↔ answers. Pure. */
import { InvalidInput } from '#platform/problem.ts';
import { atMost, existence, isMoney, isWhole, placeFigures, sections, serviceChoices, serviceFigures, type Entry, type Existence, type Figure, type PlaceFigure, type ServiceChoice, type ServiceFigure } from './shape.ts';

export type Texts = Readonly<Record<string, string>>;
export type Section = keyof typeof sections;
export interface Wrong {
  field: string;
  /** Key of the sentence. */
  code: 'coverage.number' | 'coverage.comma' | 'coverage.whole' | 'coverage.too_much' | 'coverage.both' | 'coverage.day';
  details?: Record<string, number>;
}

/**
 * A number, "none" or "we do not know". Beside the number's text there is a choice (`<name>_is`): `number`, `none` or `unknown`. Nothing written and nothing chosen is not answered.
 * A number is written as people write it: 1.234,5 or 1 234,5 or 1234.5.
 * What is wrong comes back beside it.
 */
export function figureIn(name: PlaceFigure | ServiceFigure, texts: Texts): { value: Figure | undefined; wrong?: Wrong } {
  const text = (texts[name] ?? '').trim();
  const chosen = texts[`${name}_is`];
  if (chosen === 'none' || chosen === 'unknown') return text && !/^0+$/.test(text) ? { value: undefined, wrong: { field: name, code: 'coverage.both' } } : { value: chosen === 'none' ? 0 : 'unknown' };
  if (!text) return { value: undefined };
  const value = numberIn(text);
  if ((isWhole(name) || isMoney(name)) && mayBeThousands(text)) return { value: undefined, wrong: { field: name, code: 'coverage.comma' } };
  if (value === null || value < 0) return { value: undefined, wrong: { field: name, code: 'coverage.number' } };
  if (isWhole(name) && !Number.isInteger(value)) return { value: undefined, wrong: { field: name, code: 'coverage.whole' } };
  const most = atMost[name as ServiceFigure];
  if (most !== undefined && value > most) return { value: undefined, wrong: { field: name, code: 'coverage.too_much', details: { most } } };
  return { value };
}

/**
 * A number as people here write it: a comma separates decimals, points or spaces the thousands; "1.234" is one thousand, "12,333" twelve and a third. Written the English way it is
 * understood where it can mean nothing else: "1,234,567" and "1,234.5". No thousands begin with a zero.
 */
export function numberIn(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f']/g, '');
  if (/^(\d+|[1-9]\d{0,2}(\.\d{3})+)(,\d+)?$/.test(plain)) return Number(plain.replaceAll('.', '').replace(',', '.'));
  if (/^(\d+|[1-9]\d{0,2}(,\d{3})+)\.\d+$/.test(plain) || /^[1-9]\d{0,2}(,\d{3}){2,}$/.test(plain)) return Number(plain.replaceAll(',', ''));
  return null;
}

/** "17,000" is seventeen to whom a comma separates decimals and seventeen thousand to others: of people and of money, where nobody gives three decimals, it is asked back. */
export const mayBeThousands = (text: string): boolean => /^[1-9]\d{0,2},\d{3}$/.test(text.trim());

const figures = <Name extends PlaceFigure | ServiceFigure>(names: readonly Name[], texts: Texts) => {
  const found: Partial<Record<Name, Figure>> = {};
  const wrong: Wrong[] = [];
  for (const name of names) {
    const one = figureIn(name, texts);
    if (one.wrong) wrong.push(one.wrong);
    else if (one.value !== undefined) found[name] = one.value;
  }
  return { found, wrong };
};

export const placeIn = (texts: Texts) => figures(placeFigures, texts);

/** Whether each kind existed; a kind nobody chose anything for is not answered. */
export const existsIn = (kinds: readonly string[], texts: Texts): Record<string, Existence> =>
  Object.fromEntries(kinds.flatMap((kind) => (existence.safeParse(texts[`exists_${kind}`]).success ? [[kind, texts[`exists_${kind}`] as Existence]] : [])));

/** One service as the form says it. */
export function entryIn(before: Entry, texts: Texts): { found: Entry; wrong: Wrong[] } {
  const { found, wrong } = figures(serviceFigures, texts);
  const chosen = Object.fromEntries((Object.keys(serviceChoices) as ServiceChoice[]).flatMap((name) => ([...serviceChoices[name], 'unknown'] as string[]).includes(texts[name] ?? '') ? [[name, texts[name]]] : []));
  const until = (texts.licence_valid_until ?? '').trim();
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(until) && !Number.isNaN(Date.parse(until));
  if (until && !isDay) wrong.push({ field: 'licence_valid_until', code: 'coverage.day' });
  return { found: { id: before.id, kind: before.kind, figures: found, choices: chosen as Entry['choices'], provider_name: (texts.provider_name ?? '').trim().slice(0, 300) || null, licence_valid_until: isDay ? until : null }, wrong };
}

/** What is wrong, as a problem whose sentences stand beside the fields. */
export const wrongFields = (wrong: readonly Wrong[]): InvalidInput => new InvalidInput(wrong.map(({ field, code, details }) => ({ path: field, message: code.replace('.', '.problem_'), code, ...(details && { details }) })));

/** The form's texts for answers that are there. */
export function figureTexts(values: Partial<Record<string, Figure>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : value === 'unknown' || value === 0 ? [[`${name}_is`, value === 0 ? 'none' : 'unknown']] : [[name, String(value).replace('.', ',')], [`${name}_is`, 'number']])));
}
export const entryTexts = ({ figures: values, choices, provider_name, licence_valid_until }: Entry): Record<string, string> => ({ ...figureTexts(values), ...(choices as Record<string, string>), provider_name: provider_name ?? '', licence_valid_until: licence_valid_until ?? '' });

/** How many of a step's questions are answered ("we do not know" is an answer). */
export const answered = (one: Entry): { done: number; all: number } => ({
  done: Object.keys(one.figures).length + Object.keys(one.choices).length + (one.provider_name ? 1 : 0) + (one.licence_valid_until || !['full', 'limited'].includes(one.choices.licence_status ?? '') ? 1 : 0),
  all: serviceFigures.length + Object.keys(serviceChoices).length + 2,
});
