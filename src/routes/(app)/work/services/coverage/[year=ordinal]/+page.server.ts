import { fail, redirect } from '@sveltejs/kit';
import { execute } from '#platform/command/command.ts';
import { env } from '#platform/env.ts';
import { Problem } from '#platform/problem.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { href } from '#platform/words/href.ts';
import { collator } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import { networkOf } from '#modules/networks/queries.ts';
import { levelOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { countries, type Country } from '#modules/places/shape.ts';
import { placeNamed } from '#modules/places/written-name.ts';
import { mayKeepCoverage } from '#modules/services/coverage/access.ts';
import { addressesBefore } from '#modules/services/coverage/answer-queries.ts';
import { askMunicipalities, changeQuestionnaire, remindMunicipalities, reopenForMunicipality } from '#modules/services/coverage/commands.ts';
import { mayBeThousands, numberIn } from '#modules/services/coverage/form.ts';
import { statusOf } from '#modules/services/coverage/queries.ts';
import { currencyOf } from '#modules/services/coverage/shape.ts';
import { failed, notFoundPage, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ params, locals, url }) => {
  const scope = scopeOf(locals);
  if (!mayKeepCoverage(scope)) notFoundPage();
  const { questionnaire, rows } = await statusOf(scope, Number(params.year));
  const { compare } = collator(locals.locale);
  const state = ['silent', 'begun', 'answered', 'correcting'].find((one) => one === url.searchParams.get('state')) ?? null;
  const named = rows.map((row) => ({ ...row, name: nameOf(unitById(row.place)!, locals.locale) })).sort((a, b) => compare(a.name, b.name));
  const addresses = (await addressesBefore(scope, Number(params.year))).map(({ place, email }) => `${nameOf(unitById(place)!, locals.locale)}, ${email}`).sort(compare).join('\n');
  return {
    // Those a reminder goes to: asked by e-mail, without an answer, and able to give one.
    waiting: rows.filter(({ email, version, isOpen }) => email && version === null && isOpen).length,
    questionnaire, addresses, rows: named.filter((row) => !state || row.state === state), all: rows.length, state, counts: Object.fromEntries(['silent', 'begun', 'answered', 'correcting'].map((one) => [one, rows.filter((row) => row.state === one).length])) as Record<'silent' | 'begun' | 'answered' | 'correcting', number>,
    currencies: countries.map((country) => ({ country, name: nameOf(unitById(country)!, locals.locale), currency: currencyOf(country, questionnaire.year) })), asked: url.searchParams.get('asked'), reminded: url.searchParams.get('reminded'), folder: env.production || env.SMTP_URL ? null : mailFolder,
  };
};

/** The municipality somebody means, in any script; null where it is not sure. */
function municipalityNamed(name: string, country: Country | null): string | null {
  const placeId = placeNamed(name, { country, level: 'municipality' });
  return placeId && levelOf(unitById(placeId)!) === 'municipality' ? placeId : null;
}

/** `Šabac, drustvene@example.org`, one on a line, in any script; a semicolon or a tab between them is as good. */
function municipalitiesIn(text: string, country: Country | null): { found: { placeId: string; email: string }[]; wrong: string[] } {
  const wrong: string[] = [];
  const found = text.split('\n').map((line) => line.trim()).filter(Boolean).flatMap((line) => {
    const [, name, email] = /^(.+?)[\s,;:]+(\S+@\S+)$/.exec(line) ?? [];
    const placeId = name ? municipalityNamed(name, country) : null;
    if (placeId) return [{ placeId, email: email! }];
    wrong.push(line);
    return [];
  });
  return { found, wrong };
}

const back = (locals: App.Locals, year: string, rest = '') => redirect(303, href(locals.locale, `/work/services/coverage/${year}${rest}`));

export const actions: Actions = {
  ask: async ({ params, request, locals, url }) => {
    const texts = await textsOf(request, 'municipalities');
    const { found, wrong } = municipalitiesIn(texts.municipalities, (await networkOf(scopeOf(locals))).country);
    if (wrong.length) {
      const t = await wordsOf(locals.locale);
      return fail(422, { errors: wrong.slice(0, 10).map((line) => ({ field: 'municipalities', message: t('coverage.problem_line', { line }) })), values: texts });
    }
    try {
      await execute(askMunicipalities, scopeOf(locals), { year: Number(params.year), municipalities: found, origin: url.origin });
    } catch (caught) {
      return failed(caught, locals, texts);
    }
    back(locals, params.year, `?asked=${found.length}`);
  },
  paper: async ({ params, request, locals }) => {
    const texts = await textsOf(request, 'paperPlace');
    const placeId = municipalityNamed(texts.paperPlace, (await networkOf(scopeOf(locals))).country);
    if (!placeId) return failed(new Problem(422, 'coverage.no_municipality', { place: texts.paperPlace }, 'paperPlace'), locals, texts);
    back(locals, params.year, `/${placeId}/paper`);
  },
  remind: async ({ params, locals }) => {
    let n = 0;
    try {
      ({ n } = await execute(remindMunicipalities, scopeOf(locals), { year: Number(params.year) }));
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params.year, `?reminded=${n}`);
  },
  reopen: async ({ params, request, locals }) => {
    const texts = await textsOf(request, 'place');
    try {
      await execute(reopenForMunicipality, scopeOf(locals), { year: Number(params.year), placeId: texts.place });
    } catch (caught) {
      return failed(caught, locals);
    }
    back(locals, params.year, '?asked=1');
  },
  change: async ({ params, request, locals }) => {
    const texts = await textsOf(request, 'dueOn', 'published', 'gdp_RS', 'gdp_BG', 'gdp_MD');
    try {
      const gdp = Object.fromEntries(countries.flatMap((country) => (texts[`gdp_${country}`].trim() ? [[country, mayBeThousands(texts[`gdp_${country}`]) ? Number.NaN : (numberIn(texts[`gdp_${country}`]) ?? Number.NaN)]] : [])));
      await execute(changeQuestionnaire, scopeOf(locals), { year: Number(params.year), dueOn: texts.dueOn, published: Boolean(texts.published), gdp });
    } catch (caught) {
      return failed(caught, locals, texts);
    }
    back(locals, params.year);
  },
};
