import { sql } from 'kysely';
import { reading } from '../db/transaction.ts';
import { forbidden } from '../problem.ts';
import { mayReadLog } from '../session/access.ts';
import type { Scope } from '../session/scope.ts';
import { brokenLink } from './log.ts';

export interface LogFilter {
  /** Finds in the thing's id and kind, in the details and in names. */
  text?: string;
  /** Actions whose words fit what was typed; they count as found too. */
  actionsLike?: readonly string[];
  action?: string;
  /** An account's id. */
  actor?: string;
  /** Days `YYYY-MM-DD`, both included, as the region counts them. */
  from?: string;
  to?: string;
  /** Only entries before this one: the cursor of the next page. */
  before?: number;
}

export interface Happened {
  seq: number;
  at: Date;
  actor: { kind: 'account'; name: string | null } | { kind: 'public' } | { kind: 'system'; name: string };
  action: string;
  subject: { kind: string; id: string };
  details: Record<string, unknown>;
}

const zone = 'Europe/Belgrade';

/** What happened, newest first: one page of it, how many entries fit in all, and where the next page begins. */
export async function whatHappened(scope: Scope, filter: LogFilter, limit = 50): Promise<{ entries: Happened[]; total: number; next: number | null }> {
  if (!mayReadLog(scope)) throw forbidden();
  return reading(scope, async (tx) => {
    const fits = sql<boolean>`e.network_id = ${scope.networkId}
      ${filter.action ? sql`and e.action = ${filter.action}` : sql``}
      ${filter.actor ? sql`and e.actor_id = ${filter.actor}` : sql``}
      ${filter.from ? sql`and e.at >= (${filter.from}::date)::timestamp at time zone ${sql.lit(zone)}` : sql``}
      ${filter.to ? sql`and e.at < (${filter.to}::date + 1)::timestamp at time zone ${sql.lit(zone)}` : sql``}
      ${filter.text ? found(filter.text, filter.actionsLike ?? []) : sql``}`;
    const name = sql`(select m.name from member m where e.actor_kind = 'account' and m.account_id::text = e.actor_id limit 1)`;
    const { rows } = await sql<{ seq: number; at: Date; actor_kind: string; actor_id: string | null; name: string | null; action: string; subject_kind: string; subject_id: string; details: Record<string, unknown> }>`
      select e.seq, e.at, e.actor_kind, e.actor_id, ${name} as name, e.action, e.subject_kind, e.subject_id, e.details
      from log_entry e where ${fits} ${filter.before ? sql`and e.seq < ${filter.before}` : sql``} order by e.seq desc limit ${limit + 1}`.execute(tx);
    const { rows: counted } = await sql<{ total: number }>`select count(*) as total from log_entry e where ${fits}`.execute(tx);
    const entries = rows.slice(0, limit).map((row): Happened => ({
      seq: row.seq,
      at: row.at,
      actor: row.actor_kind === 'account' ? { kind: 'account', name: row.name } : row.actor_kind === 'system' ? { kind: 'system', name: row.actor_id ?? '' } : { kind: 'public' },
      action: row.action,
      subject: { kind: row.subject_kind, id: row.subject_id },
      details: row.details,
    }));
    return { entries, total: counted[0]!.total, next: rows.length > limit ? entries.at(-1)!.seq : null };
  });
}

function found(text: string, actions: readonly string[]) {
  const like = `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
  return sql`and (e.subject_id ilike ${like} or e.subject_kind ilike ${like} or e.action ilike ${like} or e.details::text ilike ${like} or e.action = any(${[...actions]}::text[])
    or e.actor_id in (select m.account_id::text from member m where m.name ilike ${like}))`;
}

/** Every action and everybody there is in the log, for the filters' choices. */
export async function logChoices(scope: Scope): Promise<{ actions: string[]; actors: { id: string; name: string }[] }> {
  if (!mayReadLog(scope)) throw forbidden();
  return reading(scope, async (tx) => {
    // Steps from one action to the next along the index instead of reading the whole log.
    const { rows } = await sql<{ action: string }>`
      with recursive step as (
        (select action from log_entry where network_id = ${scope.networkId} order by action limit 1)
        union all
        select (select e.action from log_entry e where e.network_id = ${scope.networkId} and e.action > step.action order by e.action limit 1) from step where step.action is not null
      ) select action from step where action is not null`.execute(tx);
    const actors = await tx.selectFrom('member').select(['account_id', 'name']).distinct().orderBy('name').execute();
    return { actions: rows.map((row) => row.action), actors: actors.map((row) => ({ id: row.account_id!, name: row.name! })) };
  });
}

/** How long a log is checked on every visit; a longer one when somebody asks. */
const checkedAtOnce = 20_000;

/**
 * Is the chain of hashes unbroken? @returns how many entries there are, and the first that does not fit (null: none); `checked` is false for a
 * long log nobody asked to check.
 */
export async function logState(scope: Scope, asked: boolean): Promise<{ count: number; broken: number | null; checked: boolean }> {
  if (!mayReadLog(scope)) throw forbidden();
  return reading(scope, async (tx) => {
    const head = await tx.selectFrom('log_head').select('seq').where('network_id', '=', scope.networkId).executeTakeFirst();
    const count = Number(head?.seq ?? 0);
    const checked = asked || count <= checkedAtOnce;
    return { count, checked, broken: checked ? await brokenLink(tx, scope.networkId) : null };
  });
}
