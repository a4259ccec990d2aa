/** "Which place did they mean?": from what somebody wrote into a list to the units it may be, best first, with the reasons. */
import { inLanguageOf } from './names.ts';
import { byAbbreviation, byAdjective, byDistrictSeat, byLemma, bySettlement, bySettlementTypo, bySpelling, byTypo, byWordsInside, strong, type Candidate } from './candidates.ts';
import { isWithin, kilometres, levelOf, municipalityOf, unitById, type Unit } from './gazetteer.ts';
import { mentionOf, type Mention, type Reading } from './mention.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Country, Level, PlaceGuess, Reason } from './shape.ts';

export interface Asked {
  /** Unit id of where the text belongs to, e.g. the venue of the event: nearer places are likelier. */
  near?: string;
  /** Where the text comes from; the country of `near` when left out. */
  country?: Country;
  /** What the text ought to name. Anything else is still found, with the reason `wrong_level`. */
  level?: Level | 'any';
  /** The language of names in the answer; official local names when left out. */
  locale?: Locale;
}

const kept = new Map<string, readonly PlaceGuess[]>();
const keepAtMost = 4_000;

/**
 * The units a text may name, best first; empty when nothing comes near. Pure: the same text and question give the same answer.
 * Knows scripts, diacritics, look-alike letters, cases and adjectives, words for levels, other names, abbreviations, villages (answered with
 * their municipality), typing errors, homonyms and distance. At most eight answers.
 */
export function whichPlace(text: string, asked: Asked = {}): readonly PlaceGuess[] {
  const key = [text, asked.near, asked.country, asked.level, asked.locale].join('\u0000');
  let guesses = kept.get(key);
  if (!guesses) {
    guesses = guess(text, asked);
    if (kept.size >= keepAtMost) kept.delete(kept.keys().next().value!);
    kept.set(key, guesses);
  }
  return guesses;
}

export interface Decision {
  /** `sure`: take it. `ask`: a person should choose among the proposals. `unknown`: nothing comes near. */
  decision: 'sure' | 'ask' | 'unknown';
  /** The best guess; null when there is none. */
  best: PlaceGuess | null;
  proposals: readonly PlaceGuess[];
}

/** Whether the best guess can be taken without asking: trusted enough, clearly before the next other place, and of the level asked for. */
export function decide(guesses: readonly PlaceGuess[]): Decision {
  const [best, ...others] = guesses;
  if (!best) return { decision: 'unknown', best: null, proposals: [] };
  const rival = others.find((other) => other.unit !== best.unit && (other.municipality === null || other.municipality !== best.municipality));
  const clear = !rival || best.confidence - rival.confidence >= 0.08;
  const wrong = best.reasons.some((reason) => reason.code === 'wrong_level');
  return { decision: best.confidence >= 0.85 && clear && !wrong ? 'sure' : 'ask', best, proposals: guesses };
}

interface Ranked extends Candidate {
  confidence: number;
  /** Confidence with the venue's nearness, for ordering only. */
  rank: number;
  km: number | null;
}

function guess(text: string, asked: Asked): PlaceGuess[] {
  const mention = mentionOf(text);
  if (!mention.readings.length) return [];
  const typed = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const venue = asked.near ? unitById(asked.near) : undefined;
  const ranked = bestOfEach(collect(mention, typed, asked)).map((candidate) => weigh(candidate, mention, asked, venue));
  ranked.sort((a, b) => b.rank - a.rank);
  settleHomonyms(ranked);
  ranked.sort((a, b) => b.rank - a.rank);
  const worth = Math.max(0.3, (ranked[0]?.confidence ?? 0) - 0.45);
  return ranked.filter((one) => one.confidence >= worth).slice(0, 8).map((one) => answer(one, ranked, asked, venue));
}

/** Everything the text may name, cheap and certain ways first; the dear ones only when nothing certain was found. */
function collect(mention: Mention, typed: string, asked: Asked): Candidate[] {
  const found: Candidate[] = [];
  const certain = () => found.some((candidate) => candidate.base >= strong);
  for (const reading of mention.readings) {
    const spelled = bySpelling(reading, mention, typed);
    found.push(...spelled, ...byDistrictSeat(reading, spelled));
    if (certain()) break;
    found.push(...byAdjective(reading));
    if (certain()) break;
  }
  const barest = mention.readings.at(-1)!;
  const village = asked.level === 'settlement' || barest.level === 'settlement';
  if (certain() && !village) return found;
  found.push(...mention.readings.flatMap(byAbbreviation));
  if (certain() && !village) return found;
  const nested = fromParts(mention, typed);
  if (nested.length) return nested;
  const settlements = firstThat(mention.readings, bySettlement);
  found.push(...settlements);
  if (certain()) return found;

  const guessed = firstThat(mention.readings, byLemma);
  if (!guessed.length) guessed.push(...byTypo(barest));
  // A village that is the only one of its name in the country is more than a proposal among five.
  const country = asked.country ?? (asked.near ? unitById(asked.near)?.country : undefined);
  const villages = settlements.filter((candidate) => !country || candidate.unit.country === country);
  if (villages.length === 1 && !guessed.length) villages[0]!.base += 0.16;
  // A village of exactly this name makes every guess at a municipality doubtful, however near: Rakovac is not surely Rekovac.
  const exactVillage = villages.some((candidate) => candidate.base > 0.6);
  for (const candidate of guessed) if (exactVillage) candidate.base = Math.min(candidate.base - 0.26, 0.66);
  found.push(...guessed);
  if (!settlements.length && !guessed.some((candidate) => candidate.base > 0.75)) found.push(...bySettlementTypo(barest));
  if (!found.length) found.push(...byWordsInside(mention.readings[0]!));
  return found;
}

