import { z } from 'zod';
import { notFound } from '#platform/problem.ts';
import { localised, type Localised } from '#platform/words/localised.ts';
import { evidenceKind } from '#modules/results/kind.ts';
import { allianceKinds } from './shape.ts';

const payload = z.strictObject({
  allianceId: z.uuid(),
  ruleId: z.uuid(),
  network: z.enum(allianceKinds),
  names: localised,
  /** Who made it up, as the rule counted them. */
  members: z.array(z.strictObject({ organisationId: z.uuid(), organisationType: z.string().max(40), placeId: z.string().max(40) })).max(5_000),
});

/** What the breakdown key `output` says of each kind of network. */
export const outputOf = { local: 'local-network', umbrella: 'network' } as const;

/**
 * A network was made up as its rule asks, shown by its members on that day: an output that can be counted ("5 local networks"), each network once, because
 * a later claim of the same network corrects the one before.
 */
export const networkComposition = evidenceKind<z.output<typeof payload>, null>({
  name: 'network-composition',
  payload,
  context: async (tx, { networkId, stored }, payloads) => {
    // Stored evidence has passed this gate once.
    const wanted = stored ? [] : [...new Set(payloads.map(({ allianceId }) => allianceId))];
    const rows = wanted.length ? await tx.selectFrom('alliance').select('alliance_id').where('network_id', '=', networkId).where('alliance_id', 'in', wanted).execute() : [];
    if (rows.length < wanted.length) throw notFound();
    return null;
  },
  facts: ({ network }, { id, happenedOn }) => [{ measure: 'output', happenedOn, listId: id, breakdown: { output: outputOf[network] } }],
  tell: ({ network, names }) => ({ output: { type: outputOf[network], titles: names as Localised } }),
});

/** The kinds this module brings, for `src/registry.ts`. */
export const allianceKindsOfEvidence = [networkComposition];
