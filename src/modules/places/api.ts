/** Places for other programs: `GET /api/v1/places?q=` and one place by its id. Public reference data, no key needed. */
import { describeRoute, resolver, validator } from 'hono-openapi';
import { endpoints } from '#platform/api/api.ts';
import { InvalidInput, notFound } from '#platform/problem.ts';
import { unitById } from './gazetteer.ts';
import { itemOf, searchPlaces } from './search.ts';
import { placeItem, placeList, placeQuery } from './shape.ts';

export const placesApi = endpoints()
  .get(
    '/places',
    describeRoute({
      summary: 'Which place did they mean?',
      description:
        'Finds places of Serbia, Bulgaria and Moldova by any spelling: either script, with or without diacritics, inflected, misspelt, by its beginning, or by a village in it. Best first, each with the reasons.',
      tags: ['places'],
      responses: { 200: { description: 'Places, best first', content: { 'application/json': { schema: resolver(placeList) } } } },
    }),
    validator('query', placeQuery, (result) => {
      if (!result.success) throw new InvalidInput(result.error.map((issue) => ({ path: (issue.path ?? []).map(String).join('.'), message: issue.message, code: 'invalid' })));
    }),
    (c) => {
      const { q, ...options } = c.req.valid('query');
      return c.json(searchPlaces(q, { ...options, locale: c.env.locale }));
    },
  )
  .get(
    '/places/:id',
    describeRoute({
      summary: 'One place by its id',
      tags: ['places'],
      responses: { 200: { description: 'The place', content: { 'application/json': { schema: resolver(placeItem) } } }, 404: { description: 'No such place' } },
    }),
    (c) => {
      const unit = unitById(c.req.param('id'));
      if (!unit) throw notFound();
      return c.json(itemOf(unit, c.env.locale));
    },
  );
