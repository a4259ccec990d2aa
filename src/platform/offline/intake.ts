/** The server's side: operations of a device come in, each gets an answer, and copies are brought up to date. */
import { z } from 'zod';
import { explained } from '../command/database-problem.ts';
import { InvalidInput, Problem } from '../problem.ts';
import { sentence } from '../problem-sentences.ts';
import type { Scope } from '../session/scope.ts';
import type { Translate } from '../words/translate.ts';
import { differences } from './copy.ts';
import type { Maker } from './colleagues-queries.ts';
import { OWNERS_AT_ONCE, type Answer, type CopyAnswer, type CopyAsked, type Operation, type Outcome, type Row } from './exchange.ts';
import { ownerOf } from './owner.ts';

/** A command that devices may queue. */
export interface OfflineCommand {
  readonly name: string;
  readonly input: z.ZodType<unknown, unknown>;
  /** Inputs that can be taken in one transaction have the same key. */
  readonly together: (input: unknown) => string;
  /**
   * Takes inputs of one key in their order; each is harmless when it comes again.
   * @param makers of each, who made it, where that is somebody else than who sends it
   * @throws Problem when none of them can be taken, and nothing was
   */
  readonly take: (scope: Scope, inputs: unknown[], makers: readonly (Scope['actor'] | null)[]) => Promise<Taken[]>;
}

export interface Taken {
  outcome: 'accepted' | 'already' | 'rejected';
  problem?: Problem | null;
  /** Worth telling the person although nothing is wrong. */
  note?: (t: Translate) => string;
}

/** A list that devices keep a copy of. */
export interface OfflineCopy {
  readonly name: string;
  /** @throws Problem 403 or 404 when it is not for this person */
  readonly read: (scope: Scope, key: string) => Promise<{ about: unknown; /** The last day a device may keep it. */ until: string; rows: Row[] }>;
}

const id = z.uuid();
export const request = z.strictObject({
  network: id,
  owner: z.string().max(64),
  operations: z.array(z.strictObject({ id, command: z.string().max(60), input: z.unknown(), madeBy: z.string().max(64).optional() })).max(1_000),
  copies: z.array(z.strictObject({ name: z.string().max(40), key: id, about: z.string().max(20).nullable(), parts: z.array(z.string().max(6)).max(512), owners: z.array(z.string().max(64)).max(OWNERS_AT_ONCE).optional() })).max(10),
});

interface Offered {
  commands: readonly OfflineCommand[];
  copies: readonly OfflineCopy[];
  /** Whose work it was that somebody else sends. */
  makers: (scope: Scope, owners: readonly string[]) => Promise<Map<string, Maker>>;
}

/**
 * Takes in what a device sent. What a colleague has taken over comes with whose work it was: it is hers to send where she may do it herself, and the command says of it who made it and who sent it.
 * @throws InvalidInput for what no device of ours sends, Problem 409 when it was made in another network or is somebody else's work, 503 when the database is away
 */
export async function takeIn(scope: Scope, raw: unknown, { commands, copies, makers }: Offered, t: Translate): Promise<Answer> {
  const parsed = request.safeParse(raw);
  if (!parsed.success) throw InvalidInput.from(parsed.error.issues);
  if (parsed.data.network !== scope.networkId) throw new Problem(409, 'offline.other_network');
  if (parsed.data.owner !== ownerOf(scope)) throw new Problem(409, 'offline.other_account', { owner: ownerOf(scope) });
  const known = await makers(scope, [...new Set([...parsed.data.operations.flatMap(({ madeBy }) => madeBy ?? []), ...parsed.data.copies.flatMap(({ owners = [] }) => owners)])]);
  const outcomes = new Map<string, Outcome>();
  const groups = Map.groupBy(parsed.data.operations as Operation[], (one) => `${one.command} ${commands.find(({ name }) => name === one.command)?.together(one.input) ?? ''}`);
  for (const operations of groups.values()) {
    const command = commands.find(({ name }) => name === operations[0]!.command);
    const readable: Readable[] = [];
    for (const operation of operations) {
      const maker = operation.madeBy && operation.madeBy !== parsed.data.owner ? known.get(operation.madeBy) : null;
      if (maker === undefined) {
        outcomes.set(operation.id, rejected(operation.id, new Problem(409, 'offline.unknown_maker'), t));
        continue;
      }
      const input = command?.input.safeParse(operation.input);
      if (input?.success) readable.push({ operation, input: input.data, maker: maker?.actor ?? null });
      else outcomes.set(operation.id, rejected(operation.id, input ? InvalidInput.from(input.error.issues) : new Problem(422, 'offline.unknown_command', { command: operation.command }), t));
    }
    if (command && readable.length) for (const outcome of await taken(scope, command, readable, t)) outcomes.set(outcome.id, outcome);
  }
  return { now: new Date().toISOString(), outcomes: parsed.data.operations.map((one) => outcomes.get(one.id)!), copies: await Promise.all(parsed.data.copies.map((one) => copied(scope, one, copies, known))) };
}

interface Readable {
  operation: Operation;
  input: unknown;
  maker: Scope['actor'] | null;
}

/** All at once; where that fails for a reason nobody foresaw, in halves, until the one at fault stands alone and the rest is written. */
async function taken(scope: Scope, command: OfflineCommand, all: Readable[], t: Translate): Promise<Outcome[]> {
  try {
    const answers = await command.take(scope, all.map(({ input }) => input), all.map(({ maker }) => maker));
    return all.map(({ operation: { id } }, at) => {
      const { outcome, problem, note } = answers[at]!;
      return problem ? rejected(id, problem, t) : { id, outcome, ...(note && { sentence: note(t) }) };
    });
  } catch (caught) {
    const problem = explained(caught);
    // Nobody can be asked now: everything is sent again later.
    if (problem instanceof Problem && problem.status >= 500) throw problem;
    if (problem instanceof Problem && (all.length === 1 || problem.status === 403 || problem.status === 404)) return all.map(({ operation: { id } }) => (problem.code === 'platform.try_again' ? { id, outcome: 'failed' } : rejected(id, problem, t)));
    if (all.length > 1) return [...(await taken(scope, command, all.slice(0, all.length / 2), t)), ...(await taken(scope, command, all.slice(all.length / 2), t))];
    console.error(`Failed at the offline command ${command.name}: ${(caught as Error).stack ?? String(caught)}`);
    return [{ id: all[0]!.operation.id, outcome: 'failed' }];
  }
}

const rejected = (id: string, problem: Problem | InvalidInput, t: Translate): Outcome => ({ id, outcome: 'rejected', sentence: sentence(problem, t), code: problem instanceof Problem ? problem.code : 'platform.invalid_input' });

async function copied(scope: Scope, asked: CopyAsked, copies: readonly OfflineCopy[], known: ReadonlyMap<string, Maker>): Promise<CopyAnswer> {
  const copy = copies.find(({ name }) => name === asked.name);
  try {
    // Whoever may read the list may send what was said about it; nobody else learns whose work lies there.
    if (copy) return { ...differences(asked, await copy.read(scope, asked.key)), ...(asked.owners && { colleagues: asked.owners.flatMap((owner) => (known.has(owner) ? { owner, name: known.get(owner)!.name } : [])) }) };
  } catch (caught) {
    if (!(caught instanceof Problem) || caught.status >= 500) throw caught;
  }
  return { name: asked.name, key: asked.key, gone: true, count: 0, until: '', parts: {}, whole: '' };
}
