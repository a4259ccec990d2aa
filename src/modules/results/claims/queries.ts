import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import { isSignedIn, publicScope, type Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { factsWhere, type About } from '../facts-where.ts';
import { countings } from '../methods.ts';
import { readable, resultsOf } from '../queries.ts';
import type { Query } from '../shape.ts';
import { seesAllClaims } from './access.ts';
import type { Reading } from './shape.ts';
import { assess, type Assessed, type Assessment, type Claimed, type Status } from './status.ts';
import type { UnitName } from './units.ts';

export interface ClaimText {
  textId: string;
  programmeId: string;
  title: string;
  language: Locale;
  /** ISO day. */
  publishedOn: string | null;
  url: string | null;
}

/** A claim with what the evidence says about it now. */
export interface Claim extends Claimed {
  claimId: string;
  textId: string;
  position: number;
  start: number;
  end: number;
  numberText: string;
  subject: string;
  unitHint: UnitName | null;
  sentence: string;
  /** Where the number stands in the sentence. */
  numberAt: number;
  note: Localised;
  isPublic: boolean;
  status: Status;
  reason: Assessment['reason'];
  readings: ReadingAssessed[];
}

export interface ReadingAssessed extends Reading, Assessed {
  /** What stands side by side where names are missing: so many known by name, then each bare number. */
  terms: number[];
}

export interface ClaimsAsked {
  /** Only what a visitor may see, whoever asks. */
  public?: boolean;
  textId?: string | null;
  claimId?: string | null;
}

export interface Claims {
  texts: ClaimText[];
  claims: Claim[];
  /** Names of organisations and series that the figures name, as far as this reader may know them; municipalities are in the gazetteer. */
  names: Record<string, Localised>;
}

/**
 * The claims of a programme in the order of their texts, each with its status computed from today's evidence; all readings are counted in one statement.
 * A visitor gets the public claims of a published programme, with small groups hidden.
 * @throws Problem 404 when the reader may not read this programme.
 */
export async function claimsOfProgramme(tx: Tx, scope: Scope, programmeId: string, asked: ClaimsAsked = {}): Promise<Claims> {
  const reader = asked.public && isSignedIn(scope) ? publicScope(scope.networkId) : scope;
  await readable(tx, reader, programmeId);
  const all = seesAllClaims(reader, programmeId);
  const network_id = reader.networkId;
  const rows = await tx
    .selectFrom('claim')
    .selectAll()
    .where('network_id', '=', network_id)
    .where('programme_id', '=', programmeId)
    .$if(!all, (query) => query.where('is_public', '=', true))
    .$if(Boolean(asked.textId), (query) => query.where('claim_text_id', '=', asked.textId!))
    .$if(Boolean(asked.claimId), (query) => query.where('claim_id', '=', asked.claimId!))
    .orderBy('claim_text_id')
    .orderBy('position')
    .execute();
  const texts = await tx
    .selectFrom('claim_text')
    .select(['claim_text_id as textId', 'programme_id as programmeId', 'title', 'language', 'published_on as publishedOn', 'url'])
    .where('network_id', '=', network_id)
    .where('programme_id', '=', programmeId)
    .orderBy(sql`published_on desc nulls last`)
    .orderBy('claim_text_id')
    .execute();

  const readings = rows.map((row) => row.readings as unknown as Reading[]);
  const results = await resultsOf(tx, reader, programmeId, readings.flat().map(({ query }) => query));
  let next = 0;
  const claims = rows.map((row, at): Claim => {
    const claimed: Claimed = { number: Number(row.number), until: row.number_until === null ? null : Number(row.number_until), comparator: row.comparator as Claimed['comparator'], kind: row.kind as Claimed['kind'] };
    const own = readings[at]!;
    const { status, reason, readings: assessed } = assess(claimed, own.map(() => results[next++]!));
    return {
      ...claimed,
      claimId: row.claim_id,
      textId: row.claim_text_id,
      position: row.position,
      start: row.start_at,
      end: row.end_at,
      numberText: row.number_text,
      subject: row.subject,
      unitHint: row.unit_hint as UnitName | null,
      sentence: row.sentence,
      numberAt: row.number_at,
      note: row.note as Localised,
      isPublic: row.is_public,
      status,
      reason,
      readings: assessed.map((one, index) => ({ ...own[index]!, ...one, terms: [] })),
    };
  });
  await addTerms(tx, { networkId: network_id, programmeId, asKnownOn: null }, claims.flatMap((claim) => claim.readings));
  const shown = new Set(claims.map(({ textId }) => textId));
  return {
    texts: (texts as ClaimText[]).filter(({ textId }) => all ? !asked.textId || textId === asked.textId : shown.has(textId)),
    claims: claims.toSorted((a, b) => texts.findIndex(({ textId }) => textId === a.textId) - texts.findIndex(({ textId }) => textId === b.textId) || a.position - b.position),
    names: await namesIn(tx, reader, claims),
  };
}

/** One claim with its text's words, for the page that links it. @throws Problem 404 */
export async function claimToLink(tx: Tx, scope: Scope, programmeId: string, claimId: string): Promise<{ claim: Claim; text: ClaimText & { body: string }; names: Record<string, Localised> }> {
  const { claims, texts, names } = await claimsOfProgramme(tx, scope, programmeId, { claimId });
  const claim = claims[0];
  const text = texts.find(({ textId }) => textId === claim?.textId);
  if (!claim || !text || !seesAllClaims(scope, programmeId)) throw notFound();
  const { body } = await tx.selectFrom('claim_text').select('body').where('network_id', '=', scope.networkId).where('claim_text_id', '=', text.textId).executeTakeFirstOrThrow();
  return { claim, text: { ...text, body }, names };
}

export interface ToChoose {
  series: { seriesId: string; titles: Localised; kind: string; isCycle: boolean }[];
  events: { eventId: string; titles: Localised; kind: string; firstDay: string; lastDay: string; seriesId: string | null }[];
  /** What outputs there is evidence of: `study`, `recommendation` … and their themes. */
  outputs: string[];
}

/** What the readings of a claim of this programme can speak about. @throws Problem 404 */
export async function happeningsToChoose(tx: Tx, scope: Scope, programmeId: string): Promise<ToChoose> {
  await readable(tx, scope, programmeId);
  const about = { network_id: scope.networkId, programme_id: programmeId };
  const series = await tx.selectFrom('series').select(['series_id as seriesId', 'titles', 'kind', 'is_cycle as isCycle']).where((eb) => eb.and(about)).orderBy('position').orderBy('series_id').execute();
  const events = await tx
    .selectFrom('event')
    .select(['event_id as eventId', 'titles', 'kind', 'first_day as firstDay', 'last_day as lastDay', 'series_id as seriesId'])
    .where((eb) => eb.and(about))
    .orderBy('first_day')
    .orderBy('event_id')
    .execute();
  const { rows } = await sql<{ output: string }>`select distinct breakdown ->> 'output' as output from fact
    where network_id = ${scope.networkId} and programme_id = ${programmeId} and known_until is null and breakdown ? 'output' order by 1`.execute(tx);
  return { series, events, outputs: rows.map(({ output }) => output) } as ToChoose;
}

/** How many claims of each status a programme has, for overviews. */
export const tally = (claims: readonly Claim[]): Record<Status, number> =>
  claims.filter(({ isPublic }) => isPublic).reduce((counts, { status }) => ({ ...counts, [status]: counts[status] + 1 }), { proven: 0, contradicted: 0, 'cannot-be-proven': 0, ambiguous: 0 });

/** "10 + 5 = 15": the bare numbers themselves, for the figures whose names are missing. */
async function addTerms(tx: Tx, about: About, readings: readonly ReadingAssessed[]): Promise<void> {
  for (const reading of readings) {
    if (reading.doubt !== 'names-missing') continue;
    const { query, result } = reading;
    const { rows } = await bareTerms(about, query).execute(tx);
    const named = (result.bounds?.most ?? 0) - result.unnamed;
    reading.terms = [...(named > 0 ? [named] : []), ...rows.map(({ value }) => Number(value))];
  }
}

const bareTerms = (about: About, { method, where }: Query) =>
  sql<{ value: number }>`select fact.value from fact where ${factsWhere(about, ['reported'], where)} and fact.breakdown ->> 'what' = any(${[...countings[method].reportedAs]})
    order by fact.happened_on, fact.evidence_id limit 12`;

/** Names behind the ids that figures repeat. A visitor learns the name of an organisation only where it stands on a published fiche. */
async function namesIn(tx: Tx, scope: Scope, claims: readonly Claim[]): Promise<Record<string, Localised>> {
  const ids = [...new Set(claims.flatMap(({ readings }) => readings.flatMap(({ result }) => result.overlaps.map(({ id }) => id))))].filter((id) => /^[0-9a-f]{8}-/.test(id));
  if (!ids.length) return {};
  const { rows } = await sql<{ id: string; names: Localised }>`
    select organisation_id as id, jsonb_build_object('sr-Latn', name) || names as names from organisation o
    where network_id = ${scope.networkId} and organisation_id = any(${ids}::uuid[]) and (${isSignedIn(scope)} or exists (
      select from programme_organisation po join programme p using (network_id, programme_id)
      where po.network_id = o.network_id and po.organisation_id = o.organisation_id and p.published_at is not null))
    union all
    select series_id, titles from series where network_id = ${scope.networkId} and series_id = any(${ids}::uuid[])`.execute(tx);
  return Object.fromEntries(rows.map(({ id, names }) => [id, names]));
}
