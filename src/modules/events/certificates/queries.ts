import { sql, type RawBuilder } from 'kysely';
import { database } from '#platform/db/database.ts';
import { numbered } from '#platform/db/numbered-pages.ts';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { encodedList, listLength } from '#platform/credentials/status-list.ts';
import { bake } from '#platform/credentials/bake.ts';
import { signed } from '#platform/credentials/proof.ts';
import { notFound } from '#platform/problem.ts';
import { publicScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { say, type Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { onClocks, timeZoneAt } from '#platform/words/zone.ts';
import { networkOf, zoneOfNetwork } from '#modules/networks/queries.ts';
import type { Completion } from '../completion/completion.ts';
import { completionsOf, presencesOf, seriesWithRules, type SeriesWithRule } from '../completion/queries.ts';
import { completions } from '../completion/completion.ts';
import { givesCertificate } from '../kinds.ts';
import { surelyHers } from '../registration/own-queries.ts';
import { namedBy, secretFor } from '../secret-link.ts';
import { maySeeRegister } from './access.ts';
import { credentialOf, issuerOf, keyAddress, moment, statusListOf } from './credential.ts';
import { keyPair } from './keys.ts';
import { knownHolders, waysOfAttendance } from './known-queries.ts';
import { openedBy } from './opened-by-queries.ts';
import { badgePicture } from './picture.ts';
import type { Certificate, Held, PublicCertificate } from './shape.ts';
import { toldOf } from './shown.ts';
import { slipHash } from './slip.ts';

const certificates = (where: RawBuilder<unknown>, order: RawBuilder<unknown> = sql`c.serial`) => sql<Certificate>`
  select c.certificate_id as "certificateId", coalesce(c.series_id, c.event_id) as "seriesId", c.programme_id as "programmeId", c.person_id as "personId", c.serial, c.number, c.code, c.locale, c.holder, c.titles, c.issuer,
    c.organisation, c.minutes, c.programme, c.venues, c.trainers,
    c.first_day::text as "firstDay", c.last_day::text as "lastDay", c.attended, c.held, c.completion, c.origin, jsonb_build_object('holder', c.shows_holder, 'organisation', c.shows_organisation, 'hours', c.shows_hours) as shows, c.issued_at as "issuedAt", (c.issued_at at time zone ${zoneOfNetwork(sql.ref('c.network_id'))})::date::text as "issuedOn", c.revoked_at as "revokedAt", c.reason,
    exists (select from certificate later where later.network_id = c.network_id and later.replaces = c.certificate_id) as "isReplaced"
  from certificate c where ${where} order by ${order}`;

/** A series on the page of a programme's certificates. */
export interface SeriesRow extends SeriesWithRule {
  came: number;
  completed: number;
  issued: number;
}

/** The series of a programme, and the events alone that certificates are given for: their rules, how many have completed them, how many have a valid certificate. @throws 404 for whoever may not see the register */
export function seriesOf(scope: Scope, programmeId: string, today = new Date().toISOString().slice(0, 10)): Promise<SeriesRow[]> {
  const { networkId } = scope;
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const series = await seriesWithRules(tx, networkId, programmeId);
    const presences = Map.groupBy(await presencesOf(tx, networkId, programmeId), ({ seriesId }) => seriesId);
    const { rows: issued } = await sql<{ id: string; n: number }>`
      select coalesce(series_id, event_id) as id, count(*)::int as n from certificate where network_id = ${networkId} and programme_id = ${programmeId} and revoked_at is null group by 1`.execute(tx);
    return series.flatMap((one) => {
      const valid = issued.find(({ id }) => id === one.seriesId)?.n ?? 0;
      if (one.isSingle && !valid && !givesCertificate(one.kind)) return [];
      const people = completions(one.rule, one.events, presences.get(one.seriesId) ?? [], today);
      return [{ ...one, came: people.length, completed: people.filter(({ isComplete }) => isComplete).length, issued: valid }];
    });
  });
}

/** Who came to a series. */
export interface Holder extends Completion {
  name: string;
  /** The valid certificate the person has. */
  certificateId: string | null;
  /** Of those who may be given one: her language where it is known, and whether a letter would reach her. */
  locale: Locale | null;
  hasAddress: boolean;
  /** She had herself taken off one of these: chosen only by whoever knows that she wants one again. */
  wantsNone: boolean;
}
/** A line of the register. */
export interface Registered extends Certificate {
  /** Whether the evidence, as it stands now, still says that the person has completed the series. Of a forgotten holder nobody can say otherwise. */
  stillHolds: boolean;
}
/** Lines of the register on a page. */
const LINES = 50;

