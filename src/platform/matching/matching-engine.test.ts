import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatePairs } from './candidates.ts';
import { cluster } from './cluster.ts';
import { compare, type Comparison, type Model } from './compare.ts';

// Pebbles stand for anything: a colour many share, a weight few share.
interface Pebble {
  colour: string | null;
  grams: number | null;
}

const model: Model<Pebble> = {
  prior: 0.01,
  same: 0.95,
  different: 0.15,
  fields: [
    {
      name: 'colour',
      levels: { same: { m: 0.9, u: 0.1 }, different: { m: 0.1, u: 0.9 } },
      agreement: (a, b) => (a.colour === null || b.colour === null ? null : { level: a.colour === b.colour ? 'same' : 'different', ...(a.colour === 'violet' && b.colour === 'violet' && { u: 0.001 }) }),
    },
    {
      name: 'grams',
      levels: { same: { m: 0.8, u: 0.01 }, different: { m: 0.2, u: 0.99 } },
      agreement: (a, b) => (a.grams === null || b.grams === null ? null : { level: a.grams === b.grams ? 'same' : 'different' }),
    },
  ],
  limits: (_a, _b, found) => (found.get('colour')?.level === 'different' ? [{ name: 'colours-differ', ceiling: 0.1 }] : []),
};

describe('two records', () => {
  it('add up bits: prior 1 %, nine-fold, eighty-fold', () => {
    const { score, probability, reasons } = compare(model, { colour: 'grey', grams: 7 }, { colour: 'grey', grams: 7 });
    expect(score).toBeCloseTo(Math.log2((0.01 / 0.99) * 9 * 80), 10);
    expect(probability).toBeCloseTo(720 / (720 + 99), 10);
    expect(reasons.map((reason) => [reason.field, reason.level])).toEqual([['grams', 'same'], ['colour', 'same']]);
  });

  it('learn more from agreeing on something rare', () => {
    const grey = compare(model, { colour: 'grey', grams: null }, { colour: 'grey', grams: null });
    const violet = compare(model, { colour: 'violet', grams: null }, { colour: 'violet', grams: null });
    expect(violet.score - grey.score).toBeCloseTo(Math.log2(100), 10);
  });

  it('learn nothing from silence', () => {
    const { reasons, probability } = compare(model, { colour: null, grams: null }, { colour: 'grey', grams: 7 });
    expect(reasons).toEqual([]);
    expect(probability).toBeCloseTo(0.01, 10);
  });

  it('are held below a limit however much the rest agrees', () => {
    const { verdict, probability, limits } = compare({ ...model, prior: 0.99999 }, { colour: 'grey', grams: 7 }, { colour: 'red', grams: 7 });
    expect([verdict, probability, limits.map((limit) => limit.name)]).toEqual(['different', 0.1, ['colours-differ']]);
  });

  it('answer the same whichever comes first', () => {
    const pebble = fc.record({ colour: fc.constantFrom('grey', 'red', 'violet', null), grams: fc.constantFrom(1, 2, null) });
    fc.assert(
      fc.property(pebble, pebble, (a, b) => {
        expect(compare(model, a, b)).toEqual(compare(model, b, a));
      }),
    );
  });
});

const said = (probability: number, ceiling?: number): Comparison => ({
  verdict: probability >= 0.95 ? 'same' : probability <= 0.15 ? 'different' : 'ask',
  score: Math.log2(probability / (1 - probability)),
  probability,
  reasons: [],
  limits: ceiling === undefined ? [] : [{ name: 'limit', ceiling, contradiction: true }],
});

/** A clustering of the letters of `names` where `pairs` ("ab": 0.99) say how alike two are; unnamed pairs are unlike. */
function clustered(names: string, pairs: Record<string, Comparison>, cannotLink?: (a: string, b: string) => boolean) {
  const letters = [...names];
  const between = (a: string, b: string) => pairs[a + b] ?? pairs[b + a] ?? said(0.3);
  const candidates = Object.keys(pairs).map((pair) => [pair[0]!, pair[1]!] as const);
  const { groups, questions } = cluster(letters, candidates, { compare: between, ...(cannotLink && { cannotLink }) });
  return { groups: groups.map((group) => group.sort().join('')).sort(), questions: questions.map((q) => `${q.a}${q.b} ${q.why} ${q.joined ? 'joined' : 'apart'}`) };
}

describe('many records', () => {
  it('join through a third', () => {
    expect(clustered('abcd', { ab: said(0.999), bc: said(0.999), ac: said(0.6) })).toEqual({ groups: ['abc', 'd'], questions: [] });
  });

  it('never tie together two that contradict each other: the initial goes to one, and the other is asked about', () => {
    const result = clustered('abc', { ab: said(0.999), bc: said(0.99), ac: said(0.02, 0.02) });
    expect(result).toEqual({ groups: ['ab', 'c'], questions: ['bc contradicted apart'] });
  });

  it('keep forbidden pairs apart whatever the evidence', () => {
    expect(clustered('ab', { ab: said(0.9999) }, () => true).groups).toEqual(['a', 'b']);
  });

  it('ask about what is neither: joined from a half on, apart below', () => {
    expect(clustered('abcd', { ab: said(0.8), cd: said(0.4) })).toEqual({ groups: ['ab', 'c', 'd'], questions: ['ab unsure joined', 'cd unsure apart'] });
  });

  it('give every record exactly one group, for any pairs', () => {
    const pairs = fc.array(fc.record({ a: fc.nat(9), b: fc.nat(9), p: fc.double({ min: 0.01, max: 0.999, noNaN: true }) }), { maxLength: 30 });
    fc.assert(
      fc.property(pairs, (all) => {
        const records = Array.from({ length: 10 }, (_, i) => ({ i }));
        const table = new Map(all.filter(({ a, b }) => a !== b).map(({ a, b, p }) => [`${Math.min(a, b)} ${Math.max(a, b)}`, p]));
        const { groups, groupOf } = cluster(records, [...table.keys()].map((key) => key.split(' ').map((i) => records[Number(i)]!) as [{ i: number }, { i: number }]), {
          compare: (x, y) => said(table.get(`${Math.min(x.i, y.i)} ${Math.max(x.i, y.i)}`) ?? 0.3),
        });
        expect(groups.flat().map(({ i }) => i).sort((x, y) => x - y)).toEqual(records.map(({ i }) => i));
        for (const [number, group] of groups.entries()) for (const record of group) expect(groupOf.get(record)).toBe(number);
      }),
    );
  });
});

describe('candidates', () => {
  const records = ['ana', 'anja', 'bojan', 'boban', 'vuk'].map((word) => ({ word }));
  const firstLetter = ({ word }: { word: string }) => [word[0]!];

  it('are the records that share a key, each pair once', () => {
    expect([...candidatePairs(records, firstLetter)].map(([a, b]) => `${a.word}-${b.word}`)).toEqual(['ana-anja', 'bojan-boban']);
  });

  it('leave out keys that too many share', () => {
    expect([...candidatePairs(records, () => ['everybody'], { largestBlock: 4 })]).toEqual([]);
  });
});
