/** In words why somebody waits. */
import type { Translate } from '#platform/words/translate.ts';
import type { Waits } from './queries.ts';

/** "Place 3. Your organisation's 2 seats are taken." */
export const sayWaits = ({ place, because }: Waits, t: Pick<Translate, 'locale'> & Translate): string =>
  [t('registration.waits_place', { place }), ...because.map(({ of, seats }) => t(`registration.full_${of}`, { n: seats }))].join(' ');
