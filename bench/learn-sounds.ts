/**
 * Makes `src/platform/matching/names/sound-pairs.json`: which Latin and Cyrillic spellings stand for each other. Reads the words of the first
 * half of Wikidata's name words as two separate heaps; which word belongs to which is never read. A minute on one core. The benchmark
 * (matching-names.ts) reports the other half, whose words were not seen.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold } from '#platform/matching/fold.ts';
import { skeletons } from '#platform/matching/names/skeleton.ts';
import { fitSounds, mutualBest } from '#platform/matching/names/sound-learning.ts';
import { cyrillicLetters, latinLetters, soundLikeness, soundModel } from '#platform/matching/names/sound-model.ts';
import { jaroWinkler } from '#platform/matching/similarity.ts';
import { tokenPairs } from './matching-names-data.ts';

const seen = tokenPairs().filter((pair) => pair.half === 0);
const sorted = (words: string[]) => [...new Set(words)].filter(Boolean).sort();
const latin = sorted(seen.map((pair) => latinLetters(pair.latin)));
const cyrillic = sorted(seen.map((pair) => cyrillicLetters(pair.cyrillic)));

const byKey = new Map<string, string[]>();
for (const word of cyrillic) for (const key of skeletons(word)) (byKey.get(key) ?? byKey.set(key, []).get(key)!).push(word);
const candidates = new Map(latin.map((word) => [word, [...new Set(skeletons(word).flatMap((key) => byKey.get(key) ?? []))]]));

const folded = new Map([...latin, ...cyrillic].map((word) => [word, fold(word)]));
let pairs = mutualBest(candidates, (l, c) => jaroWinkler(folded.get(l)!, folded.get(c)!), 0.8);
let table = fitSounds(pairs);
for (let round = 1; round <= 3; round++) {
  console.log(`Round ${round}: ${pairs.length} pairs of words, ${Object.values(table).reduce((sum, row) => sum + Object.keys(row).length, 0)} pairs of spellings`);
  const model = soundModel(table);
  pairs = mutualBest(candidates, (l, c) => soundLikeness(model, l, c), 0.3);
  table = fitSounds(pairs);
}

const rows = Object.entries(table).map(([piece, row]) => `  ${JSON.stringify(piece)}: ${JSON.stringify(row)}`);
writeFileSync(join(import.meta.dirname, '..', 'src', 'platform', 'matching', 'names', 'sound-pairs.json'), `{\n${rows.join(',\n')}\n}\n`);
