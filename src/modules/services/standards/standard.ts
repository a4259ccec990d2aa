/**
 * The minimum standards of services of social protection in Serbia (Rulebook on detailed conditions and standards, Official Gazette 42/2013: what a service's description
 * names, structural and functional standards, and the records a provider keeps), as `nomenclature/data/licensing-rs.json` lists them. Pure.
 */
export const standardGroups = {
  specification: ['purpose', 'user-groups', 'activities-described'],
  structural: ['location', 'premises', 'equipment', 'organisation', 'staff'],
  functional: ['admission', 'assessment', 'planning', 'support-level', 'review', 'activities', 'evaluation', 'staff-development', 'community', 'procedures'],
  records: ['client-register', 'client-file', 'service-log', 'staff-records', 'duty-log', 'complaints-log'],
} as const;
export type StandardGroup = keyof typeof standardGroups;
export type Standard = (typeof standardGroups)[StandardGroup][number];
export const groups = Object.keys(standardGroups) as StandardGroup[];
export const standards = Object.values(standardGroups).flat() as Standard[];

export const standings = ['met', 'partly', 'not-met', 'not-applicable'] as const;
export type Standing = (typeof standings)[number];

export interface Finding {
  standard: Standard;
  standing: Standing;
  note: string | null;
  /** `YYYY-MM-DD` */
  on: string;
  accountId: string | null;
}

export interface Share {
  met: number;
  partly: number;
  notMet: number;
  /** Looked at by nobody yet. */
  open: number;
  /** All that apply: those that do not are in no share. */
  of: number;
}

/** How many of these standards are met, of those that apply. What nobody has looked at is not met and not unmet: it stands apart. */
export function shareOf(wanted: readonly Standard[], findings: readonly Finding[]): Share {
  const standing = new Map(findings.map((one) => [one.standard, one.standing]));
  const count = (what: Standing) => wanted.filter((one) => standing.get(one) === what).length;
  const [met, partly, notMet] = [count('met'), count('partly'), count('not-met')];
  return { met, partly, notMet, open: wanted.filter((one) => !standing.has(one)).length, of: wanted.length - count('not-applicable') };
}
