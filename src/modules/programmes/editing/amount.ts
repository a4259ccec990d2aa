/**
 * An amount of money as documents of the region write it: `92.609,25`, `92,609.25`, `92 609,25`, `205,349`, `205.349`.
 * One sign with exactly three digits after it parts thousands; nobody writes a tenth of a cent (source: the fiches of five programmes).
 * @returns null for an empty text, NaN for one that is no amount.
 */
export function amountOf(text: string): number | null {
  const plain = text.replace(/[\s\u00a0\u202f'’]/g, '');
  if (!plain) return null;
  if (!/^\d+([.,]\d+)*$/.test(plain)) return NaN;
  const signs = plain.match(/[.,]/g) ?? [];
  const last = signs.at(-1);
  const digitsAfter = last ? plain.length - plain.lastIndexOf(last) - 1 : 0;
  const partsThousands = signs.length > 0 && digitsAfter === 3 && new Set(signs).size === 1;
  const isMixed = new Set(signs).size === 2;
  // The same sign twice can only part thousands; two different ones are thousands first, then decimals.
  if (signs.length > 1 && !isMixed && !partsThousands) return NaN;
  const decimalAt = last && !partsThousands ? plain.lastIndexOf(last) : plain.length;
  const whole = plain.slice(0, decimalAt);
  const groups = whole.split(/[.,]/);
  if (groups.length > 1 && (groups[0]!.length > 3 || groups.slice(1).some((group) => group.length !== 3))) return NaN;
  const decimals = plain.slice(decimalAt + 1);
  return decimals.length > 2 ? NaN : Number(`${groups.join('')}.${decimals || '0'}`);
}
