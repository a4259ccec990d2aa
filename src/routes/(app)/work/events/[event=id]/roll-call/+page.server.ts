import { fail } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { isId, newId } from '#platform/ids.ts';
import { Problem } from '#platform/problem.ts';
import { sentences } from '#platform/problem-sentences.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { Translate } from '#platform/words/translate.ts';
import { perhapsPeople } from '#modules/door/queries.ts';
import { mayArrange } from '#modules/events/access.ts';
import { checkInMany } from '#modules/events/check-in/commands.ts';
import type { Heard } from '#modules/events/check-in/shape.ts';
import { planOf } from '#modules/events/planning/queries.ts';
import { cellIn, cellText, changesOf, messagesOf, undoing, undone, type Cell, type Change, type Done } from '#modules/events/roll-call/changes.ts';
import { addToRoll } from '#modules/events/roll-call/commands.ts';
import { calledFor, rollCall, type OnRoll, type RollCall } from '#modules/events/roll-call/queries.ts';
import { listOrganisations } from '#modules/organisations/queries.ts';
import { newPerson } from '#modules/people/shape.ts';
import { failed, scopeOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** More than a small training has; the door is for those. */
const ROWS = 150;

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const [plan, roll] = await Promise.all([planOf(scope, params.event), rollCall(scope, params.event)]);
  const { event, today, people } = roll;
  const asked = url.searchParams.get('day');
  const q = url.searchParams.get('q')?.trim() ?? '';
  const missing = url.searchParams.get('show') === 'missing';
  const called = calledFor(roll, { q, missing });
  return {
    plan, event, today, q, missing,
    mayIssue: mayArrange(scope, plan.programme.programmeId) && people.some(({ days }) => days.length),
    day: asked && event.days.includes(asked) ? asked : null,
    people: called.slice(0, ROWS),
    left: Math.max(0, called.length - ROWS),
    counts: { all: people.length, missing: calledFor(roll, { q: '', missing: true }).length, ofDay: Object.fromEntries(event.days.map((day) => [day, people.filter(({ days }) => days.includes(day)).length])) },
    page: newId(),
    known: (await listOrganisations(scope, { limit: 200 })).items.map(({ name }) => name),
  };
};

/** The row of a box, whoever has the place now. */
function rowsOf({ people }: RollCall): (cell: Cell) => OnRoll | undefined {
  const idOf = (who: Cell['who']) => ('registrationId' in who ? who.registrationId : who.personId);
  const rows = new Map(people.map((one) => [idOf(one.who), one]));
  return ({ who }) => rows.get(idOf(who));
}

const why = (problem: Heard['problem'], t: Translate): string | null => (problem ? sentences(new Problem(409, problem.code, problem.details), t)[0]!.message : null);

/** What came of a roll call, for the reader: who, when, and what would put it back. */
async function told(event: RequestEvent, before: RollCall, page: string, changes: readonly Change[]) {
  const { locals, params } = event;
  const t = await wordsOf(locals.locale);
  const messages = messagesOf(params.event!, page, changes, new Date());
  if (messages.length > 1_000) throw new Problem(422, 'roll-call.too_many');
  const { heard } = messages.length ? await execute(checkInMany, scopeOf(locals), { eventId: params.event, messages }) : { heard: [] };
  const rowOf = rowsOf(before);
  const done = changes.map(({ cell, present }, at) => {
    const row = rowOf(cell);
    const { outcome, problem } = heard[at]!;
    return { name: row?.name ?? '', day: cell.day, sessionId: cell.sessionId, present, outcome, why: why(problem, t), cell, operationId: messages[at]!.operationId!, was: { days: row?.days ?? [], sessions: row?.sessions ?? [] } };
  });
  const undo = done.filter(({ outcome }) => outcome === 'accepted').map(({ cell, present, operationId, was }) => `${operationId} ${present ? '+' : '-'} ${cellText(cell)}|${was.sessions.join(' ')}`);
  return { done: done.map(({ cell: _, operationId: __, was: ___, ...one }) => one), undo };
}

