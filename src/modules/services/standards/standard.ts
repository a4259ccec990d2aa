import list from '../nomenclature/data/licensing-rs.json' with { type: 'json' };

const codes = (standards: readonly { code: string }[]) => standards.map(({ code }) => code);

/**
 * The minimum standards of services of social protection in Serbia (Rulebook on detailed conditions and standards, Official Gazette 42/2013: what a service's description
 * names, structural and functional standards, and the records a provider keeps), as `nomenclature/data/licensing-rs.json` lists them. Pure.
 */
export const standardGroups = {
  specification: codes(list.service_specification),
  structural: codes(list.structural_standards),
  functional: codes(list.functional_standards),
  records: codes(list.provider_evidence),
} as const;
export type StandardGroup = keyof typeof standardGroups;
/** Its code in the list. */
export type Standard = string;
export const groups = Object.keys(standardGroups) as StandardGroup[];
export const standards: readonly Standard[] = Object.values(standardGroups).flat();

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
