import { error } from '@sveltejs/kit';
import { wordsOf } from '#platform/words/load.ts';
import { municipalityOf, parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { choiceOf, kindsOf } from '#modules/services/coverage/kinds.ts';
import { publicCoverage } from '#modules/services/coverage/queries.ts';
import { kindName, sayField } from '#modules/services/coverage/say.ts';
import { currencyOf, isOfPeople, sections, type ServiceFigure } from '#modules/services/coverage/shape.ts';
import { yearByYear } from '#modules/services/coverage/years.ts';
import { onlyNetwork } from '../../../map/asked.ts';
import type { PageServerLoad } from './$types';

/** One kind of service in one municipality: all that was answered, a column for each year. */
export const load: PageServerLoad = async ({ params, url, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const municipality = municipalityOf(params.place);
  const coverage = await publicCoverage();
  const { answered } = coverage;
  if (!municipality) error(404, 'Not found');
  const kinds = kindsOf(municipality.country).map(({ code }) => code);
  const existed = (code: string) => answered.years.some((year) => answered.of(municipality.id, year)?.answers.exists[code] === 'yes');
  const kind = choiceOf(url.searchParams.get('kind') ?? '')?.kinds.find((code) => kinds.includes(code)) ?? kinds.find(existed) ?? kinds[0]!;
  const { years, exists, providers } = yearByYear(answered, municipality.id, kind);
  if (!years.length) error(404, 'Not found');
  return {
    unit: { id: municipality.id, name: nameOf(municipality, locale) }, parents: parentsOf(municipality.id).toReversed().map(({ id }) => ({ id, name: nameOf(unitById(id)!, locale) })), years, kind: { code: kind, name: kindName(kind, t) }, network: await onlyNetwork(coverage),
    kinds: kinds.map((code) => ({ value: code, label: kindName(code, t) })),
    exists: years.map((year) => ({ year, text: exists.get(year) ? t(`coverage.exists_${exists.get(year)!}`) : t('coverage.not_answered') })),
    // What is hidden is not said here either: it never reaches the page's data.
    providers: providers.map(({ name, entries }) => ({
      name,
      sections: (Object.keys(sections) as (keyof typeof sections)[]).map((section) => ({
        section,
        rows: sections[section].map((field) => ({ field, cells: years.map((year) => ({ year, text: entries.has(year) ? sayField(field, entries.get(year)!, currencyOf(municipality.country, year), t, isOfPeople(field) && answered.hidden(year).figure(entries.get(year)!, field as ServiceFigure)) : null })) })),
      })),
    })),
  };
};
