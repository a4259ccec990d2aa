import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compared, scoreOf, showable, stepOf } from './gain.ts';
import { highShare, roundResult, testResults } from './results.ts';
import type { Question, Sheet } from './shape.ts';

const words = { en: 'x' };
const exam: Question = { id: 'law', kind: 'choice', titles: words, level: 2, required: false, options: [{ id: 'a', titles: words }, { id: 'b', titles: words }], right: ['b'] };
const both: Question = { ...exam, id: 'rights', kind: 'several', options: ['a', 'b', 'c'].map((id) => ({ id, titles: words })), right: ['a', 'c'] };
const scale: Question = { id: 'know', kind: 'scale', titles: words, level: 2, required: false, options: [], right: [] };
const questions = [exam, both, scale];
const sheet = (code: string | null, law: string, know?: number, rights: string[] = []): Sheet => ({ code, answers: { law, rights, ...(know && { know }) } });

describe('what was learned', () => {
  const before = ['a', 'b', 'c', 'd', 'e', 'f'].map((code) => sheet(code, code === 'f' ? 'b' : 'a', 2));
  const after = ['a', 'b', 'c', 'd', 'e', 'f'].map((code, at) => sheet(code, at < 4 ? 'b' : 'a', 4, at === 0 ? ['c', 'a'] : ['a']));

  test('is the difference of right answers of those whose sheets belong together', () => {
    const { before: b, after: a, changes } = testResults(questions, { stage: 'pre', sheets: before }, { stage: 'post', sheets: after }, false);
    expect([b!.score, a!.score]).toEqual([{ n: 6, mean: 0.083333, median: 0 }, { n: 6, mean: 0.416667, median: 0.5 }]);
    // a gains two of two, b–d one, e none; f has lost one.
    expect(changes).toEqual([
      { question: null, before: 0.083333, after: 0.416667, change: { pairs: 6, mean: 0.333333, median: 0.5, improved: 4, same: 1, worse: 1 } },
      { question: { id: 'know', titles: words }, before: 2, after: 4, change: { pairs: 6, mean: 2, median: 2, improved: 6, same: 0, worse: 0 } },
    ]);
  });

  test('is not said of fewer than five pairs, nor of a code that stands on two sheets', () => {
    const four = compared(before, after.map((one, at) => (at < 2 ? { ...one, code: null } : one)), scoreOf(questions));
    expect([four.change, four.before.length, four.after.length]).toEqual([null, 6, 6]);
    const twice = compared([...before, sheet('a', 'b')], after, scoreOf(questions));
    expect(twice.change!.pairs).toBe(5);
  });

  test('what was not answered is not right', () => {
    expect(scoreOf(questions)({ code: null, answers: {} })).toBe(0);
    expect(scoreOf([scale])({ code: null, answers: { know: 3 } })).toBe(null);
  });
});

