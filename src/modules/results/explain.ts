import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { cursorOf, pageSize, readCursor } from '#platform/db/cursor.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { secret } from '#platform/session/secret.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { maySeeDocuments, maySeePersons } from './access.ts';
import { evidenceBehind, type Behind } from './behind.ts';
import { joinedBehind, type JoinedEntries } from './joined/queries.ts';
import { factsOfOne, type About } from './facts-where.ts';
import { keysWith, leavesOf, type Keys } from './leaf.ts';
import { storedKind } from './kind.ts';
import { countings, measuresOf } from './methods.ts';
import { unresolvedPlace } from './places-counted.ts';
import { readerOf, resultOf, type Asked } from './queries.ts';
import { canonical, type Leaf } from './seal.ts';
import type { Query, Relation, Result } from './shape.ts';

/** Where a line can be looked up. Names of files are for those who work under a contract; a visitor gets the fingerprint of the file. */
export interface LineSource {
  file: { id: string; name: string } | null;
  /** First 16 digits of the SHA-256 of the file. */
  document: string | null;
  sheet: string | null;
  row: number | null;
  url: string | null;
  title: string | null;
  /** How it was taken down (door, roll-call, self, signed-sheet, attendance); none where only a list or a document says it. */
  ways: string[];
}

/** One line of "why this number", as far as its reader may see it. */
export interface EvidenceLine {
  /** Stable while the evidence is; the evidence's id only for those who may see persons. */
  key: string;
  kind: string;
  /** ISO day. */
  day: string;
  event: { id: string; kind: string; titles: Localised } | null;
  series: { id: string; titles: Localised } | null;
  days: string[];
  /** `key` is the same for the same person within one figure. Id and name only for those who may see persons. */
  person: { key: string; id: string | null; name: string | null } | null;
  organisation: { id: string; name: string; names: Localised; type: string } | null;
  organisationType: string | null;
  role: string | null;
  /** `id` is a unit, or `?` and a folded name nobody has resolved; `text` what the source wrote. */
  places: { id: string | null; text: string | null; relation: Relation }[];
  /** A bare number it adds. */
  value: number | null;
  output: { type: string; titles: Localised | null } | null;
  sentence: string | null;
  sources: LineSource[];
}

export interface Explanation {
  result: Result;
  lines: EvidenceLine[];
  /** Cursor of the next page; null on the last. */
  next: string | null;
  /** Entries of what is counted that were joined, so that they count once. */
  joined: JoinedLine[];
}

/** "… and … were joined": names of people only for those who may see them, and who did it only for those who work here. */
export interface JoinedLine {
  kind: 'person' | 'organisation';
  entry: string | null;
  into: string | null;
  at: Date;
  /** `account:…` or `system:…`. */
  by: string | null;
}

/**
 * "Why this number": the figure and a page of the evidence behind it, down to the row of the sheet, redacted for its reader. Oldest first.
 * Whoever may not see persons gets for organisations and municipalities one line per list and name, so that lines cannot be counted into people.
 */
export async function explain(tx: Tx, scope: Scope, programmeId: string, query: Query, { asKnownOn = null, cursor = null, limit }: Asked & { cursor?: string | null; limit?: number } = {}): Promise<Explanation> {
  const reader = await readerOf(tx, scope, programmeId);
  const result = await resultOf(tx, reader, programmeId, query, { asKnownOn });
  if (result.refused === 'small-group') return { result, lines: [], next: null, joined: [] };
  const about = { networkId: reader.networkId, programmeId, asKnownOn };
  const joined = (await joinedBehind(tx, about, query)).map((one) => joinedLine(one, reader));
  const page = { cursor, limit: pageSize(limit) };
  if (maySeePersons(reader)) {
    const { evidence, next } = await evidenceBehind(tx, about, query, page);
    return { result, lines: await withNames(tx, about, evidence.map(whole)), next, joined };
  }
  // Keys of a live figure hold for this figure only: the same person under another figure has another key.
  const keys = keysWith(createHash('sha256').update(`${secret()} ${programmeId} ${canonical(query)}`).digest());
  const documents = maySeeDocuments(reader);
  if (query.method === 'organisations' || query.method === 'municipalities') {
    const { lines, next } = await namedByLists(tx, about, query, page, keys, documents);
    return { result, lines: await withNames(tx, about, lines), next, joined };
  }
  const { evidence, next } = await evidenceBehind(tx, about, query, page);
  const lines = evidence.flatMap((piece) => leavesOf(query.method, [piece], keys, asCounted).map((leaf) => fromLeaf(JSON.parse(leaf) as Leaf, piece, documents)));
  return { result, lines: await withNames(tx, about, lines), next, joined };
}