function firstThat(readings: readonly Reading[], find: (reading: Reading) => Candidate[]): Candidate[] {
  for (const reading of readings) {
    const found = find(reading);
    if (found.length) return found;
  }
  return [];
}

/**
 * Places named one after the other, `Rakovac, opština Beočin` or `Novi Beograd (Beograd)`: the inner one that lies in an outer one is meant,
 * and both together make it certain. Two places that have nothing to do with each other stay two guesses.
 */
function fromParts(mention: Mention, typed: string): Candidate[] {
  const parts = mention.parts.map((readings) => {
    const units = firstThat(readings, (reading) => [...bySpelling(reading, mention, typed), ...byAdjective(reading), ...byAbbreviation(reading)]);
    return units.some((candidate) => candidate.base >= strong && candidate.reading.level !== 'settlement') ? units : [...units, ...firstThat(readings, bySettlement)];
  });
  const inner: Candidate[] = [];
  for (const [i, part] of parts.entries()) {
    for (const candidate of part) {
      const around = parts.flatMap((other, j) => (i === j ? [] : other)).find((other) => !other.settlement && other.base >= 0.86 && isInside(candidate, other.unit));
      if (around) inner.push({ ...candidate, base: Math.max(candidate.base, 0.95), reasons: [...candidate.reasons, { code: 'within', name: around.unit.id }] });
    }
  }
  if (inner.length) return inner;
  const named = parts.filter((part) => part.length).length;
  if (named < 2) return parts.flat().map((candidate) => ({ ...candidate, base: Math.min(candidate.base, 0.88) }));
  const same = parts.every((part) => !part.length || part.some((candidate) => candidate.unit === parts.flat()[0]!.unit));
  return parts.flat().map((candidate) => (same ? candidate : { ...candidate, base: Math.min(candidate.base, 0.7), reasons: [...candidate.reasons, { code: 'several', count: named }] }));
}

const isInside = (candidate: Candidate, outer: Unit) => (candidate.settlement ? isWithin(candidate.unit.id, outer.id) : candidate.unit !== outer && isWithin(candidate.unit.id, outer.id));

/** One finding a unit: the best, and of settlements in one municipality the most populous. */
function bestOfEach(candidates: Candidate[]): Candidate[] {
  const best = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const other = best.get(candidate.unit.id);
    const better = !other || candidate.base > other.base || (candidate.base === other.base && (candidate.settlement?.population ?? 0) > (other.settlement?.population ?? 0));
    if (better) best.set(candidate.unit.id, candidate);
  }
  return [...best.values()];
}

const levelNamed = (candidate: Candidate): Level => (candidate.settlement ? 'settlement' : levelOf(candidate.unit));

function weigh(candidate: Candidate, mention: Mention, asked: Asked, venue: Unit | undefined): Ranked {
  const named = levelNamed(candidate);
  let confidence = candidate.base;
  if (asked.level === 'settlement' && candidate.settlement && confidence > 0.6) confidence = Math.max(confidence, 0.95);
  confidence *= fitOfLevel(candidate, named, asked.level ?? 'any');
  const country = asked.country ?? venue?.country;
  if (country && candidate.unit.country !== country) confidence *= 0.86;
  // Nobody said where: the letters may, and so does a name that is official as typed before one that is only a romanisation.
  else if (!country && mention.letters && candidate.unit.country !== mention.letters) confidence *= 0.88;
  else if (!country && named !== 'country' && isForeignSpelling(candidate)) confidence *= 0.9;
  const at = candidate.settlement ?? candidate.unit;
  const km = venue ? kilometres(at, venue) : null;
  return { ...candidate, confidence, km, rank: confidence + (km === null ? 0 : 0.12 * Math.exp(-km / 60)) };
}

/** How well the level of what was found fits the word for a level beside the name, else the level asked for. */
function fitOfLevel(candidate: Candidate, named: Level, wanted: Level | 'any'): number {
  const { level: word, town } = candidate.reading;
  const isRaion = candidate.unit.type === 'raion';
  if (candidate.saysLevel && (wanted === 'any' || wanted === named)) return 1;
  if (word) {
    if (word === named || (word === 'district' && isRaion)) return 1;
    if (word === 'municipality' && named === 'city_municipality') return 0.95;
    if (word === 'city_municipality' && named === 'municipality') return 0.8;
    if (word === 'settlement' && named === 'municipality') return 0.9;
    return named === 'settlement' ? 0.9 : 0.72;
  }
  if (town && named !== 'municipality' && named !== 'settlement') return 0.85;
  if (named === wanted || named === 'settlement') return 1;
  if (named === 'city_municipality') return 0.97;
  // An oblast is called like its seat: the bare name means the municipality, unless a word says otherwise.
  if (wanted === 'any') return ['oblast', 'city_district'].includes(candidate.unit.type) ? 0.88 : named === 'region' ? 0.85 : 1;
  if (wanted === 'district') return isRaion ? 1 : 0.85;
  return named === 'municipality' ? 0.9 : 0.8;
}