describe('whoever answered only once', () => {
  test('and is one of a few is left out of both sides, or the change is not said where one side was shown before', () => {
    expect(showable({ before: 8, after: 6, pairs: 6 })).toEqual({ before: 'pairs', after: 'all', change: true });
    expect(showable({ before: 8, after: 6, pairs: 6, shown: ['before'] })).toEqual({ before: 'all', after: 'all', change: false });
    expect(showable({ before: 11, after: 6, pairs: 6, shown: ['before'] })).toEqual({ before: 'all', after: 'all', change: true });
    expect(showable({ before: 8, after: 4, pairs: 4 })).toEqual({ before: 'all', after: 'none', change: false });
    expect(showable({ before: 6, after: 6, pairs: 6 })).toEqual({ before: 'all', after: 'all', change: true });
  });

  // Mostly codes that stand once, so that there are pairs to tell apart from the rest; some none, now and then one that stands twice.
  const codes = fc.tuple(fc.shuffledSubarray([...'abcdefghij']), fc.array(fc.constantFrom(null, null, 'a'), { maxLength: 3 })).map(([once, more]): (string | null)[] => [...once, ...more]);
  const given = fc.record({ law: fc.constantFrom('a', 'b'), know: fc.option(fc.integer({ min: 1, max: 5 }), { nil: undefined }) });
  const someSheets = codes.chain((all) => fc.array(given, { minLength: all.length, maxLength: all.length }).map((answers) => all.map((code, at): Sheet => {
    const { law, know } = answers[at]!;
    return { code, answers: know === undefined ? { law } : { law, know } };
  })));
  const asked = [exam, scale];

  /** All that is ever shown of a test, and what was shown of it earlier. */
  const published = (before: readonly Sheet[], after: readonly Sheet[], isBeforeShown: boolean) =>
    JSON.stringify([isBeforeShown ? roundResult(asked, { stage: 'pre', sheets: before }) : null, testResults(asked, { stage: 'pre', sheets: before }, { stage: 'post', sheets: after }, isBeforeShown)]);

  const valuesOf = { law: scoreOf(asked), know: stepOf(scale) };
  const other = { law: (one: Sheet): Sheet => ({ ...one, answers: { ...one.answers, law: one.answers.law === 'a' ? 'b' : 'a' } }), know: (one: Sheet): Sheet => ({ ...one, answers: { ...one.answers, know: 6 - (one.answers.know as number) || 3 } }) };
  const pairedCodes = (before: readonly Sheet[], after: readonly Sheet[]) => {
    const once = (sheets: readonly Sheet[]) => new Set(sheets.map(({ code }) => code).filter((code, _, all) => code !== null && all.filter((one) => one === code).length === 1));
    const [b, a] = [once(before), once(after)];
    return new Set([...b].filter((code) => a.has(code)));
  };

  /**
   * Nobody who has everything that is shown can tell the data from other data in which the few answered otherwise: that is what "cannot be computed" means,
   * whatever arithmetic is used.
   */
  test.each(['law', 'know'] as const)('cannot have her answer computed from all that is shown (%s)', (id) => {
    let hidden = 0;
    fc.assert(
      fc.property(someSheets, someSheets, fc.boolean(), (before, after, wants) => {
        const isBeforeShown = wants && before.length >= 5;
        const valueOf = valuesOf[id];
        const has = (one: Sheet) => valueOf(one) !== null;
        const paired = pairedCodes(before.filter(has), after.filter(has));
        const result = compared(before, after, valueOf, isBeforeShown && before.filter(has).length >= 5 ? ['before'] : []);
        const said = published(before, after, isBeforeShown);
        const few = (n: number) => n > 0 && n < 5;
        for (const [side, sheets] of [['before', before], ['after', after]] as const) {
          const all = sheets.filter(has);
          const alone = all.filter(({ code }) => code === null || !paired.has(code));
          const shownOver = result[side].length;
          const twin = (change: (one: Sheet) => Sheet) => (side === 'before' ? published(before.map(change), after, isBeforeShown) : published(before, after.map(change), isBeforeShown));
          if (shownOver === 0 && few(all.length)) {
            // A question few have answered: what they answered is nowhere. Where all is few, the whole sheet is nowhere.
            hidden += 1;
            if (id === 'know' || sheets.length < 5) expect(twin((one) => (has(one) ? other[id](one) : one))).toBe(said);
          } else if (shownOver < all.length && alone.length) {
            hidden += 1;
            expect(twin((one) => (alone.includes(one) ? other[id](one) : one))).toBe(said);
          } else if (few(alone.length)) {
            // All are shown, so nothing may be said about the pairs: who of them has a pair makes no difference.
            expect(result.change).toBe(null);
            const codes = sheets.map(({ code }) => code).reverse();
            const shuffled = sheets.map((one, at) => ({ ...one, code: codes[at]! }));
            if (!sheets.every(has)) continue;
            hidden += 1;
            const twinSaid = JSON.parse(side === 'before' ? published(shuffled, after, isBeforeShown) : published(before, shuffled, isBeforeShown)) as [unknown, { changes: { question: unknown }[] }];
            // The other thing that is asked has pairs of its own; of this one nothing is said in either.
            const mine = (said: typeof twinSaid) => said[1].changes.filter(({ question }) => (question === null) === (id === 'law'));
            expect(mine(twinSaid)).toEqual(mine(JSON.parse(said) as typeof twinSaid));
            expect(mine(twinSaid)).toEqual([]);
          }
        }
      }),
      { numRuns: 1_000 },
    );
    // The property is about something.
    expect(hidden).toBeGreaterThan(200);
  });

  test('never stands beside both the figures of all and of the pairs', () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), fc.subarray(['before', 'after'] as const), (before, after, most, wanted) => {
        const pairs = Math.min(before, after, most);
        const shown = wanted.filter((one) => ({ before, after })[one] >= 5);
        const may = showable({ before, after, pairs, shown });
        for (const [side, n] of [['before', before], ['after', after]] as const) {
          if (shown.includes(side)) expect(may[side]).toBe('all');
          if (may[side] === 'all') expect(n).toBeGreaterThanOrEqual(5);
          if (may[side] === 'pairs') expect(may.change).toBe(true);
          if (may[side] === 'all' && may.change) expect(n - pairs === 0 || n - pairs >= 5).toBe(true);
        }
        if (may.change) expect(pairs).toBeGreaterThanOrEqual(5);
        // Nothing is withheld without need.
        if (before >= 5) expect(may.before).not.toBe('none');
        if (after >= 5) expect(may.after).not.toBe('none');
      }),
      { numRuns: 2_000 },
    );
  });
});

