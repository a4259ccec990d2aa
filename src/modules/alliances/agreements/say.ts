/** Agreements in the reader's words. Pure. */
import type { WordKey } from '#platform/words/translate.ts';
import type { AgreementKind, renewals } from './shape.ts';
import type { AgreementState } from './validity.ts';

const key = (of: string, name: string) => `agreements.${of}_${name.replaceAll('-', '_')}` as WordKey;
export const kindWord = (kind: AgreementKind) => key('kind', kind);
export const stateWord = (state: AgreementState) => key('state', state);
export const renewalWord = (renewal: (typeof renewals)[number]) => key('renewal', renewal);
