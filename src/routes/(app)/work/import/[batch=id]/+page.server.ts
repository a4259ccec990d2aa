import { redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { sentence } from '#platform/problem-sentences.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { mayArrange } from '#modules/events/access.ts';
import { accept, applyBatch, correct, decide, discard, undo } from '#modules/events/import/commands.ts';
import { batchPage, openDoubts, previewRows } from '#modules/events/import/queries.ts';
import { isBeingRead, read } from '#modules/events/import/later.ts';
import { reasonsFor } from '#modules/events/import/reasons-queries.ts';
import { soughtIn } from '#modules/events/import/search.ts';
import { choiceOf, choicesOf, questionOf, reasonOf } from '#modules/events/import/sentence.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { placeName } from '#modules/places/say.ts';
import { placeNamed, writtenName } from '#modules/places/written-name.ts';
import type { Command } from '#platform/command/command.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const t = await wordsOf(locals.locale);
  const { country } = await networkOf(scope);
  const [batch, open] = await Promise.all([batchPage(scope, params.batch), openDoubts(scope, params.batch)]);
  const working = batch.imports.some(({ state }) => state === 'reading' || state === 'importing');
  // Answers are still being worked through: more questions may come of them.
  const comparing = !working && batch.imports.some(({ state }) => state === 'deciding') && (await isBeingRead(params.batch));
  const because = await reasonsFor(scope, open.doubts, t);
  const looked = batch.imports.find(({ importId }) => importId === url.searchParams.get('rows')) ?? null;
  const [listNo, rowNo] = (url.searchParams.get('after') ?? '').split('.').map(Number);
  const after = Number.isInteger(listNo) && Number.isInteger(rowNo) ? { listNo: listNo!, rowNo: rowNo! } : null;
  const preview = looked && (await previewRows(scope, looked.importId, after));
  return {
    ...batch,
    batchId: params.batch,
    mayArrange: mayArrange(scope, batch.programme.id),
    working,
    comparing,
    imports: batch.imports.map((one) => ({
      ...one,
      problem: one.problem && sentence(new Problem(422, one.problem.code, one.problem.details), t),
      notes: [...(one.summary.fileProblems ?? []), ...one.lists.flatMap((list) => list.problems)].flatMap(({ code, params }) => {
        const key = new Problem(0, code).wordKey;
        return t.has(key) ? [t(key as WordKey, params)] : [];
      }),
      lists: one.lists.map(({ title, sheet, days, columns, headerRow, rowCount, statedTotal, venue, venueIsGuess, event, relation }) => ({
        title, sheet, days, columns, headerRow, rowCount, statedTotal, event, relation, venueIsGuess, venue: venue && placeName(venue.unit, t),
        eventVenue: event?.to === 'new-event' && event.venuePlace ? writtenName(event.venuePlace, { country, locale: locals.locale }) : null,
      })),
      overlaps: (one.summary.municipalities?.overlaps ?? []).map(({ id, times }) => ({ name: placeName(id, t), times })),
    })),
    openDoubts: open.total,
    doubts: open.doubts.map((doubt) => ({
      importId: doubt.importId,
      listNo: doubt.listNo,
      rowNo: doubt.rowNo,
      field: doubt.field,
      file: doubt.file,
      cells: doubt.cells,
      alike: doubt.alike,
      question: questionOf(doubt, t),
      why: reasonOf(doubt, t),
      choices: choicesOf(doubt.proposals).map((proposal, at) => {
        const label = choiceOf(doubt.field, proposal, t);
        return { id: proposal.id, label: at === 0 ? t('import.choice_proposed', { choice: label }) : label, because: because.get(doubt)?.get(proposal.id) ?? [] };
      }),
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
    return { done: await execute(of, scopeOf(locals), input) };
  } catch (error) {
    return failed(error, locals);
  }
}

/** The same for answers, of which the page says how many rows they have settled, once what follows from them is worked out. */
async function answer<Input, Output extends { settled: number }>(event: RequestEvent, of: Command<Input, Output>, input: unknown) {
  try {
    const { settled } = await execute(of, scopeOf(event.locals), input);
    await read(event.params.batch, 1_500);
    return { settled };
  } catch (error) {
    return failed(error, event.locals);
  }
}

export const actions: Actions = {
  decide: async (event) => {
    const form = await textsOf(event.request, 'import', 'list', 'row', 'field', 'choice', 'everywhere');
    return answer(event, decide, { importId: form.import, listNo: Number(form.list), rowNo: Number(form.row), field: form.field, choice: form.choice, everywhere: form.everywhere !== '' });
  },
  accept: async (event) => answer(event, accept, { importId: (await textsOf(event.request, 'import')).import }),
  correct: async (event) => {
    const form = await event.request.formData();
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const mapping = Object.fromEntries([...form].filter(([name, value]) => name.startsWith('column:') && value !== '').map(([name, value]) => [name.slice('column:'.length), String(value)]));
    const days = text('days').split(/[\s,;]+/).filter(Boolean);
    const chosen = text('event');
    const scope = scopeOf(event.locals);
    const venuePlace = text('venue') ? placeNamed(text('venue'), { country: (await networkOf(scope)).country, level: 'municipality' }) : null;
    if (chosen === 'new' && text('venue') && !venuePlace) return failed(new Problem(422, 'import.venue_unknown', { text: text('venue') }, `venue-${text('import')}-${text('list')}`), event.locals);
    const newEvent = { to: 'new-event', title: text('title'), kind: text('kind'), seriesId: text('series') || null, venuePlace };
    return run(event, correct, {
      importId: text('import'),
      listNo: Number(text('list')),
      sheet: text('sheet'),
      ...((Object.keys(mapping).length || days.length) && { reading: { ...(Object.keys(mapping).length && { mapping }), ...(days.length && { days }), ...(text('header') && { headerRow: Number(text('header')) }) } }),
      ...(chosen && { event: chosen === 'new' ? newEvent : chosen === 'nothing' ? { to: 'nothing' } : { to: 'event', eventId: chosen } }),
      ...(chosen === 'new' && text('newSeries') && { newSeries: { [event.locals.locale]: text('newSeries').slice(0, 300) } }),
      ...(text('relation') && { relation: text('relation') }),
    });
  },
  // Somebody else than is proposed: the places, organisations or people a question may also mean, by name.
  find: async (event) => {
    const scope = scopeOf(event.locals);
    const { q, ...of } = await textsOf(event.request, 'import', 'list', 'row', 'field', 'q');
    const found = q.trim() ? await soughtIn(scope, of.field, q.trim().slice(0, 200), event.locals.locale) : [];
    return { found: { of: `${of.import} ${of.list} ${of.row} ${of.field}`, q: q.trim(), choices: found } };
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
