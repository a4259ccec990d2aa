import { sql } from 'kysely';
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { changeOrganisation, findable, removeOrganisations } from '#modules/organisations/commands.ts';
import { organisationsNamed, ownFields, type OwnById } from './organisation-queries.ts';

const restored = ['name', 'website', 'email', 'descriptions'] as const;

/**
 * Takes back what an import made of organisations. What it wrote and nobody has written over is as before; a new one that nobody has touched goes, or, where other work names it by now, stays unlisted.
 * @param was as they stood before the import; those missing were new
 * @param is as it left them
 */
export async function takeBackOrganisations(context: CommandContext, { was, is }: { was: OwnById; is: OwnById }): Promise<void> {
  const { tx, scope } = context;
  const { networkId } = scope;
  const today = await ownFields(tx, networkId, Object.keys(is));
  for (const [organisationId, now] of Object.entries(today)) {
    const [before, after] = [was[organisationId], is[organisationId]!];
    if (!before) continue;
    const same = (field: (typeof restored)[number], one: typeof now, other: typeof now) => JSON.stringify(one[field]) === JSON.stringify(other[field]);
    const back = restored.filter((field) => same(field, now, after) && !same(field, after, before));
    if (!back.length) continue;
    await executeWithin(context, changeOrganisation, { organisationId, ...Object.fromEntries(back.map((field) => [field, before[field]])) });
    if (!back.includes('name')) continue;
    // A name it never had is none it was found under.
    await sql`delete from organisation_spelling where network_id = ${networkId} and organisation_id = ${organisationId} and spelling in (${before.name}, ${after.name}) and spelling <> all (${before.former}::text[])`.execute(tx);
    await findable(tx, networkId, [organisationId]);
  }
  const untouched = Object.keys(today).filter((id) => !was[id] && today[id]!.print === is[id]!.print);
  const named = await organisationsNamed(tx, networkId, untouched);
  for (const organisationId of untouched) if (named.has(organisationId) && today[organisationId]!.listed) await executeWithin(context, changeOrganisation, { organisationId, listed: false });
  await removeOrganisations(tx, networkId, untouched.filter((id) => !named.has(id)));
}
