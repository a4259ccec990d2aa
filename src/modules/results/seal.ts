/**
 * The seal of a published figure: SHA-256 over its definition and its redacted evidence, in a form anybody can make again (README.md says how, and
 * `static/verify-seal.js` does it in a visitor's browser). Pure and free of Node: the same file runs on both sides.
 */

/** One redacted piece of evidence in a publication. Ids of persons and evidence are keys that mean nothing outside this publication. */
export interface Leaf {
  kind: string;
  event?: string;
  series?: string;
  /** ISO days. */
  days?: string[];
  /** Key of a person. */
  person?: string;
  organisation?: string;
  /** A municipality, or `?` and a name nobody has resolved. */
  place?: string;
  relation?: string;
  output?: { type: string; titles: Record<string, string> | null };
  sentence?: string;
  url?: string;
  /** First 16 digits of the SHA-256 of the kept file, and the row in it. */
  document?: string;
  row?: number;
  /** What it adds to the figure: pairs of [what is counted once, what counts as a mention]. */
  counts: [string, string][];
  /** A bare number it adds. */
  value?: number;
  /** Commitment to the whole piece of evidence, or to all pieces that read alike once they are redacted. */
  evidence: string;
}

/** First line of a sealed text: what was counted, and what came out. */
export interface Definition {
  format: 'kolo-seal/1';
  programme: string;
  query: unknown;
  unit: string;
  publishedAt: string;
  net: number | null;
  gross: number;
  unnamed: number;
}

/** JSON with the keys of every object in alphabetical order and without spaces, so that equal things have equal texts. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).filter(([, one]) => one !== undefined);
    return `{${entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => `${JSON.stringify(key)}:${canonical(one)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The lines of a publication in their one order (by UTF-16 code units, as JavaScript sorts texts). */
export const sorted = (lines: readonly string[]): string[] => [...lines].sort();

/** The sealed text: the definition, then the leaves, one a line. */
export const sealedText = (definition: string, leaves: readonly string[]): string => [definition, ...leaves].join('\n');

/** @returns 64 lower-case hexadecimal digits. */
export async function sealOf(definition: string, leaves: readonly string[]): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(sealedText(definition, leaves)));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Counts the leaves again: what a reader does who does not want to believe the figure. */
export function recount(leaves: readonly Leaf[]): { net: number | null; gross: number; unnamed: number } {
  const once = new Set<string>();
  const mentions = new Set<string>();
  let unnamed = 0;
  for (const leaf of leaves) {
    for (const [one, mention] of leaf.counts) {
      once.add(one);
      mentions.add(mention);
    }
    unnamed += leaf.value ?? 0;
  }
  return { net: unnamed > 0 ? null : once.size, gross: mentions.size + unnamed, unnamed };
}
