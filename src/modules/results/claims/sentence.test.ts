import { describe, expect, test } from 'vitest';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { relations, type Result } from '../shape.ts';
import { comparators } from './comparators.ts';
import type { ReadingAssessed } from './queries.ts';
import { claimKinds } from './read.ts';
import { sayClaimed, sayReason } from './sentence.ts';
import { assess, type Claimed } from './status.ts';

const query = { method: 'organisations', where: {}, mixRelations: false } as const;
const result = (more: Partial<Result>): Result => ({ unit: 'organisation', relations: [], net: 16, gross: 16, unnamed: 0, bounds: { least: 16, most: 16 }, overlaps: [], unresolved: 0, parts: [], evidence: 2, refused: null, ...more });
const bare = { net: null, gross: 20, unnamed: 20, bounds: { least: 10, most: 20 } };
const results: Result[][] = [
  [],
  [result({})],
  [result({ net: 17, gross: 17, bounds: { least: 17, most: 17 } })],
  [result({ evidence: 0, net: 0, gross: 0, bounds: { least: 0, most: 0 } })],
  [result(bare)],
  [result({ ...bare, bounds: { least: 17, most: 17 }, gross: 17, unnamed: 17 })],
  [result({ unit: 'municipality', net: 17, gross: 17, unresolved: 2, relations: ['seat'] })],
  [result({ unit: 'municipality', net: null, gross: null, bounds: null, refused: 'mixed-relations', relations: [...relations], parts: relations.map((relation, at) => ({ relation, net: at + 1, gross: at + 1 })) })],
  [result({ unit: 'person', net: null, gross: null, bounds: null, refused: 'small-group' })],
  [result({ net: 17 }), result({})],
];

describe('a reason is said', () => {
  test.each(locales)('for every status, kind and comparator in %s, without a gap', async (locale) => {
    const t = await wordsOf(locale);
    const listener = { locale, t, has: t.has };
    const reasons = new Set<string>();
    for (const of of results) {
      for (const comparator of comparators) {
        for (const kind of claimKinds) {
          const claimed: Claimed = { number: 17, until: comparator === 'between' ? 19 : null, comparator, kind };
          const { reason, readings } = assess(claimed, of);
          const said = sayReason({ ...claimed, reason, readings: readings.map((one): ReadingAssessed => ({ query, titles: {}, ...one, terms: [10, 10], unsettled: [] })) }, listener, () => null);
          reasons.add(reason);
          expect(said).toMatch(/^(?=.*17)\S.*\.$/su);
          expect(said).not.toMatch(/\{|\}|undefined|null|NaN|\s\s|\s[.,;]|: \./);
          expect(said.charAt(0)).toBe(said.charAt(0).toLocaleUpperCase(locale));
        }
      }
    }
    expect([...reasons].sort()).toEqual(['ambiguous', 'contradicted', 'mixed-relations', 'names-missing', 'no-evidence', 'not-counted', 'not-linked', 'proven', 'restated', 'small-group', 'unresolved-names']);
  });

  test('numbers are written as the reader writes them', async () => {
    const say = async (locale: (typeof locales)[number]) => {
      const t = await wordsOf(locale);
      return sayClaimed({ number: 92609.25, until: null, comparator: 'at-least', kind: 'money' }, { locale, t, has: t.has });
    };
    expect(await Promise.all(locales.map(say))).toEqual(['најмање 92.609,25', 'najmanje 92.609,25', 'най-малко 92\u00a0609,25', 'cel puțin 92.609,25', 'at least 92,609.25']);
  });

  test('with the right plural of what is not settled', async () => {
    const say = async (unresolved: number) => {
      const t = await wordsOf('sr-Cyrl');
      const claimed: Claimed = { number: 17, until: null, comparator: 'exactly', kind: 'count' };
      const { reason, readings } = assess(claimed, [result({ unit: 'municipality', net: 17, gross: 17, unresolved })]);
      return sayReason({ ...claimed, reason, readings: readings.map((one) => ({ query, titles: {}, ...one, terms: [], unsettled: [] })) }, { locale: 'sr-Cyrl', t, has: t.has }, () => null);
    };
    expect((await Promise.all([1, 3, 5].map(say))).map((said) => /За .*\.$/.exec(said)![0])).toEqual([
      'За један назив још није одлучено која је то општина.',
      'За 3 назива још није одлучено која је то општина.',
      'За 5 назива још није одлучено која је то општина.',
    ]);
  });
});
