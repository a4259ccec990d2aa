/** Corrections of evidence for other programs: nothing is edited, a new piece replaces the old one or takes it back. */
import { z } from 'zod';
import { endpoints, signedIn } from '#platform/api/api.ts';
import { asked, at, id, sent } from '#platform/api/asked.ts';
import { says } from '#platform/api/says.ts';
import { execute } from '#platform/command/command.ts';
import { correctEvidence, withdrawEvidence } from './commands.ts';
import { correctInput, withdrawInput } from './shape.ts';

const tag = 'evidence';
const answer = z.strictObject({ id: z.uuid() });
const problems = [403, 404, 409];

export const evidenceApi = endpoints()
  .post(
    '/evidence/:id/corrections',
    says({ tag, name: 'correctEvidence', body: correctInput.omit({ evidenceId: true }), status: 201, answer, needsKey: true, problems }),
    at({ id }),
    asked({}),
    async (c) => {
      const { evidenceId } = await execute(correctEvidence, signedIn(c), await sent(c, { evidenceId: c.req.valid('param').id }));
      return c.json({ id: evidenceId }, 201);
    },
  )
  .post(
    '/evidence/:id/withdrawal',
    says({ tag, name: 'withdrawEvidence', body: withdrawInput.omit({ evidenceId: true }), status: 201, answer, needsKey: true, problems }),
    at({ id }),
    asked({}),
    async (c) => {
      const { evidenceId } = await execute(withdrawEvidence, signedIn(c), await sent(c, { evidenceId: c.req.valid('param').id }));
      return c.json({ id: evidenceId }, 201);
    },
  );
