/** In words why somebody waits. */
import type { Translate } from '#platform/words/translate.ts';
import type { Waits } from './link-queries.ts';

/** "Place 3. All 20 seats are taken or promised to invited organisations (4)." */
export const sayWaits = ({ place, because }: Waits, t: Pick<Translate, 'locale'> & Translate): string =>
  [t('registration.waits_place', { place }), ...because.map(({ of, seats, promised }) => t(`registration.full_${of}${promised ? '_promised' : ''}`, { n: seats, promised }))].join(' ');
