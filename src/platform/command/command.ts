import type { z } from 'zod';
import { within, type Tx } from '../db/transaction.ts';
import { newId } from '../ids.ts';
import { appendLog } from '../log/log.ts';
import { forbidden, InvalidInput } from '../problem.ts';
import type { Scope } from '../session/scope.ts';
import { explained } from './database-problem.ts';

/** What a command gets to work with: one transaction, and who asks. Everything it writes is recorded or rolled back together. */
export interface CommandContext {
  tx: Tx;
  scope: Scope;
  /** The moment of the command; the same for everything it writes. */
  now: Date;
}

export interface Recorded {
  /** What kind of thing was touched and which one; ids only, never a name. */
  subject: { kind: string; id: string };
  /** What changed, for the reader of the log. Never personal data, never a secret. */
  details?: Record<string, unknown>;
}

export interface Command<Input, Output> {
  /** `<noun>.<verb>`: also the name of the log entry; no second list of names exists. */
  readonly name: string;
  readonly input: z.ZodType<Input, unknown>;
  /** The permission, as a sentence from `access.ts`. Asked inside the transaction, before anything is written. */
  readonly may: (scope: Scope, input: Input, tx: Tx) => boolean | Promise<boolean>;
  readonly run: (context: CommandContext, input: Input) => Promise<Output>;
  /** What the log says afterwards. */
  readonly record: (output: Output, input: Input) => Recorded;
}

/** The one way to write. Declares a command; `execute` runs it. */
export const command = <Input, Output>(definition: Command<Input, Output>): Command<Input, Output> => definition;

/**
 * Runs a command: parse → one transaction → permission → do it → record it. From every door alike: page form, API, import, offline device, test.
 * @throws InvalidInput when the input does not fit, Problem for everything foreseen (403, 404, 409, …); nothing is written then.
 */
export async function execute<Input, Output>(of: Command<Input, Output>, scope: Scope, raw: unknown): Promise<Output> {
  const parsed = of.input.safeParse(raw);
  if (!parsed.success) throw InvalidInput.from(parsed.error.issues);
  try {
    return await within(scope, async (tx) => {
      const now = new Date();
      if (!(await of.may(scope, parsed.data, tx))) throw forbidden();
      const output = await of.run({ tx, scope, now }, parsed.data);
      await appendLog(tx, { id: newId(), networkId: scope.networkId, at: now, actor: scope.actor, action: of.name, ...of.record(output, parsed.data) });
      return output;
    });
  } catch (error) {
    throw explained(error);
  }
}

/** Runs a command inside another one's transaction: still permitted and recorded, but kept or dropped together with the outer one. */
export async function executeWithin<Input, Output>(context: CommandContext, of: Command<Input, Output>, raw: unknown): Promise<Output> {
  const input = of.input.parse(raw);
  if (!(await of.may(context.scope, input, context.tx))) throw forbidden();
  const output = await of.run(context, input);
  await appendLog(context.tx, { id: newId(), networkId: context.scope.networkId, at: context.now, actor: context.scope.actor, action: of.name, ...of.record(output, input) });
  return output;
}
