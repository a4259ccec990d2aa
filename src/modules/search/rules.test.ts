import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { searchForm } from '#platform/matching/search-form.ts';
import { root } from '#platform/root.ts';
import { forms } from '#modules/organisations/forms.ts';
import { matchKeys as organisationKeys } from '#modules/organisations/keys.ts';
import { matchKeys as personKeys } from '#modules/people/keys.ts';
import { rules } from '#modules/networks/rules.ts';

const column = (path: string, at: number) => readFileSync(join(root, path), 'utf8').trim().split('\n').slice(1).map((line) => line.split(',')[at]!);
const fingerprint = (answers: readonly unknown[]) => createHash('sha256').update(JSON.stringify(answers)).digest('hex').slice(0, 12);
const organisation = '01a00000-0000-7000-8000-000000000001';

test('a change of folding or of keys gives the stored ones a new version, so that they are made anew', () => {
  const given = column('src/modules/people/data/given-names.csv', 2);
  const surnames = column('src/modules/people/data/surnames.csv', 2);
  const places = ['rs', 'bg', 'md'].flatMap((country) => column(`src/modules/places/data/settlements/${country}.csv`, 1));
  const people = surnames.flatMap((surname, i) => {
    const known = { id: organisation, given: given[i % given.length]!, surname, phone: i % 2 ? `06${i % 10}/${123_456 + i}` : null, email: i % 3 ? `x.y${i}@example.org` : null, birth: i % 4 ? '1980-01-02' : null, organisations: i % 5 ? [organisation] : [] };
    return [personKeys(known), personKeys({ ...known, given: `${known.given![0]}.`, surname: `${surname}-${surnames[(i * 7) % surnames.length]}` })];
  });
  const names = forms.flatMap(({ phrases, short }, i) => [...phrases, ...short].map((form, j) => `${form} „${surnames[(i * 31 + j) % surnames.length]} ${places[(i * 57 + j) % places.length]}“`));
  const organisations = names.map((name, i) => organisationKeys({ id: organisation, seat: i % 2 ? 'RS-L-79014' : null, spellings: [name] }));
  const written = fingerprint([...given, ...surnames, ...places.slice(0, 5000), ...names].map((name) => searchForm([name])));
  expect(rules).toEqual({ person: fingerprint([written, people]), organisation: fingerprint([written, organisations]), service: fingerprint([written, 'names in all languages, and those of the provider']), programme: written });
});
