import { command, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import { mayChangeServices } from './access.ts';
import { findable, writeDirectory } from './hsds/commands.ts';
import { mergedService } from './merged.ts';
import { serviceIn } from './whole-queries.ts';
import { hsdsService, newService } from './shape.ts';

/** Called in the transaction that saves a service, before and after: who keeps how it read. Nothing is wrong in the data when nobody does. */
let keep = async (_context: CommandContext, _serviceId: string, _when: 'before' | 'after'): Promise<void> => {};

/** Plugs in what keeps the versions of a service (src/registry.ts); this module must not know what that is. */
export function whenServiceChanges(work: typeof keep) {
  keep = work;
}

/** Adds a service of an organisation of the network, or replaces what was said about it. */
export const saveService = command({
  name: 'service.save',
  input: newService,
  may: mayChangeServices,
  async run(context, input) {
    const { tx, scope } = context;
    const { networkId } = scope;
    const serviceId = input.serviceId ?? newId();
    const provider = await tx.selectFrom('organisation').select(['organisation_id']).where('network_id', '=', networkId).where('organisation_id', '=', input.organisationId).executeTakeFirst();
    if (!provider) throw new Problem(422, 'services.unknown_provider', {}, 'organisationId');
    // Two people who save at once save one after the other, and the second is told.
    const before = await tx.selectFrom('service').select(['service_id']).where('network_id', '=', networkId).where('service_id', '=', serviceId).forUpdate().executeTakeFirst();
    const old = before ? await serviceIn(tx, scope, serviceId) : null;
    if (old && input.seen && input.seen !== old.hsds.last_modified) throw new Problem(409, 'services.changed_meanwhile');
    if (old) await keep(context, serviceId, 'before');
    const fresh = hsdsService({ ...input, serviceId });
    const made = old ? mergedService(old.hsds as unknown as Record<string, unknown>, fresh, input.keeps) : fresh;
    await writeDirectory(context, { organizations: [], taxonomies: [], terms: [], ...made }, { published: input.published });
    const { capacity, waiting, openedOn, names, descriptions, published } = input;
    await tx
      .updateTable('service')
      .set({ capacity, waiting, opened_on: openedOn, names: JSON.stringify(names), descriptions: JSON.stringify(descriptions), published })
      .where('network_id', '=', networkId)
      .where('service_id', '=', serviceId)
      .execute();
    await findable(tx, networkId, [serviceId]);
    await keep(context, serviceId, 'after');
    return { serviceId, isNew: !old };
  },
  record: ({ serviceId, isNew }, { published }) => ({ subject: { kind: 'service', id: serviceId }, details: { isNew, published } }),
});
