/** Networks of organisations for other programs: a visitor reads those that are published, a member those of her network; always as of a day. */
import { z } from 'zod';
import { endpoints, signedIn } from '#platform/api/api.ts';
import { asked, at, id, page, words } from '#platform/api/asked.ts';
import { countedListOf, says, texts } from '#platform/api/says.ts';
import { Problem } from '#platform/problem.ts';
import { isSignedIn, type Scope } from '#platform/session/scope.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { organisationTypes, placeId } from '#modules/organisations/shape.ts';
import { placeName } from '#modules/places/say.ts';
import { everyAgreement } from './agreements/queries.ts';
import { agreementKinds } from './agreements/shape.ts';
import { agreementStates } from './agreements/validity.ts';
import { bodiesOf } from './bodies/queries.ts';
import { bodyKinds, termRoles } from './bodies/shape.ts';
import { guidelinesOf } from './guidelines/queries.ts';
import { membersOn, type MembersOn } from './membership/queries.ts';
import { memberStates } from './membership/states.ts';
import { alliancesCalled, findAlliance, publicAlliance, publicAlliancesCalled } from './queries.ts';
import { allianceKinds, type Alliance, type AllianceRow } from './shape.ts';

const place = z.strictObject({ id: z.string(), name: z.string() });
const on = z.iso.date().optional().describe('Day on which members are read; today without it');
const item = z.strictObject({
  id: z.uuid(),
  kind: z.enum(allianceKinds),
  label: z.string().describe('Name in the language of the request'),
  names: texts,
  areas: z.array(place).describe('Where it works'),
  members: z.int().nullable().describe('Direct members on the day; null where nobody has entered any'),
  endedOn: z.iso.date().nullable(),
});
const term = z.strictObject({ from: z.iso.date().nullable(), until: z.iso.date().nullable() });
const member = z.strictObject({
  id: z.uuid(),
  organisation: z.uuid().nullable(),
  network: z.uuid().nullable().describe('Where the member is a network itself'),
  type: z.enum(organisationTypes),
  name: z.string(),
  label: z.string(),
  seat: place.nullable(),
  state: z.enum(memberStates).describe('Visitors get members and observers only'),
  since: z.iso.date(),
  representatives: z.array(z.strictObject({ ...term.shape, name: z.string(), role: z.string().nullable() })).describe('Those whose name the caller may see'),
});
const whole = z.strictObject({
  ...item.omit({ members: true }).shape,
  on: z.iso.date(),
  purposes: texts,
  foundedOn: z.iso.date().nullable(),
  website: z.string().nullable(),
  organisation: z.uuid().nullable().describe('Its own entry in the directory'),
  members: z.array(member),
  counted: z.strictObject({
    isKnown: z.boolean().describe('False where nobody has entered members; then nothing is counted'),
    net: z.int().describe('Organisations, also over member networks, each once'),
    gross: z.int().describe('How often the lists name one'),
    overlaps: z.array(z.strictObject({ organisation: z.uuid(), name: z.string(), networks: z.array(z.uuid()) })).describe('Who stands on more than one list'),
    unknown: z.array(z.uuid()).describe('Member networks of whose members nothing is known'),
  }),
  bodies: z.array(z.strictObject({ kind: z.enum(bodyKinds), names: texts, seats: z.int().nullable(), terms: z.array(z.strictObject({ ...term.shape, name: z.string(), role: z.enum(termRoles) })) })),
  guidelines: z.array(z.strictObject({ id: z.uuid(), titles: texts, version: z.int(), adoptedOn: z.iso.date() })).describe('Adopted documents; visitors get those that are published'),
});
const agreement = z.strictObject({
  id: z.uuid(),
  kind: z.enum(agreementKinds),
  titles: texts,
  reference: z.string().nullable(),
  parties: z.array(z.strictObject({ organisation: z.uuid().nullable(), network: z.uuid().nullable(), name: z.string() })),
  signedOn: z.iso.date().nullable(),
  from: z.iso.date(),
  until: z.iso.date().nullable(),
  state: z.enum(agreementStates),
});

const today = () => new Date().toISOString().slice(0, 10);

