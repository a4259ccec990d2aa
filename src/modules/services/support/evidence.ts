import { z } from 'zod';
import { notFound } from '#platform/problem.ts';
import { localised, type Localised } from '#platform/words/localised.ts';
import { evidenceKind } from '#modules/results/kind.ts';

export const states = ['new', 'improved'] as const;
export type SupportState = (typeof states)[number];

const payload = z.strictObject({
  serviceId: z.uuid(),
  state: z.enum(states),
  isClub: z.boolean(),
  names: localised,
  /** In what way it was opened or improved: what the programme gave. */
  what: z.string().trim().min(1).max(4_000),
});

/** What the breakdown key `output` says: opened and supported are never one number. */
export const outputOf = (state: SupportState, isClub: boolean) => (isClub ? (state === 'new' ? 'club-opened' : 'club-supported') : state === 'new' ? 'service-opened' : 'service-improved');

/** A programme opened a service, or improved one that was there: an output that can be counted, each service once in a programme, because a later statement corrects the one before. */
export const serviceSupport = evidenceKind<z.output<typeof payload>, null>({
  name: 'service-support',
  payload,
  context: async (tx, { networkId, stored }, payloads) => {
    // Stored evidence has passed this gate once.
    const wanted = stored ? [] : [...new Set(payloads.map(({ serviceId }) => serviceId))];
    const rows = wanted.length ? await tx.selectFrom('service').select('service_id').where('network_id', '=', networkId).where('service_id', 'in', wanted).execute() : [];
    if (rows.length < wanted.length) throw notFound();
    return null;
  },
  facts: ({ state, isClub }, { id, happenedOn }) => [{ measure: 'output', happenedOn, listId: id, breakdown: { output: outputOf(state, isClub) } }],
  tell: ({ state, isClub, names, what }) => ({ output: { type: outputOf(state, isClub), titles: names as Localised }, sentence: what }),
});

/** The kinds this module brings, for `src/registry.ts`. */
export const serviceKinds = [serviceSupport];
