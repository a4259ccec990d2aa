import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { readFile, type IncomingFile } from '#platform/files/files.ts';
import { fold, foldWords } from '#platform/matching/fold.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { organisationsNamed } from '#modules/organisations/queries.ts';
import { pageOf, type AlliancePage } from '../queries.ts';
import { visibleAgreements } from './access.ts';
import type { Agreement, AgreementFile, AgreementKind, AgreementRow, Ending, Party } from './shape.ts';
import { endOfPeriod, stateOn, type AgreementState, type Validity } from './validity.ts';

export interface AgreementFilter {
  /** Words of its title, its number or its parties, in any script. */
  q?: string | null;
  kind?: AgreementKind | null;
  state?: AgreementState | null;
  /** A network: as itself, or by its own entry in the directory. */
  allianceId?: string | null;
  organisationId?: string | null;
  page?: number;
}

type Kept = Validity & Omit<AgreementRow, 'state' | 'until'>;

const parties = sql`(select coalesce(jsonb_agg(jsonb_build_object('organisationId', r.organisation_id, 'allianceId', k.alliance_id, 'name', coalesce(r.name, ''), 'names', coalesce(k.names, r.names)) order by p.position), '[]')
  from agreement_party p left join organisation o on o.network_id = p.network_id and o.organisation_id = p.organisation_id left join organisation r on r.network_id = o.network_id and r.organisation_id = coalesce(o.same_as, o.organisation_id)
    left join alliance k on k.network_id = p.network_id and k.alliance_id = p.alliance_id
  where p.network_id = a.network_id and p.agreement_id = a.agreement_id)`;

const columns = sql`a.agreement_id as "agreementId", a.titles, a.kind, a.reference, a.signed_on::text as "signedOn", a.valid_from::text as "validFrom", a.valid_until::text as "validUntil", a.renewal, a.renewal_months as "renewalMonths",
  (select e.ended_on::text from agreement_ending e where e.network_id = a.network_id and e.agreement_id = a.agreement_id and e.taken_back_at is null) as "endedOn", ${parties} as parties,
  (select count(*) from agreement_file f where f.network_id = a.network_id and f.agreement_id = a.agreement_id)::int as files`;

const seen = <Row extends Validity>(row: Row, today: string) => ({ ...row, state: stateOn(row, today), until: endOfPeriod(row, today) });

const rowsIn = async (tx: Tx, scope: Scope, today: string, where: RawBuilder<SqlBool>): Promise<AgreementRow[]> =>
  (await sql<Kept>`select ${columns} from agreement a where a.network_id = ${scope.networkId} and ${visibleAgreements(scope)} and ${where}`.execute(tx)).rows.map((row) => seen(row, today));

/** Which agreements stand before which: those that end soon first, then those that hold, that are to come, and that are over, the latest first. */
const order: Record<AgreementState, number> = { ending: 0, active: 1, unsigned: 2, coming: 3, ended: 4, 'ended-early': 4 };
const byUrgency = (a: AgreementRow, b: AgreementRow) =>
  order[a.state] - order[b.state] || (a.state === 'ending' ? (a.until! < b.until! ? -1 : 1) : a.validFrom > b.validFrom ? -1 : a.validFrom < b.validFrom ? 1 : a.agreementId < b.agreementId ? -1 : 1);

/** All that this scope may see, those that end soon first. */
export const everyAgreement = async (scope: Scope, today: string): Promise<AgreementRow[]> => (await reading(scope, (tx) => rowsIn(tx, scope, today, sql<SqlBool>`true`))).sort(byUrgency);

/** The agreements this scope may see. Read whole and sorted in memory: there are hundreds, not hundreds of thousands. */
export async function listAgreements(scope: Scope, today: string, { q, kind, state, allianceId, organisationId, page }: AgreementFilter = {}): Promise<AlliancePage<AgreementRow>> {
  const rows = await reading(scope, (tx) =>
    rowsIn(tx, scope, today, sql<SqlBool>`${kind ? sql`a.kind = ${kind}` : sql`true`} and ${!allianceId ? sql`true` : sql`exists (select from agreement_party p left join alliance k on k.network_id = p.network_id and k.alliance_id = ${allianceId}::uuid
      where p.network_id = a.network_id and p.agreement_id = a.agreement_id and (p.alliance_id = k.alliance_id or p.organisation_id = k.organisation_id))`} and ${!organisationId ? sql`true` : sql`exists (select from agreement_party p join organisation o on o.network_id = p.network_id and o.organisation_id = p.organisation_id
      where p.network_id = a.network_id and p.agreement_id = a.agreement_id and coalesce(o.same_as, o.organisation_id) = ${organisationId}::uuid)`}`),
  );
  const words = foldWords(q ?? '');
  const called = (row: AgreementRow) => foldWords([...Object.values(row.titles), row.reference ?? '', ...row.parties.flatMap((one) => [one.name, ...Object.values(one.names)])].join(' '));
  return pageOf(rows.filter((row) => (!state || row.state === state) && words.every((word) => called(row).some((known) => known.startsWith(word)))).sort(byUrgency), page);
}

