/** Words around a place name that say what kind of place is meant: `opština Raška`, `Търговищка община`, `r-nul Orhei`. All folded. */
import type { Level } from './shape.ts';

const wordLists: Partial<Record<Level, string>> = {
  municipality: `
    opstina opstine opstini opstinu opstinom opstinska opstinske opstinskoj opcina opcine opcini op ops opst so jls lsu lokalna samouprava
    obstina obstinata obstini obst municipality municipalities
    municipiu municipiul municipiului mun raion raionul raionului raioane raioanele rajon rajonul uta utag`,
  district: `
    okrug okruga okrugu okrugom upravni upravnog upravnom oblast oblasti oblastta obl okrag okraga okragat district districtul districtului province provincia judet judetul`,
  region: 'region regiona regionu regija regije regiji regionul regionului regiunea regiunii statisticki',
  country: 'republika republike republici republiku republic republica republicii drzava',
  city_municipality: 'gradska gradske gradskoj gradsku go sector sectorul sec kvartal',
  settlement: `
    selo sela selu naselje naselja naselju naseljeno nas mesto mesta mestu mestna mesna zajednica mz village settlement
    sat satul satului satele com comuna comunei comunele`,
};
/** A town is a settlement and gives its name to a municipality: it says neither. */
const towns = 'grad grada gradu gradom gradot gr city town oras orasul orasului or gorod';
const particles = `
  u iz kod na za od do pri sa kraj blizu oko prema v vav ot kam pod krai okolo
  in din la de langa dela spre pe from near at of the and i si`;

const folded = (list: string) => list.trim().split(/\s+/);
const levelOfWord = new Map<string, Level | 'town' | 'particle'>([
  ...folded(particles).map((word) => [word, 'particle'] as const),
  ...folded(towns).map((word) => [word, 'town'] as const),
  ...Object.entries(wordLists).flatMap(([level, list]) => folded(list).map((word) => [word, level as Level] as const)),
  // The list above is written as people write; fold writes y as i.
  ['municipaliti', 'municipality'], ['citi', 'town'],
]);

/** Abbreviations that are words elsewhere, so they only count with their full stop: `s. Rakovac`, `r. Orhei`. */
const abbreviations = new Map<string, Level>([['s', 'settlement'], ['r', 'municipality'], ['o', 'municipality'], ['m', 'municipality']]);

/** What a folded word says about the place beside it; undefined for any other word. */
export function levelOfWordIn(word: string, withStop: boolean): Level | 'town' | 'particle' | undefined {
  return levelOfWord.get(word) ?? (withStop ? abbreviations.get(word) : word === 's' ? 'particle' : undefined);
}
