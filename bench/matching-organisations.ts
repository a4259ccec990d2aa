/** How well the organisations' own matching does on `bench/data/organisations`, through the functions that the import calls. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { candidatePairs } from '#platform/matching/candidates.ts';
import { cluster } from '#platform/matching/cluster.ts';
import { compare } from '#platform/matching/compare.ts';
import { firstLook } from '#modules/organisations/first-look.ts';
import { blockingKeys, comparableOrganisation, organisationModel, type ComparableOrganisation } from '#modules/organisations/matching.ts';
import { shippedTowns } from '#modules/organisations/towns.ts';
import { levelOf, municipalityOf, unitById } from '#modules/places/gazetteer.ts';
import { whichPlace } from '#modules/places/which-place.ts';
import type { Country } from '#modules/places/shape.ts';

const shipped = join(import.meta.dirname, 'data', 'organisations');
const read = (folder: string, name: string) => parse(readFileSync(join(folder, name), 'utf8'), { columns: true }) as Record<string, string>[];

export interface Writing extends ComparableOrganisation {
  row: number;
  truth: string;
  country: string;
  text: string;
  sheetTown: string;
}

/** The part of a city, where the column says one; else the municipality. */
function unitOf(town: string, country: Country): string | null {
  const [guess] = whichPlace(town, { level: 'any', country });
  const unit = guess && unitById(guess.unit);
  return unit && levelOf(unit) === 'city_municipality' && municipalityOf(unit.id)!.id !== unit.id ? unit.id : (whichPlace(town, { level: 'municipality', country })[0]?.municipality ?? null);
}

/** The rows, each with the municipality that its town column names. */
export const organisationWritings = (folder = shipped): Writing[] =>
  read(folder, 'organisations.csv').map(({ row, cluster, country, name, town }) => {
    const place = town ? unitOf(town, country as Country) : null;
    return { ...comparableOrganisation({ name: name!, place }, shippedTowns), row: Number(row), truth: cluster!, country: country!, text: name!, sheetTown: town! };
  });

/** Clusters (a, b) that look alike and are not the same, with the reason. */
export const lookAlikes = (folder = shipped): { a: string; b: string; why: string }[] => read(folder, 'look-alikes.csv') as never;

export interface Outcome {
  writings: number;
  clusters: number;
  /** Pairs of rows in one group, of all that truth puts in one. */
  precision: number;
  recall: number;
  f1: number;
  /** Groups made only of what needs no question. */
  mergedUnasked: { precision: number; recall: number };
  /** Questions for 100 rows. */
  asked: number;
  /** Look-alike pairs of which any two rows ended in one group. */
  confused: { a: string; b: string; why: string }[];
  alike: number;
  seconds: number;
  /** Rows of different organisations in one group, rows of one in different groups: one example for each two clusters or groups. */
  wrong: [Writing, Writing][];
  missed: [Writing, Writing][];
}

const pairsIn = (n: number) => (n * (n - 1)) / 2;

/** Pairs joined, pairs of the truth, pairs that are both. */
function paired(groups: readonly Writing[][]): { joined: number; right: number } {
  const sum = (counts: Iterable<number>) => [...counts].reduce((total, n) => total + pairsIn(n), 0);
  return { joined: sum(groups.map((group) => group.length)), right: sum(groups.flatMap((group) => [...Map.groupBy(group, (one) => one.truth).values()].map((same) => same.length))) };
}

export function measureOrganisations(folder = shipped): Outcome {
  const started = performance.now();
  const all = organisationWritings(folder);
  const run = (joinFrom?: number) =>
    cluster(all, candidatePairs(all, blockingKeys, { mayAgree: firstLook(all) }), { compare: (a, b) => compare(organisationModel, a, b), ...(joinFrom && { joinFrom }) });
  const { groups, groupOf, questions } = run();
  const seconds = (performance.now() - started) / 1000;
  const sure = run(organisationModel.same);

  const truth = Map.groupBy(all, (one) => one.truth);
  const meant = [...truth.values()].reduce((total, rows) => total + pairsIn(rows.length), 0);
  const { joined, right } = paired(groups);
  const unasked = paired(sure.groups);
  const wrong = groups.flatMap((group): [Writing, Writing][] => {
    const [first, ...others] = [...Map.groupBy(group, (one) => one.truth).values()];
    return others.map((rows) => [first![0]!, rows[0]!]);
  });
  const missed = [...truth.values()].flatMap((rows): [Writing, Writing][] => {
    const [first, ...others] = [...Map.groupBy(rows, (one) => groupOf.get(one)).values()].sort((a, b) => b.length - a.length);
    return others.map((apart) => [first![0]!, apart[0]!]);
  });
  const alike = lookAlikes(folder);
  return {
    writings: all.length,
    clusters: truth.size,
    precision: right / joined,
    recall: right / meant,
    f1: (2 * right) / (joined + meant),
    mergedUnasked: { precision: unasked.right / unasked.joined, recall: unasked.right / meant },
    asked: (questions.length / all.length) * 100,
    confused: alike.filter(({ a, b }) => truth.get(a)!.some((one) => truth.get(b)!.some((other) => groupOf.get(one) === groupOf.get(other)))),
    alike: alike.length,
    seconds,
    wrong,
    missed,
  };
}
