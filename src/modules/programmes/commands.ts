import { sql } from 'kysely';
import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { searchForm } from '#platform/matching/search-form.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { mayAddProgramme, mayChangeProgramme, mayPublishProgramme } from './access.ts';
import { changedProgramme, newProgramme, ofProgramme, type ChangedProgramme } from './shape.ts';

export const addProgramme = command({
  name: 'programme.add',
  input: newProgramme,
  may: mayAddProgramme,
  async run({ tx, scope }, input) {
    const programmeId = newId();
    await tx.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, ...columns(input), slug: input.slug, titles: JSON.stringify(input.titles) }).execute().catch(slugTaken(input.slug));
    await writeLists(tx, scope.networkId, programmeId, input);
    await findable(tx, scope.networkId, programmeId);
    return { programmeId, slug: input.slug };
  },
  record: ({ programmeId, slug }) => ({ subject: { kind: 'programme', id: programmeId }, details: { slug } }),
});

/** Changes what is given and leaves the rest. */
export const changeProgramme = command({
  name: 'programme.change',
  input: changedProgramme,
  may: (scope, { programmeId }) => mayChangeProgramme(scope, programmeId),
  async run({ tx, scope }, { programmeId, ...changed }) {
    const before = await tx.selectFrom('programme').select(['slug', 'starts_on', 'ends_on', 'budget', 'currency']).where('network_id', '=', scope.networkId).where('programme_id', '=', programmeId).forUpdate().executeTakeFirst();
    if (!before) throw notFound();
    // What the two halves of a pair say together is only known here, when one of them was not sent.
    const [startsOn, endsOn] = [changed.startsOn === undefined ? before.starts_on : changed.startsOn, changed.endsOn === undefined ? before.ends_on : changed.endsOn];
    if (startsOn && endsOn && startsOn > endsOn) throw new Problem(422, 'programmes.ends_before_it_starts', {}, 'endsOn');
    const [budget, currency] = [changed.budget === undefined ? before.budget : changed.budget, changed.currency === undefined ? before.currency : changed.currency];
    if (budget !== null && currency === null) throw new Problem(422, 'programmes.currency_missing', {}, 'currency');
    const row = columns(changed);
    if (Object.values(row).some((value) => value !== undefined)) {
      await tx.updateTable('programme').set(row).where('network_id', '=', scope.networkId).where('programme_id', '=', programmeId).execute().catch(slugTaken(changed.slug ?? before.slug));
    }
    await writeLists(tx, scope.networkId, programmeId, changed);
    await findable(tx, scope.networkId, programmeId);
    return { programmeId, slug: changed.slug ?? before.slug, changed: Object.keys(changed) };
  },
  record: ({ programmeId, changed }) => ({ subject: { kind: 'programme', id: programmeId }, details: { changed } }),
});

/** From now on anyone may read the fiche and the public results. */
export const publishProgramme = command({
  name: 'programme.publish',
  input: ofProgramme,
  may: (scope, { programmeId }) => mayPublishProgramme(scope, programmeId),
  run: ({ tx, scope, now }, { programmeId }) => setPublished(tx, scope.networkId, programmeId, now),
  record: ({ programmeId }) => ({ subject: { kind: 'programme', id: programmeId } }),
});

/** Takes the programme's pages back from the public; figures that were published stay in the network, with their seals. */
export const unpublishProgramme = command({
  name: 'programme.unpublish',
  input: ofProgramme,
  may: (scope, { programmeId }) => mayPublishProgramme(scope, programmeId),
  run: ({ tx, scope }, { programmeId }) => setPublished(tx, scope.networkId, programmeId, null),
  record: ({ programmeId }) => ({ subject: { kind: 'programme', id: programmeId } }),
});

async function setPublished(tx: Tx, networkId: string, programmeId: string, at: Date | null) {
  const done = await tx
    .updateTable('programme')
    // Published again is not published later: the first day stays.
    .set({ published_at: at ? sql`coalesce(published_at, ${at})` : null })
    .where('network_id', '=', networkId)
    .where('programme_id', '=', programmeId)
    .returning('slug')
    .executeTakeFirst();
  if (!done) throw notFound();
  return { programmeId, slug: done.slug };
}

