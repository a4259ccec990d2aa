import { sql, type RawBuilder } from 'kysely';
import { database } from '#platform/db/database.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { encodedList, listLength } from '#platform/credentials/status-list.ts';
import { bake } from '#platform/credentials/bake.ts';
import { signed } from '#platform/credentials/proof.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say } from '#platform/words/localised.ts';
import { networkOf } from '#modules/networks/queries.ts';
import type { Completion } from '../completion/completion.ts';
import { completionsOf, presencesOf, seriesWithRules, type SeriesWithRule } from '../completion/queries.ts';
import { completions } from '../completion/completion.ts';
import { maySeeRegister } from './access.ts';
import { credentialOf, issuerOf, keyAddress, moment, statusListOf } from './credential.ts';
import { keyPair } from './keys.ts';
import { badgePicture } from './picture.ts';
import type { Certificate, PublicCertificate } from './shape.ts';

const certificates = (where: RawBuilder<unknown>) => sql<Certificate>`
  select c.certificate_id as "certificateId", coalesce(c.series_id, c.event_id) as "seriesId", c.programme_id as "programmeId", c.person_id as "personId", c.serial, c.number, c.code, c.locale, c.holder, c.titles, c.issuer,
    c.first_day::text as "firstDay", c.last_day::text as "lastDay", c.attended, c.held, c.completion, c.origin, c.shows_name as "showsName", c.issued_at as "issuedAt", c.revoked_at as "revokedAt", c.reason,
    exists (select from certificate later where later.network_id = c.network_id and later.replaces = c.certificate_id) as "isReplaced"
  from certificate c where ${where} order by c.serial`;

/** A series on the page of a programme's certificates. */
export interface SeriesRow extends SeriesWithRule {
  came: number;
  completed: number;
  issued: number;
}

/** The series of a programme: their rules, how many have completed them, how many have a valid certificate. @throws 404 for whoever may not see the register */
export function seriesOf(scope: Scope, programmeId: string): Promise<SeriesRow[]> {
  const { networkId } = scope;
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const series = await seriesWithRules(tx, networkId, programmeId);
    const presences = Map.groupBy(await presencesOf(tx, networkId, programmeId), ({ seriesId }) => seriesId);
    const { rows: issued } = await sql<{ id: string; n: number }>`
      select coalesce(series_id, event_id) as id, count(*)::int as n from certificate where network_id = ${networkId} and programme_id = ${programmeId} and revoked_at is null group by 1`.execute(tx);
    return series.map((one) => {
      const people = completions(one.rule, one.events, presences.get(one.seriesId) ?? []);
      return { ...one, came: people.length, completed: people.filter(({ isComplete }) => isComplete).length, issued: issued.find(({ id }) => id === one.seriesId)?.n ?? 0 };
    });
  });
}

/** Who came to a series. */
export interface Holder extends Completion {
  name: string;
  /** The valid certificate the person has. */
  certificateId: string | null;
}
/** A line of the register. */
export interface Registered extends Certificate {
  /** Whether the evidence, as it stands now, still says that the person has completed the series. */
  stillHolds: boolean;
}

/** Everybody who came to a series with what she completed, by name, and every certificate ever issued for it. @throws 404 */
export function registerOf(scope: Scope, programmeId: string, seriesId: string): Promise<{ series: SeriesWithRule; people: Holder[]; certificates: Registered[] }> {
  const { networkId } = scope;
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const { series, people } = await completionsOf(tx, networkId, programmeId, seriesId);
    const { rows } = await certificates(sql`c.network_id = ${networkId} and c.programme_id = ${programmeId} and coalesce(c.series_id, c.event_id) = ${seriesId}`).execute(tx);
    const ids = [...people.map(({ personId }) => personId), ...rows.map(({ personId }) => personId)];
    const { rows: names } = await sql<{ id: string; standsFor: string; name: string; sortName: string }>`
      select person_id as id, coalesce(same_as, person_id) as "standsFor", concat_ws(' ', given, surname) as name, sort_name as "sortName" from person
      where network_id = ${networkId} and person_id = any (${ids}::uuid[]) order by sort_name collate "und-x-icu", person_id`.execute(tx);
    const standsFor = new Map(names.map((one) => [one.id, one.standsFor]));
    const valid = new Map(rows.flatMap((one) => (one.revokedAt ? [] : [[standsFor.get(one.personId), one.certificateId] as const])));
    const byId = new Map(people.map((one) => [one.personId, one]));
    return {
      series,
      people: names.flatMap(({ id, name }) => (byId.has(id) ? [{ ...byId.get(id)!, name, certificateId: valid.get(id) ?? null }] : [])),
      certificates: rows.map((one) => ({ ...one, stillHolds: byId.get(standsFor.get(one.personId)!)?.isComplete ?? false })),
    };
  });
}

