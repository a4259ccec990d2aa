/** Between the fields of the forms and their shapes. Pure. */
import { inLanguage, say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Kind, Level, Question, QuestionKind } from './shape.ts';

export type Texts = Record<string, string>;
const SPARE = 3;

/** Every field as it was typed, to be shown again; of several answers to one question, each on a line. */
export function textsIn(form: FormData): Texts {
  const texts: Texts = {};
  for (const [name, value] of form) if (typeof value === 'string') texts[name] = [...(name in texts ? [texts[name]!] : []), value.slice(0, 5_000)].join('\n');
  return texts;
}

/** What somebody ticked and wrote: id of the question → texts. */
export const answersIn = (form: FormData): Record<string, string[]> =>
  Object.fromEntries([...new Set(form.keys())].flatMap((name) => (name.startsWith('q_') ? [[name.slice(2), form.getAll(name).flatMap((one) => (typeof one === 'string' ? [one.slice(0, 2_000)] : [])).slice(0, 20)]] : [])));

export const codePartsIn = (texts: Texts) => ({ mother: texts.code_mother ?? '', day: texts.code_day ?? '', place: texts.code_place ?? '', siblings: texts.code_siblings ?? '', more: texts.code_more ?? '' });

/** What stands in the fields of the form for the questions, in one language. A right answer begins with an asterisk. */
export function settingsOf({ intro, questions, months }: { intro: Localised; questions: readonly Question[]; months: number }, language: Locale): { texts: Texts; rows: number } {
  const texts: Texts = { intro: intro[language] ?? '', months: String(months) };
  for (const [n, { id, kind, titles, level, required, options, right }] of questions.entries()) {
    Object.assign(texts, {
      [`id_${n}`]: id, [`place_${n}`]: String(n + 1), [`kind_${n}`]: kind, [`words_${n}`]: say(titles, language), [`level_${n}`]: String(level), [`required_${n}`]: required ? 'yes' : '',
      [`options_${n}`]: options.map((one) => `${right.includes(one.id) ? '* ' : ''}${say(one.titles, language)}`).join('\n'),
    });
  }
  return { texts, rows: questions.length + SPARE };
}

/** The form for the command. A question whose words are gone is asked no more; in the other languages it stays as it was. */
export function settingsIn(texts: Texts, { questions: before, intro: introBefore, kind: of, language }: { questions: readonly Question[]; intro: Localised; kind: Kind; language: Locale }) {
  const value = (name: string) => texts[name]?.trim() || null;
  const known = new Map(before.map((one) => [one.id, one]));
  const used = new Set<string>();
  const questions: { place: number; question: Question }[] = [];
  for (let n = 0; n < 45 && `words_${n}` in texts; n++) {
    const words = value(`words_${n}`);
    if (!words) continue;
    let id = value(`id_${n}`) ?? '';
    if (!known.has(id) || used.has(id)) id = freshId('q', (one) => used.has(one) || known.has(one));
    used.add(id);
    const kind = (value(`kind_${n}`) ?? 'scale') as QuestionKind;
    const { options, right } = kind === 'choice' || kind === 'several' ? optionsIn(texts[`options_${n}`] ?? '', known.get(id)?.options ?? [], language) : { options: [], right: [] };
    questions.push({
      place: Number(value(`place_${n}`)?.replace(',', '.') ?? n + 1) || n + 1,
      question: { id, kind, titles: worded(known.get(id)?.titles, words, language), level: of === 'test' ? 2 : (Number(value(`level_${n}`) ?? (of === 'end' ? 1 : 3)) as Level), required: texts[`required_${n}`] === 'yes', options, right },
    });
  }
  const { [language]: _, ...intro } = introBefore;
  return {
    intro: value('intro') ? { ...intro, [language]: value('intro')! } : intro,
    months: value('months') === null ? 4 : Number(value('months')),
    // Two with one place keep the order in which they stood.
    questions: questions.sort((a, b) => a.place - b.place).map(({ question }) => question),
  };
}

/** A text of another language that merely stood there, because nobody has written it in this one, is not taken for this one's. */
const worded = (before: Localised | undefined, words: string, language: Locale): Localised =>
  before && !before[language] && inLanguage(before, language)?.text === words ? before : { ...before, [language]: words };

function optionsIn(text: string, before: Question['options'], language: Locale): Pick<Question, 'options' | 'right'> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line.replace(/^\*\s*/, ''));
  const right: string[] = [];
  const used = new Set<string>();
  const options = lines.map((line, at) => {
    const words = line.replace(/^\*\s*/, '').slice(0, 300);
    const same = before.find((one) => !used.has(one.id) && say(one.titles, language) === words) ?? (lines.length === before.length && !used.has(before[at]!.id) ? before[at] : undefined);
    const id = same?.id ?? freshId('o', (one) => used.has(one) || before.some((option) => option.id === one));
    used.add(id);
    if (line.startsWith('*')) right.push(id);
    return { id, titles: worded(same?.titles, words, language) };
  });
  return { options, right };
}

function freshId(letter: string, isTaken: (id: string) => boolean): string {
  for (let n = 1; ; n++) if (!isTaken(`${letter}${n}`)) return `${letter}${n}`;
}
