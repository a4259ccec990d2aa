/**
 * Are these two the same organisation? An office is what its form and its municipality say ("Centar za socijalni rad Brus");
 * an association is its own name and the town it sits in: `Zajedno` of Belgrade is not `Zajedno` of Niš.
 * The m and u are estimates like those of the people's model (people/matching.ts) and may be refined in the same way.
 */
import type { Agreement, Field, Limit, Model } from '#platform/matching/compare.ts';
import { editDistance } from '#platform/matching/similarity.ts';
import { formsAgree } from './forms.ts';
import { readOrganisationName, type OrganisationName } from './name.ts';
import { officesLike } from './name-form.ts';
import type { Towns } from './name-town.ts';
import { isWithin } from './name-words.ts';

export interface OrganisationMention {
  name: string;
  /** Municipality of the row the name stands in, if known: mostly the organisation's seat, sometimes the person's own. */
  place: string | null;
}

export interface ComparableOrganisation extends OrganisationName {
  /** Own words joined: spaces move in hurried typing. */
  joined: string;
  /** Where it sits: what the name says, else the municipality of the row. */
  seat: string | null;
  /** The municipality of the seat: an association of Novi Beograd is one of Belgrade. */
  municipality: string | null;
  seatFromName: boolean;
  /** Kinds of offices that its only, short word may be a mistyped abbreviation of. */
  offices: string[];
}

export function comparableOrganisation(mention: OrganisationMention, towns: Towns): ComparableOrganisation {
  const name = readOrganisationName(mention.name, towns, mention.place);
  const seat = name.town ?? mention.place;
  return { ...name, joined: name.letters.folded, seat, municipality: seat && towns.municipalityOf(seat), seatFromName: name.town !== null, offices: !name.form && name.own.length === 1 ? officesLike(name.letters.plain) : [] };
}

/**
 * Keys under which a mention is looked up: kind and seat of an office; for an own name its letters, whatever the town, and in one town the
 * first letter of any of its words, so that slips do not matter where the town already agrees.
 */
export function blockingKeys(organisation: ComparableOrganisation): string[] {
  const { form, joined, own, aside, beyond, seat, municipality, offices } = organisation;
  if (form?.office) return seat ? [`f:${form.kind}|${seat}`] : [...(beyond ? [beyond] : []), ...organisation.townsMeant].map((where) => `f:${form.kind}|${where}`);
  const keys = [`l:${[...new Set(joined)].sort().join('')}`, ...offices.map((kind) => `f:${kind}|${seat ?? ''}`)];
  if (own.length > 2) keys.push(`a:${acronymOf(own)}`);
  if (own.length === 1 && joined.length <= 7) keys.push(`a:${joined}`);
  if (aside.length === 1) keys.push(`a:${aside[0]}`);
  keys.push(...new Set([joined, ...own].filter(Boolean).map((word) => `s:${municipality ?? ''}|${word[0]}`)));
  return keys;
}

const smallWords = new Set(['za', 'i', 'u', 'na', 'sa', 's', 'v', 'de', 'din', 'si', 'pentru', 'of', 'the', 'for', 'and', 'a', 'o', 'od', 'do', 'ot', 'la', 'cu']);
/** Folding makes one letter of two, in НКРР as anywhere. */
const acronymOf = (own: string[]): string => own.filter((word) => !smallWords.has(word)).map((word) => word[0]).join('').replace(/(.)\1+/g, '$1');

/** Share of associations that bear one certain name; the lists at hand are too short to count it from. */
const shareOfOneName = 0.004;

const name: Field<ComparableOrganisation> = {
  name: 'name',
  levels: {
    'same-office': { m: 0.95, u: 0.0002 },
    // `ЦРС Чока` beside `ЦСР Чока`: hardly anything else, but a person should say so.
    'like-an-office': { m: 0.03, u: 0.0006 },
    exact: { m: 0.8, u: shareOfOneName },
    slip: { m: 0.1, u: 0.003 },
    acronym: { m: 0.03, u: 0.0005 },
    part: { m: 0.05, u: 0.01 },
    // Two mistyped writings of one name, or two names that are merely alike.
    resembling: { m: 0.01, u: 0.04 },
    different: { m: 0.02, u: 0.98 },
  },
  agreement: nameAgreement,
};

