/**
 * The Open Referral UK profile: today an HSDS 3.0 profile with the same fields (github.com/OpenReferralUK/uk-profile), in its first edition (1.0, developers.openreferraluk.org) HSDS 2.0 with
 * other names and some things of its own. This file knows the other names; whatever it does not know stays as it is, and is named to whoever brings the file in.
 */
import type { HsdsName } from './objects.ts';
import { idOf } from '../nomenclature/nomenclature.ts';

type Raw = Record<string, unknown>;
const listOf = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter((one): one is Raw => typeof one === 'object' && one !== null) : []);

/** First-edition name → name of HSDS 3.0; empty for what is said in another way (`asOfToday`). */
const renamed: Partial<Record<HsdsName, Record<string, string>>> = {
  service: { fundings: 'funding', regular_schedules: 'schedules', holiday_schedules: '', deliverable_type: '', attending_access: '', attending_type: '', service_taxonomys: '', eligibilitys: '' },
  location: { physical_addresses: 'addresses', accessibility_for_disabilities: 'accessibility', regular_schedules: 'schedules', holiday_schedules: '' },
  service_at_location: { regular_schedules: 'schedules', holiday_schedules: '' },
  service_area: { service_area: 'name' },
  language: { language: 'name' },
  accessibility: { accessibility: 'description' },
  phone: { language: '' },
  taxonomy_term: { vocabulary: 'taxonomy' },
};

export function fromUkProfile(name: HsdsName, object: Raw): Raw {
  const names = renamed[name];
  const isFirstEdition = (names && Object.keys(names).some((key) => key in object)) || (name === 'address' && !('address_type' in object)) || (name === 'organization' && 'url' in object);
  if (!isFirstEdition) return object;
  const next: Raw = {};
  for (const [key, value] of Object.entries(object)) if (names?.[key] === undefined) next[key] = value;
  for (const [key, value] of Object.entries(object)) if (names?.[key]) next[names[key]] ??= value;
  return asOfToday(name, object, next);
}

/** What the first edition said in things of its own, in those of HSDS 3.0. */
function asOfToday(name: HsdsName, object: Raw, next: Raw): Raw {
  const add = (field: string, more: readonly Raw[]) => void (more.length && (next[field] = [...listOf(next[field]), ...more]));
  add('schedules', listOf(object.holiday_schedules).map(holiday));
  switch (name) {
    case 'service': {
      const ages = listOf(object.eligibilitys);
      const least = ages.map(({ minimum_age }) => minimum_age).filter((age) => typeof age === 'number');
      const most = ages.map(({ maximum_age }) => maximum_age).filter((age) => typeof age === 'number');
      if (least.length) next.minimum_age ??= Math.min(...(least as number[]));
      if (most.length) next.maximum_age ??= Math.max(...(most as number[]));
      const said = ages.map(({ eligibility }) => eligibility).filter(Boolean).join('; ');
      if (said) next.eligibility_description ??= said;
      const attribute = (id: string, link_type: string, more: Raw) => ({ id: idOf(`uk:${object.id}:${id}`), link_id: object.id, link_entity: 'service', link_type, ...more });
      add('attributes', listOf(object.service_taxonomys).flatMap(({ id, taxonomy }) => ((term) => (term ? [{ ...attribute(`${id ?? term.id}`, 'taxonomy', { taxonomy_term: term }), ...(id !== undefined && { id }) }] : []))(termOf(taxonomy))));
      // What is delivered, how and for whom one attends: HSDS 3.0 has no field of the service for it, but a place for what others classify.
      add('attributes', ['deliverable_type', 'attending_type', 'attending_access'].flatMap((field) => (typeof object[field] === 'string' && object[field] ? [attribute(field, field, { value: object[field] })] : [])));
      break;
    }
    case 'location': next.location_type ??= 'physical'; break;
    case 'address': next.address_type ??= 'physical'; break;
    case 'phone': if (typeof object.language === 'string' && object.language) add('languages', [{ id: idOf(`uk:${object.id}:language`), name: object.language }]); break;
    case 'organization':
      next.website ??= object.url;
      delete next.url;
  }
  return next;
}

/** Days on which the hours are others, or none: HSDS 3.0 has no mark for "closed", so its words say it. */
function holiday({ id, closed, start_date, end_date, opens_at, closes_at, service_at_location_id, ...more }: Raw): Raw {
  return { ...more, id: id ?? idOf(`uk:${service_at_location_id}:${start_date}`), valid_from: start_date, valid_to: end_date, ...(closed === true || closed === 'true' ? { description: 'Closed' } : { opens_at, closes_at }) };
}

function termOf(taxonomy: unknown): Raw | null {
  if (typeof taxonomy !== 'object' || taxonomy === null) return null;
  const { id, name, vocabulary, parent_id } = taxonomy as Raw;
  return id && name ? { id, code: String(id), name, description: '', ...(vocabulary ? { taxonomy: vocabulary } : {}), ...(parent_id ? { parent_id } : {}) } : null;
}
