/** Between the fields of the forms and their shapes. Pure. */
import { seenMark } from '#platform/command/seen.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Texts } from '../posted.ts';
import { freshId, optionsIn, worded } from '../written-options.ts';
import type { Kind, Level, Question, QuestionKind } from './shape.ts';

const SPARE = 3;

/** The mark of what is asked, as it was said. */
export const markOf = ({ intro, questions, months }: { intro: Localised; questions: readonly Question[]; months: number }): string => seenMark([intro, questions, months]);

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
    const { options, right } = kind === 'choice' || kind === 'several' ? rightIn(texts[`options_${n}`] ?? '', known.get(id)?.options ?? [], language) : { options: [], right: [] };
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

/** Options with which of them are right: those lines begin with an asterisk. */
function rightIn(text: string, before: Question['options'], language: Locale): Pick<Question, 'options' | 'right'> {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line.replace(/^\*\s*/, ''));
  const options = optionsIn(lines.map((line) => line.replace(/^\*\s*/, '')), before, language);
  return { options, right: options.flatMap(({ id }, at) => (lines[at]!.startsWith('*') ? [id] : [])) };
}