const seat: Field<ComparableOrganisation> = {
  name: 'seat',
  levels: { same: { m: 0.93, u: 0.04 }, different: { m: 0.07, u: 0.96 } },
  agreement(a, b) {
    if (a.form?.office || b.form?.office) return null;
    if (a.municipality && b.municipality) return { level: a.municipality === b.municipality && !inTwoParts(a, b) ? 'same' : 'different' };
    // One of them says a town of which there are several.
    const meant = a.townsMeant.length + b.townsMeant.length > 0 && (a.seat ?? b.seat) !== null;
    return meant ? { level: sharesTown(a, b) ? 'same' : 'different' } : null;
  },
};

const form: Field<ComparableOrganisation> = {
  name: 'form',
  levels: { same: { m: 0.95, u: 0.6 }, different: { m: 0.05, u: 0.4 } },
  agreement: (a, b) => (!a.form || !b.form || a.form.office || b.form.office ? null : { level: formsAgree(a.form, b.form) ? 'same' : 'different' }),
};

/** Two parts of one city, both said: Zemun is not Novi Beograd, while either may be called Beograd. */
const inTwoParts = (a: ComparableOrganisation, b: ComparableOrganisation): boolean => a.seat !== b.seat && a.seat !== a.municipality && b.seat !== b.municipality;

/** See `personThresholds`. */
export const organisationThresholds = { same: 0.9, different: 0.15 };

/** The model; the prior is that of two mentions of one programme, where some thirty organisations share all rows. */
export const organisationModel: Model<ComparableOrganisation> = { prior: 1 / 30, ...organisationThresholds, fields: [name, seat, form], limits };

/** How two names agree; of offices, which are known by it, also their seats. */
export function nameAgreement(a: ComparableOrganisation, b: ComparableOrganisation): Agreement {
  if (a.form?.office || b.form?.office) {
    if (a.seat !== null && a.seat === b.seat && (a.offices.includes(b.form?.kind ?? '') || b.offices.includes(a.form?.kind ?? ''))) return { level: 'like-an-office' };
    if (a.form?.kind !== b.form?.kind) return { level: 'different' };
    return { level: sharesTown(a, b) || (!a.seat && !b.seat && a.beyond !== '' && a.beyond === b.beyond) ? 'same-office' : 'different' };
  }
  if (!a.joined || !b.joined || numbersOf(a) !== numbersOf(b)) return { level: 'different' };
  if (a.joined === b.joined) return { level: a.aside.length > 0 && b.aside.length > 0 && a.aside.join('') !== b.aside.join('') ? 'part' : 'exact' };
  if (isSlip(a, b)) return { level: 'slip' };
  if (isAcronym(a, b) || isAcronym(b, a)) return { level: 'acronym' };
  if (isPart(a.own, b.own) || isPart(b.own, a.own)) return { level: 'part' };
  return { level: isSlip(a, b, 2) ? 'resembling' : 'different' };
}

/** One and the same seat; or a name that several towns bear, said by both, or by one where the other sits in one of them. */
function sharesTown(a: ComparableOrganisation, b: ComparableOrganisation): boolean {
  if (a.seat !== null && b.seat !== null) return a.seat === b.seat;
  if (a.seat === null && b.seat === null) return a.townsMeant.length > 0 && a.townsMeant.join() === b.townsMeant.join();
  return a.townsMeant.includes(b.seat ?? '') || b.townsMeant.includes(a.seat ?? '');
}

/** Kindergarten No 5 and No 15 differ in what tells them apart. */
const numbersOf = ({ own }: ComparableOrganisation): string => own.join(' ').match(/\d+/g)?.join(' ') ?? '';

