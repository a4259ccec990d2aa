/** People for other programs, by role: who may see nobody is told so, and nothing of it is public. */
import { z } from 'zod';
import { endpoints, signedIn } from '#platform/api/api.ts';
import { asked, at, id, page, sent, words } from '#platform/api/asked.ts';
import { foundListOf, says } from '#platform/api/says.ts';
import { execute } from '#platform/command/command.ts';
import { forbidden } from '#platform/problem.ts';
import { maySeePeople } from './access.ts';
import { addPerson } from './commands.ts';
import { findPeople, person } from './queries.ts';
import { newPerson, type Person, type PersonRow } from './shape.ts';

const item = z.strictObject({
  id: z.uuid(),
  given: z.string().nullable(),
  surname: z.string().nullable(),
  organisations: z.array(z.strictObject({ id: z.uuid(), name: z.string(), role: z.string().nullable() })).describe('Whom the person stands for today'),
});
const whole = z.strictObject({
  id: z.uuid(),
  given: z.string().nullable(),
  surname: z.string().nullable(),
  sex: z.enum(['F', 'M', 'X']).nullable(),
  birthDate: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  affiliations: z.array(z.strictObject({ id: z.uuid(), organisation: z.strictObject({ id: z.uuid(), name: z.string() }), role: z.string().nullable(), from: z.string().nullable(), until: z.string().nullable() })),
  spellings: z.array(z.string()).describe('Other spellings of the name, as met on lists'),
});
const tag = 'people';

export const peopleApi = endpoints()
  .get(
    '/people',
    says({ tag, name: 'listPeople', answer: foundListOf(item), needsKey: true, problems: [400, 403] }),
    asked({ ...page, q: words, organisation: id.optional().describe('Only who stands for this organisation today') }),
    async (c) => {
      const { q, organisation, cursor, limit } = c.req.valid('query');
      const scope = signedIn(c);
      if (!maySeePeople(scope)) throw forbidden();
      const { items, total, next, alike } = await findPeople(scope, { q, organisationId: organisation, after: cursor, limit });
      return c.json({ data: items.map(itemOf), total, next, alike });
    },
  )
  .get('/people/:id', says({ tag, name: 'readPerson', answer: whole, needsKey: true, problems: [403, 404] }), at({ id }), asked({}), async (c) => c.json(wholeOf(await person(signedIn(c), c.req.valid('param').id))))
  .post(
    '/people',
    says({ tag, name: 'addPerson', body: newPerson, status: 201, answer: z.strictObject({ id: z.uuid() }), needsKey: true, problems: [403] }),
    asked({}),
    async (c) => {
      const { personId } = await execute(addPerson, signedIn(c), await sent(c));
      return c.json({ id: personId }, 201, { location: `/api/v1/people/${personId}` });
    },
  );

function itemOf({ personId, given, surname, organisations }: PersonRow): z.infer<typeof item> {
  return { id: personId, given, surname, organisations: organisations.map(({ organisationId, name, role }) => ({ id: organisationId, name, role })) };
}

function wholeOf({ personId, given, surname, sex, birthDate, email, phone, affiliations, spellings }: Person): z.infer<typeof whole> {
  const stood = affiliations.map(({ affiliationId, organisationId, organisation, role, from, until }) => ({ id: affiliationId, organisation: { id: organisationId, name: organisation }, role, from, until }));
  return { id: personId, given, surname, sex, birthDate, email, phone, affiliations: stood, spellings };
}
