import { wordsOf } from '#platform/words/load.ts';
import type { LayoutLoad } from './$types';

// Pages are plain HTML unless a page asks for more: fast on a slow line, and nothing depends on JavaScript.
export const csr = false;

export const load: LayoutLoad = async ({ data }) => ({ ...data, t: await wordsOf(data.locale) });
