/** Organisations for other programs: a visitor finds those that stand on a published fiche, a member all of her network. */
import { z } from 'zod';
import { endpoints, signedIn } from '#platform/api/api.ts';
import { asked, at, id, page, sent, words } from '#platform/api/asked.ts';
import { foundListOf, says, texts } from '#platform/api/says.ts';
import { execute } from '#platform/command/command.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { acrossNetworks, inSomeNetwork } from '#modules/networks/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { addOrganisation } from './commands.ts';
import { findOrganisation, findOrganisations, listOrganisations } from './queries.ts';
import { newOrganisation, organisationTypes, placeId, type Organisation, type OrganisationRow } from './shape.ts';

const place = z.strictObject({ id: z.string(), name: z.string().nullable() });
const item = z.strictObject({
  id: z.uuid(),
  type: z.enum(organisationTypes),
  name: z.string().describe('As the organisation writes itself'),
  label: z.string().describe('Name in the language of the request'),
  names: texts,
  seat: place.nullable(),
});
const whole = z.strictObject({
  ...item.shape,
  areas: z.array(z.strictObject({ place, from: z.string().nullable(), until: z.string().nullable() })).describe('Where it works'),
  identifiers: z.array(z.strictObject({ scheme: z.string(), value: z.string() })),
  website: z.string().nullable(),
  email: z.string().nullable().describe('Null for whoever may not see contacts'),
  phone: z.string().nullable().describe('Null for whoever may not see contacts'),
  spellings: z.array(z.string()).describe('Spellings met on lists; empty for visitors'),
});

export const organisationsApi = endpoints()
  .get(
    '/organisations',
    says({ tag: 'organisations', name: 'listOrganisations', answer: foundListOf(item), problems: [400] }),
    asked({ ...page, q: words, type: z.enum(organisationTypes).optional(), seat: placeId.optional().describe('Unit id of the municipality of the seat') }),
    async (c) => {
      const { q, type, seat, cursor, limit } = c.req.valid('query');
      const filter = { q, type, seat, after: cursor, limit };
      const { scope, locale } = c.env;
      if (scope) {
        const { items, total, next, alike } = await findOrganisations(scope, filter);
        return c.json({ data: items.map((row) => itemOf(row, locale)), total, next, alike });
      }
      const called = await acrossNetworks(filter, (visitor, part) => listOrganisations(visitor, { ...filter, ...part }));
      // Names that are only alike are looked for where no network knows the name itself.
      const { items, total, next } = called.total > 0 || !q ? called : await acrossNetworks(filter, (visitor, part) => findOrganisations(visitor, { ...filter, ...part }));
      return c.json({ data: items.map((row) => itemOf(row, locale)), total, next, alike: total > called.total });
    },
  )
  .get(
    '/organisations/:id',
    says({ tag: 'organisations', name: 'readOrganisation', answer: whole, problems: [404] }),
    at({ id }),
    asked({}),
    async (c) => {
      const { id } = c.req.valid('param');
      const { scope, locale } = c.env;
      const found = (scope && (await findOrganisation(scope, id))) ?? (await inSomeNetwork((visitor) => findOrganisation(visitor, id)));
      return c.json(wholeOf(found, locale));
    },
  )
  .post(
    '/organisations',
    says({ tag: 'organisations', name: 'addOrganisation', body: newOrganisation, status: 201, answer: z.strictObject({ id: z.uuid() }), needsKey: true, problems: [403, 409] }),
    asked({}),
    async (c) => {
      const { organisationId } = await execute(addOrganisation, signedIn(c), await sent(c));
      return c.json({ id: organisationId }, 201, { location: `/api/v1/organisations/${organisationId}` });
    },
  );

function itemOf({ organisationId, type, name, names, seat }: OrganisationRow, locale: Locale): z.infer<typeof item> {
  return { id: organisationId, type, name, label: say(names, locale) || name, names, seat: seat === null ? null : placeOf(seat, locale) };
}

function wholeOf(organisation: Organisation, locale: Locale): z.infer<typeof whole> {
  const { areas, identifiers, website, email, phone, spellings } = organisation;
  return { ...itemOf(organisation, locale), areas: areas.map(({ placeId, from, until }) => ({ place: placeOf(placeId, locale), from, until })), identifiers, website, email, phone, spellings };
}

function placeOf(id: string, locale: Locale): z.infer<typeof place> {
  const unit = unitById(id);
  return { id, name: unit ? nameOf(unit, locale) : null };
}
