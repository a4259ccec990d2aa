import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { isId } from '#platform/ids.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { reasonText } from '#modules/places/explain.ts';
import type { Reason as PlaceReason } from '#modules/places/shape.ts';
import { whichPlace } from '#modules/places/which-place.ts';
import type { OpenDoubt } from './queries.ts';
import { inCommon, type Facts } from './reasons.ts';
import type { Reason, RowResolution } from './shape.ts';

/** For each question, for each of its proposals by id: why this one. Reads what the network and the other rows know, once for all questions. */
export async function reasonsFor(scope: Scope, doubts: readonly OpenDoubt[], t: Translate): Promise<Map<OpenDoubt, Map<string, string[]>>> {
  const ids = (field: 'person' | 'organisation') => [...new Set(doubts.filter((doubt) => doubt.field === field).flatMap(({ proposals }) => proposals.map(({ id }) => id).filter(isId)))];
  const references = [...new Set(doubts.flatMap(({ proposals }) => proposals.map(({ id }) => id).filter((id) => id.startsWith('row:'))))];
  const { people, organisations, rows } = await reading(scope, async (tx) => ({
    people: (
      await sql<Facts & { id: string }>`
        select p.person_id as id, concat_ws(' ', p.given, p.surname) as name, p.phone, p.email, o.organisation_id as organisation, o.name as "organisationName", o.seat as place
        from person p
        left join lateral (select organisation_id from affiliation a where a.network_id = p.network_id and a.person_id = p.person_id order by a.from_day desc nulls last limit 1) a on true
        left join organisation o on o.network_id = p.network_id and o.organisation_id = a.organisation_id
        where p.network_id = ${scope.networkId} and p.person_id = any (${ids('person')}::uuid[])`.execute(tx)
    ).rows,
    organisations: (await sql<{ id: string; name: string; place: string | null }>`select organisation_id as id, name, seat as place from organisation where network_id = ${scope.networkId} and organisation_id = any (${ids('organisation')}::uuid[])`.execute(tx)).rows,
    rows: (
      await sql<{ id: string; name: string; phone: string | null; email: string | null; resolution: RowResolution | null; file: string; row: number }>`
        select concat('row:', r.import_id, ':', r.list_no, ':', r.row_no) as id, r.content -> 'name' ->> 'raw' as name, r.content ->> 'phone' as phone, r.content ->> 'email' as email, r.resolution, f.name as file, r.row_no as row
        from sheet_import_row r join sheet_import i on i.network_id = r.network_id and i.import_id = r.import_id join file f on f.network_id = i.network_id and f.file_id = i.file_id
        where r.network_id = ${scope.networkId} and (r.import_id, r.list_no, r.row_no) in (select split_part(x, ':', 2)::uuid, split_part(x, ':', 3)::int, split_part(x, ':', 4)::int from unnest(${references}::text[]) x)`.execute(tx)
    ).rows,
  }));
  const known = new Map<string, { facts: Facts; where: Reason }>([
    ...people.map((one): [string, { facts: Facts; where: Reason }] => [one.id, { facts: one, where: { code: 'known', params: {} } }]),
    ...organisations.map((one): [string, { facts: Facts; where: Reason }] => [one.id, { facts: { ...one, organisation: null, organisationName: null, phone: null, email: null }, where: { code: 'known', params: {} } }]),
    ...rows.map((one): [string, { facts: Facts; where: Reason }] => [one.id, { facts: { ...one, ...fromResolution(one.resolution) }, where: { code: 'row', params: { file: one.file, row: one.row } } }]),
  ]);
  const sentence = ({ code, params }: Reason) => t(`import.because_${code}` as WordKey, params);

  return new Map(
    doubts.map((doubt) => {
      const own: Facts = { name: doubt.field === 'organisation' ? doubt.text : doubt.content.name.raw, phone: doubt.content.phone, email: doubt.content.email, ...fromResolution(doubt.resolution) };
      if (doubt.field === 'organisation') own.organisation = null;
      const guesses = doubt.field === 'place' && doubt.text.trim() ? whichPlace(doubt.text, { locale: t.locale, level: 'municipality', ...(doubt.venue && { near: doubt.venue }) }) : [];
      const because = doubt.proposals.map(({ id }): [string, string[]] => {
        if (id === 'new' || id === 'none') return [id, []];
        if (doubt.field === 'place') {
          const guess = guesses.find(({ municipality }) => municipality === id);
          // Not what the cell may mean, so it can only come from the name of the organisation.
          return [id, guess?.reasons.length ? shortly(guess.reasons).map((reason) => reasonText(t, reason)) : [sentence({ code: 'from_organisation', params: {} })]];
        }
        const other = known.get(id);
        return [id, other ? [...inCommon(own, other.facts), other.where].map(sentence) : []];
      });
      return [doubt, new Map(because)];
    }),
  );
}

/** Three reasons at most; how far it is from the venue is always one of them, because it is what decides between places of one name. */
const shortly = (reasons: readonly PlaceReason[]): PlaceReason[] => {
  const distance = reasons.filter(({ code }) => code === 'distance');
  return [...reasons.filter(({ code }) => code !== 'distance').slice(0, 3 - distance.length), ...distance];
};

const fromResolution = (resolution: RowResolution | null) => ({ organisation: resolution?.organisation.id ?? null, organisationName: resolution?.organisation.name ?? null, place: resolution?.place.id ?? null });