type Texts = Omit<ChangedProgramme, 'programmeId'>;
const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));

/** The columns of what was given; undefined leaves a column alone. */
const columns = (input: Texts) => ({
  slug: input.slug,
  titles: json(input.titles),
  subtitles: json(input.subtitles),
  short_names: json(input.shortNames),
  funding: json(input.funding),
  contract_number: input.contractNumber,
  starts_on: input.startsOn,
  ends_on: input.endsOn,
  budget: input.budget,
  currency: input.currency,
  sectors: json(input.sectors),
  target_groups: json(input.targetGroups),
  summary: json(input.summary),
  objectives: json(input.objectives),
  expected_results: json(input.expectedResults),
  activities: json(input.activities),
  status: input.status,
  source: json(input.source),
  is_practice: input.isPractice,
});

async function writeLists(tx: Tx, network_id: string, programme_id: string, { organisations, places, components }: Pick<Texts, 'organisations' | 'places' | 'components'>) {
  const of = { network_id, programme_id };
  if (organisations) {
    if (!(await areOrganisations(tx, network_id, organisations.map(({ organisationId }) => organisationId)))) throw new Problem(422, 'programmes.organisation_unknown', {}, 'organisations');
    await tx.deleteFrom('programme_organisation').where((eb) => eb.and(of)).execute();
    const rows = organisations.map(({ organisationId, role }, position) => ({ ...of, organisation_id: organisationId, role, position }));
    if (rows.length) await tx.insertInto('programme_organisation').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
  }
  if (places) {
    const known = places.length ? await tx.selectFrom('place').select('id').where('id', 'in', places.map(({ placeId }) => placeId)).execute() : [];
    const missing = places.find(({ placeId }) => !known.some(({ id }) => id === placeId));
    if (missing) throw new Problem(422, 'programmes.place_unknown', { place: missing.placeId }, 'places');
    await tx.deleteFrom('programme_place').where((eb) => eb.and(of)).execute();
    const rows = places.map(({ placeId, relation }, position) => ({ ...of, place_id: placeId, relation, position }));
    if (rows.length) await tx.insertInto('programme_place').values(rows).onConflict((conflict) => conflict.doNothing()).execute();
  }
  if (components) {
    const kept = components.flatMap(({ componentId }) => componentId ?? []);
    const gone = tx.deleteFrom('component').where((eb) => eb.and(of));
    await (kept.length ? gone.where('component_id', 'not in', kept) : gone).execute().catch((error: { code?: string }) => {
      throw error.code === '23503' ? new Problem(409, 'programmes.component_used', {}, 'components') : error;
    });
    for (const [position, { componentId, titles }] of components.entries()) {
      const row = { titles: JSON.stringify(titles), position };
      if (!componentId) await tx.insertInto('component').values({ ...of, component_id: newId(), ...row }).execute();
      else {
        const { numUpdatedRows } = await tx.updateTable('component').set(row).where((eb) => eb.and({ ...of, component_id: componentId })).executeTakeFirstOrThrow();
        if (!numUpdatedRows) throw notFound();
      }
    }
  }
}

/** Brings the search form of a programme up to date with its titles. */
export async function findable(tx: Tx, network_id: string, programme_id: string) {
  const of = { network_id, programme_id };
  const { titles, subtitles, short_names } = await tx.selectFrom('programme').select(['titles', 'subtitles', 'short_names']).where((eb) => eb.and(of)).executeTakeFirstOrThrow();
  const names = [titles, subtitles, short_names].flatMap((texts) => Object.values(texts as Localised));
  await tx.updateTable('programme').set({ fold: searchForm(names) }).where((eb) => eb.and(of)).execute();
}

/** The address is unique in the whole installation; another network's programme cannot be seen, only bumped into. */
const slugTaken = (slug: string) => (error: { code?: string; constraint?: string }) => {
  throw error.code === '23505' && error.constraint === 'programme_slug_key' ? new Problem(409, 'programmes.slug_taken', { slug }, 'slug') : error;
};