/** Within one figure the same key is the same person, also where she was recorded under two entries. */
const asCounted = (id: string) => id;

function joinedLine({ kind, entry, into, joinedAt, joinedBy }: JoinedEntries, reader: Scope): JoinedLine {
  const named = kind === 'organisation' || maySeePersons(reader);
  return { kind, entry: named ? entry : null, into: named ? into : null, at: joinedAt, by: maySeePersons(reader) ? joinedBy : null };
}

type Named = Omit<EvidenceLine, 'event' | 'series' | 'organisation'> & { eventId: string | null; seriesId: string | null; organisationId: string | null };

function whole(piece: Behind): Named {
  const { telling, facts } = piece;
  const fact = facts[0];
  return {
    key: piece.id,
    kind: piece.kind,
    day: piece.happenedOn,
    eventId: telling.eventId ?? null,
    seriesId: telling.seriesId ?? fact?.series_id ?? null,
    days: telling.days ?? [],
    person: telling.personId ? { key: fact?.person_id ?? telling.personId, id: telling.personId, name: null } : null,
    organisationId: telling.organisationId ?? null,
    organisationType: telling.organisationType ?? null,
    role: telling.role ?? null,
    // A mark is the key it counts under; the text behind it is for this reader.
    places: (telling.places ?? []).map(({ id, text, said, relation }) => ({ id: id ?? (said && text ? unresolvedPlace(text) : null), text: said ?? text, relation })),
    value: fact?.value ?? null,
    output: telling.output ?? null,
    sentence: telling.sentence ?? null,
    sources: [sourceOf(piece, true)],
  };
}

function fromLeaf(leaf: Leaf, piece: Behind, documents: boolean): Named {
  return {
    key: leaf.evidence,
    kind: leaf.kind,
    day: piece.happenedOn,
    eventId: leaf.event ?? null,
    seriesId: leaf.series ?? null,
    days: leaf.days ?? [],
    person: leaf.person ? { key: leaf.person, id: null, name: null } : null,
    organisationId: null,
    organisationType: null,
    role: null,
    places: leaf.place ? [{ id: leaf.place, text: null, relation: 'venue' }] : [],
    value: leaf.value ?? null,
    output: (leaf.output as EvidenceLine['output']) ?? null,
    sentence: leaf.sentence ?? null,
    sources: [sourceOf(piece, documents)],
  };
}

const sourceOf = ({ source, file }: Pick<Behind, 'source' | 'file'>, documents: boolean): LineSource => ({
  file: documents && file ? { id: file.id, name: file.name } : null,
  document: file ? file.sha256.slice(0, 16) : null,
  sheet: documents ? (source.sheet ?? null) : null,
  row: source.row ?? null,
  url: source.url ?? null,
  title: source.title ?? null,
  ways: [...new Set([...Object.keys(source.days ?? {}).sort().map((day) => source.days![day]!.via), ...(source.days || !source.via ? [] : [source.via])])],
});

