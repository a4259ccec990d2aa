import { blockingKeys, comparableOrganisation } from './matching.ts';
import { shippedTowns } from './towns.ts';

/** What is known of an organisation when its match keys are made: every name and spelling it was ever given. */
export interface Known {
  id: string;
  seat: string | null;
  spellings: string[];
}

/** The keys under which an organisation is looked up. */
export const matchKeys = ({ seat, spellings }: Known): string[] => [...new Set(spellings.flatMap((name) => blockingKeys(comparableOrganisation({ name, place: seat }, shippedTowns))))];
