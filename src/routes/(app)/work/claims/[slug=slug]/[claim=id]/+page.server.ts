import { error, fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { reading } from '#platform/db/transaction.ts';
import { href } from '#platform/words/href.ts';
import { programme } from '#modules/programmes/queries.ts';
import { mayLinkClaims } from '#modules/results/claims/access.ts';
import { linkClaim, unlinkClaim } from '#modules/results/claims/commands.ts';
import { emptyReading, noteFrom, readingsFrom, toReadings } from '#modules/results/claims/linking/form.ts';
import { claimToLink, formOfClaim, happeningsToChoose, tryReadings } from '#modules/results/claims/linking/queries.ts';
import { claimsOfProgramme } from '#modules/results/claims/queries.ts';
import { neighbours } from '#modules/results/claims/tally.ts';
import { failed, scopeOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const { programmeId, titles, slug } = await programme(scope, params.slug);
  if (!mayLinkClaims(scope, programmeId)) error(403);
  return reading(scope, async (tx) => {
    const { claim, text, names } = await claimToLink(tx, scope, programmeId, params.claim, locals.locale);
    const { body: _, ...about } = text;
    const { claims } = await claimsOfProgramme(tx, scope, programmeId, { textId: text.textId });
    return { titles, slug, claim, text: about, names, filled: formOfClaim(claim, text), choose: await happeningsToChoose(tx, scope, programmeId), beside: neighbours(claims, claim.claimId) };
  });
};

/** What the form says, and what it was filled with before. */
async function read({ request, locals, params }: RequestEvent) {
  const scope = scopeOf(locals);
  const { programmeId } = await programme(scope, params.slug);
  const { claim, text } = await reading(scope, (tx) => claimToLink(tx, scope, programmeId, params.claim, locals.locale));
  const form = await request.formData();
  return { scope, programmeId, claim, readings: readingsFrom(form, locals.locale, formOfClaim(claim, text).readings), note: noteFrom(form, locals.locale, claim.note) };
}

/** A form that comes back shows what was in it. */
async function refused(event: RequestEvent, caught: unknown, rest: Pick<Awaited<ReturnType<typeof read>>, 'readings' | 'note'>) {
  const answer = await failed(caught, event.locals);
  return fail(answer.status, { ...answer.data, ...rest, tried: null });
}

export const actions: Actions = {
  more: async (event) => {
    const { readings, note } = await read(event);
    return { errors: [], readings: [...readings, emptyReading].slice(0, 6), note, tried: null };
  },
  try: async (event) => {
    const { scope, programmeId, claim, readings, note } = await read(event);
    try {
      return { errors: [], readings, note, tried: await reading(scope, (tx) => tryReadings(tx, scope, programmeId, claim, toReadings(readings), event.locals.locale)) };
    } catch (caught) {
      return refused(event, caught, { readings, note });
    }
  },
  save: async (event) => {
    const { scope, claim, readings, note } = await read(event);
    try {
      await execute(linkClaim, scope, { claimId: claim.claimId, readings: toReadings(readings), note });
    } catch (caught) {
      return refused(event, caught, { readings, note });
    }
    redirect(303, `${href(event.locals.locale, `/work/claims/${event.params.slug}`)}#claim-${claim.claimId}`);
  },
  unlink: async (event) => {
    const { locals, params } = event;
    try {
      await execute(unlinkClaim, scopeOf(locals), { claimId: params.claim });
    } catch (caught) {
      return failed(caught, locals);
    }
    redirect(303, `${href(locals.locale, `/work/claims/${params.slug}`)}#claim-${params.claim}`);
  },
};
