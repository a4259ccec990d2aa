/** The network's log for whoever answers for it: what happened, and whether the chain of hashes is whole. */
import { z } from 'zod';
import { endpoints, signedIn } from '../api/api.ts';
import { asked, page } from '../api/asked.ts';
import { countedListOf, says } from '../api/says.ts';
import { Problem } from '../problem.ts';
import { logState, whatHappened, type Happened } from './queries.ts';

const entry = z.strictObject({
  seq: z.int().describe('Place in the chain, from 1 on'),
  at: z.string(),
  actor: z.strictObject({ kind: z.enum(['account', 'public', 'system']), name: z.string().nullable() }),
  action: z.string().describe('Name of the command: `<noun>.<verb>`'),
  subject: z.strictObject({ kind: z.string(), id: z.string() }),
  details: z.record(z.string(), z.unknown()).describe('What changed; never personal data'),
});
const chain = z.strictObject({
  entries: z.int(),
  checked: z.boolean().describe('False for a long log; ask with `check=true`'),
  broken: z.int().nullable().describe('The first entry that does not fit its hash; null when the chain holds'),
});

export const logApi = endpoints().get(
  '/log',
  says({ tag: 'log', name: 'readLog', answer: countedListOf(entry).extend({ chain }), needsKey: true, problems: [400, 403] }),
  asked({
    ...page,
    text: z.string().trim().max(200).optional(),
    action: z.string().max(100).optional(),
    actor: z.uuid().optional().describe('An account'),
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    check: z.enum(['true', 'false']).default('false').describe('Check the whole chain, however long it is'),
  }),
  async (c) => {
    const { cursor, limit, check, ...filter } = c.req.valid('query');
    const scope = signedIn(c);
    const { entries, total, next } = await whatHappened(scope, { ...filter, ...before(cursor) }, limit);
    const { count, checked, broken } = await logState(scope, check === 'true');
    return c.json({ data: entries.map(entryOf), total, next: next === null ? null : String(next), chain: { entries: count, checked, broken } });
  },
);

function entryOf({ seq, at, actor, action, subject, details }: Happened): z.infer<typeof entry> {
  return { seq, at: at.toISOString(), actor: { kind: actor.kind, name: 'name' in actor ? actor.name : null }, action, subject, details };
}

function before(cursor: string | undefined): { before?: number } {
  if (cursor === undefined) return {};
  if (!/^[1-9]\d{0,14}$/.test(cursor)) throw new Problem(400, 'platform.bad_cursor');
  return { before: Number(cursor) };
}
