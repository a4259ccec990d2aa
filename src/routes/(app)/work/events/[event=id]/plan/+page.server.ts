import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { isId } from '#platform/ids.ts';
import { InvalidInput } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { mayArrange } from '#modules/events/access.ts';
import { removeEvent } from '#modules/events/commands.ts';
import { ruleOfEvent } from '#modules/events/completion/queries.ts';
import { cancelEvent, copyEvent, planEvent, restoreEvent } from '#modules/events/planning/commands.ts';
import { inRows, toForm, toInput, written } from '#modules/events/planning/form.ts';
import { isWeekend, firstDays, moved } from '#modules/events/planning/repeating.ts';
import { copiedEvent } from '#modules/events/planning/shape.ts';
import { belongings, planOf, theseEvents, type Plan } from '#modules/events/planning/queries.ts';
import { standing } from '#modules/events/standing-queries.ts';
import { linkedFacilitators, linkFacilitator } from '#modules/events/trainers/linked-commands.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { mayAddPerson } from '#modules/people/access.ts';
import { listPeople } from '#modules/people/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import { languageOf } from '../../../../../written-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const plan = await planOf(scope, params.event);
  const language = languageOf(url, locals);
  const linked = await linkedFacilitators(scope, params.event);
  return {
    plan,
    facilitators: await Promise.all(plan.facilitators.map(async (name) => {
      const person = linked.find((one) => one.name === name) ?? null;
      return { name, person, people: person ? [] : (await listPeople(scope, { q: name, limit: 5 })).items };
    })),
    language,
    texts: toForm(plan, language, (await networkOf(scope)).country),
    belongings: await belongings(scope, plan.programme.programmeId),
    mayArrange: mayArrange(scope, plan.programme.programmeId),
    mayAddPerson: mayAddPerson(scope),
    rule: await ruleOfEvent(scope, params.event),
    standing: await standing(scope, 'event', params.event),
    saved: url.searchParams.has('saved'),
    copied: await theseEvents(scope, (url.searchParams.get('copied') ?? '').split('.').filter(isId).slice(0, 52)),
  };
};

const called = (command: typeof cancelEvent): Actions[string] => async ({ locals, params }) => {
  const scope = scopeOf(locals);
  try {
    const { programme } = await planOf(scope, params.event!);
    await execute(command, scope, { programmeId: programme.programmeId, eventId: params.event });
  } catch (caught) {
    const { status, data } = await failed(caught, locals);
    return fail(status, { errors: data.errors, texts: null, copy: null });
  }
  redirect(303, href(locals.locale, `/work/events/${params.event}/plan`));
};

const copyFields = ['first', 'rhythm', 'times', 'asSeries'] as const;
const copyOf = ({ programme, eventId }: Plan, { first, rhythm, times, asSeries }: Record<(typeof copyFields)[number], string>) => ({ programmeId: programme.programmeId, eventId, first, rhythm: rhythm || 'once', times: Number(times || 1), asSeries: asSeries === 'yes' });

export const actions: Actions = {
  save: async ({ request, locals, params, url }) => {
    const form = await request.formData();
    const scope = scopeOf(locals);
    const language = languageOf(url, locals);
    try {
      const plan = await planOf(scope, params.event);
      await execute(planEvent, scope, toInput(form, { language, plan, programmeId: plan.programme.programmeId, country: (await networkOf(scope)).country }));
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      const texts = written(form);
      return fail(status, { errors: inRows(data.errors, texts), texts, copy: null });
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/plan`)}?saved&in=${language}`);
  },
  /** The days an event would be held again, to look at before anything is made. */
  days: async ({ request, locals, params }) => {
    const copy = await textsOf(request, ...copyFields);
    try {
      const plan = await planOf(scopeOf(locals), params.event);
      const asked = copiedEvent.safeParse(copyOf(plan, copy));
      if (!asked.success) throw InvalidInput.from(asked.error.issues);
      const { first, rhythm, times } = asked.data;
      const days = firstDays(first, rhythm, times).map((start) => plan.days.map((day) => moved(day, plan.firstDay, start)));
      return { errors: [], texts: null, copy, days: days.map((all) => ({ first: all[0]!, last: all.at(-1)!, weekend: all.filter(isWeekend) })) };
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null, copy });
    }
  },
  copy: async ({ request, locals, params }) => {
    const copy = await textsOf(request, ...copyFields);
    const scope = scopeOf(locals);
    let made: string[];
    try {
      made = (await execute(copyEvent, scope, copyOf(await planOf(scope, params.event), copy))).eventIds;
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null, copy });
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/plan`)}?copied=${made.join('.')}`);
  },
  link: async ({ request, locals, params }) => {
    const { name, person } = await textsOf(request, 'name', 'person');
    const scope = scopeOf(locals);
    try {
      const { programme } = await planOf(scope, params.event);
      await execute(linkFacilitator, scope, { programmeId: programme.programmeId, eventId: params.event, name, personId: person || null });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null, copy: null });
    }
    redirect(303, `${href(locals.locale, `/work/events/${params.event}/plan`)}?linked#leads`);
  },
  remove: async ({ locals, params }) => {
    const scope = scopeOf(locals);
    let slug: string;
    try {
      const { programme } = await planOf(scope, params.event);
      slug = programme.slug;
      await execute(removeEvent, scope, { programmeId: programme.programmeId, eventId: params.event });
    } catch (caught) {
      const { status, data } = await failed(caught, locals);
      return fail(status, { errors: data.errors, texts: null, copy: null });
    }
    redirect(303, `${href(locals.locale, `/work/programmes/${slug}/events`)}?removed=event`);
  },
  cancel: called(cancelEvent),
  restore: called(restoreEvent),
};
