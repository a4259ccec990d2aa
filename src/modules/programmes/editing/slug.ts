import { toLatin } from '#platform/matching/transliterate.ts';
import { inLanguage, type Localised } from '#platform/words/localised.ts';

/** An address made from a title: the English one if there is one, in plain Latin letters, at most 60 characters, cut between words. */
export function slugFrom(titles: Localised): string {
  const title = inLanguage(titles, 'en');
  if (!title) return '';
  const latin = title.lang === 'bg' ? toLatin(title.text, 'bg') : toLatin(title.text, 'sr');
  const words = latin
    .replace(/đ/gi, 'dj')
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = '';
  for (const word of words) {
    if (slug && slug.length + word.length + 1 > 60) break;
    slug = slug ? `${slug}-${word}` : word.slice(0, 60);
  }
  return slug;
}