/** Valid certificates to be written as documents: one, or all of a series. @throws 404 */
export function documentsOf(scope: Scope, programmeId: string, seriesId: string, certificateId: string | null = null): Promise<Certificate[]> {
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const { rows } = await certificates(sql`c.network_id = ${scope.networkId} and c.programme_id = ${programmeId} and coalesce(c.series_id, c.event_id) = ${seriesId} and c.revoked_at is null
      ${certificateId ? sql`and c.certificate_id = ${certificateId}` : sql``}`).execute(tx);
    if (!rows.length) throw notFound();
    return rows;
  });
}

/** The one certificate with this code, in whichever network. @throws 404 */
async function byCode<T>(code: string, work: (tx: Tx, scope: Scope, certificate: Certificate) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ id: string | null }>`select network_of_certificate(${code}) as id`.execute(database());
  if (!rows[0]?.id) throw notFound();
  const scope = publicScope(rows[0].id);
  return reading(scope, async (tx) => {
    const { rows: found } = await certificates(sql`c.network_id = ${scope.networkId} and c.code = ${code}`).execute(tx);
    if (!found[0]) throw notFound();
    return work(tx, scope, found[0]);
  });
}

/** What whoever has the code may know; the name only where the holder allows it. @throws 404 */
export async function publicCertificate(code: string): Promise<PublicCertificate> {
  const { one, scope } = await byCode(code, async (_, scope, one) => ({ one, scope }));
  const { isDemo } = await networkOf(scope);
  const { number, titles, issuer, firstDay, lastDay, issuedAt, revokedAt, isReplaced } = one;
  return { number, titles, issuer, firstDay, lastDay, issuedAt, revokedAt, isReplaced, holder: one.showsName ? one.holder : null, isDemo };
}

/** The signed credential; a revoked one is still what was signed, and its status list says that it is taken back. @throws 404 */
export const signedCredential = (code: string) =>
  byCode(code, async (tx, scope, one) => {
    const { slug } = await tx.selectFrom('network').select('slug').where('network_id', '=', scope.networkId).executeTakeFirstOrThrow();
    const key = await keyPair(tx, scope.networkId);
    if (!key) throw notFound();
    const credential = credentialOf(one, slug, await wordsOf(one.locale));
    return { one, credential: await signed(credential, { privateKey: key.privateKey(), verificationMethod: keyAddress(one.origin, slug, key.publicKey), created: moment(one.issuedAt) }) };
  });

/** The badge as a picture with the credential inside. @throws 404 */
export async function bakedBadge(code: string): Promise<string> {
  const { one, credential } = await signedCredential(code);
  return bake(badgePicture({ title: say(one.titles, one.locale), issuer: say(one.issuer, one.locale), days: [one.firstDay, one.lastDay], locale: one.locale, code: one.code }), credential);
}

/** The network whose badges stand under this address, with its public key. @throws 404 when it has issued none */
async function badgesOf<T>(slug: string, work: (tx: Tx, networkId: string, key: NonNullable<Awaited<ReturnType<typeof keyPair>>>) => Promise<T>): Promise<T> {
  const { rows } = await sql<{ id: string | null }>`select network_with_badges(${slug}) as id`.execute(database());
  const networkId = rows[0]?.id;
  if (!networkId) throw notFound();
  return reading(publicScope(networkId), async (tx) => {
    const key = await keyPair(tx, networkId);
    if (!key) throw notFound();
    return work(tx, networkId, key);
  });
}

/** Who signs the badges of a network, with the public key. @throws 404 */
export const issuerProfile = (slug: string, origin: string) =>
  badgesOf(slug, async (tx, networkId, { publicKey }) => {
    const { names } = await tx.selectFrom('network').select('names').where('network_id', '=', networkId).executeTakeFirstOrThrow();
    return issuerOf(origin, slug, say(names as Record<string, string>, 'en'), publicKey);
  });

/** The signed list of certificates that are taken back: the n-th of the network. @throws 404 when there are not so many */
export const statusList = (slug: string, origin: string, list: number, now: Date) =>
  badgesOf(slug, async (tx, networkId, key) => {
    const count = await tx.selectFrom('certificate_count').select('n').where('network_id', '=', networkId).executeTakeFirst();
    if (!count || list > Math.floor((count.n - 1) / listLength)) throw notFound();
    const { rows } = await sql<{ index: number }>`
      select serial - 1 - ${list * listLength}::int as index from certificate
      where network_id = ${networkId} and revoked_at is not null and serial > ${list * listLength} and serial <= ${(list + 1) * listLength}`.execute(tx);
    const document = statusListOf(origin, slug, list, encodedList(rows.map(({ index }) => index)), now);
    return signed(document, { privateKey: key.privateKey(), verificationMethod: keyAddress(origin, slug, key.publicKey), created: moment(now) });
  });
