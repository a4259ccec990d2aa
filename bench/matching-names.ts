/**
 * Names across scripts: OpenSanctions' labelled pairs, Wikidata's name words in Latin and Cyrillic, organisations of three countries.
 * `node bench/matching-names.ts` prints the tables that stand in matching.md. Peers' methods run beside ours, on the same rows.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fold, plainWords } from '#platform/matching/fold.ts';
import { alikeFrom, nameLikeness } from '#platform/matching/names/name-likeness.ts';
import { soundKeys, soundsAlike } from '#platform/matching/names/sounds.ts';
import { toPlainLatin } from '#platform/matching/names/to-latin.ts';
import { editDistance, jaroWinkler } from '#platform/matching/similarity.ts';
import { measureOrganisations, type Outcome } from './matching-organisations.ts';
import { namePairs, tokenPairs, type NamePair, type TokenPair } from './matching-names-data.ts';

const sections: Record<string, string[]> = {};
const share = (x: number) => x.toFixed(3);
const rate = (x: number) => Math.round(x).toLocaleString('en-GB');
const row = (...cells: (string | number)[]) => `| ${cells.join(' | ')} |`;

/** Runs a judge over all pairs and says how it did; the seconds are of one run on one core. */
function judged(name: string, pairs: readonly NamePair[], judge: (pair: NamePair) => boolean): string {
  const started = performance.now();
  const said = pairs.map(judge);
  const seconds = (performance.now() - started) / 1000;
  const count = (test: (pair: NamePair, yes: boolean) => boolean) => pairs.filter((pair, i) => test(pair, said[i]!)).length;
  const [right, wrong, missed] = [count((p, yes) => yes && p.same), count((p, yes) => yes && !p.same), count((p, yes) => !yes && p.same)];
  return row(name, pairs.length, share(right / (right + wrong)), share(right / (right + missed)), share((2 * right) / (2 * right + wrong + missed)), rate(pairs.length / seconds));
}

function nameSets(): void {
  const pairs = namePairs();
  const ours = (pair: NamePair) => nameLikeness(pair.a, pair.b, pair.kind).probability >= alikeFrom;
  const simple = (text: string) => plainWords(toPlainLatin(text)).join(' ');
  const levenshtein = ({ a, b }: NamePair) => {
    const [x, y] = [simple(a), simple(b)];
    return 1 - editDistance(x, y) / Math.max(x.length, y.length, 1) >= 0.7;
  };
  // A first round warms the compiler up for all of them alike.
  pairs.forEach(ours);
  sections['opensanctions'] = [
    row('method', 'pairs', 'precision', 'recall', 'F1', 'pairs/s'),
    '|---|---:|---:|---:|---:|---:|',
    judged('`nameLikeness`, all', pairs, ours),
    judged('– first half (looked at while developing)', pairs.filter((pair) => pair.half === 0), ours),
    judged('– second half', pairs.filter((pair) => pair.half === 1), ours),
    judged('– people', pairs.filter((pair) => pair.kind === 'person'), ours),
    judged('– organisations, vessels', pairs.filter((pair) => pair.kind === 'organisation'), ours),
    judged('without numbers that differ', pairs, (pair) => {
      const { probability, contradictions } = nameLikeness(pair.a, pair.b, pair.kind);
      return probability >= alikeFrom && !contradictions.includes('numbers-differ');
    }),
    judged('edit distance of the folded names ≤ 30 %, same run', pairs, levenshtein),
    judged('Jaro–Winkler of the folded names ≥ 0.9, same run', pairs, ({ a, b }) => jaroWinkler(simple(a), simple(b)) >= 0.9),
    row('OpenSanctions’ own matcher (measured earlier)', 826, '', '', '0.790', ''),
    row('Levenshtein (measured earlier)', 826, '', '', '0.684', ''),
  ];
}

interface Way {
  name: string;
  keys(word: string): string[];
  alike(latin: string, cyrillic: string): number;
}

/** Russian passport romanisation (ICAO 9303), what most systems do with a Cyrillic name. */
const passport: Record<string, string> = { а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'e', ж: 'zh', з: 'z', и: 'i', й: 'i', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: 'ie', ы: 'y', ь: '', э: 'e', ю: 'iu', я: 'ia' };
const known = new Map<string, string>();
const romanised = (word: string): string => {
  const before = known.get(word);
  if (before !== undefined) return before;
  const plain = plainWords([...word].map((letter) => passport[letter] ?? letter).join('')).join('');
  known.set(word, plain);
  return plain;
};

/** American Soundex (US National Archives). */
function soundex(word: string): string {
  const codes = ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'];
  const codeOf = (letter: string) => codes.findIndex((group) => group.includes(letter)) + 1;
  let [code, last] = [word[0] ?? '', codeOf(word[0] ?? '-')];
  for (const letter of word.slice(1)) {
    const next = codeOf(letter);
    if (next && next !== last) code += next;
    if (letter !== 'h' && letter !== 'w') last = next;
  }
  return code.slice(0, 4).padEnd(4, '0');
}