/** @throws 404 */
export const agreement = (scope: Scope, agreementId: string, today: string): Promise<Agreement> =>
  reading(scope, async (tx) => {
    const { rows: [row] } = await sql<Kept & Pick<Agreement, 'scopes' | 'places' | 'accountId' | 'responsible' | 'continues' | 'continuedBy'>>`
      select ${columns}, a.scopes, a.account_id as "accountId", (select m.name from member m where m.account_id = a.account_id limit 1) as responsible,
        array(select place_id from agreement_place l where l.network_id = a.network_id and l.agreement_id = a.agreement_id order by place_id) as places,
        (select jsonb_build_object('agreementId', b.agreement_id, 'titles', b.titles) from agreement b where b.network_id = a.network_id and b.agreement_id = a.continues) as continues,
        (select jsonb_build_object('agreementId', b.agreement_id, 'titles', b.titles) from agreement b where b.network_id = a.network_id and b.continues = a.agreement_id order by b.valid_from limit 1) as "continuedBy"
      from agreement a where a.network_id = ${scope.networkId} and a.agreement_id = ${agreementId} and ${visibleAgreements(scope)}`.execute(tx);
    if (!row) throw notFound();
    const of = sql`x.network_id = ${scope.networkId} and x.agreement_id = ${agreementId}`;
    const { rows: files } = await sql<AgreementFile>`select f.file_id as "fileId", f.name, f.size::int as size, f.sha256, x.added_at as "addedAt" from agreement_file x join file f using (network_id, file_id) where ${of} order by x.added_at`.execute(tx);
    const { rows: endings } = await sql<Ending>`select x.ended_on::text as "endedOn", x.reason, x.said_at as "saidAt", x.taken_back_at is not null as "isTakenBack" from agreement_ending x where ${of} order by x.said_at desc`.execute(tx);
    const { rows: letters } = await sql<Agreement['letters'][number]>`select x.until_day::text as until, x.days, x.queued_at as "queuedAt" from agreement_reminder x where ${of} order by x.queued_at`.execute(tx);
    return { ...seen(row, today), files, endings, letters };
  });

/** The signed paper. @throws 404 for whoever may not see the agreement */
export const agreementFile = (scope: Scope, agreementId: string, fileId: string): Promise<IncomingFile> =>
  reading(scope, async (tx) => {
    const { rows } = await sql`select from agreement a join agreement_file f using (network_id, agreement_id) where a.network_id = ${scope.networkId} and a.agreement_id = ${agreementId} and f.file_id = ${fileId} and ${visibleAgreements(scope)}`.execute(tx);
    if (!rows.length) throw notFound();
    return readFile(tx, scope.networkId, fileId);
  });

/** Names of networks to choose from; with those of organisations they are the parties. */
export const allianceNames = (scope: Scope): Promise<{ allianceId: string; names: Localised }[]> =>
  reading(scope, async (tx) => (await sql<{ allianceId: string; names: Localised }>`select alliance_id as "allianceId", names from alliance where network_id = ${scope.networkId} order by alliance_id`.execute(tx)).rows);

/** Members who can look after an agreement. */
export const whoCanLookAfter = (scope: Scope): Promise<{ id: string; name: string }[]> =>
  reading(scope, async (tx) => (await sql<{ id: string; name: string }>`select distinct on (m.name collate "und-x-icu", m.account_id) m.account_id as id, m.name from member m
    where m.network_id = ${scope.networkId} and m.until is null and m.role in ('coordinator', 'programme-officer', 'field-worker') order by m.name collate "und-x-icu", m.account_id limit 500`.execute(tx)).rows);

/** The parties that are called so: networks kept here, else organisations of the directory. @throws Problem 422 for a name nobody, or more than one, has */
export async function partiesNamed(scope: Scope, names: readonly string[]): Promise<Party[]> {
  const networks = await allianceNames(scope);
  return Promise.all(
    names.map(async (name): Promise<Party> => {
      const network = networks.filter((one) => Object.values(one.names).some((known) => fold(known) === fold(name)));
      if (network.length === 1) return { allianceId: network[0]!.allianceId };
      const found = await organisationsNamed(scope, name);
      if (found.length !== 1) throw new Problem(422, found.length + network.length ? 'alliances.organisation_ambiguous' : 'alliances.organisation_unknown', { name }, 'parties');
      return { organisationId: found[0]!.organisationId };
    }),
  );
}

