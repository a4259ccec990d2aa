import { expect, test } from 'vitest';
import { toLatin } from '#platform/matching/transliterate.ts';
import { locales } from '#platform/words/locales.ts';
import { inLanguage, say, type Localised } from '#platform/words/localised.ts';
import { question, type QuestionKind } from './shape.ts';
import { templates } from './templates.ts';
import form from './templates/training-evaluation.json' with { type: 'json' };

const fields = form.sections.flatMap(({ id, fields: all }) => all.map((field) => ({ level: Number(id.slice(1)), ...(field as { id: string; type: string; label: Localised & { 'sr-Latn': string }; options?: string[] }) })));
const asked = Object.values(templates).flat();

/** Fields that are no question: what they hold is made of codes and answers (`code.ts`, `gain.ts`); knowledge is asked before and after with one question. */
const madeOf: Record<string, string> = { test_code: 'code', pre_score: 'right answers before', post_score: 'right answers after', self_before: 'knowledge', self_after: 'knowledge' };
/** Where an answer is of another kind than the field: what can be ticked is counted, and a file would say whose it is. */
const kinds: Record<string, QuestionKind> = { scale5: 'scale', longtext: 'text', enum: 'choice', multi: 'several', table: 'number', file: 'text' };
const otherwise: Record<string, QuestionKind> = { service_change: 'several' };

test('of the templates fit their shape and have words in every language', () => {
  for (const one of asked) {
    expect(question.parse(one)).toEqual(one);
    for (const texts of [one.titles, ...one.options.map(({ titles }) => titles)]) for (const locale of locales) expect([one.id, inLanguage(texts, locale)?.lang]).toEqual([one.id, locale]);
  }
});

test('every field of the form is asked, on its level, as its kind, or is made of what is asked', () => {
  const rows = fields.map(({ id, level, type, options }) => {
    const of = asked.filter((one) => one.id === id && one.level === level)[0];
    return of ? [id, level, of.kind, options ? of.options.map((one) => one.id) : []] : [id, level, madeOf[id]];
  });
  expect(rows).toEqual(fields.map(({ id, level, type, options }) => (id in madeOf ? [id, level, madeOf[id]] : [id, level, otherwise[id] ?? kinds[type], options ?? []])));
  expect(new Set(fields.map(({ level }) => level))).toEqual(new Set([1, 2, 3, 4]));
  expect(asked.filter(({ id }) => Object.values(madeOf).includes(id)).map(({ id, level }) => [id, level])).toEqual([['knowledge', 2]]);
});

test('a question from the form has its words, in Serbian Latin as the form itself writes them', () => {
  for (const { id, level, label } of fields) {
    const of = asked.find((one) => one.id === id && one.level === level);
    // Asked otherwise than the field is called: how many people, and no file.
    if (!of || id === 'cascade' || id === 'evidence') continue;
    expect(of.titles).toEqual(label);
    expect([id, say(of.titles, 'sr-Latn'), toLatin(label['sr-Cyrl']!, 'sr')]).toEqual([id, label['sr-Latn'], label['sr-Latn']]);
  }
});