/**
 * Block recall: share of the true pairs (rows) that share a key. Best match: share of the distinct Cyrillic words whose highest-scoring candidate
 * among ALL Latin words is one of the Latin words listed for it. A tie for the first place counts as right only by its share (one of two right
 * ones among four equal: a half); a word without candidates counts as wrong.
 */
function wordsBy(way: Way, pairs: readonly TokenPair[], latin: readonly string[]): string {
  const started = performance.now();
  const byKey = new Map<string, string[]>();
  for (const word of latin) for (const key of way.keys(word)) (byKey.get(key) ?? byKey.set(key, []).get(key)!).push(word);
  const truth = Map.groupBy(pairs, (pair) => pair.cyrillic);
  let [met, candidates, right] = [0, 0, 0];
  for (const [cyrillic, rows] of truth) {
    const found = new Set(way.keys(cyrillic).flatMap((key) => byKey.get(key) ?? []));
    candidates += found.size;
    met += rows.filter((pair) => found.has(pair.latin)).length;
    let [best, first] = [-Infinity, [] as string[]];
    for (const word of found) {
      const score = way.alike(word, cyrillic);
      if (score > best) [best, first] = [score, [word]];
      else if (score === best) first.push(word);
    }
    if (first.length) right += first.filter((word) => rows.some((pair) => pair.latin === word)).length / first.length;
  }
  const seconds = (performance.now() - started) / 1000;
  return row(way.name, pairs.length, share(met / pairs.length), (candidates / truth.size).toFixed(1), share(right / truth.size), rate(candidates / seconds));
}

function tokenSet(): void {
  const pairs = tokenPairs();
  const latin = [...new Set(pairs.map((pair) => pair.latin))];
  const ours: Way = { name: 'sound keys + learned sounds, all', keys: soundKeys, alike: soundsAlike };
  const byJaro = (latinWord: string, cyrillic: string) => jaroWinkler(romanised(latinWord), romanised(cyrillic));
  sections['tokens'] = [
    row('method', 'true pairs', 'block recall', 'candidates per word', 'best match', 'comparisons/s'),
    '|---|---:|---:|---:|---:|---:|',
    wordsBy(ours, pairs, latin),
    wordsBy({ ...ours, name: '– first half (its words were learned from, without pairs)' }, pairs.filter((pair) => pair.half === 0), latin),
    wordsBy({ ...ours, name: '– second half (words never seen)' }, pairs.filter((pair) => pair.half === 1), latin),
    wordsBy({ ...ours, name: 'sound keys + our fold + Jaro–Winkler', alike: (l, c) => jaroWinkler(fold(l), fold(c)) }, pairs, latin),
    wordsBy({ name: 'romanised, first letter, Jaro–Winkler, same run', keys: (word) => [romanised(word).slice(0, 1)], alike: byJaro }, pairs, latin),
    wordsBy({ name: 'romanised, Soundex or first three letters, Jaro–Winkler, same run', keys: (word) => [soundex(romanised(word)), romanised(word).slice(0, 3)], alike: byJaro }, pairs, latin),
    row('romanise + Jaro–Winkler (measured earlier)', 26342, '0.78', '', '0.67', ''),
  ];
}

function organisationSet(): void {
  const told = ({ writings, clusters, precision, recall, f1, mergedUnasked, asked, confused, alike, seconds }: Outcome, name: string) =>
    row(name, clusters, writings, share(precision), share(recall), share(f1), `${mergedUnasked.precision.toFixed(4)} / ${share(mergedUnasked.recall)}`, asked.toFixed(1), `${confused.length} of ${alike}`, rate(writings / seconds));
  // Other slips and writings of the same organisations: nothing may be fitted to the shipped ones.
  const others = [1, 2, 3].map((seed) => {
    const folder = mkdtempSync(join(tmpdir(), 'organisations-'));
    execFileSync(process.execPath, [join(import.meta.dirname, 'make-organisations.ts'), String(seed), folder]);
    const outcome = measureOrganisations(folder);
    rmSync(folder, { recursive: true });
    return told(outcome, `other writings, seed ${seed}`);
  });
  sections['organisations'] = [
    row('set', 'organisations', 'rows', 'precision', 'recall', 'F1', 'merged unasked: precision / recall', 'asked per 100 rows', 'look-alikes confused', 'rows/s'),
    '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
    told(measureOrganisations(), 'shipped set'),
    ...others,
  ];
}

nameSets();
tokenSet();
organisationSet();

/** Puts the tables where matching.md says so, between `<!-- name -->` and the next empty line behind the table. */
const report = join(import.meta.dirname, 'matching.md');
let text = readFileSync(report, 'utf8');
for (const [section, lines] of Object.entries(sections)) {
  console.log(`\n${section}\n\n${lines.join('\n')}`);
  text = text.replace(new RegExp(`(<!-- ${section} -->\\n)(?:\\|[^\\n]*\\n)*`), (_, mark: string) => `${mark}${lines.join('\n')}\n`);
}
if (process.argv.includes('--write')) writeFileSync(report, text);
