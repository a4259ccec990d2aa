/**
 * One name word in Latin letters and one in Cyrillic, in any language's spelling: how alike they sound, and the keys under which the two meet.
 * For finding and ranking, where a national rule (`transliterate.ts`) is not known to hold: names of foreigners, lists made by hand.
 */
import { skeletons } from './skeleton.ts';
import { soundLikeness, soundModel, type SoundModel } from './sound-model.ts';
// Made by bench/learn-sounds.ts.
import pairs from './sound-pairs.json' with { type: 'json' };

let model: SoundModel | undefined;

/** Keys of a word; two spellings of one name share at least one in some 95 of 100 cases (bench/matching.md). */
export const soundKeys = (word: string): string[] => skeletons(word);

/** 0 (nothing in common) to 1 (each letter the one that always stands there); from about 0.5 on the two are mostly one name. */
export const soundsAlike = (latin: string, cyrillic: string): number => soundLikeness((model ??= soundModel(pairs)), latin, cyrillic);