export interface Register {
  series: SeriesWithRule;
  people: Holder[];
  /** One page of every certificate ever issued, the latest first, and how many there are of them. */
  certificates: Registered[];
  issued: number;
  valid: number;
  page: number;
  pages: number;
}

/** Everybody who came to a series with what she completed, by name, and a page of the certificates ever issued for it. @param page counted from 1 @throws 404 */
export function registerOf(scope: Scope, programmeId: string, seriesId: string, page = 1, today = new Date().toISOString().slice(0, 10)): Promise<Register> {
  const { networkId } = scope;
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const { series, people } = await completionsOf(tx, networkId, programmeId, seriesId, today);
    const those = sql`c.network_id = ${networkId} and c.programme_id = ${programmeId} and coalesce(c.series_id, c.event_id) = ${seriesId}`;
    const { rows: counts } = await sql<{ issued: number; valid: number }>`select count(*)::int as issued, (count(*) filter (where c.revoked_at is null))::int as valid from certificate c where ${those}`.execute(tx);
    const { issued, valid } = counts[0]!;
    const { page: at, pages, offset } = numbered(issued, page, LINES);
    const { rows } = await certificates(those, sql`c.serial desc limit ${LINES} offset ${offset}`).execute(tx);
    const { rows: standing } = await sql<{ certificateId: string; holder: string }>`
      select c.certificate_id as "certificateId", coalesce(p.same_as, p.person_id) as holder from certificate c join person p using (network_id, person_id) where ${those} and c.revoked_at is null`.execute(tx);
    const { rows: declined } = await sql<{ id: string }>`
      select coalesce(p.same_as, p.person_id) as id from certificate_not_wanted w join person p using (network_id, person_id) where w.network_id = ${networkId} and w.subject_id = ${seriesId}`.execute(tx);
    const wantsNone = new Set(declined.map(({ id }) => id));
    const ids = [...people.map(({ personId }) => personId), ...rows.flatMap(({ personId }) => personId ?? [])];
    const { rows: names } = await sql<{ id: string; standsFor: string; name: string }>`
      select person_id as id, coalesce(same_as, person_id) as "standsFor", concat_ws(' ', given, surname) as name from person
      where network_id = ${networkId} and person_id = any (${ids}::uuid[]) order by sort_name collate "und-x-icu", person_id`.execute(tx);
    const standsFor = new Map(names.map((one) => [one.id, one.standsFor]));
    const has = new Map(standing.map(({ certificateId, holder }) => [holder, certificateId]));
    const byId = new Map(people.map((one) => [one.personId, one]));
    const waiting = people.flatMap(({ personId, isComplete }) => (isComplete && !has.has(personId) ? [personId] : []));
    const known = await knownHolders(tx, networkId, waiting, series.events.map(({ eventId }) => eventId));
    return {
      series,
      people: names.flatMap(({ id, name }) => (byId.has(id) ? [{ ...byId.get(id)!, name, certificateId: has.get(id) ?? null, locale: known.get(id)?.locale ?? null, hasAddress: !!known.get(id)?.email, wantsNone: wantsNone.has(id) }] : [])),
      certificates: rows.map((one) => ({ ...one, stillHolds: one.personId === null || (byId.get(standsFor.get(one.personId)!)?.isComplete ?? false) })),
      issued,
      valid,
      page: at,
      pages,
    };
  });
}

/** A line of the register with what its own page says. */
export interface OneOfRegister extends Registered {
  /** Whether a letter with a new link would reach its holder as she is known now. */
  hasAddress: boolean;
}

/** One certificate that was ever issued for this series. @throws 404 */
export function registeredCertificate(scope: Scope, programmeId: string, seriesId: string, certificateId: string, today = new Date().toISOString().slice(0, 10)): Promise<{ series: SeriesWithRule; one: OneOfRegister }> {
  const { networkId } = scope;
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const { rows: [one] } = await certificates(sql`c.network_id = ${networkId} and c.programme_id = ${programmeId} and coalesce(c.series_id, c.event_id) = ${seriesId} and c.certificate_id = ${certificateId}`).execute(tx);
    if (!one) throw notFound();
    const { series, people } = await completionsOf(tx, networkId, programmeId, seriesId, today);
    const { rows: [person] } = await sql<{ root: string }>`select coalesce(same_as, person_id) as root from person where network_id = ${networkId} and person_id = ${one.personId}`.execute(tx);
    const known = person && (await knownHolders(tx, networkId, [person.root], series.events.map(({ eventId }) => eventId))).get(person.root);
    return { series, one: { ...one, stillHolds: one.personId === null || people.some(({ personId, isComplete }) => personId === person?.root && isComplete), hasAddress: !!known?.email } };
  });
}

