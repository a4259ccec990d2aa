import { plainWords, wordSet } from './plain-words.ts';

export type Mark = 'present' | 'absent' | 'empty' | 'unclear';

const absentWords = wordSet('ne не no nu n н absent absentă odsutan odsutna одсутан одсутна отсъства отсъствал отсъствала отсутствует opravdano оправдано izostao izostala нет false lipsă lipsește lipsa declined otkazao otkazala отказал отказала otkazano cancelled nije није niko nijednom');
const absentPhrases = /^(nije (bi[ol]a?|prisustvova|dos)|ne prisustv|ne dolazi|nu a (participat|venit)|ne e |ne prisastva|did not|not (present|attended))/;
const presentWords = wordSet('da да yes y d д da ok potpisano potpisana potpisao potpisala потписано подписан подписано подпис подписал semnat semnată semnatura semnătură signed sign present prezent prezentă prisutan prisutna присутан присутна присъства присъствал присъствала присутствовал присутствовала true p п prisustvovao prisustvovala potpis потпис da ima има online онлајн онлайн zoom da+');

/**
 * What a cell in a signature column says. Any other text counts as a signature: people type names, initials, or
 * what they read. Only a plain "no" or a dash is an absence.
 * @param strict in a column that has ticks as well, `✗` means absent; else it is a cross like `x`.
 */
export function readMark(text: string, strict = false): Mark {
  const key = strict ? `!${text}` : text;
  let mark = known.get(key);
  if (mark === undefined) {
    mark = interpret(text, strict);
    if (known.size > 5_000) known.clear();
    known.set(key, mark);
  }
  return mark;
}

/** The same few marks fill whole columns. */
const known = new Map<string, Mark>();

function interpret(text: string, strict: boolean): Mark {
  const trimmed = text.replace(/[\s\u00a0\u200b]+/g, ' ').trim();
  if (trimmed === '' || /^[._…\s]+$/.test(trimmed)) return 'empty';
  if (/^[-–—−/\\\s]+$/.test(trimmed)) return 'absent';
  if (/^[?¿\s]+$/.test(trimmed)) return 'unclear';
  if (/^[☐□◻⬜❏0]$/u.test(trimmed)) return 'absent';
  if (/^[✗✘❌✖🗙]\ufe0f?$/u.test(trimmed)) return strict ? 'absent' : 'present';
  const plain = plainWords(trimmed);
  if (plain.length === 0) return 'present';
  if (plain.length === 1 && absentWords.has(plain[0]!)) return 'absent';
  if (plain.length === 1 && presentWords.has(plain[0]!)) return 'present';
  if (absentPhrases.test(plain.join(' ')) || (plain.length <= 3 && absentWords.has(plain[0]!) && plain[0]!.length > 2)) return 'absent';
  return 'present';
}

/** Whether a text is a mark and nothing else; tells a column of ticks from a column of words. */
export function isMark(text: string): boolean {
  const trimmed = text.trim();
  if (/^[xхX×✓✔☑☒✅✗✘❌✖+*•●√vVyY1]\ufe0f?$/u.test(trimmed) || /^[-–—−/]$/.test(trimmed)) return true;
  const plain = plainWords(trimmed);
  return plain.length === 1 && trimmed.length <= 16 && (presentWords.has(plain[0]!) || absentWords.has(plain[0]!));
}

/** A column in which ticks and crosses stand for yes and no. */
export const hasTicksAndCrosses = (texts: Iterable<string>): boolean => {
  let [ticks, crosses] = [false, false];
  for (const text of texts) {
    if (/[✓✔☑✅√]/u.test(text)) ticks = true;
    if (/[✗✘❌✖]/u.test(text)) crosses = true;
  }
  return ticks && crosses;
};
