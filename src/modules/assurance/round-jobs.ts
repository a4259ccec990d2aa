/** The round that Kolo makes by itself each morning, in the networks whose coordinator has switched it on. */
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { env } from '#platform/env.ts';
import { systemScope } from '#platform/session/scope.ts';
import { ask } from './commands.ts';

export async function askRound(): Promise<void> {
  const networks = await database().selectFrom('assurance_rule').select(['network_id', 'origin']).where('automatic', '=', true).execute();
  for (const { network_id: networkId, origin } of networks) await execute(ask, systemScope(networkId, 'assurance'), { organisationIds: null, origin: origin ?? env.origin });
}
