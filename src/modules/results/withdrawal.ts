import { z } from 'zod';
import { evidenceKind } from './kind.ts';

const payload = z.strictObject({ reason: z.string().min(1) });

/** Takes back what it replaces: a row that says "this did not happen, because …". Nothing follows from it. */
export const withdrawal = evidenceKind<z.infer<typeof payload>, null>({
  name: 'withdrawal',
  payload,
  context: async () => null,
  facts: () => [],
  tell: ({ reason }) => ({ reason }),
});