/** One line for each list and each organisation or municipality it names, then the bare numbers: what may be shown without counting people. */
async function namedByLists(tx: Tx, about: About, query: Query, { cursor, limit }: { cursor: string | null; limit: number }, keys: Keys, documents: boolean): Promise<{ lines: Named[]; next: string | null }> {
  const after = readCursor(cursor);
  const facts = factsOfOne(about, query.where);
  const { once, reportedAs } = countings[query.method];
  const id = sql.ref(`fact.${once[0]!}`);
  const { rows } = await sql<Pick<Behind, 'kind' | 'payload' | 'source' | 'file'> & { position: string; evidence_id: string; id: string | null; day: string; relation: Relation | null; event_id: string | null; series_id: string | null; value: number | null }>`
    select line.*, evidence.kind, evidence.payload, evidence.source,
      case when file.file_id is not null then jsonb_build_object('id', file.file_id, 'name', file.name, 'sha256', file.sha256) end as file
    from (
      select * from (
        select (min(fact.happened_on) || ' ' || ${id}::text || ' ' || fact.list_id) collate "C" as position, (min(fact.evidence_id::text))::uuid as evidence_id, ${id}::text as id, min(fact.happened_on) as day,
          min(fact.relation) as relation, min(fact.event_id::text)::uuid as event_id, min(fact.series_id::text)::uuid as series_id, null::numeric as value
        from fact where ${facts(measuresOf(query.method, query.where))} and ${id} is not null group by ${id}, fact.list_id
        union all
        select fact.happened_on || ' ', fact.evidence_id, null, fact.happened_on, fact.relation, fact.event_id, fact.series_id, fact.value
        from fact where ${facts(['reported'])} and fact.breakdown ->> 'what' = any(${reportedAs}::text[])
      ) line
      where ${after ? sql`(position, evidence_id) > (${after.name}, ${after.id}::uuid)` : sql`true`}
      order by position, evidence_id limit ${limit + 1}
    ) line
    join evidence on evidence.network_id = ${about.networkId} and evidence.evidence_id = line.evidence_id
    left join file on file.network_id = evidence.network_id and file.file_id = (evidence.source ->> 'fileId')::uuid
    order by position, evidence_id`.execute(tx);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const lines = page.map((row): Named => {
    const telling = storedKind(row.kind).tell(row.payload);
    // A document's list shows its own spelling; what stood in a person's row stays with the person.
    const text = row.kind === 'participation' ? null : (telling.places?.find((named) => named.id === row.id || (named.text !== null && unresolvedPlace(named.text) === row.id))?.text ?? null);
    const isPlace = query.method === 'municipalities' && row.id !== null;
    return {
      key: keys.evidence(row.position + row.evidence_id),
      kind: row.kind,
      day: row.day,
      eventId: row.event_id,
      seriesId: row.series_id,
      days: [],
      person: null,
      organisationId: isPlace ? null : row.id,
      organisationType: row.value === null ? null : (telling.organisationType ?? null),
      role: null,
      places: isPlace ? [{ id: row.id, text, relation: row.relation ?? 'unstated' }] : [],
      value: row.value,
      output: null,
      sentence: telling.sentence ?? null,
      // The row, and the way she was seen, would be those of one of the people behind the name.
      sources: [{ ...sourceOf(row, documents), ...(row.kind === 'participation' && { row: null, ways: [] }) }],
    };
  });
  return { lines, next: last && rows.length > limit ? cursorOf({ name: last.position, id: last.evidence_id }) : null };
}

/** Puts names to ids: events and series, organisations, and people only where a line has their id. */
async function withNames(tx: Tx, { networkId }: About, lines: readonly Named[]): Promise<EvidenceLine[]> {
  const ids = (of: (line: Named) => string | null | undefined) => [...new Set(lines.flatMap((line) => of(line) ?? []))];
  const { rows } = await sql<{ id: string; what: string; name: string | null; texts: Localised | null }>`
    select event_id as id, kind as what, null as name, titles as texts from event where network_id = ${networkId} and event_id = any(${ids((line) => line.eventId)}::uuid[])
    union all select series_id, kind, null, titles from series where network_id = ${networkId} and series_id = any(${ids((line) => line.seriesId)}::uuid[])
    union all select organisation_id, type, name, names from organisation where network_id = ${networkId} and organisation_id = any(${ids((line) => line.organisationId)}::uuid[])
    union all select person_id, '', concat_ws(' ', given, surname), null from person where network_id = ${networkId} and person_id = any(${ids((line) => line.person?.id)}::uuid[])`.execute(tx);
  const found = new Map(rows.map((row) => [row.id, row]));
  return lines.map(({ eventId, seriesId, organisationId, person, ...line }) => {
    const event = eventId ? found.get(eventId) : undefined;
    const series = seriesId ? found.get(seriesId) : undefined;
    const organisation = organisationId ? found.get(organisationId) : undefined;
    return {
      ...line,
      event: event ? { id: event.id, kind: event.what, titles: event.texts ?? {} } : null,
      series: series ? { id: series.id, titles: series.texts ?? {} } : null,
      organisation: organisation ? { id: organisation.id, type: organisation.what, name: organisation.name ?? '', names: organisation.texts ?? {} } : null,
      person: person && { ...person, name: person.id ? (found.get(person.id)?.name ?? null) : null },
    };
  });
}
