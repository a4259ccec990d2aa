/** Who decided or joined, from how an actor signs (`results/access.ts`). Pure. */
import type { Translate } from '#platform/words/translate.ts';

/** The account of a signature, if it is one's. */
export const accountOf = (signature: string): string | null => signature.match(/^account:(.+)$/)?.[1] ?? null;

/** A name for people; an account that has left the network is a former one. */
export function whoOf(signature: string, names: Readonly<Record<string, string>>, t: Translate): string {
  const account = accountOf(signature);
  if (account) return names[account] ?? t('log.unknown_account');
  return t('log.system', { name: signature.replace(/^system:/, '') });
}
