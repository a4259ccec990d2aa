/** The fiche as a plain form and back. One language at a time; what stands in the others is kept. Pure. */
import { Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import type { Locale } from '#platform/words/locales.ts';
import { isUsual, sector } from '../sectors.ts';
import type { ChangedProgramme, OrganisationRole, PlaceRelation, Programme, Status } from '../shape.ts';
import { amountOf } from './amount.ts';
import { listFields, newOrganisations, spare, textFields } from './fields.ts';
import { stateOf } from './state.ts';

type ListField = (typeof listFields)[number];
/** Every field of the form by its name, as text; a box that is not ticked is missing. */
export type FicheForm = Record<string, string>;

/** Organisations and places that were typed and have to be looked up before the fiche can be changed. */
export interface Typed {
  organisations: { field: string; name: string; role: OrganisationRole }[];
  places: { text: string; relation: PlaceRelation }[];
}

const written = (texts: Localised, language: Locale): string => texts[language] ?? '';

/** The form of a fiche, its texts in one language. */
export function toForm(fiche: Programme, language: Locale): FicheForm {
  const form: FicheForm = {
    state: stateOf(fiche),
    slug: fiche.slug,
    status: fiche.status,
    contractNumber: fiche.contractNumber ?? '',
    startsOn: fiche.startsOn ?? '',
    endsOn: fiche.endsOn ?? '',
    budget: fiche.budget === null ? '' : String(fiche.budget),
    currency: fiche.currency ?? '',
    'funding.programme': written(fiche.funding.programme, language),
    'funding.title': written(fiche.funding.title, language),
    'funding.year': fiche.funding.year === null ? '' : String(fiche.funding.year),
    'funding.theme': fiche.funding.theme ?? '',
    'source.title': fiche.source.title ?? '',
    'source.url': fiche.source.url ?? '',
    'source.language': fiche.source.language ?? '',
    'source.publishedOn': fiche.source.publishedOn ?? '',
    'sectors.more': fiche.sectors.filter((code) => !isUsual(sector(code)!)).join(', '),
    'places.relation': 'works-in',
  };
  if (fiche.isPractice) form.isPractice = 'yes';
  for (const name of textFields) form[name] = written(fiche[name], language);
  for (const code of fiche.sectors) form[`sector.${code}`] = 'yes';
  for (const name of listFields) putList(form, name, fiche[name], language);
  putList(form, 'components', fiche.components.map(({ titles }) => titles), language);
  for (const [i, { role }] of fiche.organisations.entries()) form[`organisations.${i}.role`] = role;
  return form;
}

function putList(form: FicheForm, name: string, items: readonly Localised[], language: Locale) {
  for (let i = 0; i < items.length + spare; i++) form[`${name}.${i}`] = items[i] ? written(items[i]!, language) : '';
}

/**
 * What a posted form changes. Organisations and places that were typed come beside it, to be looked up.
 * @throws Problem 409 when the fiche is no longer the one the form was made from, 422 with the field that cannot be read
 */
export function fromForm(form: FicheForm, fiche: Programme, language: Locale): { change: Omit<ChangedProgramme, 'programmeId'>; typed: Typed } {
  if (form.state !== stateOf(fiche)) throw new Problem(409, 'programmes.changed_meanwhile');
  const text = (name: string) => (form[name] ?? '').trim();
  const orNull = (name: string) => text(name) || null;
  const whole = (name: string) => {
    if (!text(name)) return null;
    if (!/^\d{1,6}$/.test(text(name))) throw new Problem(422, 'programmes.number_form', {}, name);
    return Number(text(name));
  };
  const budget = amountOf(text('budget'));
  if (Number.isNaN(budget)) throw new Problem(422, 'programmes.money_form', {}, 'budget');
  const list = (name: ListField | 'components', items: readonly Localised[]) => pointsOf(form, name, items, language);
  const change = {
    ...Object.fromEntries(textFields.map((name) => [name, withText(fiche[name], language, text(name))])),
    ...Object.fromEntries(listFields.map((name) => [name, list(name, fiche[name]).map(({ texts }) => texts)])),
    slug: text('slug'),
    status: text('status') as Status,
    contractNumber: orNull('contractNumber'),
    startsOn: orNull('startsOn'),
    endsOn: orNull('endsOn'),
    budget,
    currency: orNull('currency')?.toUpperCase() ?? null,
    funding: {
      programme: withText(fiche.funding.programme, language, text('funding.programme')),
      title: withText(fiche.funding.title, language, text('funding.title')),
      year: whole('funding.year'),
      theme: orNull('funding.theme'),
    },
    sectors: [...new Set([...Object.keys(form).filter((name) => name.startsWith('sector.')).map((name) => name.slice('sector.'.length)), ...text('sectors.more').split(/[\s,;]+/).filter(Boolean)])],
    source: { title: orNull('source.title'), url: orNull('source.url'), language: orNull('source.language'), publishedOn: orNull('source.publishedOn') },
    isPractice: form.isPractice !== undefined,
    organisations: fiche.organisations.flatMap(({ organisationId, role }, i) =>
      form[`organisations.${i}.remove`] ? [] : [{ organisationId, role: (text(`organisations.${i}.role`) || role) as OrganisationRole }],
    ),
    places: fiche.places.filter((_, i) => !form[`places.${i}.remove`]),
    components: list('components', fiche.components.map(({ titles }) => titles)).map(({ texts, at }) => ({ ...(fiche.components[at] && { componentId: fiche.components[at].componentId }), titles: texts })),
  };
  const organisations = Array.from({ length: newOrganisations }, (_, i) => `organisations.new.${i}`)
    .map((field) => ({ field, name: text(field), role: (text(`${field}.role`) || 'partner') as OrganisationRole }))
    .filter(({ name }) => name);
  const places = text('places.new').split('\n').map((line) => line.trim()).filter(Boolean).map((line) => ({ text: line, relation: (text('places.relation') || 'works-in') as PlaceRelation }));
  return { change: change as Omit<ChangedProgramme, 'programmeId'>, typed: { organisations, places } };
}

const withText = (texts: Localised, language: Locale, text: string): Localised => {
  const { [language]: _, ...others } = texts;
  return text ? { ...others, [language]: text.replaceAll('\r\n', '\n') } : others;
};

/** The points of a list: those that are there with this language's text, and new ones; a point without any text is gone. */
function pointsOf(form: FicheForm, name: string, items: readonly Localised[], language: Locale): { texts: Localised; at: number }[] {
  const length = Math.max(items.length, ...Object.keys(form).filter((field) => field.startsWith(`${name}.`)).map((field) => Number(field.slice(name.length + 1)) + 1 || 0));
  return Array.from({ length: Math.min(length, 100) }, (_, at) => ({ at, texts: withText(items[at] ?? {}, language, (form[`${name}.${at}`] ?? '').trim()) })).filter(({ texts }) => Object.keys(texts).length > 0);
}
