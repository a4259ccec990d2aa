import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { href } from '#platform/words/href.ts';
import { wordsOf } from '#platform/words/load.ts';
import { mayChangeAgreements } from '#modules/alliances/agreements/access.ts';
import { addAgreementFile, changeAgreement, endAgreement, removeAgreementFile, takeBackEnd } from '#modules/alliances/agreements/commands.ts';
import { agreementFields, fromForm, partiesIn, toForm } from '#modules/alliances/agreements/form.ts';
import { agreement, partiesNamed } from '#modules/alliances/agreements/queries.ts';
import { largestDocument } from '#modules/events/documents/shape.ts';
import { placeName } from '#modules/places/say.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../signed-in.ts';
import { dayOf } from '../../networks/today.ts';
import { choicesFor } from '../choices.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const scope = scopeOf(locals);
  const { today } = dayOf(url);
  const t = await wordsOf(locals.locale);
  const found = await agreement(scope, params.agreement, today);
  const choices = mayChangeAgreements(scope) ? await choicesFor(scope, locals.locale, today) : null;
  return {
    agreement: found,
    today,
    choices: choices && { ...choices, others: choices.others.filter(({ agreementId }) => agreementId !== params.agreement) },
    texts: toForm(found, (id) => placeName(id, t)),
    megabytes: largestDocument / 1024 / 1024,
    saved: url.searchParams.has('saved'),
  };
};

const done = (locals: App.Locals, agreementId: string): never => redirect(303, `${href(locals.locale, `/work/agreements/${agreementId}`)}?saved`);

export const actions: Actions = {
  change: async ({ request, locals, params, url }) => {
    const scope = scopeOf(locals);
    const values: Record<string, string> = await textsOf(request, ...agreementFields);
    try {
      await execute(changeAgreement, scope, { agreementId: params.agreement, ...fromForm(values, await partiesNamed(scope, partiesIn(values)), { locale: locals.locale, origin: url.origin, country: (await networkOf(scope)).country }) });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'change' });
    }
    return done(locals, params.agreement);
  },
  end: async ({ request, locals, params }) => {
    const values = await textsOf(request, 'endedOn', 'reason');
    try {
      await execute(endAgreement, scopeOf(locals), { agreementId: params.agreement, ...values });
    } catch (caught) {
      return failed(caught, locals, { ...values, form: 'end' });
    }
    return done(locals, params.agreement);
  },
  takeBack: async ({ locals, params }) => {
    try {
      await execute(takeBackEnd, scopeOf(locals), { agreementId: params.agreement });
    } catch (caught) {
      return failed(caught, locals);
    }
    return done(locals, params.agreement);
  },
  addFile: async ({ request, locals, params }) => {
    const file = (await request.formData()).get('file');
    try {
      if (!(file instanceof File) || !file.name) throw new Problem(422, 'agreements.file_missing', {}, 'file');
      await execute(addAgreementFile, scopeOf(locals), { agreementId: params.agreement, name: file.name, mediaType: file.type, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch (caught) {
      const { status, data } = await failed(caught, locals, { form: 'file' });
      return fail(status, data);
    }
    return done(locals, params.agreement);
  },
  removeFile: async ({ request, locals, params }) => {
    const { file } = await textsOf(request, 'file');
    try {
      await execute(removeAgreementFile, scopeOf(locals), { agreementId: params.agreement, fileId: file });
    } catch (caught) {
      return failed(caught, locals);
    }
    return done(locals, params.agreement);
  },
};
