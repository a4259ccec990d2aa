import { error } from '@sveltejs/kit';
import { municipalityOf, parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { publicCoverage } from '#modules/services/coverage/queries.ts';
import { isOfPeople, serviceFigures } from '#modules/services/coverage/shape.ts';
import { onlyNetwork } from '../../../map/asked.ts';
import type { PageServerLoad } from './$types';

/** Everything a municipality has answered about a year, without the small groups of people. */
export const load: PageServerLoad = async ({ params, url, locals: { locale } }) => {
  const municipality = municipalityOf(params.place);
  const coverage = await publicCoverage();
  const { answered } = coverage;
  const years = municipality ? answered.years.filter((year) => answered.of(municipality.id, year)) : [];
  const year = years.find((one) => String(one) === url.searchParams.get('year')) ?? years.at(-1);
  if (!municipality || year === undefined) error(404, 'Not found');
  const one = answered.of(municipality.id, year)!;
  const hidden = answered.hidden(year);
  const hides = one.answers.services.flatMap((entry) => serviceFigures.filter((name) => isOfPeople(name) && hidden.figure(entry, name)).map((name) => `${entry.id} ${name}`));
  // What is hidden does not leave the server, not even inside the page's data.
  const shown = { ...one, answers: { ...one.answers, remarks: {}, services: one.answers.services.map((entry) => ({ ...entry, figures: Object.fromEntries(Object.entries(entry.figures).filter(([name]) => !hides.includes(`${entry.id} ${name}`))) })) } };
  return { unit: { id: municipality.id, name: nameOf(municipality, locale) }, parents: parentsOf(municipality.id).toReversed().map(({ id }) => ({ id, name: nameOf(unitById(id)!, locale) })), one: shown, hides, years, year, network: await onlyNetwork(coverage) };
};
