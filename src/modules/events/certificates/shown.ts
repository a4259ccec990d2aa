/** What a certificate's page shows of its holder: hers to choose, and the most careful until she does. Pure. */
import { z } from 'zod';

export const shownHolders = ['nothing', 'initials', 'name'] as const;
export const shown = z.strictObject({
  holder: z.enum(shownHolders),
  /** For whom she came. */
  organisation: z.boolean(),
  /** How long the sessions were that she was at. */
  hours: z.boolean(),
});
export type Shown = z.output<typeof shown>;
export const mostCareful: Shown = { holder: 'nothing', organisation: false, hours: false };

/** "Ana Đorđević-Ilić" → "A. Đ.-I."; "Љубица Петровић" → "Љ. П.". */
export const initials = (name: string): string =>
  name.trim().split(/\s+/).map((word) => word.split('-').filter(Boolean).map((part) => `${[...part][0]!.toLocaleUpperCase()}.`).join('-')).filter(Boolean).join(' ');

interface Told {
  holder: string | null;
  organisation: string | null;
  minutes: number | null;
  shows: Shown;
}
/** What whoever has the code is told. Hours with one decimal. */
export const toldOf = ({ holder, organisation, minutes, shows }: Told) => ({
  holder: holder === null || shows.holder === 'nothing' ? null : shows.holder === 'name' ? holder : initials(holder),
  organisation: shows.organisation ? organisation : null,
  hours: shows.hours && minutes ? Math.round(minutes / 6) / 10 : null,
});
