/** Places for other programs: `GET /api/v1/places?q=` and one place by its id. Public reference data, no key needed. */
import { endpoints } from '#platform/api/api.ts';
import { asked } from '#platform/api/asked.ts';
import { says } from '#platform/api/says.ts';
import { notFound } from '#platform/problem.ts';
import { unitById } from './gazetteer.ts';
import { itemOf, searchPlaces } from './search.ts';
import { placeItem, placeList, placeQuery } from './shape.ts';

const tag = 'places';

export const placesApi = endpoints()
  .get(
    '/places',
    says({
      tag,
      name: 'findPlaces',
      answer: placeList,
    }),
    asked(placeQuery.shape),
    (c) => {
      const { q, lang: _, ...options } = c.req.valid('query');
      return c.json(searchPlaces(q, { ...options, locale: c.env.locale }));
    },
  )
  .get('/places/:id', says({ tag, name: 'readPlace', answer: placeItem, problems: [404] }), asked({}), (c) => {
    const unit = unitById(c.req.param('id'));
    if (!unit) throw notFound();
    return c.json(itemOf(unit, c.env.locale));
  });
