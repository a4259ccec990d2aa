import { fromClocks } from '#platform/words/zone.ts';

/** What a page is asked to go back to. */
export interface Known {
  /** The moment; null for now. */
  asKnownOn: Date | null;
  /** What was typed is no date. */
  isWrong: boolean;
}

/**
 * "As known on" from an address: `at` is a date with a time typed by hand, on the clocks of the reader's zone, and goes before `known`, which is a moment
 * (`2026-11-22T09:30:00.000Z`), a time on those clocks, or a day, of which the whole counts.
 */
export function knownFrom({ known, at }: { known: string | null; at?: string | null }, timeZone: string): Known {
  const asked = at?.trim() || known?.trim() || null;
  if (!asked) return { asKnownOn: null, isWrong: false };
  const asKnownOn = /Z$/.test(asked) ? moment(asked) : fromClocks(/^\d{4}-\d{2}-\d{2}$/.test(asked) ? `${asked}T23:59:59.999` : asked, timeZone);
  return { asKnownOn, isWrong: asKnownOn === null };
}

function moment(text: string): Date | null {
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z$/.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text) : null;
}
