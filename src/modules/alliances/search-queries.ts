/** Networks, agreements and guidelines for the search over everything: what this scope may see, by any spelling. */
import { reading } from '#platform/db/transaction.ts';
import { foldWords } from '#platform/matching/fold.ts';
import type { Alike } from '#platform/matching/near-queries.ts';
import { isSignedIn, type Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { sql } from 'kysely';
import { everyAgreement } from './agreements/queries.ts';
import type { AgreementRow } from './agreements/shape.ts';
import { calledSo } from './called-so.ts';
import { readsDrafts } from './guidelines/access.ts';
import { alliancesCalled, wordsOf } from './queries.ts';
import type { AllianceRow } from './shape.ts';

export interface FoundGuideline {
  guidelineId: string;
  allianceId: string;
  titles: Localised;
  network: Localised;
}

type Found<Row> = Alike & { items: Row[]; total: number };
const first = <Row>({ items, alike }: { items: Row[]; alike: boolean }, limit: number): Found<Row> => ({ items: items.slice(0, limit), total: items.length, alike });

/** By name, or by where they work. @param day on which members are counted */
export const findAlliances = async (scope: Scope, q: string, { locale, day, limit }: { locale: Locale; day: string; limit: number }): Promise<Found<AllianceRow>> => first(calledSo(await alliancesCalled(scope, locale, day), q, wordsOf), limit);

/** By title, number or party. @param today by which their state is told */
export async function findAgreements(scope: Scope, q: string, { today, limit }: { today: string; limit: number }): Promise<Found<AgreementRow>> {
  if (!isSignedIn(scope)) return { items: [], total: 0, alike: false };
  return first(calledSo(await everyAgreement(scope, today), q, ({ titles, reference, parties }) => foldWords([...Object.values(titles), reference ?? '', ...parties.flatMap((one) => [one.name, ...Object.values(one.names)])].join(' '))), limit);
}

/** By title. */
export const findGuidelines = (scope: Scope, q: string, { limit }: { limit: number }): Promise<Found<FoundGuideline>> =>
  reading(scope, async (tx) => {
    if (!readsDrafts(scope)) return { items: [], total: 0, alike: false };
    const { rows } = await sql<FoundGuideline>`select g.guideline_id as "guidelineId", g.alliance_id as "allianceId", g.titles, a.names as network from guideline g join alliance a using (network_id, alliance_id)
      where g.network_id = ${scope.networkId} order by g.created_at desc, g.guideline_id`.execute(tx);
    return first(calledSo(rows, q, ({ titles }) => foldWords(Object.values(titles).join(' '))), limit);
  });
