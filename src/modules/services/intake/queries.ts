import { sql } from 'kysely';
import { reading } from '#platform/db/transaction.ts';
import { forbidden, notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate } from '#platform/words/translate.ts';
import { mayImportDirectory } from '../access.ts';
import { textsOf } from '../form.ts';
import { servicesIn } from '../whole-queries.ts';
import { cellsOf, columns, headingOf } from './columns.ts';
import type { Fate, Plan, PlanLine } from './shape.ts';

export interface DirectoryImport {
  importId: string;
  fileName: string;
  state: 'preview' | 'applied' | 'undone' | 'discarded';
  published: boolean;
  createdAt: Date;
  appliedAt: Date | null;
  endedAt: Date | null;
}

const perPage = 50;

/** One import with a page of its lines. @throws 404 */
export async function directoryImport(scope: Scope, importId: string, { fate, page: asked }: { fate: Fate | null; page: number }) {
  if (!mayImportDirectory(scope)) throw notFound();
  return reading(scope, async (tx) => {
    // What a file says and what stood there before is tens of megabytes; the page needs none of it, and of the lines only its own.
    const { rows } = await sql<ImportRow & { plan: Omit<Plan, 'lines'>; counts: Partial<Record<Fate | `organisation_${Fate}`, number>>; kept: number }>`
      select import_id, file_name, state, published, created_at, applied_at, ended_at, plan - 'lines' as plan, case when state = 'undone' then coalesce(jsonb_array_length(before -> 'kept'), 0) else 0 end as kept,
        (select coalesce(jsonb_object_agg(what, n), '{}') from (select case when line ? 'organisationId' then 'organisation_' else '' end || (line ->> 'fate') as what, count(*) as n from jsonb_array_elements(plan -> 'lines') as line group by 1) each) as counts
      from directory_import where network_id = ${scope.networkId} and import_id = ${importId}`.execute(tx);
    const [row] = rows;
    if (!row) throw notFound();
    const { new: added = 0, changed = 0, same = 0, organisation_new = 0, organisation_changed = 0, organisation_same = 0 } = row.counts;
    const counts = { new: added, changed, same };
    const organisations = { new: organisation_new, changed: organisation_changed, same: organisation_same };
    const all = { new: added + organisation_new, changed: changed + organisation_changed, same: same + organisation_same };
    const pages = Math.max(1, Math.ceil((fate ? all[fate] : all.new + all.changed + all.same) / perPage));
    const page = Math.min(Math.max(1, Math.trunc(asked)), pages);
    const { rows: lines } = await sql<{ line: PlanLine }>`
      select line from directory_import, jsonb_array_elements(plan -> 'lines') with ordinality as each (line, at)
      where network_id = ${scope.networkId} and import_id = ${importId} and (${fate}::text is null or line ->> 'fate' = ${fate}) order by at limit ${perPage} offset ${(page - 1) * perPage}`.execute(tx);
    const { newOrganisations, problems, unknown } = row.plan;
    return { about: told(row), counts, organisations, all, lines: lines.map(({ line }) => line), page, pages, newOrganisations, problems, unknown, kept: row.kept };
  });
}

/** The latest imports of the network. */
export async function latestImports(scope: Scope): Promise<DirectoryImport[]> {
  if (!mayImportDirectory(scope)) throw forbidden();
  const rows = await reading(scope, (tx) =>
    tx.selectFrom('directory_import').select(['import_id', 'file_name', 'state', 'published', 'created_at', 'applied_at', 'ended_at']).where('network_id', '=', scope.networkId).orderBy('created_at', 'desc').limit(20).execute(),
  );
  return rows.map(told);
}

interface ImportRow {
  import_id: string;
  file_name: string;
  state: string;
  published: boolean;
  created_at: Date;
  applied_at: Date | null;
  ended_at: Date | null;
}

const told = (row: ImportRow): DirectoryImport => ({
  importId: row.import_id, fileName: row.file_name, state: row.state as DirectoryImport['state'], published: row.published, createdAt: row.created_at, appliedAt: row.applied_at, endedAt: row.ended_at,
});

/** The network's services as rows of a spreadsheet, the headings first; they come in again as they went out. */
export async function spreadsheetRows(scope: Scope, t: Translate): Promise<string[][]> {
  if (!mayImportDirectory(scope)) throw notFound();
  return reading(scope, async (tx) => {
    const ids = (await tx.selectFrom('service').select('service_id').where('network_id', '=', scope.networkId).orderBy('organisation_id').orderBy('service_id').execute()).map((row) => row.service_id);
    const rows = [columns.map((column) => headingOf(column, t))];
    for (let at = 0; at < ids.length; at += 1_000) {
      for (const service of await servicesIn(tx, scope, ids.slice(at, at + 1_000))) {
        const { texts, groups } = textsOf(service);
        rows.push(cellsOf(service.hsds.id, texts, groups, t));
      }
    }
    return rows;
  });
}
