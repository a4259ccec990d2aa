import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { applyDirectory, discardDirectory, undoDirectory } from '#modules/services/intake/commands.ts';
import { columns, headingOf, type Column } from '#modules/services/intake/columns.ts';
import { directoryImport } from '#modules/services/intake/queries.ts';
import type { RowProblem } from '#modules/services/intake/shape.ts';
import { termName } from '#modules/services/say.ts';
import { failed, scopeOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const t = await wordsOf(locals.locale);
  const asked = url.searchParams.get('fate');
  const fate = (['new', 'changed', 'same'] as const).find((one) => one === asked) ?? null;
  const { lines, problems, ...rest } = await directoryImport(scopeOf(locals), params.directory, { fate, page: Number(url.searchParams.get('page')) || 1 });
  const ofOrganisation = { name: 'organisations.name', description: 'organisations.description', website: 'organisations.website', email: 'organisations.email' } as const satisfies Record<string, WordKey>;
  const heading = (field: string | null) => (columns.includes(field as Column) ? headingOf(field as Column, t) : (field ?? ''));
  const said = (field: string, value: string) => (field === 'kind' || field === 'groups' ? value.split(' ').filter(Boolean).map((id) => termName(id, locals.locale) || id).join('; ') : field === 'published' ? t(value ? 'services.yes' : 'services.no') : value);
  const sentence = ({ code, values }: RowProblem) => t((t.has(code) ? code : 'platform.issue_invalid_value') as WordKey, values);
  return {
    ...rest,
    fate,
    lines: lines.map((line) => ({ ...line, differences: line.differences.map((one) => (one.field === 'other' ? { field: t('services.import_other'), before: '', after: one.after } : line.organisationId ? { ...one, field: t(ofOrganisation[one.field as keyof typeof ofOrganisation]) } : { field: heading(one.field), before: said(one.field, one.before), after: said(one.field, one.after) })) })),
    problems: problems.slice(0, 200).map((one) => ({ row: one.row, column: heading(one.column), message: sentence(one) })),
    problemsInAll: problems.length,
  };
};

const acting = (of: typeof applyDirectory | typeof discardDirectory | typeof undoDirectory) => async ({ locals, params, url }: { locals: App.Locals; params: { directory: string }; url: URL }) => {
  try {
    await execute(of as typeof discardDirectory, scopeOf(locals), { importId: params.directory });
  } catch (error) {
    return failed(error, locals);
  }
  redirect(303, url.pathname);
};

export const actions: Actions = { apply: acting(applyDirectory), discard: acting(discardDirectory), undo: acting(undoDirectory) };