/** Whether the text is a spelling that the unit's own state does not use: `Loznitsa`, `Dimitrovgrad` for the Bulgarian towns. */
function isForeignSpelling({ unit, via, outcome, reading }: Candidate): boolean {
  const { names } = unit;
  const cyrillic = /\p{Script=Cyrillic}/u.test(reading.text);
  if (outcome === 'folded') return unit.country !== 'RS' && cyrillic !== (unit.country === 'BG');
  const own = { RS: [names['sr-Latn'], names['sr-Cyrl']], BG: [names.bg], MD: [names.ro] }[unit.country];
  return outcome === 'exact' && Object.values(names).includes(via) && !own.includes(via);
}

/**
 * Several units of one level that the text fits equally well: nearness to the venue decides when it is clear (Palilula of Niš for an event in
 * Niš), else each of them becomes doubtful.
 */
function settleHomonyms(ranked: Ranked[]) {
  const [best] = ranked;
  if (!best) return;
  const level = levelNamed(best);
  const rivals = ranked.filter((one) => one !== best && levelNamed(one) === level && best.confidence - one.confidence < 0.05 && !sameCount(one, best));
  if (!rivals.length) return;
  const nearest = Math.min(...rivals.map((one) => one.km ?? Infinity));
  const clear = best.km !== null && nearest > best.km * 2.5 + 20;
  for (const one of rivals) one.confidence *= 0.75;
  if (!clear) best.confidence *= 0.75;
  for (const one of [...rivals, best]) one.rank = one.confidence + (one.km === null ? 0 : 0.12 * Math.exp(-one.km / 60));
}

const sameCount = (a: Candidate, b: Candidate) => {
  const municipality = municipalityOf(a.unit.id);
  return municipality !== null && municipality === municipalityOf(b.unit.id);
};

function answer(one: Ranked, all: Ranked[], asked: Asked, venue: Unit | undefined): PlaceGuess {
  const name = (unit: Unit) => inLanguageOf(unit, asked.locale);
  const level = levelNamed(one);
  const { unit, settlement } = one;
  // Candidates know spellings and ids; the reader wants the name as she knows it.
  const reasons = one.reasons.map((reason): Reason => {
    if (reason.code === 'within') return { ...reason, name: name(unitById(reason.name)!) };
    return 'typed' in reason ? { ...reason, name: settlement?.name ?? name(unit) } : reason;
  });
  if (settlement) reasons.push({ code: 'settlement_of', settlement: settlement.name, municipality: name(unit) });
  const country = asked.country ?? venue?.country;
  const villages = all.filter((other) => other.outcome === 'settlement' && other.base > 0.6 && (!country || other.unit.country === country)).length;
  if (one.outcome === 'typo' && villages) reasons.push({ code: 'settlements', settlement: one.reading.text, count: villages });
  if (unit.type === 'city_municipality') reasons.push({ code: 'part_of', name: name(unit), city: name(unitById(unit.parent!)!) });
  if (one.reading.level) reasons.push({ code: 'level_word', level: one.reading.level });
  const wanted = asked.level ?? 'any';
  const fits = wanted === 'any' || wanted === level || (wanted === 'municipality' && level === 'city_municipality') || (wanted === 'district' && unit.type === 'raion');
  if (!fits) reasons.push({ code: 'wrong_level', name: settlement?.name ?? name(unit), level, wanted });
  // A guess at a municipality for a text that villages bear is doubtful about its level too.
  else if (one.outcome === 'typo' && villages && wanted !== 'any') reasons.push({ code: 'wrong_level', name: one.reading.text, level: 'settlement', wanted });
  const alike = all.filter((other) => levelNamed(other) === level && other.reading.key === one.reading.key && other.outcome !== 'typo').length;
  if (alike > 1 && one.outcome !== 'typo') reasons.push({ code: 'homonym', name: settlement?.name ?? name(unit), count: alike });
  if (country && unit.country !== country) reasons.push({ code: 'other_country', country: name(unitById(unit.country)!) });
  if (one.km !== null && one.unit !== venue && (one.base < strong || alike > 1)) reasons.push({ code: 'distance', km: Math.round(one.km), venue: name(venue!) });
  return {
    unit: unit.id, name: name(unit), level, municipality: municipalityOf(unit.id)?.id ?? null, confidence: Math.round(Math.min(1, Math.max(0, one.confidence)) * 1000) / 1000,
    outcome: one.outcome, via: one.via, km: one.km === null ? null : Math.round(one.km),
    settlement: settlement && { id: settlement.id, name: settlement.name, lat: settlement.lat, lon: settlement.lon },
    reasons,
  };
}
