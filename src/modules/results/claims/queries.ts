import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { isSignedIn, publicScope, type Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { factsWhere, type About } from '../facts-where.ts';
import type { Names } from '../figure/names.ts';
import { namesFor } from '../figure/queries.ts';
import { countings } from '../methods.ts';
import { readerOf, resultsOf } from '../queries.ts';
import type { Query } from '../shape.ts';
import { unsettledIn, type Unsettled } from '../unsettled/queries.ts';
import { seesAllClaims } from './access.ts';
import type { Reading } from './shape.ts';
import { assess, type Assessed, type Assessment, type Claimed, type Status } from './status.ts';
import { tally } from './tally.ts';
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
  /** The place names inside it that nobody has settled, with what they may mean; only where names were asked for. */
  unsettled: Unsettled[];
}

export interface ClaimsAsked {
  /** Only what a visitor may see, whoever asks. */
  public?: boolean;
  textId?: string | null;
  claimId?: string | null;
  /** The language of the names that figures speak of. */
  locale?: Locale;
}

export interface Claims {
  texts: ClaimText[];
  claims: Claim[];
  /** Names that the figures speak of, in the reader's language. */
  names: Names;
}

/**
 * The claims of a programme in the order of their texts, each with its status computed from today's evidence; all readings are counted in one statement.
 * A visitor gets the public claims of a published programme, with small groups hidden.
 * @throws Problem 404 when the reader may not read this programme.
 */
export async function claimsOfProgramme(tx: Tx, scope: Scope, programmeId: string, asked: ClaimsAsked = {}): Promise<Claims> {
  const reader = await readerOf(tx, asked.public && isSignedIn(scope) ? publicScope(scope.networkId) : scope, programmeId);
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
      readings: assessed.map((one, index) => ({ ...own[index]!, ...one, terms: [], unsettled: [] })),
    };
  });
  await addTerms(tx, { networkId: network_id, programmeId, asKnownOn: null }, claims.flatMap((claim) => claim.readings));
  if (asked.locale) {
    const read = claims.flatMap((claim) => claim.readings);
    const unsettled = await unsettledIn(tx, reader, programmeId, read.map(({ query }) => query), read.map(({ result }) => result), { locale: asked.locale });
    for (const [at, reading] of read.entries()) reading.unsettled = unsettled[at]!;
  }
  const shown = new Set(claims.map(({ textId }) => textId));
  return {
    texts: (texts as ClaimText[]).filter(({ textId }) => all ? !asked.textId || textId === asked.textId : shown.has(textId)),
    claims: claims.toSorted((a, b) => texts.findIndex(({ textId }) => textId === a.textId) - texts.findIndex(({ textId }) => textId === b.textId) || a.position - b.position),
    names: asked.locale ? await namesFor(tx, reader, results, asked.locale) : {},
  };
}

/** How many claims of each status these programmes have; those without a text are not in the answer. */
export async function talliesOf(tx: Tx, scope: Scope, programmeIds: readonly string[]): Promise<Map<string, Record<Status, number>>> {
  if (!programmeIds.length) return new Map();
  const withTexts = await tx.selectFrom('claim_text').select('programme_id').distinct().where('network_id', '=', scope.networkId).where('programme_id', 'in', [...programmeIds]).execute();
  const tallies = new Map<string, Record<Status, number>>();
  for (const { programme_id } of withTexts) tallies.set(programme_id, tally((await claimsOfProgramme(tx, scope, programme_id)).claims));
  return tallies;
}

/** "10 + 5 = 15": the bare numbers themselves, for the figures whose names are missing. */
export async function addTerms(tx: Tx, about: About, readings: readonly ReadingAssessed[]): Promise<void> {
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
