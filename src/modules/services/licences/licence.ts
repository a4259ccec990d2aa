/**
 * When a licence is good. Serbia: Law on Social Protection (Official Gazette 24/2011), articles 176–190, and the Rulebook on licensing organisations of
 * social protection (42/2013): a licence is issued for six years; a provider that does not meet all standards may get a limited licence, once, for at most
 * five years, with a plan to close the gaps. These rules are held against services of Serbia only. Pure.
 */
export const kinds = ['full', 'limited'] as const;
export type LicenceKind = (typeof kinds)[number];
export const happenings = ['suspended', 'restored', 'revoked'] as const;
export type Happening = (typeof happenings)[number];

/** Years a licence may last at most. */
export const longest: Record<LicenceKind, number> = { full: 6, limited: 5 };

/** Days before its end from which a licence has to be renewed; from the second on it is urgent. */
export const alarms = [180, 30] as const;

/** Days before its end at which coordinators and provider get a letter, each once. */
export const letterStages = [180, 90, 30] as const;

/** The letter that is due on a day: the last stage that has been reached; null before the first one and after the end. */
export function stageOn(validUntil: string, day: string): (typeof letterStages)[number] | null {
  const left = daysBetween(day, validUntil);
  return left < 0 ? null : (letterStages.findLast((stage) => left <= stage) ?? null);
}

/** Countries whose law on licences is written down here. For others only number, days and what happened are kept: no national rule is checked. */
export const countriesWithRules: readonly string[] = ['RS'];

export interface Licence {
  kind: LicenceKind;
  /** `YYYY-MM-DD` */
  issuedOn: string;
  /** The day it was issued; for one that renews another before that one ends, the day after that. */
  validFrom: string;
  validUntil: string;
  /** In the order they were recorded. */
  events: readonly { what: Happening; on: string }[];
}

/** The last day a licence that begins that day may be valid: the day before the same date some years on. A 29 February counts as the 28th in other years. */
export function lastDay(kind: LicenceKind, validFrom: string): string {
  const [year, month, day] = validFrom.split('-').map(Number) as [number, number, number];
  const anniversary = new Date(Date.UTC(year + longest[kind], month - 1, day));
  // 29 February of a year that has none has become 1 March.
  if (anniversary.getUTCMonth() !== month - 1) anniversary.setUTCDate(0);
  else anniversary.setUTCDate(anniversary.getUTCDate() - 1);
  return anniversary.toISOString().slice(0, 10);
}

export type Refusal = 'begins_before_issued' | 'too_long' | 'ends_before_it_begins' | 'second_limited' | 'overlaps';

/** Why a new licence cannot be entered beside those there are, none of which was taken back; null when it can. `country`: of the service, ISO 3166 */
export function refusalOf(next: Pick<Licence, 'kind' | 'issuedOn' | 'validFrom' | 'validUntil'>, there: readonly Licence[], country = 'RS'): Refusal | null {
  if (next.validFrom < next.issuedOn) return 'begins_before_issued';
  if (next.validUntil < next.validFrom) return 'ends_before_it_begins';
  if (!countriesWithRules.includes(country)) return null;
  if (next.validUntil > lastDay(next.kind, next.validFrom)) return 'too_long';
  if (next.kind === 'limited' && there.some(({ kind }) => kind === 'limited')) return 'second_limited';
  const overlaps = there.some((one) => {
    const until = endOf(one);
    // A full licence may replace a limited one before it ends; two of a kind at once would be one too many.
    return one.kind === next.kind && next.validFrom <= until && one.validFrom <= next.validUntil;
  });
  return overlaps ? 'overlaps' : null;
}

/** The last day it counts: its own end, or the day before it was revoked. */
export function endOf({ validUntil, events }: Pick<Licence, 'validUntil' | 'events'>): string {
  const revoked = events.find(({ what }) => what === 'revoked');
  if (!revoked || revoked.on > validUntil) return validUntil;
  const before = new Date(`${revoked.on}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}

export type LicenceState = 'coming' | 'valid' | 'ending' | 'urgent' | 'suspended' | 'revoked' | 'ended';

const daysBetween = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What a licence is worth on a day. */
export function stateOn(licence: Licence, day: string): LicenceState {
  const past = licence.events.filter(({ on }) => on <= day);
  if (past.some(({ what }) => what === 'revoked')) return 'revoked';
  if (day < licence.validFrom) return 'coming';
  if (day > licence.validUntil) return 'ended';
  if (past.findLast(({ what }) => what !== 'revoked')?.what === 'suspended') return 'suspended';
  const left = daysBetween(day, licence.validUntil);
  return left <= alarms[1] ? 'urgent' : left <= alarms[0] ? 'ending' : 'valid';
}

/** Whether the service may be given on that day. */
export const isLicensedOn = (licences: readonly Licence[], day: string): boolean => licences.some((licence) => ['valid', 'ending', 'urgent'].includes(stateOn(licence, day)));

/** What may happen to it next. */
export function nextHappenings(licence: Licence, day: string): Happening[] {
  const state = stateOn(licence, day);
  if (state === 'revoked' || state === 'ended') return [];
  return state === 'suspended' ? ['restored', 'revoked'] : ['suspended', 'revoked'];
}
