import type { Happened } from '#platform/log/queries.ts';
import { foldWords } from '#platform/matching/fold.ts';
import type { WordKey } from '#platform/words/translate.ts';

interface Words {
  (key: WordKey, values?: Record<string, string | number>): string;
}
interface Known {
  has(key: string): key is WordKey;
}

const keyOf = (kind: 'action' | 'subject', name: string) => `log.${kind}_${name.replace(/[.-]/g, '_')}`;

/** A command's name in words; one that has none yet is shown as it is. */
export function actionWord(action: string, t: Words, { has }: Known): string {
  const key = keyOf('action', action);
  return has(key) ? t(key) : action;
}

export function subjectWord(kind: string, t: Words, { has }: Known): string {
  const key = keyOf('subject', kind);
  return has(key) ? t(key) : kind;
}

export function actorName(actor: Happened['actor'], t: Words): string {
  if (actor.kind === 'public') return t('log.visitor');
  if (actor.kind === 'system') return t('log.system', { name: actor.name });
  return actor.name ?? t('log.unknown_account');
}

/** The actions whose words hold what was typed, in any script. */
export function actionsLike(text: string, actions: readonly string[], t: Words & Known): string[] {
  const wanted = foldWords(text).join(' ');
  return wanted ? actions.filter((action) => foldWords(actionWord(action, t, t)).join(' ').includes(wanted)) : [];
}