export const actions: Actions = {
  call: async (event) => {
    try {
      const { request, locals, params } = event;
      const form = await request.formData();
      const texts = (name: string) => form.getAll(name).map(String);
      const before = await rollCall(scopeOf(locals), params.event);
      const page = String(form.get('page') ?? '');
      const all = form.get('all');
      // "All present" ticks every row of the page; what else was ticked or not stays out of it.
      const is = all ? [...texts('was'), ...texts('row').map((who) => `${who} ${String(all)}`)] : texts('is');
      return { errors: [], told: await told(event, before, isId(page) ? page : newId(), changesOf(texts('was'), is)), undone: null, walkIn: null };
    } catch (caught) {
      return refused(caught, event.locals);
    }
  },
  undo: async ({ request, locals, params }) => {
    try {
      const form = await request.formData();
      const scope = scopeOf(locals);
      const roll = await rollCall(scope, params.event);
      const done = form.getAll('undo').flatMap((text): Done[] => {
        const [, operationId = '', sign, of = '', sessions = ''] = /^(\S+) ([+-]) ([^|]+)\|(.*)$/.exec(String(text)) ?? [];
        const cell = cellIn(of);
        return cell && isId(operationId) ? [{ cell, present: sign === '+', operationId, was: { days: [], sessions: sessions.split(' ').filter(isId) } }] : [];
      });
      const dayOf = new Map(roll.event.sessions.map(({ id, day }) => [id, day]));
      const page = String(form.get('page') ?? '');
      const messages = undoing(params.event, page, done, dayOf, new Date());
      const { heard } = messages.length ? await execute(checkInMany, scope, { eventId: params.event, messages }) : { heard: [] };
      const { n, left } = undone(params.event, page, done, dayOf, heard);
      const [t, rowOf] = [await wordsOf(locals.locale), rowsOf(roll)];
      return { errors: [], told: null, undone: { n, left: left.map(({ change: { cell }, problem }) => ({ name: rowOf(cell)?.name ?? '', day: cell.day, sessionId: cell.sessionId, why: why(problem, t) })) }, walkIn: null };
    } catch (caught) {
      return refused(caught, locals);
    }
  },
  walkIn: async ({ request, locals, params }) => {
    const form = await request.formData();
    const text = (name: string) => String(form.get(name) ?? '').slice(0, 500);
    const values = { given: text('given'), surname: text('surname'), organisation: text('organisation'), place: text('place'), role: text('role'), day: text('walkInDay') };
    const scope = scopeOf(locals);
    const [personId, seen] = [text('person'), String(form.get('seen') ?? '').split(' ').filter(isId)];
    try {
      const draft = newPerson.safeParse({ given: values.given.trim() || null, surname: values.surname.trim() || null }).data;
      const perhaps = draft && !personId ? await perhapsPeople(scope, draft, await wordsOf(locals.locale)) : [];
      if (perhaps.some(({ id }) => !seen.includes(id))) return fail(409, { errors: [], told: null, undone: null, walkIn: { values, perhaps, added: null } });
      await execute(addToRoll, scope, {
        operationId: isId(form.get('operation')) ? form.get('operation') : newId(), eventId: params.event, day: values.day, at: new Date().toISOString(), personId: personId || null, isSomebodyElse: seen.length > 0,
        given: values.given, surname: values.surname, organisationText: values.organisation, placeText: values.place, role: values.role,
      });
      return { errors: [], told: null, undone: null, walkIn: { values: null, perhaps: [], added: { name: [values.given, values.surname].filter(Boolean).join(' '), day: values.day } } };
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, told: null, undone: null, walkIn: { values, perhaps: [], added: null } });
    }
  },
};

async function refused(caught: unknown, locals: App.Locals) {
  const { status, data } = await failed(caught, locals);
  return fail(status, { errors: data.errors, told: null, undone: null, walkIn: null });
}
