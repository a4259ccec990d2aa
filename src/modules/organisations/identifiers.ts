/** Which numbers organisations carry, and whether a number can be one: length and, where the rule is published, the check digit. */

/** National registers, under the names org-id.guide gives them. */
export const schemes = ['RS-MB', 'RS-PIB', 'BG-EIK', 'MD-IDNO', 'XI-IATI'] as const;
export type Scheme = (typeof schemes)[number];

const weighted = (digits: number[], weights: number[]) => weights.reduce((sum, weight, i) => sum + weight * digits[i]!, 0);

/** ISO 7064 MOD 11,10: the rule of the Serbian tax number (PIB); holds for 100000709 of the org-id.guide register. */
function mod11and10(digits: number[]): boolean {
  let rest = 10;
  for (const digit of digits.slice(0, -1)) {
    rest = (rest + digit) % 10 || 10;
    rest = (rest * 2) % 11;
  }
  return (11 - rest) % 10 === digits.at(-1);
}

/**
 * Bulgarian EIK/BULSTAT, first nine digits: weights 1–8 mod 11, on 10 weights 3–10 mod 11, on 10 again 0 (holds for 204853663 of the org-id.guide register).
 * A branch has thirteen digits: the last is checked over digits 9 to 12 in the same way, weights 2 7 3 5, on 10 weights 4 9 5 7 (Rules of the BULSTAT register).
 */
function eik(digits: number[]): boolean {
  const check = (part: number[], weights: number[], again: number[]) => {
    const first = weighted(part, weights) % 11;
    return first < 10 ? first : (weighted(part, again) % 11) % 10;
  };
  if (check(digits, [1, 2, 3, 4, 5, 6, 7, 8], [3, 4, 5, 6, 7, 8, 9, 10]) !== digits[8]) return false;
  return digits.length === 9 || check(digits.slice(8, 12), [2, 7, 3, 5], [4, 9, 5, 7]) === digits[12];
}

/** Moldovan IDNO: weights 7, 3, 1 repeating, mod 10; holds for 1003600158022 and 1003600136646 of the org-id.guide register. */
const idno = (digits: number[]) => weighted(digits, [7, 3, 1, 7, 3, 1, 7, 3, 1, 7, 3, 1]) % 10 === digits[12];

const rules: Record<Scheme, { lengths: number[] | null; check?: (digits: number[]) => boolean }> = {
  // The register number of the Serbian Business Registers Agency: eight digits; no published check rule holds for all of them.
  'RS-MB': { lengths: [8] },
  'RS-PIB': { lengths: [9], check: mod11and10 },
  'BG-EIK': { lengths: [9, 13], check: eik },
  'MD-IDNO': { lengths: [13], check: idno },
  'XI-IATI': { lengths: null },
};

/** What is wrong with a number, or null when it can be one of this register. Spaces and hyphens have been taken out (`tidyIdentifier`). */
export function identifierProblem(scheme: Scheme, value: string): 'length' | 'check-digit' | null {
  const { lengths, check } = rules[scheme];
  if (!lengths) return null;
  if (!/^\d+$/.test(value) || !lengths.includes(value.length)) return 'length';
  return check && !check([...value].map(Number)) ? 'check-digit' : null;
}

export const tidyIdentifier = (scheme: Scheme, value: string): string => (rules[scheme].lengths ? value.replace(/[\s.-]/g, '') : value.trim());

/** Numbers as one writes several of one register into a field: an institution with branches has an EIK for each. */
export const numbersIn = (text: string): string[] => [...new Set(text.split(/[,;\n]/).map((one) => one.trim()).filter(Boolean))];
export const numbersSaid = (numbers: readonly string[]): string => numbers.join(', ');

/** The registers of a country, for its forms; an organisation from elsewhere has the others. */
export const schemesOf = (country: 'RS' | 'BG' | 'MD' | null): Scheme[] => {
  const own = schemes.filter((scheme) => country && scheme.startsWith(country));
  return [...own, ...schemes.filter((scheme) => !own.includes(scheme))];
};