test('of a scale the share of the two highest steps, of how often something was used the share who used it; of fewer than five neither', () => {
  const often: Question = { ...exam, id: 'frequency', level: 3, options: ['never', 'once', 'daily'].map((id) => ({ id, titles: words })), right: [] };
  const sheets = ([[5, 'never'], [4, 'once'], [3, 'daily'], [1, 'daily'], [5, 'never']] as const).map(([know, frequency]): Sheet => ({ code: null, answers: { know, frequency } }));
  const shares = (of: readonly Sheet[]) => { const { questions: [one], applied } = roundResult([scale, often], { stage: 'later', sheets: of }); return [highShare(one!), applied]; };
  expect(shares(sheets)).toEqual([0.6, { n: 5, share: 0.6 }]);
  expect(shares(sheets.slice(1))).toEqual([null, null]);
});

describe('a question that few have answered', () => {
  const text: Question = { ...scale, id: 'why', kind: 'text' };
  const sheets = Array.from({ length: 8 }, (_, n): Sheet => ({ code: null, answers: { law: 'a', ...(n < 4 && { know: 5, why: `because ${n}` }) } }));

  test('says nothing: no figure, no text, no part of a level', () => {
    const { questions: [one, two], levels, n } = roundResult([scale, text], { stage: 'end', sheets, released: { why: [0, 1, 2, 3] } });
    expect([n, one!.n, one!.counts, one!.mean, two!.n, two!.texts, levels]).toEqual([8, null, [], null, null, [], []]);
  });

  test('is no remainder of the score: no answer counts as one of the answers', () => {
    const few = sheets.map(({ answers: { law: _, ...rest } }, n): Sheet => ({ code: null, answers: n < 3 ? { ...rest, law: 'b' } : rest }));
    const { questions: [one], score } = roundResult([exam], { stage: 'post', sheets: few });
    expect([one!.n, one!.counts.map(({ n }) => n), one!.right, score]).toEqual([8, [0, 3, 5], 3, { n: 8, mean: 0.375, median: 0 }]);
  });

  test('and texts stand in the order of the alphabet, only those that were released', () => {
    const written = ['d', 'b', 'e', 'a', 'c'].map((why): Sheet => ({ code: null, answers: { why } }));
    expect(roundResult([text], { stage: 'end', sheets: written }).questions[0]).toMatchObject({ n: 5, texts: [] });
    expect(roundResult([text], { stage: 'end', sheets: written, released: { why: [0, 4] } }).questions[0]!.texts).toEqual(['a', 'e']);
  });
});
