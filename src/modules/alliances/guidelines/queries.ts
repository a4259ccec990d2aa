import { sql } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { readsDrafts } from './access.ts';
import type { Paragraph } from './paragraphs.ts';
import type { Translation } from './translations.ts';

export interface GuidelineRow {
  guidelineId: string;
  titles: Localised;
  language: Locale;
  isPublished: boolean;
  version: number;
  adopted: { version: number; adoptedOn: string } | null;
  openAmendments: number;
  openComments: number;
}

export interface Version {
  version: number;
  paragraphs: Paragraph[];
  note: string | null;
  writtenAt: Date;
}

export interface Guideline {
  guidelineId: string;
  allianceId: string;
  titles: Localised;
  language: Locale;
  isPublished: boolean;
  /** The latest first. */
  versions: Version[];
  adoptions: { version: number; adoptedOn: string; eventId: string | null; event: Localised | null }[];
  comments: { commentId: string; paragraphId: string; text: string; who: string | null; saidAt: Date; isSettled: boolean }[];
  /** In the order they were made. */
  translations: Translation[];
  amendments: { amendmentId: string; paragraphId: string; before: string; proposed: string; reason: string | null; who: string | null; proposedAt: Date; outcome: 'accepted' | 'rejected' | null; answer: string | null; version: number | null }[];
}

/** Documents of a network: all for whoever is signed in, published ones for a visitor. The caller has made sure that the scope may see the network. */
export const guidelinesOf = (scope: Scope, allianceId: string): Promise<GuidelineRow[]> =>
  reading(scope, async (tx) => {
    const { rows } = await sql<GuidelineRow>`
      select g.guideline_id as "guidelineId", g.titles, g.language, g.published_at is not null as "isPublished", (select max(v.version) from guideline_version v where v.network_id = g.network_id and v.guideline_id = g.guideline_id) as version,
        (select jsonb_build_object('version', a.version, 'adoptedOn', a.adopted_on) from guideline_adoption a where a.network_id = g.network_id and a.guideline_id = g.guideline_id order by a.version desc limit 1) as adopted,
        (select count(*) from guideline_amendment m where m.network_id = g.network_id and m.guideline_id = g.guideline_id and m.outcome is null)::int as "openAmendments",
        (select count(*) from guideline_comment c where c.network_id = g.network_id and c.guideline_id = g.guideline_id and c.settled_at is null)::int as "openComments"
      from guideline g where g.network_id = ${scope.networkId} and g.alliance_id = ${allianceId} ${readsDrafts(scope) ? sql`` : sql`and g.published_at is not null`} order by g.created_at desc, g.guideline_id`.execute(tx);
    return rows;
  });

/** One document with everything about it. @throws 404, also for a visitor */
export const guideline = (scope: Scope, allianceId: string, guidelineId: string): Promise<Guideline> =>
  reading(scope, async (tx) => {
    if (!readsDrafts(scope)) throw notFound();
    const of = sql`x.network_id = ${scope.networkId} and x.guideline_id = ${guidelineId}`;
    const who = (column: string) => sql`(select n.name from member n where 'account:' || n.account_id = ${sql.ref(column)} limit 1)`;
    const { rows: [row] } = await sql<Omit<Guideline, 'versions' | 'adoptions' | 'comments' | 'translations' | 'amendments'>>`select x.guideline_id as "guidelineId", x.alliance_id as "allianceId", x.titles, x.language, x.published_at is not null as "isPublished" from guideline x where ${of} and x.alliance_id = ${allianceId}`.execute(tx);
    if (!row) throw notFound();
    const { rows: versions } = await sql<Version>`select version, paragraphs, note, written_at as "writtenAt" from guideline_version x where ${of} order by version desc`.execute(tx);
    const { rows: adoptions } = await sql<Guideline['adoptions'][number]>`select x.version, x.adopted_on::text as "adoptedOn", x.event_id as "eventId", e.titles as event from guideline_adoption x left join event e on e.network_id = x.network_id and e.event_id = x.event_id where ${of} order by x.version desc`.execute(tx);
    const { rows: comments } = await sql<Guideline['comments'][number]>`select comment_id as "commentId", paragraph_id as "paragraphId", text, ${who('x.said_by')} as who, said_at as "saidAt", settled_at is not null as "isSettled" from guideline_comment x where ${of} order by said_at`.execute(tx);
    const { rows: amendments } = await sql<Guideline['amendments'][number]>`select amendment_id as "amendmentId", paragraph_id as "paragraphId", before, proposed, reason, ${who('x.proposed_by')} as who, proposed_at as "proposedAt", outcome, answer, version from guideline_amendment x where ${of} order by proposed_at`.execute(tx);
    return { ...row, versions, adoptions, comments, amendments, translations: await translationsIn(tx, scope.networkId, guidelineId) };
  });

/** Everything ever translated of it, in the order it was. */
export const translationsIn = async (tx: Tx, networkId: string, guidelineId: string): Promise<Translation[]> =>
  (await sql<Translation>`select paragraph_id as "paragraphId", language, source, text from guideline_translation where network_id = ${networkId} and guideline_id = ${guidelineId} order by position`.execute(tx)).rows;

export interface AdoptedGuideline {
  guidelineId: string;
  titles: Localised;
  language: Locale;
  version: number;
  adoptedOn: string;
  paragraphs: Paragraph[];
  /** In the order they were made. */
  translations: Translation[];
}

/** What was adopted last, where it is published; the caller has found the network in public. @throws 404 */
export const adoptedGuideline = (scope: Scope, allianceId: string, guidelineId: string): Promise<AdoptedGuideline> =>
  reading(scope, async (tx) => {
    const { rows: [row] } = await sql<Omit<AdoptedGuideline, 'translations'>>`
      select g.guideline_id as "guidelineId", g.titles, g.language, a.version, a.adopted_on::text as "adoptedOn", v.paragraphs from guideline g join guideline_adoption a using (network_id, guideline_id) join guideline_version v using (network_id, guideline_id, version)
      where g.network_id = ${scope.networkId} and g.alliance_id = ${allianceId} and g.guideline_id = ${guidelineId} and g.published_at is not null order by a.version desc limit 1`.execute(tx);
    if (!row) throw notFound();
    return { ...row, translations: await translationsIn(tx, scope.networkId, guidelineId) };
  });

/** Meetings of the network at which something can have been adopted, the latest first. */
export const meetingsHeld = (scope: Scope, allianceId: string): Promise<{ eventId: string; titles: Localised; firstDay: string }[]> =>
  reading(scope, async (tx) => (await sql<{ eventId: string; titles: Localised; firstDay: string }>`select e.event_id as "eventId", e.titles, e.first_day::text as "firstDay" from alliance_meeting m join event e using (network_id, event_id)
    where m.network_id = ${scope.networkId} and m.alliance_id = ${allianceId} and e.first_day <= now() order by e.first_day desc limit 200`.execute(tx)).rows);
