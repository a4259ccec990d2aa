import { reading } from '#platform/db/transaction.ts';
import { forbidden, notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate } from '#platform/words/translate.ts';
import { mayImportDirectory } from '../access.ts';
import { textsOf } from '../form.ts';
import { servicesIn } from '../queries.ts';
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
  const row = await reading(scope, (tx) => tx.selectFrom('directory_import').selectAll().where('network_id', '=', scope.networkId).where('import_id', '=', importId).executeTakeFirst());
  if (!row) throw notFound();
  const plan = row.plan as unknown as Plan;
  const of = (wanted: Fate) => plan.lines.filter((line) => line.fate === wanted).length;
  const lines: PlanLine[] = fate ? plan.lines.filter((line) => line.fate === fate) : plan.lines;
  const pages = Math.max(1, Math.ceil(lines.length / perPage));
  const page = Math.min(Math.max(1, asked), pages);
  return {
    about: told(row),
    counts: { new: of('new'), changed: of('changed'), same: of('same') },
    lines: lines.slice((page - 1) * perPage, page * perPage),
    page,
    pages,
    newOrganisations: plan.newOrganisations,
    problems: plan.problems,
    unknown: plan.unknown,
    kept: row.state === 'undone' ? ((row.before as { kept?: string[] } | null)?.kept?.length ?? 0) : 0,
  };
}

/** The latest imports of the network. */
export async function latestImports(scope: Scope): Promise<DirectoryImport[]> {
  if (!mayImportDirectory(scope)) throw forbidden();
  const rows = await reading(scope, (tx) =>
    tx.selectFrom('directory_import').select(['import_id', 'file_name', 'state', 'published', 'created_at', 'applied_at', 'ended_at']).where('network_id', '=', scope.networkId).orderBy('created_at', 'desc').limit(20).execute(),
  );
  return rows.map(told);
}

const told = (row: { import_id: string; file_name: string; state: string; published: boolean; created_at: Date; applied_at: Date | null; ended_at: Date | null }): DirectoryImport => ({
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
