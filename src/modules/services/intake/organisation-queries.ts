import { sql } from 'kysely';
import { referredTo } from '#platform/db/references.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { described, organizationBasic } from '../hsds/queries.ts';
import { settled } from './difference.ts';
import type { PlanLine } from './shape.ts';

/** What the directory says of an organisation: the fields that have a place in its form, and everything else as HSDS names it. */
export interface ToldOrganisation {
  id: string;
  name: string;
  description: string;
  website: string | null;
  email: string | null;
  rest: Record<string, unknown>;
  /** Another text when any of this is another. */
  print: string;
}

export async function toldOrganisations(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, ToldOrganisation>> {
  if (!ids.length) return new Map();
  const { rows } = await sql<ToldOrganisation>`
    select o.organisation_id as id, o.name, ${described} as description, coalesce(o.website, p.website) as website, o.email,
      ${organizationBasic} - array['id', 'name', 'description', 'website'] || coalesce(p.details, '{}') as rest, md5(jsonb_build_array(o.name, o.descriptions, o.website, o.email, to_jsonb(p))::text) as print
    from organisation o left join organisation_profile p using (network_id, organisation_id) where o.network_id = ${networkId} and o.organisation_id = any (${[...ids]}::uuid[]) order by o.name collate "und-x-icu", o.organisation_id`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What would become of the organisations a file names. */
export const organisationLines = (before: ReadonlyMap<string, ToldOrganisation>, after: ReadonlyMap<string, ToldOrganisation>): PlanLine[] =>
  [...after.values()].map((told) => {
    const old = before.get(told.id);
    const different = old ? organisationDifferences(old, told) : [];
    return { organisationId: told.id, name: told.name, provider: '', fate: !old ? 'new' : different.length ? 'changed' : 'same', differences: different, seen: old?.print ?? null };
  });

function organisationDifferences(before: ToldOrganisation, after: ToldOrganisation): PlanLine['differences'] {
  const plain = (['name', 'description', 'website', 'email'] as const).flatMap((field) => ((before[field] ?? '') === (after[field] ?? '') ? [] : [{ field, before: before[field] ?? '', after: after[field] ?? '' }]));
  const told = new Set<string>(plain.map(({ field }) => field));
  const [was, is] = [settled(before.rest), settled(after.rest)] as Record<string, unknown>[];
  const others = [...new Set([...Object.keys(was!), ...Object.keys(is!)])].filter((key) => !told.has(key) && JSON.stringify(was![key]) !== JSON.stringify(is![key]));
  return [...plain, ...(others.length ? [{ field: 'other', before: '', after: others.join(', ') }] : [])];
}

/** What an import writes of an organisation's own entry, to give it back. */
export interface OwnFields {
  name: string;
  website: string | null;
  email: string | null;
  descriptions: Record<string, string>;
  listed: boolean;
  /** Names it was found under after it had been renamed. */
  former: string[];
  /** Another text when anything of the entry is another. */
  print: string;
}
export type OwnById = Record<string, OwnFields>;

export async function ownFields(tx: Tx, networkId: string, ids: readonly string[]): Promise<OwnById> {
  const { rows } = await sql<OwnFields & { id: string }>`
    select organisation_id as id, name, website, email, descriptions, listed, md5((to_jsonb(o) - 'fold')::text) as print,
      array(select spelling from organisation_spelling s where s.network_id = o.network_id and s.organisation_id = o.organisation_id) as former
    from organisation o where network_id = ${networkId} and organisation_id = any (${[...ids]}::uuid[])`.execute(tx);
  return Object.fromEntries(rows.map(({ id, ...own }) => [id, own]));
}

/** The organisations that something else names by now: whichever table refers to them, facts, joinings, what somebody decided about likenesses, and evidence. Their profile is their own. */
export async function organisationsNamed(tx: Tx, networkId: string, ids: readonly string[]): Promise<Set<string>> {
  if (!ids.length) return new Set();
  const wanted = sql`any (${[...ids]}::uuid[])`;
  const referred = await referredTo(tx, networkId, 'organisation', ids, ['organisation_profile']);
  const { rows } = await sql<{ id: string }>`
    select organisation_id as id from fact where network_id = ${networkId} and organisation_id = ${wanted}
    union select unnest(array[entry_id, into_id]) from joining where network_id = ${networkId} and (entry_id = ${wanted} or into_id = ${wanted})
    union select unnest(array[one_id, other_id]) from duplicate where network_id = ${networkId} and kind = 'organisation' and state <> 'open' and (one_id = ${wanted} or other_id = ${wanted})
    union select (value #>> '{}')::uuid from evidence, jsonb_path_query(payload, '$.**') as value where network_id = ${networkId} and jsonb_typeof(value) = 'string' and value #>> '{}' = any (${[...ids]}::text[])`.execute(tx);
  return new Set([...referred.keys(), ...rows.map(({ id }) => id)]);
}
