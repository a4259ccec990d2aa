/**
 * The Open Referral UK profile: today an HSDS 3.0 profile with the same fields, in its first edition (1.0, openreferraluk.org/dev-schema) HSDS 2.0 with
 * other names. This file knows the other names; whatever it does not know stays as it is.
 */
import type { HsdsName } from './objects.ts';
import { idOf } from '../nomenclature/nomenclature.ts';

type Raw = Record<string, unknown>;
const listOf = (value: unknown): Raw[] => (Array.isArray(value) ? value.filter((one): one is Raw => typeof one === 'object' && one !== null) : []);

/** First-edition name → name of HSDS 3.0. */
const renamed: Partial<Record<HsdsName, Record<string, string>>> = {
  service: { fundings: 'funding', regular_schedules: 'schedules', deliverable_type: '', attending_access: '', attending_type: '', service_taxonomys: '', eligibilitys: '', reviews: '', holiday_schedules: '' },
  location: { physical_addresses: 'addresses', accessibility_for_disabilities: 'accessibility', regular_schedules: 'schedules' },
  service_at_location: { regular_schedules: 'schedules' },
  schedule: { valid_to: 'valid_to' },
  language: { language: 'name' },
  accessibility: { accessibility: 'description' },
  cost_option: { amount_description: 'amount_description' },
  taxonomy_term: { vocabulary: 'taxonomy' },
};

export function fromUkProfile(name: HsdsName, object: Raw): Raw {
  const names = renamed[name];
  const isFirstEdition = (names && Object.keys(names).some((key) => key in object && names[key] !== key)) || (name === 'address' && !('address_type' in object)) || (name === 'organization' && 'url' in object);
  if (!isFirstEdition) return object;
  const next: Raw = {};
  for (const [key, value] of Object.entries(object)) {
    const known = names?.[key];
    if (known === undefined) next[key] = value;
    else if (known !== '' && next[known] === undefined) next[known] = value;
  }
  if (name === 'service') {
    const ages = listOf(object.eligibilitys);
    const least = ages.map(({ minimum_age }) => minimum_age).filter((age) => typeof age === 'number');
    const most = ages.map(({ maximum_age }) => maximum_age).filter((age) => typeof age === 'number');
    if (least.length) next.minimum_age ??= Math.min(...(least as number[]));
    if (most.length) next.maximum_age ??= Math.max(...(most as number[]));
    const said = ages.map(({ eligibility }) => eligibility).filter(Boolean).join('; ');
    if (said) next.eligibility_description ??= said;
    const terms = listOf(object.service_taxonomys).map(({ id, taxonomy }) => ({ id: id ?? idOf(`uk:${object.id}:${(taxonomy as Raw | undefined)?.id}`), link_id: object.id, link_entity: 'service', link_type: 'taxonomy', taxonomy_term: termOf(taxonomy) })).filter(({ taxonomy_term }) => taxonomy_term);
    if (terms.length) next.attributes ??= terms;
  }
  if (name === 'location') next.location_type ??= 'physical';
  if (name === 'address') next.address_type ??= 'physical';
  if (name === 'organization') {
    next.website ??= object.url;
    delete next.url;
  }
  return next;
}

function termOf(taxonomy: unknown): Raw | null {
  if (typeof taxonomy !== 'object' || taxonomy === null) return null;
  const { id, name, vocabulary } = taxonomy as Raw;
  return id && name ? { id, code: String(id), name, description: '', ...(vocabulary ? { taxonomy: vocabulary } : {}) } : null;
}
