import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { isId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Result } from '../shape.ts';
import { maySeePersons } from '../access.ts';
import { isUnresolved, isWithheld, listedAs } from '../places-counted.ts';
import { countedPlaceName, type Names } from './names.ts';

/**
 * The names that the overlaps of these results speak of, and those of `also`: municipalities, organisations, events and series, by their ids.
 * People are not among them: who may see persons asks for them elsewhere.
 */
export async function namesFor(tx: Tx, scope: Scope, results: readonly (Result | null)[], locale: Locale, also: readonly string[] = []): Promise<Names> {
  const ids = [...new Set([...results.flatMap((result) => result?.overlaps ?? []).map(({ id }) => id), ...also])];
  const places = ids.filter((id) => !isId(id));
  const others = ids.filter(isId);
  const spellings = await spellingsOf(tx, scope, null, places.filter(isUnresolved));
  const names: Names = Object.fromEntries(places.map((id) => [id, countedPlaceName(id, locale, spellings)]));
  if (!others.length) return names;
  const wanted = sql`any(${others}::uuid[])`;
  const { rows } = await sql<{ id: string; name: string | null; names: Localised }>`
    select organisation_id as id, name, names from organisation where network_id = ${scope.networkId} and organisation_id = ${wanted}
    union all select series_id, null, titles from series where network_id = ${scope.networkId} and series_id = ${wanted}
    union all select event_id, null, titles from event where network_id = ${scope.networkId} and event_id = ${wanted}`.execute(tx);
  for (const row of rows) names[row.id] = say(row.names, locale) || row.name || '';
  return names;
}

/**
 * How the sources spell place names that nobody has resolved yet: `?rakovac` → “Rakovac”, `?BG-25` → “област Търговище”. What somebody without an account wrote is spelled
 * for those who may see persons; everybody else gets the mark that stands for it.
 */
export async function spellingsOf(tx: Tx, scope: Scope, programmeId: string | null, ids: readonly string[]): Promise<Names> {
  if (!ids.length) return {};
  const { networkId } = scope;
  const { rows } = await sql<{ text: string; said: string | null; placeId: string | null }>`
    select distinct said.text, said."placeId", said.said
    from fact join evidence e on e.network_id = fact.network_id and e.evidence_id = fact.evidence_id
      cross join lateral (
        select place ->> 'text' as text, place ->> 'placeId' as "placeId", null as said from jsonb_array_elements(case jsonb_typeof(e.payload -> 'places') when 'array' then e.payload -> 'places' else '[]' end) place
        union all select e.payload ->> 'placeText', e.payload ->> 'placeId', e.payload ->> 'placeSaid'
      ) said
    where fact.network_id = ${networkId}::uuid ${programmeId ? sql`and fact.programme_id = ${programmeId}::uuid` : sql``}
      and fact.place_id = any(${[...ids]}::text[]) and said.text is not null
    order by said.text, said.said limit 1000`.execute(tx);
  const isMember = maySeePersons(scope);
  return Object.fromEntries(rows.flatMap(({ text, said, placeId }) => {
    const key = listedAs({ text, placeId });
    const spelling = isMember ? (said ?? text) : text;
    // A district that is known has a name of its own; a mark would say less.
    return isUnresolved(key) && !(placeId && isWithheld(spelling)) ? [[key, spelling]] : [];
  }));
}
