import type { Translate, WordKey } from '#platform/words/translate.ts';
import { placeName } from '#modules/places/say.ts';
import type { Doubt, DoubtField, Proposal } from './shape.ts';

/** The question as a sentence. */
export function questionOf({ field, text }: Pick<Doubt, 'field' | 'text'>, t: Translate): string {
  if (field === 'place') return text.trim() ? t('import.doubt_place', { text: text.trim() }) : t('import.doubt_place_missing');
  return t(field === 'person' ? 'import.doubt_person' : 'import.doubt_organisation', { text: text.trim() });
}

/** Why it is asked. */
export function reasonOf({ reason }: Pick<Doubt, 'reason'>, t: Translate): string {
  const params = Object.fromEntries(Object.entries(reason.params).map(([name, value]) => [name, (name === 'taken' || name === 'town') && typeof value === 'string' && value ? placeName(value, t) : value]));
  const key = `counting.doubt_${reason.code}`;
  return t.has(key) ? t(key as WordKey, params) : '';
}

/** What a button for this answer says. */
export function choiceOf(field: DoubtField, { id, name }: Proposal, t: Translate): string {
  if (id === 'none') return t('import.choice_none');
  if (id === 'new') return t(field === 'organisation' ? 'import.choice_new_organisation' : 'import.choice_new');
  return field === 'place' ? placeName(id, t) : t('import.choice_same', { name });
}

/** More than this nobody compares; who is none of them is searched for by name. */
const mostProposals = 5;

/** What a question offers: the best proposals, and in any case "somebody else" and "leave open" where they are among them. */
export function choicesOf(proposals: readonly Proposal[]): Proposal[] {
  const isOpen = ({ id }: Proposal) => id === 'new' || id === 'none';
  let room = mostProposals;
  return proposals.filter((one) => isOpen(one) || room-- > 0);
}
