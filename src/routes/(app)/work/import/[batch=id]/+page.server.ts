import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { accept, applyBatch, correct, decide, discard, undo } from '#modules/events/import/commands.ts';
import { batchPage, openDoubts, previewRows } from '#modules/events/import/queries.ts';
import { choiceOf, questionOf, reasonOf } from '#modules/events/import/sentence.ts';
import { placeName } from '#modules/places/say.ts';
import type { Command } from '#platform/command/command.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const [batch, open] = await Promise.all([batchPage(scope, params.batch), openDoubts(scope, params.batch)]);
  const working = batch.imports.some(({ state }) => state === 'reading' || state === 'importing');
  // The header, unlike a tag in the page, is not read out by screen readers again and again, and needs no script.
  if (working) setHeaders({ refresh: '2' });
  const looked = batch.imports.find(({ importId }) => importId === url.searchParams.get('rows')) ?? null;
  const [listNo, rowNo] = (url.searchParams.get('after') ?? '').split('.').map(Number);
  const after = Number.isInteger(listNo) && Number.isInteger(rowNo) ? { listNo: listNo!, rowNo: rowNo! } : null;
  const preview = looked && (await previewRows(scope, looked.importId, after));
  return {
    ...batch,
    working,
    imports: batch.imports.map((one) => ({
      ...one,
      problem: one.problem && sentence(new Problem(422, one.problem.code, one.problem.details), t),
      notes: [...(one.summary.fileProblems ?? []), ...one.lists.flatMap((list) => list.problems)].flatMap(({ code, params }) => {
        const key = new Problem(0, code).wordKey;
        return t.has(key) ? [t(key as WordKey, params)] : [];
      }),
      lists: one.lists.map(({ title, sheet, days, columns, headerRow, rowCount, statedTotal, venue, event, relation }) => ({
        title, sheet, days, columns, headerRow, rowCount, statedTotal, event, relation, venue: venue && placeName(venue.unit, t),
      })),
      overlaps: (one.summary.municipalities?.overlaps ?? []).map(({ id, times }) => ({ name: placeName(id, t), times })),
    })),
    openDoubts: open.total,
    doubts: open.doubts.map((doubt) => ({
      ...doubt,
      question: questionOf(doubt, t),
      why: reasonOf(doubt, t),
      choices: doubt.proposals.map((proposal) => ({ id: proposal.id, label: choiceOf(doubt.field, proposal, t) })),
    })),
    preview: preview && {
      importId: looked!.importId,
      total: preview.total,
      rows: preview.rows.map(({ resolution, ...row }) => ({ ...row, person: resolution?.person ?? null, organisation: resolution?.organisation ?? null, place: resolution?.place.id ? placeName(resolution.place.id, t) : null })),
    },
  };
};

/** Runs one command for the form of one import and comes back to the page. */
async function run<Input, Output>({ locals }: { locals: App.Locals }, of: Command<Input, Output>, input: unknown) {
  try {
    await execute(of, scopeOf(locals), input);
    return { done: true };
  } catch (error) {
    return failed(error, locals);
  }
}

export const actions: Actions = {
  decide: async (event) => {
    const form = await textsOf(event.request, 'import', 'list', 'row', 'field', 'choice', 'everywhere');
    return run(event, decide, { importId: form.import, listNo: Number(form.list), rowNo: Number(form.row), field: form.field, choice: form.choice, everywhere: form.everywhere !== '' });
  },
  accept: async (event) => run(event, accept, { importId: (await textsOf(event.request, 'import')).import }),
  correct: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const mapping = Object.fromEntries([...form].filter(([name, value]) => name.startsWith('column:') && value !== '').map(([name, value]) => [name.slice('column:'.length), String(value)]));
    const days = text('days').split(/[\s,;]+/).filter(Boolean);
    const chosen = text('event');
    const newEvent = { to: 'new-event', title: text('title'), kind: text('kind'), seriesId: text('series') || null, venuePlace: text('venue') || null };
    return run(event, correct, {
      importId: text('import'),
      listNo: Number(text('list')),
      sheet: text('sheet'),
      ...((Object.keys(mapping).length || days.length) && { reading: { ...(Object.keys(mapping).length && { mapping }), ...(days.length && { days }), ...(text('header') && { headerRow: Number(text('header')) }) } }),
      ...(chosen && { event: chosen === 'new' ? newEvent : chosen === 'nothing' ? { to: 'nothing' } : { to: 'event', eventId: chosen } }),
      ...(text('relation') && { relation: text('relation') }),
    });
  },
  apply: async (event) => {
    try {
      await execute(applyBatch, scopeOf(event.locals), { batchId: event.params.batch });
    } catch (error) {
      return failed(error, event.locals);
    }
    redirect(303, href(event.locals.locale, `/work/import/${event.params.batch}`));
  },
  undo: async (event) => run(event, undo, { importId: (await textsOf(event.request, 'import')).import }),
  discard: async (event) => run(event, discard, { importId: (await textsOf(event.request, 'import')).import }),
};
