import type { Tx } from '#platform/db/transaction.ts';
import { foldWords } from '#platform/matching/fold.ts';

/** Keys under which an organisation is looked up by the matching: each word of any of its names, folded. */
const keysOf = (names: readonly string[]): string[] => [...new Set(names.flatMap(foldWords).filter((word) => word.length > 2))].map((word) => `w:${word}`);

/** Writes the match keys of one organisation anew, in the transaction that changed it. */
export async function keepOrganisationKeys(tx: Tx, network_id: string, organisation_id: string) {
  const { name, names } = await tx.selectFrom('organisation').select(['name', 'names']).where((eb) => eb.and({ network_id, organisation_id })).executeTakeFirstOrThrow();
  const spellings = await tx.selectFrom('organisation_spelling').select('spelling').where((eb) => eb.and({ network_id, organisation_id })).execute();
  const keys = keysOf([name, ...Object.values(names as Record<string, string>), ...spellings.map(({ spelling }) => spelling)]);
  await tx.deleteFrom('match_key').where((eb) => eb.and({ network_id, kind: 'organisation', subject_id: organisation_id })).execute();
  if (keys.length) await tx.insertInto('match_key').values(keys.map((key) => ({ network_id, kind: 'organisation', key, subject_id: organisation_id }))).execute();
}
