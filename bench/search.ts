/**
 * Milliseconds until a list answers what was typed, over 10⁵ and 10⁶ made-up people: the whole `findPeople` with its transactions, the total and the page of fifty.
 * `node bench/search.ts [sizes…]`; PostgreSQL of its own in a temporary folder. Found is whether the person meant (or a namesake) stands among the first five. Results: bench/search.md.
 */
import { foldWords } from '#platform/matching/fold.ts';
import { toCyrillic, toLatin } from '#platform/matching/transliterate.ts';
import { findPeople } from '#modules/people/queries.ts';
import { growingNetwork, percentile, type MadePerson } from './million-people.ts';
import { seeded } from './people-data.ts';

const sizes = process.argv.slice(2).map(Number);
if (!sizes.length) sizes.push(100_000, 1_000_000);
const asked = 200;
const network = await growingNetwork(Math.max(...sizes), 0);
const random = seeded(11);
const below = (n: number) => Math.floor(random() * n);

const otherScript = (text: string) => (/[Ѐ-ӿ]/.test(text) ? toLatin(text, 'sr') : toCyrillic(text, 'sr'));
function slip(text: string): string {
  const at = 1 + below(text.length - 2);
  const kind = below(4);
  if (kind === 0) return text.slice(0, at) + text.slice(at + 1);
  if (kind === 1) return text.slice(0, at) + 'r' + text.slice(at);
  if (kind === 2) return `${text.slice(0, at)}r${text.slice(at + 1)}`;
  return text.slice(0, at - 1) + text[at]! + text[at - 1]! + text.slice(at + 1);
}
const ways: { what: string; type: (one: MadePerson) => string }[] = [
  { what: 'surname and given name', type: ({ given, surname }) => `${surname} ${given}` },
  { what: 'both in the other script', type: ({ given, surname }) => otherScript(`${given} ${surname}`) },
  { what: 'beginnings: four letters of one, three of the other', type: ({ given, surname }) => `${surname.slice(0, 4)} ${given.slice(0, 3)}` },
  { what: 'surname alone', type: ({ surname }) => surname },
  { what: 'four letters alone', type: ({ surname }) => surname.slice(0, 4) },
  { what: 'a typing error in the surname, given name right', type: ({ given, surname }) => `${given} ${slip(surname)}` },
  { what: 'a typing error in the surname alone', type: ({ surname }) => slip(surname) },
];

console.log('| people | typed | p50 ms | p95 ms | p99 ms | found among five |\n|---|---|---|---|---|---|');
for (const size of sizes) {
  await network.growTo(size);
  for (const { what, type } of ways) {
    const times: number[] = [];
    let found = 0;
    for (let n = 0; n < asked + 20; n++) {
      let one = network.inside[below(network.inside.length)]!;
      while (one.surname.length < 6 || one.given.length < 3) one = network.inside[below(network.inside.length)]!;
      const q = type(one);
      const began = performance.now();
      const { items } = await findPeople(network.scope, { q });
      if (n < 20) continue;
      times.push(performance.now() - began);
      const meant = nameOf(one.given, one.surname);
      if (items.slice(0, 5).some(({ given, surname }) => (what.endsWith('alone') ? nameOf('', surname ?? '') === nameOf('', one.surname) : nameOf(given ?? '', surname ?? '') === meant))) found += 1;
    }
    console.log(`| ${size.toLocaleString('en')} | ${what} | ${[0.5, 0.95, 0.99].map((share) => percentile(times, share).toFixed(1)).join(' | ')} | ${((100 * found) / asked).toFixed(1)} % |`);
  }
}
await network.end();

function nameOf(given: string, surname: string): string {
  return foldWords(`${given} ${surname}`).sort().join(' ');
}
