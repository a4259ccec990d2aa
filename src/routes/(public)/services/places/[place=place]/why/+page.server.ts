import { error } from '@sveltejs/kit';
import { formatDay } from '#platform/words/format.ts';
import { wordsOf } from '#platform/words/load.ts';
import type { WordKey } from '#platform/words/translate.ts';
import { parentsOf, unitById } from '#modules/places/gazetteer.ts';
import { nameOf } from '#modules/places/names.ts';
import { bounds, indicators, isIndicator, servicesIn } from '#modules/services/coverage/indicators.ts';
import { choiceOf } from '#modules/services/coverage/kinds.ts';
import { placeFigureOf, usedBy } from '#modules/services/coverage/proof.ts';
import { publicCoverage } from '#modules/services/coverage/queries.ts';
import { choiceName, kindName, measureName, sayField, sayFigure, sayNumber, sayResult, sayValue } from '#modules/services/coverage/say.ts';
import { currencyOf, type ServiceFigure } from '#modules/services/coverage/shape.ts';
import { municipalitiesIn } from '#modules/services/coverage/territory.ts';
import { onlyNetwork } from '../../../map/asked.ts';
import type { PageServerLoad } from './$types';

/** A figure and the answers it was computed from, municipality by municipality. */
export const load: PageServerLoad = async ({ params, url: { searchParams }, locals: { locale } }) => {
  const t = await wordsOf(locale);
  const unit = unitById(params.place);
  const name = searchParams.get('indicator') ?? 'availability';
  const choice = choiceOf(searchParams.get('kind') ?? 'all');
  const coverage = await publicCoverage();
  const { answered } = coverage;
  const year = answered.years.find((one) => String(one) === searchParams.get('year')) ?? answered.years.at(-1);
  if (!unit || !isIndicator(name) || !choice || !year) error(404, 'Not found');
  const result = answered.result(name, choice.kinds, unit.id, year);
  const hidden = answered.hidden(year);
  const currency = currencyOf(unit.country, year);
  const { services: fields } = usedBy[name];
  const placeField = placeFigureOf(name, choice.kinds, unit.country);
  // Percentages are kept times a hundred; a reader divides what was answered.
  const ratio = ({ value, over, under }: typeof result) => (value === null || name === 'availability' ? null : `${sayNumber(indicators[name].unit === 'percent' ? over / 100 : over, t)} / ${sayNumber(under, t)}`);
  const municipalities = municipalitiesIn(unit.id).map(({ id }) => {
    const own = answered.result(name, choice.kinds, id, year);
    const told = answered.of(id, year);
    const kinds = choice.kinds.filter((kind) => kind.startsWith(unit.country));
    return {
      id, name: nameOf(unitById(id)!, locale), text: sayResult(name, own, t), isKnown: own.known > 0, state: own.known ? 'known' as const : own.unknown ? 'unknown' as const : 'absent' as const,
      ratio: ratio(own),
      told: told && { version: told.version, day: formatDay(locale, told.submittedAt.toISOString().slice(0, 10)) },
      place: placeField && told ? sayFigure(placeField, told.answers.place[placeField], currency, t) : null,
      exists: told ? kinds.map((kind) => ({ kind: kindName(kind, t), answer: told.answers.exists[kind] ?? null })).filter(({ answer }) => kinds.length === 1 || answer === 'yes' || answer === 'unknown' || answer === null) : [],
      services: (told ? (servicesIn(told, kinds.filter((kind) => told.answers.exists[kind] === 'yes')) ?? told.answers.services.filter(({ kind }) => kinds.includes(kind))) : []).map((entry) => ({ id: entry.id, name: [kindName(entry.kind, t), entry.provider_name].filter(Boolean).join(': '), fields: fields.map((field) => ({ field, label: t(`coverage.field_${field}` as WordKey), text: sayField(field, entry, currency, t, hidden.figure(entry, field as ServiceFigure)) })) })),
    };
  });
  const between = name === 'availability' && result.unknown ? bounds(result) : null;
  return {
    unit: { id: unit.id, name: nameOf(unit, locale) }, parents: parentsOf(unit.id).toReversed().map(({ id }) => ({ id, name: nameOf(unitById(id)!, locale) })), year, indicator: name, of: indicators[name].of, kind: { code: choice.code, name: choiceName(choice, t) }, measure: measureName(name, t), value: sayResult(name, result, t), ratio: ratio(result),
    counts: { known: result.known, unknown: result.unknown, absent: result.absent }, bounds: between && { least: sayValue(name, between.least, null, t), most: sayValue(name, between.most, null, t) }, placeLabel: placeField && t(`coverage.field_${placeField}`),
    municipalities: municipalities.sort((a, b) => ['known', 'absent', 'unknown'].indexOf(a.state) - ['known', 'absent', 'unknown'].indexOf(b.state)), network: await onlyNetwork(coverage),
  };
};
