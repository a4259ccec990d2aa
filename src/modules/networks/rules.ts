/**
 * By which rules stored keys and search forms are made today: a fingerprint of what the functions of folding and of the keys answer for thousands of names
 * (search/rules.test.ts computes it, and fails with the new value when it has changed). Where a network's own (table `made_by`) differs, its keys are made anew.
 */
export const rules = { person: '9d895fac0bc5', organisation: '50aa85f1fbf2', service: 'd4cc407a1625', programme: 'ebac260fbb36' } as const;

export type Searchable = keyof typeof rules;