export const alliancesApi = endpoints()
  .get(
    '/networks',
    says({ tag: 'networks', name: 'listNetworks', answer: countedListOf(item), problems: [400] }),
    asked({ ...page, q: words, kind: z.enum(allianceKinds).optional(), place: placeId.optional().describe('Unit id of a place they work in'), on }),
    async (c) => {
      const { q, kind, place, on = today(), cursor, limit } = c.req.valid('query');
      const { scope, locale } = c.env;
      const rows = scope ? await alliancesCalled(scope, locale, on, { q, kind, place }) : await publicAlliancesCalled(locale, on, { q, kind, place });
      return c.json(part(rows.map((row) => itemOf(row, locale)), cursor, limit));
    },
  )
  .get(
    '/networks/:id',
    says({ tag: 'networks', name: 'readNetwork', answer: whole, problems: [404] }),
    at({ id }),
    asked({ on }),
    async (c) => {
      const { id } = c.req.valid('param');
      const { on = today() } = c.req.valid('query');
      const own = c.env.scope && (await findAlliance(c.env.scope, id));
      const { scope, alliance } = own ? { scope: c.env.scope!, alliance: own } : await publicAlliance(id);
      return c.json(await wholeOf(scope, alliance, on, c.env.locale));
    },
  )
  .get(
    '/agreements',
    says({ tag: 'networks', name: 'listAgreements', answer: countedListOf(agreement), needsKey: true, problems: [400] }),
    asked({ ...page, network: z.uuid().optional().describe('One of the parties'), organisation: z.uuid().optional().describe('One of the parties') }),
    async (c) => {
      const { network, organisation, cursor, limit } = c.req.valid('query');
      const rows = (await everyAgreement(signedIn(c), today())).filter(({ parties }) => (!network || parties.some((one) => one.allianceId === network)) && (!organisation || parties.some((one) => one.organisationId === organisation)));
      const { locale } = c.env;
      return c.json(
        part(
          rows.map(({ agreementId, kind, titles, reference, parties, signedOn, validFrom, until, state }) => ({
            id: agreementId, kind, titles, reference, signedOn, from: validFrom, until, state,
            parties: parties.map(({ organisationId, allianceId, name, names }) => ({ organisation: organisationId, network: allianceId, name: say(names, locale) || name })),
          })),
          cursor,
          limit,
        ),
      );
    },
  );

/** Lists of networks and agreements are read whole; the cursor is how many were given already. @throws Problem 400 for a cursor that is none of ours */
function part<Row>(rows: readonly Row[], cursor: string | undefined, limit: number): { data: Row[]; next: string | null; total: number } {
  if (cursor !== undefined && !/^\d{1,6}$/.test(cursor)) throw new Problem(400, 'platform.bad_cursor');
  const from = Number(cursor ?? 0);
  return { data: rows.slice(from, from + limit), next: from + limit < rows.length ? String(from + limit) : null, total: rows.length };
}

const placeOf = (id: string, locale: Locale): z.infer<typeof place> => ({ id, name: placeName(id, { locale }) });

const itemOf = ({ allianceId, kind, names, areas, members, endedOn }: AllianceRow, locale: Locale): z.infer<typeof item> => ({ id: allianceId, kind, label: say(names, locale), names, areas: areas.map((one) => placeOf(one, locale)), members, endedOn });

async function wholeOf(scope: Scope, { allianceId, purposes, foundedOn, website, organisationId, ...row }: Alliance, day: string, locale: Locale): Promise<z.infer<typeof whole>> {
  const { members: _, ...said } = itemOf({ allianceId, ...row, members: null }, locale);
  const known = await membersOn(scope, allianceId, day, locale);
  const bodies = await bodiesOf(scope, allianceId, day);
  const guidelines = await guidelinesOf(scope, allianceId);
  return {
    ...said, on: day, purposes, foundedOn, website, organisation: organisationId,
    members: known.members.flatMap(({ memberId, organisationId, memberAllianceId, type, name, names, seat, state, since, representatives }) =>
      // Who was invited, applies or is suspended is the network's own business.
      isSignedIn(scope) || state === 'member' || state === 'observer'
        ? [{ id: memberId, organisation: organisationId, network: memberAllianceId, type, name, label: say(names, locale) || name, seat: seat === null ? null : placeOf(seat, locale), state, since, representatives: named(representatives).map(({ name, role, from, until }) => ({ name, role, from, until })) }]
        : [],
    ),
    counted: countedOf(known, locale),
    bodies: bodies.map(({ kind, names, seats, terms }) => ({ kind, names, seats, terms: named(terms).map(({ name, role, from, until }) => ({ name, role, from, until })) })),
    guidelines: guidelines.flatMap(({ guidelineId, titles, adopted }) => (adopted ? [{ id: guidelineId, titles, version: adopted.version, adoptedOn: adopted.adoptedOn }] : [])),
  };
}

/** Those whose name this caller may see. */
const named = <One extends { name: string | null }>(all: readonly One[]) => all.filter((one): one is One & { name: string } => one.name !== null);

function countedOf({ isKnown, counted, organisations }: MembersOn, locale: Locale): z.infer<typeof whole>['counted'] {
  const nameOf = new Map(organisations.map(({ organisationId, names, name }) => [organisationId, say(names, locale) || name]));
  return { isKnown, net: counted.net.length, gross: counted.gross, overlaps: counted.overlaps.map(({ organisationId, through }) => ({ organisation: organisationId, name: nameOf.get(organisationId) ?? '', networks: through })), unknown: counted.silent };
}
