import { inScriptOf } from '#platform/words/in-script.ts';
import type { Locale } from '#platform/words/locales.ts';

/** The holder's name in the script of the certificate. */
export const holderName = ({ given, surname }: { given: string | null; surname: string | null }, locale: Locale, country: 'RS' | 'BG' | 'MD' | null): string => inScriptOf([given, surname].filter(Boolean).join(' '), locale, country);
