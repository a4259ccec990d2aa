import { command } from '#platform/command/command.ts';
import { mayChangeNetwork, mayCreateNetwork } from './access.ts';
import { logoFrom } from './logo.ts';
import { rules } from './rules.ts';
import { changedNetwork, newLogo, newNetwork } from './shape.ts';

/** Makes the network the scope stands for: run it with `systemScope(newId(), …)`. */
export const createNetwork = command({
  name: 'network.create',
  input: newNetwork,
  may: mayCreateNetwork,
  async run({ tx, scope }, { slug, names, country, isDemo }) {
    await tx.insertInto('network').values({ network_id: scope.networkId, slug, names: JSON.stringify(names), country, is_demo: isDemo }).execute();
    // All it will hold is made by today's rules.
    await tx.insertInto('made_by').values(Object.entries(rules).map(([what, version]) => ({ network_id: scope.networkId, what, version }))).execute();
    return { networkId: scope.networkId };
  },
  record: ({ networkId }, { slug, isDemo }) => ({ subject: { kind: 'network', id: networkId }, details: { slug, isDemo } }),
});

/** Names the network anew, says whom its guests ask and in which country it works; its address stays, because links to it are out in the world. */
export const changeNetwork = command({
  name: 'network.change',
  input: changedNetwork,
  may: mayChangeNetwork,
  async run({ tx, scope }, { names, contact, country }) {
    await tx.updateTable('network').set({ names: JSON.stringify(names), ...(contact && { contact_name: contact.name, contact_email: contact.email, contact_phone: contact.phone }), ...(country !== undefined && { country }) }).where('network_id', '=', scope.networkId).execute();
    return { networkId: scope.networkId };
  },
  record: ({ networkId }, { contact, country }) => ({ subject: { kind: 'network', id: networkId }, details: { changed: ['names', ...(contact ? ['contact'] : []), ...(country !== undefined ? ['country'] : [])] } }),
});

/** Takes the network's logo, drawn anew, or takes it away. What was printed with the one before stays as it is. */
export const setLogo = command({
  name: 'network.set_logo',
  input: newLogo,
  may: mayChangeNetwork,
  async run({ tx, scope: { networkId }, now }, { bytes }) {
    await tx.deleteFrom('network_logo').where('network_id', '=', networkId).execute();
    if (bytes) await tx.insertInto('network_logo').values({ network_id: networkId, ...(await logoFrom(bytes)), changed_at: now }).execute();
    return { networkId };
  },
  record: ({ networkId }) => ({ subject: { kind: 'network', id: networkId }, details: {} }),
});
