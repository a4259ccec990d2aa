/**
 * Formula injection (ASVS 1.2.10): a text such as `=HYPERLINK(…)` that somebody put into a sheet must not
 * become a formula again when our export is opened.
 */

/** Characters that make spreadsheet programs compute; the full-width forms are taken for them by some. */
const starters = /^[=+\-@\t\r\n\0＝＋－＠]/;

/** Text as it may leave in an export: what a program could compute gets an apostrophe in front and so stays text. */
export const neutraliseFormula = (text: string): string => (starters.test(text) ? `'${text}` : text);

/** Takes back what `neutraliseFormula` did, so that our own export reads in as it went out. */
export const withoutNeutraliser = (text: string): string => (text.startsWith("'") && starters.test(text.slice(1)) ? text.slice(1) : text);

/**
 * Whether a text deserves a remark. Sign-in sheets are full of innocent `+`, `-`, `+381 64 …` and `- 5`;
 * what remains is text that calls something: `=SUM(…)`, `@cmd`, `+cmd|'/C calc'!A0`.
 */
export function looksLikeFormula(text: string): boolean {
  if (/^[=＝@＠\t]\s*\S/.test(text)) return !/^@[\w.]+$/.test(text);
  return /^[+\-＋－]\s*[\p{L}(]+.*[(!|]/u.test(text);
}
