import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { z } from 'zod';
import { areOrganisations } from '#modules/organisations/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { mayChangeAlliances } from './access.ts';
import { noCircle } from './membership/commands.ts';
import { changedAlliance, newAlliance } from './shape.ts';

export const addAlliance = command({
  name: 'alliance.add',
  input: newAlliance,
  may: mayChangeAlliances,
  async run({ tx, scope }, { names, purposes, kind, organisationId, areas, foundedOn, endedOn, website }) {
    const { networkId } = scope;
    const allianceId = newId();
    await areThere(tx, networkId, organisationId, areas);
    await tx
      .insertInto('alliance')
      .values({ network_id: networkId, alliance_id: allianceId, names: JSON.stringify(names), purposes: JSON.stringify(purposes), kind, organisation_id: organisationId, founded_on: foundedOn, ended_on: endedOn, website })
      .execute();
    await writeAreas(tx, networkId, allianceId, areas);
    return { allianceId };
  },
  record: ({ allianceId }, { kind }) => ({ subject: { kind: 'alliance', id: allianceId }, details: { kind } }),
});

/** Changes what is given and leaves the rest. */
export const changeAlliance = command({
  name: 'alliance.change',
  input: changedAlliance,
  may: mayChangeAlliances,
  async run({ tx, scope }, { allianceId, areas, names, purposes, ...changed }) {
    const { networkId } = scope;
    const before = await tx.selectFrom('alliance').select(['alliance_id', 'founded_on', 'ended_on']).where('network_id', '=', networkId).where('alliance_id', '=', allianceId).forUpdate().executeTakeFirst();
    if (!before) throw notFound();
    const [founded, ended] = [changed.foundedOn === undefined ? before.founded_on : changed.foundedOn, changed.endedOn === undefined ? before.ended_on : changed.endedOn];
    if (founded && ended && String(founded) > String(ended)) throw new Problem(422, 'alliances.ends_before_it_begins', {}, 'endedOn');
    await areThere(tx, networkId, changed.organisationId ?? null, areas ?? []);
    const row = {
      ...(names && { names: JSON.stringify(names) }),
      ...(purposes && { purposes: JSON.stringify(purposes) }),
      ...(changed.kind && { kind: changed.kind }),
      ...(changed.organisationId !== undefined && { organisation_id: changed.organisationId }),
      ...(changed.foundedOn !== undefined && { founded_on: changed.foundedOn }),
      ...(changed.endedOn !== undefined && { ended_on: changed.endedOn }),
      ...(changed.website !== undefined && { website: changed.website }),
    };
    if (Object.keys(row).length) await tx.updateTable('alliance').set(row).where('network_id', '=', networkId).where('alliance_id', '=', allianceId).execute();
    if (areas) {
      await tx.deleteFrom('alliance_area').where('network_id', '=', networkId).where('alliance_id', '=', allianceId).execute();
      await writeAreas(tx, networkId, allianceId, areas);
    }
    // With another entry in the directory it may have become a member of what is a member of it.
    if (changed.organisationId) await noCircle(tx, networkId, allianceId, 'organisationId');
    return { allianceId, changed: Object.keys({ ...(names && { names }), ...(purposes && { purposes }), ...(areas && { areas }), ...changed }) };
  },
  record: ({ allianceId, changed }) => ({ subject: { kind: 'alliance', id: allianceId }, details: { changed } }),
});

/** Shows a network to everybody with its members and those representatives who agreed to be named, or takes it back. */
export const publishAlliance = command({
  name: 'alliance.publish',
  input: z.strictObject({ allianceId: z.uuid(), isPublished: z.boolean() }),
  may: mayChangeAlliances,
  async run({ tx, scope, now }, { allianceId, isPublished }) {
    const done = await tx.updateTable('alliance').set({ published_at: isPublished ? now : null }).where('network_id', '=', scope.networkId).where('alliance_id', '=', allianceId).returning('alliance_id').executeTakeFirst();
    if (!done) throw notFound();
    return { allianceId };
  },
  record: ({ allianceId }, { isPublished }) => ({ subject: { kind: 'alliance', id: allianceId }, details: { published: isPublished } }),
});

async function areThere(tx: Tx, networkId: string, organisationId: string | null, areas: readonly string[]) {
  if (organisationId && !(await areOrganisations(tx, networkId, [organisationId]))) throw new Problem(422, 'alliances.unknown_organisation', {}, 'organisationId');
  const unknown = areas.find((id) => !unitById(id));
  if (unknown) throw new Problem(422, 'alliances.place_unknown', { text: unknown }, 'areas');
}

async function writeAreas(tx: Tx, network_id: string, alliance_id: string, areas: readonly string[]) {
  const rows = [...new Set(areas)].map((place_id) => ({ network_id, alliance_id, place_id }));
  if (rows.length) await tx.insertInto('alliance_area').values(rows).execute();
}