/** One slip in a short name, two from nine letters on, three from eighteen: names are often several words. `hands`: how many of them were mistyped. */
function isSlip(a: ComparableOrganisation, b: ComparableOrganisation, hands = 1): boolean {
  const length = Math.min(a.letters.plain.length, b.letters.plain.length);
  const allowed = (length >= 18 ? 3 : length >= 9 ? 2 : 1) * hands;
  return allowed <= (length * hands) / 3 && isWithin(allowed, a.letters, b.letters);
}

/** `MODS` and „Mreža organizacija za decu Srbije“, or the name with (MODS) behind it. */
const isAcronym = (short: ComparableOrganisation, long: ComparableOrganisation): boolean =>
  short.own.length === 1 &&
  short.joined.length >= 3 &&
  long.own.length >= 3 &&
  [acronymOf(long.own), long.own.map((word) => word[0]).join(''), long.aside.join(' ')].includes(short.joined);

/** All words of the shorter stand in the longer; a single short word is evidence only where the longer merely has a scrap besides (`НВ Зрно`). */
function isPart(short: string[], long: string[]): boolean {
  const beside = long.join('').length - short.join('').length;
  if (short.length >= long.length || (short.join('').length < 5 && beside > 2)) return false;
  return short.every((word) => long.some((other) => other === word || (word.length > 4 && editDistance(word, other, 1) <= 1)));
}

/** The longer name has next to nothing besides: `НВ Зрно`. */
const isScrap = (a: ComparableOrganisation, b: ComparableOrganisation): boolean => Math.abs(a.joined.length - b.joined.length) <= 2;

function limits(a: ComparableOrganisation, b: ComparableOrganisation, found: ReadonlyMap<string, Agreement>): Limit[] {
  const list: Limit[] = [];
  const level = (field: string) => found.get(field)?.level;
  if (level('name') === 'different') list.push({ name: 'name-differs', ceiling: 0.02, contradiction: true });
  // The two schools of a town, or a kindergarten and a school, may bear one name.
  const kindsDiffer = a.form && b.form && (a.form.type !== b.form.type || (a.form.type === 'public-institution' && !formsAgree(a.form, b.form)));
  if (kindsDiffer) list.push({ name: 'kind-differs', ceiling: 0.05, contradiction: true });
  // Institutions and firms do not leave out what they are; a bare name is mostly an association's.
  const said = a.form && b.form ? null : (a.form ?? b.form);
  if (said && !said.office && (said.type === 'public-institution' || said.kind === 'company')) list.push({ name: 'kind-unsaid', ceiling: 0.45 });
  // Every second town has a school „Vuk Karadžić“ and an association „Duga“.
  const institution = [a.form, b.form].some((form) => form?.type === 'public-institution' && !form.office);
  const common = Math.min(a.joined.length, b.joined.length) < 18;
  if (level('name') !== 'same-office' && (!a.municipality || !b.municipality) && (institution || common)) list.push({ name: 'town-unsaid', ceiling: institution ? 0.6 : 0.85 });
  const guessed = a.townGuessed !== b.townGuessed || a.townsMeant.length !== b.townsMeant.length || (a.townGuessed && a.beyond !== b.beyond);
  if (guessed || a.unread !== b.unread) list.push({ name: 'not-all-read', ceiling: 0.85 });
  if (level('seat') === 'different') {
    const bothSaid = a.seatFromName && b.seatFromName;
    // One long name in two towns may be one association whose people live apart; a short one is simply a common name.
    const telling = a.own.length > 1 && !institution && level('name') === 'exact' && !bothSaid;
    list.push({ name: 'other-town', ceiling: telling ? 0.3 : 0.05, contradiction: true });
  }
  if (level('name') === 'part') list.push(level('seat') === 'same' ? { name: 'more-words', ceiling: isScrap(a, b) ? 0.85 : 0.45 } : { name: 'part-of-a-name', ceiling: 0.3 });
  return list;
}