/** Valid certificates to be written as documents: one, or all of a series; those whose holders are forgotten are written no more. @throws 404 */
export function documentsOf(scope: Scope, programmeId: string, seriesId: string, certificateId: string | null = null): Promise<Held[]> {
  if (!maySeeRegister(scope, programmeId)) throw notFound();
  return reading(scope, async (tx) => {
    const { rows } = await certificates(sql`c.network_id = ${scope.networkId} and c.programme_id = ${programmeId} and coalesce(c.series_id, c.event_id) = ${seriesId} and c.revoked_at is null and c.forgotten_at is null
      ${certificateId ? sql`and c.certificate_id = ${certificateId}` : sql``}`).execute(tx);
    if (!rows.length) throw notFound();
    return rows as Held[];
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

/** What whoever has the code may know; of the holder only what she allows. @throws 404 */
export async function publicCertificate(code: string): Promise<PublicCertificate> {
  const { one, scope, ways } = await byCode(code, async (tx, scope, one) => ({ one, scope, ways: one.personId ? await waysOfAttendance(tx, scope.networkId, one as Held) : [] }));
  const { isDemo, country } = await networkOf(scope);
  const { number, titles, issuer, firstDay, lastDay, issuedOn, revokedAt, isReplaced } = one;
  return { number, titles, issuer, firstDay, lastDay, issuedOn, revokedOn: revokedAt && onClocks(revokedAt, timeZoneAt(country)).slice(0, 10), isReplaced, ways, ...toldOf(one), isDemo };
}

/** The certificate a holder's link opens, whole, with the scope of a visitor. @throws 404 for a link that was followed by a newer one, or whose holder is forgotten */
export async function linkedCertificate(token: string): Promise<{ scope: Scope; one: Held }> {
  const slip = slipHash(token);
  const networkId = slip ? (await sql<{ id: string | null }>`select network_of_slip(${slip}) as id`.execute(database())).rows[0]?.id : namedBy('certificate', token)?.networkId;
  if (!networkId) throw notFound();
  const scope = publicScope(networkId);
  return reading(scope, async (tx) => {
    const { rows } = await certificates(sql`c.network_id = ${networkId} and ${openedBy(token)}`).execute(tx);
    if (!rows[0]) throw notFound();
    return { scope, one: rows[0] as Held };
  });
}

/** A certificate as its letter tells of it, with the secret of its holder's link and its programme; null when its holder is forgotten. */
export async function letterOf(tx: Tx, networkId: string, certificateId: string): Promise<{ one: Held; token: string; programme: Localised } | null> {
  const { rows } = await certificates(sql`c.network_id = ${networkId} and c.certificate_id = ${certificateId} and c.forgotten_at is null`).execute(tx);
  if (!rows[0]) return null;
  const { link_version: version } = await tx.selectFrom('certificate').select('link_version').where('network_id', '=', networkId).where('certificate_id', '=', certificateId).executeTakeFirstOrThrow();
  const { titles } = await tx.selectFrom('programme').select('titles').where('network_id', '=', networkId).where('programme_id', '=', rows[0].programmeId).executeTakeFirstOrThrow();
  return { one: rows[0] as Held, token: secretFor('certificate', { networkId, id: certificateId, version }), programme: titles as Localised };
}

/** The secret of the holder's link to the valid certificate of whoever registered, for this event or its series; null where she has none, or where the registration may be somebody else's. */
export const certificateOfRegistration = (networkId: string, registrationId: string): Promise<string | null> =>
  reading({ networkId }, async (tx) => {
    const { rows } = await sql<{ id: string; version: number }>`
      select c.certificate_id as id, c.link_version as version from registration r join event e using (network_id, event_id) join person p on p.network_id = r.network_id and p.person_id = r.person_id
        join certificate c on c.network_id = r.network_id and coalesce(c.series_id, c.event_id) = coalesce(e.series_id, e.event_id) and c.revoked_at is null
        join person h on h.network_id = c.network_id and h.person_id = c.person_id and coalesce(h.same_as, h.person_id) = coalesce(p.same_as, p.person_id)
      where r.network_id = ${networkId} and r.registration_id = ${registrationId} and ${surelyHers} order by c.serial desc limit 1`.execute(tx);
    return rows[0] ? secretFor('certificate', { networkId, ...rows[0] }) : null;
  });

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
