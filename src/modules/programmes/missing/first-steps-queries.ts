import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { mayManageMembers } from '#platform/session/access.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayAddProgramme } from '../access.ts';

/** What a new network begins with, in this order; its words are `missing.first_<step>` and `missing.first_<step>_what`. */
export interface FirstStep {
  step: 'network' | 'programme' | 'event' | 'colleagues';
  isDone: boolean;
  /** Where it is done; null while another step comes before it. */
  path: string | null;
}

/** After so many days nobody is new any more, whatever was left out. */
const NEW = 60;

/** The first steps of a network for those who take them, ticked by what there is; empty once all are taken or the network is not new any more. */
export function firstSteps(scope: Scope): Promise<FirstStep[]> {
  if (!mayAddProgramme(scope) || !mayManageMembers(scope)) return Promise.resolve([]);
  return reading(scope, async (tx) => {
    const { rows } = await sql<{ isNew: boolean; network: boolean; slug: string | null; event: boolean; colleagues: boolean }>`
      select not n.is_demo and n.created_at > now() - make_interval(days => ${NEW}) as "isNew",
        coalesce(n.contact_name, n.contact_email, n.contact_phone) is not null as network,
        (select p.slug from programme p where p.network_id = n.network_id order by p.programme_id limit 1) as slug,
        exists (select from event e where e.network_id = n.network_id) as event,
        exists (select from membership m where m.network_id = n.network_id and m.until is null offset 1)
          or exists (select from invitation i where i.network_id = n.network_id and i.withdrawn_at is null and (i.accepted_at is not null or i.expires_at > now()) offset 1) as colleagues
      from network n where n.network_id = ${scope.networkId}`.execute(tx);
    const there = rows[0];
    if (!there?.isNew) return [];
    const steps: FirstStep[] = [
      { step: 'network', isDone: there.network, path: '/work/settings' },
      { step: 'programme', isDone: there.slug !== null, path: '/work/programmes/new' },
      { step: 'event', isDone: there.event, path: there.slug && `/work/programmes/${there.slug}/events/new` },
      { step: 'colleagues', isDone: there.colleagues, path: '/work/members' },
    ];
    return steps.every(({ isDone }) => isDone) ? [] : steps;
  });
}
