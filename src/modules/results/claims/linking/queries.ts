import { sql } from 'kysely';
import type { Tx } from '#platform/db/transaction.ts';
import { InvalidInput, notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Names } from '../../figure/names.ts';
import { namesFor } from '../../figure/queries.ts';
import { readerOf, resultsOf } from '../../queries.ts';
import { seesAllClaims } from '../access.ts';
import { addTerms, claimsOfProgramme, type Claim, type ClaimText, type ReadingAssessed } from '../queries.ts';
import { claimsOf } from '../read.ts';
import { linkInput } from '../shape.ts';
import { assess } from '../status.ts';
import { emptyReading, formOf, type ReadingForm } from './form.ts';

/** One claim with its text's words, for the page that links it. @throws Problem 404 */
export async function claimToLink(tx: Tx, scope: Scope, programmeId: string, claimId: string, locale: Locale): Promise<{ claim: Claim; text: ClaimText & { body: string }; names: Names }> {
  const { claims, texts, names } = await claimsOfProgramme(tx, scope, programmeId, { claimId, locale });
  const claim = claims[0];
  const text = texts.find(({ textId }) => textId === claim?.textId);
  if (!claim || !text || !seesAllClaims(scope, programmeId)) throw notFound();
  const { body } = await tx.selectFrom('claim_text').select('body').where('network_id', '=', scope.networkId).where('claim_text_id', '=', text.textId).executeTakeFirstOrThrow();
  return { claim, text: { ...text, body }, names };
}

/** What the form of a claim is filled with: its readings, or what its sentence suggests while it has none. */
export function formOfClaim(claim: Claim, { body, language }: { body: string; language: Locale }): { readings: ReadingForm[]; isSuggested: boolean } {
  if (claim.readings.length) return { readings: claim.readings.map(formOf), isSuggested: false };
  const suggested = claimsOf(body, language).claims.find(({ start }) => start === claim.start)?.proposal.query;
  return suggested ? { readings: [formOf({ query: suggested, titles: {} })], isSuggested: true } : { readings: [emptyReading], isSuggested: false };
}

export interface ToChoose {
  series: { seriesId: string; titles: Localised; kind: string; isCycle: boolean }[];
  events: { eventId: string; titles: Localised; kind: string; firstDay: string; lastDay: string; seriesId: string | null }[];
  /** What the evidence is broken down by, with the values there are: `output` → `study`, `recommendation`; `sex` → `F`, `M`. */
  breakdown: Record<string, string[]>;
}

/** What the readings of a claim of this programme can speak about. @throws Problem 404 */
export async function happeningsToChoose(tx: Tx, scope: Scope, programmeId: string): Promise<ToChoose> {
  await readerOf(tx, scope, programmeId);
  const about = { network_id: scope.networkId, programme_id: programmeId };
  const series = await tx.selectFrom('series').select(['series_id as seriesId', 'titles', 'kind', 'is_cycle as isCycle']).where((eb) => eb.and(about)).orderBy('position').orderBy('series_id').execute();
  const events = await tx
    .selectFrom('event')
    .select(['event_id as eventId', 'titles', 'kind', 'first_day as firstDay', 'last_day as lastDay', 'series_id as seriesId'])
    .where((eb) => eb.and(about))
    .orderBy('first_day')
    .orderBy('event_id')
    .execute();
  const { rows } = await sql<{ key: string; values: string[] }>`
    select part.key, array_agg(distinct part.value order by part.value) as values from fact, jsonb_each_text(fact.breakdown) part
    where network_id = ${scope.networkId} and programme_id = ${programmeId} and known_until is null and part.key <> 'what' group by part.key order by part.key`.execute(tx);
  return { series, events, breakdown: Object.fromEntries(rows.map(({ key, values }) => [key, values])) } as ToChoose;
}

/** What readings would say about a claim, without linking it. @throws InvalidInput as `claim.link` would */
export async function tryReadings(tx: Tx, scope: Scope, programmeId: string, claim: Claim, raw: unknown, locale: Locale) {
  const parsed = linkInput.safeParse({ claimId: claim.claimId, readings: raw });
  if (!parsed.success) throw new InvalidInput(parsed.error.issues.map(({ path, message, code }) => ({ path: path.join('.'), message, code })));
  const { readings } = parsed.data;
  const results = await resultsOf(tx, scope, programmeId, readings.map(({ query }) => query));
  const { status, reason, readings: assessed } = assess(claim, results);
  const tried = assessed.map((one, at): ReadingAssessed => ({ ...readings[at]!, ...one, terms: [], unsettled: [] }));
  await addTerms(tx, { networkId: scope.networkId, programmeId, asKnownOn: null }, tried);
  return { status, reason, readings: tried, names: await namesFor(tx, scope, results, locale) };
}
