import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { notFound } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { saveDraft, submitAnswers } from '#modules/services/coverage/commands.ts';
import { answered, entryIn, entryTexts, existsIn, figureTexts, placeIn, wrongFields, type Wrong } from '#modules/services/coverage/form.ts';
import { kindsOf } from '#modules/services/coverage/kinds.ts';
import { doubtsIn } from '#modules/services/coverage/plausible.ts';
import { linkedQuestionnaire } from '#modules/services/coverage/queries.ts';
import { kindName, sayFigure } from '#modules/services/coverage/say.ts';
import { currencyOf, isMoney, placeFigures, serviceFigures } from '#modules/services/coverage/shape.ts';
import { failed } from '../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** One step at a time, each with its own address, so that a phone has little to load and nothing is lost between two sittings. */
export const load: PageServerLoad = async ({ params, url, locals, setHeaders }) => {
  setHeaders({ 'cache-control': 'private, no-store' });
  const t = await wordsOf(locals.locale);
  const { scope, place, year, dueOn, isOpen, current, draftSavedAt, sent, before } = await linkedQuestionnaire(params.token);
  const unit = unitById(place)!;
  const currency = currencyOf(unit.country, year);
  const wanted = url.searchParams.get('step');
  const entry = current.services.find(({ id }) => id === wanted) ?? null;
  const step = !isOpen ? ('closed' as const) : entry ? ('service' as const) : wanted === 'place' || wanted === 'exists' ? wanted : ('start' as const);
  const earlier = entry && before ? (before.answers.services.find((one) => one.kind === entry.kind && one.provider_name === entry.provider_name) ?? before.answers.services.find((one) => one.kind === entry.kind) ?? null) : null;
  const told = (name: string, value: Parameters<typeof sayFigure>[1]) => (before && value !== undefined && value !== 'unknown' ? `${before.year}: ${sayFigure(name, value, currencyOf(unit.country, before.year), t)}` : null);
  const kinds = kindsOf(unit.country).map(({ code }) => ({ code, name: kindName(code, t), exists: current.exists[code] ?? null, entries: current.services.filter((one) => one.kind === code).map((one) => ({ id: one.id, name: one.provider_name, ...answered(one) })) }));
  return {
    network: await networkOf(scope), token: params.token, place: { id: place, name: nameOf(unit, locals.locale) }, year, dueOn, currency, draftSavedAt, sent, step, kinds,
    placeDone: Object.keys(current.place).length, placeAll: placeFigures.length, existsDone: kinds.filter(({ exists }) => exists).length,
    entry: entry && { id: entry.id, kind: kindName(entry.kind, t), name: entry.provider_name, siblings: current.services.filter((one) => one.kind === entry.kind).length },
    texts: step === 'service' ? entryTexts(entry!) : step === 'place' ? figureTexts(current.place) : {},
    before: Object.fromEntries((step === 'service' ? serviceFigures.map((name) => [name, told(name, earlier?.figures[name])]) : placeFigures.map((name) => [name, told(name, before?.answers.place[name])])).filter(([, text]) => text)) as Record<string, string>,
    doubts: step !== 'start' ? [] : doubtsIn(current, before?.answers ?? null).map((one) => ({ ...one, remark: current.remarks[one.key] ?? '', about: one.entry ? kindName(current.services.find(({ id }) => id === one.entry)!.kind, t) : null, values: Object.fromEntries(Object.entries(one.values).map(([name, value]) => [name, isMoney(one.field) ? sayFigure(one.field, value || 0, currency, t) : String(value)])) as Record<string, string>, step: one.entry ?? (one.field.startsWith('exists_') ? 'exists' : 'place') })),
    saved: url.searchParams.has('saved'),
  };
};

type Event = RequestEvent;

/** Saves one step and goes on to the next; what cannot be read comes back as it was written, with a sentence beside it. */
async function save({ params, request, locals }: Event, step: (texts: Record<string, string>, current: Awaited<ReturnType<typeof linkedQuestionnaire>>) => { input: Record<string, unknown> | null; wrong?: Wrong[]; next: string | ((added: string | null) => string) }) {
  const texts = Object.fromEntries([...(await request.formData())].filter((field): field is [string, string] => typeof field[1] === 'string'));
  let next: string;
  try {
    const linked = await linkedQuestionnaire(params.token);
    const { input, wrong, next: to } = step(texts, linked);
    if (wrong?.length) throw wrongFields(wrong);
    const { added } = await execute(saveDraft, linked.scope, { token: params.token, ...input });
    next = typeof to === 'string' ? to : to(added);
  } catch (caught) {
    const { status, data } = await failed(caught, locals);
    return fail(status, { errors: data.errors, texts });
  }
  redirect(303, href(locals.locale, `/questionnaire/${params.token}${next}`));
}

export const actions: Actions = {
  place: (event) => save(event, (texts) => ({ input: { step: 'place', place: placeIn(texts).found }, wrong: placeIn(texts).wrong, next: '?step=exists' })),
  exists: (event) => save(event, (texts, { place }) => ({ input: { step: 'exists', exists: existsIn(kindsOf(unitById(place)!.country).map(({ code }) => code), texts) }, next: '?saved#services' })),
  service: (event) => save(event, (texts, { current }) => {
    const before = current.services.find(({ id }) => id === texts.entry);
    if (!before) throw notFound();
    const { found, wrong } = entryIn(before, texts);
    return { input: { step: 'service', entry: found }, wrong, next: '?saved#services' };
  }),
  add: (event) => save(event, (texts) => ({ input: { step: 'add', kind: texts.kind ?? '' }, next: (added) => `?step=${added}` })),
  remove: (event) => save(event, (texts) => ({ input: { step: 'remove', entryId: texts.entry ?? '' }, next: '?saved#services' })),
  remarks: (event) => save(event, (texts) => ({ input: { step: 'remarks', remarks: Object.fromEntries(Object.entries(texts).flatMap(([name, text]) => (name.startsWith('remark ') ? [[name.slice(7), text.trim()]] : []))) }, next: '?saved#send' })),
  send: async ({ params, locals }) => {
    try {
      const { scope } = await linkedQuestionnaire(params.token);
      await execute(submitAnswers, scope, { token: params.token });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: {} as Record<string, string> });
    }
    redirect(303, href(locals.locale, `/questionnaire/${params.token}`));
  },
};
