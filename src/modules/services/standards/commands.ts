import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayChangeServices } from '../access.ts';
import { countriesWithRules } from '../licences/licence.ts';
import { countryIn } from '../licences/queries.ts';
import { findingsIn } from './queries.ts';
import { standards, standings } from './standard.ts';

const finding = z.strictObject({ standard: z.enum(standards as [string, ...string[]]), standing: z.enum(standings), note: z.string().trim().min(1).max(2_000).nullable().default(null) });

/** Records what was found on a day. A standard that stands as before gets no new line; what was found earlier stays. */
export const recordFindings = command({
  name: 'standard.record',
  input: z.strictObject({ serviceId: z.uuid(), on: z.iso.date({ error: 'licences.problem_day' }), findings: z.array(finding).max(standards.length) }),
  may: mayChangeServices,
  async run({ tx, scope, now }, { serviceId, on, findings }) {
    const { networkId } = scope;
    if (!(await tx.selectFrom('service').select('service_id').where('network_id', '=', networkId).where('service_id', '=', serviceId).forUpdate().executeTakeFirst())) throw notFound();
    if (!countriesWithRules.includes((await countryIn(tx, networkId, serviceId)) ?? '')) throw new Problem(422, 'standards.no_rule_here');
    if (on > now.toISOString().slice(0, 10)) throw new Problem(422, 'standards.in_the_future', {}, 'on');
    const before = new Map((await findingsIn(tx, networkId, serviceId)).map((one) => [one.standard, one]));
    const fresh = findings.filter(({ standard, standing, note }) => before.get(standard)?.standing !== standing || (before.get(standard)?.note ?? null) !== note);
    const account_id = scope.actor.kind === 'account' ? scope.actor.id : null;
    for (const { standard, standing, note } of fresh) await tx.insertInto('service_standard').values({ network_id: networkId, service_id: serviceId, standard, state: standing, note, checked_on: on, account_id, recorded_at: now }).execute();
    return { serviceId, standards: fresh.map(({ standard }) => standard) };
  },
  record: ({ serviceId, standards: fresh }, { on }) => ({ subject: { kind: 'service', id: serviceId }, details: { on, standards: fresh } }),
});
