/** Which organisations the rows of some lists name: the spellings gathered, the towns they sit in, what they are. */
import { candidatePairs } from '#platform/matching/candidates.ts';
import { cluster } from '#platform/matching/cluster.ts';
import { compare } from '#platform/matching/compare.ts';
import { firstLook } from '#modules/organisations/first-look.ts';
import { blockingKeys, comparableOrganisation, organisationModel, type ComparableOrganisation } from '#modules/organisations/matching.ts';
import type { Towns } from '#modules/organisations/name-town.ts';
import type { OrganisationType } from '#modules/organisations/shape.ts';
import type { Doubt } from './doubts.ts';

/** A row as far as its organisation is concerned. */
export interface OrganisationRow {
  list: number;
  row: number;
  organisation: string | null;
  place: string | null;
}

export interface Organisations {
  /** For each row, in their order, the key of its organisation; null where the cell is empty. */
  keys: (string | null)[];
  typeOf: Map<string, OrganisationType>;
  /** The fullest spelling of each. */
  nameOf: Map<string, string>;
  doubts: Doubt[];
}

/** One spelling with one municipality, and the rows that have it. */
interface Mention extends ComparableOrganisation {
  text: string;
  rows: number[];
}

/**
 * Gathers the organisations of all rows. Keys are `o1`, `o2` … in the order of first appearance.
 * @param differ whether somebody has said that two rows, by their positions, are never the same organisation
 */
export function organisationsOf(rows: readonly OrganisationRow[], towns: Towns, differ?: (a: number, b: number) => boolean): Organisations {
  const mentions = new Map<string, Mention>();
  const contested = new Set<string>();
  for (const [i, { organisation, place }] of rows.entries()) {
    const text = organisation?.trim();
    if (!text) continue;
    const written = `${text}\n${place}`;
    // Two that are written alike and yet are not the same: each stands for itself, and whoever is written so comes between them, to be asked about.
    if (differ && mentions.get(written)?.rows.some((other) => differ(other, i))) contested.add(written);
    const key = contested.has(written) ? `${written}\n${differ!(mentions.get(written)!.rows[0]!, i) ? i : 'unsaid'}` : written;
    const mention = mentions.get(key);
    if (mention) mention.rows.push(i);
    else mentions.set(key, { ...comparableOrganisation({ name: text, place }, towns), text, rows: [i] });
  }
  const all = [...mentions.values()];
  const compared = (a: Mention, b: Mention) => compare(organisationModel, a, b);
  const { groups, groupOf, questions } = cluster(all, candidatePairs(all, blockingKeys, { mayAgree: firstLook(all) }), {
    compare: compared,
    ...(differ && { cannotLink: (a, b) => a.rows.some((x) => b.rows.some((y) => differ(x, y))) }),
  });

  const firstRow = (group: Mention[]) => Math.min(...group.flatMap((mention) => mention.rows));
  const ordered = groups.map((group, index) => ({ group, index })).sort((a, b) => firstRow(a.group) - firstRow(b.group));
  const keyOfGroup = new Map(ordered.map(({ index }, i) => [index, `o${i + 1}`]));
  const keys: (string | null)[] = rows.map(() => null);
  for (const mention of all) for (const i of mention.rows) keys[i] = keyOfGroup.get(groupOf.get(mention)!)!;

  const found: Organisations = { keys, typeOf: new Map(), nameOf: new Map(), doubts: [] };
  for (const { group, index } of ordered) {
    const key = keyOfGroup.get(index)!;
    found.nameOf.set(key, fullest(group));
    const said = typeSaid(group);
    // A short scrap beside a town is rather a mistyped abbreviation of an office than an association's name.
    const office = !said && group.some((mention) => mention.offices.length > 0);
    found.typeOf.set(key, said ?? (office ? 'public-institution' : 'cso'));
    if (!said) found.doubts.push(doubtAt(rows, group[0]!, office ? 'organisation_office_guessed' : 'organisation_type_guessed', { name: group[0]!.text }));
  }
  const townsOfName = Map.groupBy(all, (mention) => mention.joined);
  for (const { a, b, joined, comparison } of questions) {
    // A name found in many towns is simply a common one, and asking about each pair of towns would help nobody.
    const inTowns = new Set([...townsOfName.get(a.joined)!, ...townsOfName.get(b.joined)!].map((mention) => mention.municipality)).size;
    if (inTowns > 2 && comparison.limits.some((limit) => limit.name === 'other-town')) continue;
    const [earlier, later] = firstRow([a]) <= firstRow([b]) ? [a, b] : [b, a];
    const proposal = { organisation: keyOfGroup.get(groupOf.get(earlier)!)!, name: earlier.text };
    found.doubts.push(doubtAt(rows, later, joined ? 'organisation_taken_for' : 'organisation_may_be', { name: later.text, other: earlier.text }, [proposal]));
  }
  return found;
}

/** What most rows say it is; a name without a form says nothing. */
function typeSaid(group: Mention[]): OrganisationType | null {
  const votes = new Map<OrganisationType, number>();
  for (const mention of group) {
    const type = mention.form?.type;
    if (type) votes.set(type, (votes.get(type) ?? 0) + mention.rows.length);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** The spelling that says most: with a form, then the one written most often, then the longest. */
const fullest = (group: Mention[]): string =>
  [...group].sort((a, b) => Number(Boolean(b.form)) - Number(Boolean(a.form)) || b.rows.length - a.rows.length || b.text.length - a.text.length)[0]!.text;

function doubtAt(rows: readonly OrganisationRow[], mention: Mention, code: Doubt['code'], params: Doubt['params'], proposals: Doubt['proposals'] = []): Doubt {
  const { list, row } = rows[mention.rows[0]!]!;
  return { list, row, field: 'organisation', text: mention.text, code, params, proposals };
}
