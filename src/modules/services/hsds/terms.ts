/** The shipped nomenclatures as HSDS taxonomies and terms. */
import type { Localised } from '#platform/words/localised.ts';
import { nomenclature, vocabularies, vocabularyId, type Term, type Vocabulary } from '../nomenclature/nomenclature.ts';

/** What each list is called, in its own language, and where it comes from. */
const about: Record<Vocabulary, { name: string; description: string; language: keyof Localised; version: string }> = {
  category: { name: 'Kolo common categories', description: 'Common categories of social services that join the national lists of Serbia, Bulgaria and Moldova', language: 'en', version: '1' },
  RS: { name: 'Услуге социјалне заштите', description: 'Social services of Serbia: Law on Social Protection, article 40', language: 'sr-Cyrl', version: '2022' },
  BG: { name: 'Социални услуги', description: 'Social services of Bulgaria: Social Services Act, article 15', language: 'bg', version: '2020' },
  MD: { name: 'Servicii sociale', description: 'Social services of Moldova: Law 123/2010', language: 'ro', version: '2011' },
  'user-group': { name: 'Kolo user groups', description: 'Groups of people services are intended for', language: 'en', version: '1' },
};

/** ISO 639 as HSDS wants it; the script does not fit its examples but is needed for Serbian (BCP 47). */
export const termOf = ({ id, vocabulary, code, labels, parentId }: Term) => {
  const { language, name } = about[vocabulary];
  return { id, code, name: labels[language] ?? labels.en!, description: labels.en ?? '', ...(parentId && { parent_id: parentId }), taxonomy: name, language, taxonomy_id: vocabularyId(vocabulary) };
};

export const shippedTaxonomies = () => vocabularies.map((vocabulary) => ({ id: vocabularyId(vocabulary), name: about[vocabulary].name, description: about[vocabulary].description, version: about[vocabulary].version }));
export const shippedTerms = () => nomenclature().terms.map(termOf);
