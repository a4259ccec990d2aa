/** A programme as the API gives it. */
import { z } from 'zod';
import { texts } from '#platform/api/says.ts';
import { say } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Network } from '#modules/networks/shape.ts';
import { organisationTypes } from '#modules/organisations/shape.ts';
import { placeName } from '#modules/places/say.ts';
import { organisationRoles, placeRelations, statuses, type Programme, type ProgrammeRow } from './shape.ts';

export const programmeShape = z.strictObject({
  id: z.uuid(),
  slug: z.string().describe('Its address'),
  title: z.string(),
  titles: texts,
  from: z.string().nullable().describe('Month'),
  until: z.string().nullable(),
  status: z.enum(statuses),
  isPractice: z.boolean(),
  isPublished: z.boolean(),
  network: z.strictObject({ slug: z.string(), name: z.string(), isDemo: z.boolean() }),
});

export const ficheShape = z.strictObject({
  ...programmeShape.shape,
  subtitles: texts,
  shortNames: texts,
  summary: z.string().nullable(),
  funding: z.strictObject({ programme: z.string().nullable(), year: z.int().nullable(), theme: z.string().nullable(), title: z.string().nullable() }),
  contractNumber: z.string().nullable(),
  budget: z.strictObject({ amount: z.number(), currency: z.string() }).nullable(),
  sectors: z.array(z.string()).describe('DAC five-digit purpose codes'),
  targetGroups: z.array(z.string()),
  objectives: z.array(z.string()),
  expectedResults: z.array(z.string()),
  activities: z.array(z.string()),
  source: z.strictObject({ title: z.string().nullable(), url: z.string().nullable(), language: z.string().nullable(), publishedOn: z.string().nullable() }),
  publishedAt: z.string().nullable(),
  organisations: z.array(z.strictObject({ id: z.uuid(), name: z.string(), names: texts, type: z.enum(organisationTypes), role: z.enum(organisationRoles), website: z.string().nullable() })),
  places: z.array(z.strictObject({ id: z.string(), name: z.string(), relation: z.enum(placeRelations) })),
  components: z.array(z.strictObject({ id: z.uuid(), title: z.string(), titles: texts })),
});

export function programmeAnswer(row: ProgrammeRow, network: Network, locale: Locale): z.infer<typeof programmeShape> {
  const { programmeId, slug, titles, startsOn, endsOn, status, isPractice, isPublished } = row;
  const runBy = { slug: network.slug, name: say(network.names, locale), isDemo: network.isDemo };
  return { id: programmeId, slug, title: say(titles, locale), titles, from: startsOn, until: endsOn, status, isPractice, isPublished, network: runBy };
}

export function ficheAnswer(fiche: Programme, network: Network, locale: Locale): z.infer<typeof ficheShape> {
  const { subtitles, shortNames, funding, contractNumber, budget, currency, sectors, source, publishedAt } = fiche;
  const said = (list: readonly Programme['summary'][]) => list.map((one) => say(one, locale));
  return {
    ...programmeAnswer(fiche, network, locale),
    subtitles,
    shortNames,
    summary: say(fiche.summary, locale) || null,
    funding: { programme: say(funding.programme, locale) || null, year: funding.year, theme: funding.theme, title: say(funding.title, locale) || null },
    contractNumber,
    budget: budget === null || currency === null ? null : { amount: budget, currency },
    sectors,
    targetGroups: said(fiche.targetGroups),
    objectives: said(fiche.objectives),
    expectedResults: said(fiche.expectedResults),
    activities: said(fiche.activities),
    source,
    publishedAt: publishedAt?.toISOString() ?? null,
    organisations: fiche.organisations.map(({ organisationId, name, names, type, role, website }) => ({ id: organisationId, name, names, type, role, website })),
    places: fiche.places.map(({ placeId, relation }) => ({ id: placeId, name: placeName(placeId, { locale }), relation })),
    components: fiche.components.map(({ componentId, titles }) => ({ id: componentId, title: say(titles, locale), titles })),
  };
}
