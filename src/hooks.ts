import { withoutLocale } from '#platform/words/locales.ts';

/** `/bg/programmes/x` and `/programmes/x` are the same page: the first segment only says the language. */
export const reroute = ({ url }: { url: URL }) => withoutLocale(url.pathname);
