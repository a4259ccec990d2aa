/** Between the fields of the form and a message. Pure. */
import { locales } from '#platform/words/locales.ts';
import type { Texts } from '../posted.ts';
import type { Message } from './shape.ts';

/** As the command wants it: `subject_<locale>` and `text_<locale>`; a language in which nothing is written is left out. */
export function messageIn(texts: Texts) {
  const written = (field: 'subject' | 'text') => Object.fromEntries(locales.flatMap((locale) => (texts[`${field}_${locale}`]?.trim() ? [[locale, texts[`${field}_${locale}`]!.trim().replaceAll('\r\n', '\n')]] : [])));
  return { messageId: texts.message ?? '', whom: texts.whom ?? '', organisationId: texts.organisation?.trim() || null, subjects: written('subject'), texts: written('text') };
}

/** What stands in its fields. */
export const textsOf = ({ messageId, whom, organisationId, subjects, texts }: Message): Texts => ({
  message: messageId, whom, organisation: organisationId ?? '', ...Object.fromEntries(locales.flatMap((locale) => [[`subject_${locale}`, subjects[locale] ?? ''], [`text_${locale}`, texts[locale] ?? '']])),
});
