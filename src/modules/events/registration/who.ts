/** Who somebody is that has registered: the same door through which rows of a list meet the people already known. */
import type { CommandContext } from '#platform/command/command.ts';
import { compare } from '#platform/matching/compare.ts';
import { fold } from '#platform/matching/fold.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { comparableOrganisation, organisationModel } from '#modules/organisations/matching.ts';
import { matchKeys } from '#modules/organisations/keys.ts';
import { shippedTowns } from '#modules/organisations/towns.ts';
import { blockingKeys, comparablePerson } from '#modules/people/comparable-person.ts';
import { personModel } from '#modules/people/matching.ts';
import { populationOf } from '#modules/people/population.ts';
import type { Country } from '#modules/places/shape.ts';
import { municipalityOf } from '#modules/places/gazetteer.ts';
import { whichPlace } from '#modules/places/which-place.ts';
import { placeNamed } from '#modules/places/written-name.ts';
import { knownOrganisations, knownPeople, type KnownPerson } from '../import/known.ts';

export interface Delegate {
  given: string;
  surname: string;
  email: string | null;
  phone: string | null;
  organisation: string | null;
  place: string | null;
}

/** Somebody known who may be meant. */
export interface Proposal {
  personId: string;
  name: string;
  isSure: boolean;
  probability: number;
}

/** What somebody wrote of whom she comes for. */
export interface Belonging {
  organisation: string | null;
  /** Id of the municipality, where it is known. */
  place: string | null;
}

/** A known organisation that a text may mean. */
export interface Meant {
  id: string;
  name: string;
  isSure: boolean;
  /** The text is its name, letter for letter. */
  isNamed: boolean;
}

/** Known organisations that each of these texts may mean, the likeliest first. One look into the index of keys, however many they are. */
export async function organisationsMeant(tx: Tx, networkId: string, texts: readonly Belonging[]): Promise<Meant[][]> {
  const asked = texts.filter(({ organisation }) => organisation);
  if (!asked.length) return texts.map(() => []);
  const known = await knownOrganisations(tx, networkId, new Set(asked.flatMap(({ organisation, place }) => matchKeys({ id: '', seat: place, spellings: [organisation!] }))));
  const mentions = known.map((one) => ({ one, mention: comparableOrganisation({ name: one.spelling, place: one.seat }, shippedTowns) }));
  return texts.map(({ organisation, place }) => {
    if (!organisation) return [];
    const written = comparableOrganisation({ name: organisation, place }, shippedTowns);
    const best = new Map<string, Meant & { probability: number }>();
    const letters = fold(organisation);
    for (const { one: { id, name, spelling }, mention } of mentions) {
      // Offices are told apart by where they sit alone: the name of one is the name of all.
      const isNamed = !written.form?.office && fold(spelling) === letters;
      const { verdict, probability } = compare(organisationModel, written, mention);
      if (verdict === 'different' && !isNamed) continue;
      const before = best.get(id);
      best.set(id, { id, name, isSure: verdict === 'same' || !!before?.isSure, isNamed: isNamed || !!before?.isNamed, probability: Math.max(probability, before?.probability ?? 0) });
    }
    return [...best.values()].sort((a, b) => Number(b.isSure) - Number(a.isSure) || b.probability - a.probability || (a.id < b.id ? -1 : 1));
  });
}

/** The known organisation this text means, where it means exactly one; a doubt stays the text. Whose very name it is, and nobody else's, is meant wherever it sits: the place is often that of the event, or her own. */
export async function organisationMeant(tx: Tx, networkId: string, text: string | null, place: string | null): Promise<string | null> {
  const [meant] = await organisationsMeant(tx, networkId, [{ organisation: text, place }]);
  const [named, same] = [meant!.filter(({ isNamed }) => isNamed), meant!.filter(({ isSure }) => isSure)];
  return named.length === 1 ? named[0]!.id : same.length === 1 ? same[0]!.id : null;
}

/** The municipality this text means, where it is sure: of the network's country rather than of another. @param near the place of the event */
export async function placeMeant(tx: Tx, networkId: string, text: string | null, near: string | null): Promise<string | null> {
  return text && placeNamed(text, { country: await countryOf(tx, networkId), near });
}

/** Municipalities this text may mean, the likeliest first; three at most. */
export const placesMeant = (text: string | null, { country, near }: { country: Country | null; near: string | null }): string[] =>
  text ? [...new Set(whichPlace(text, { ...(country && { country }), ...(near && { near }) }).flatMap(({ unit }) => municipalityOf(unit)?.id ?? []))].slice(0, 3) : [];

/** The network's country; a name that several countries have means the one there. */
export const countryOf = async (tx: Tx, networkId: string): Promise<Country | null> =>
  (await tx.selectFrom('network').select('country').where('network_id', '=', networkId).executeTakeFirstOrThrow()).country as Country | null;

/** Known people who may be each of these, the likeliest first; three at most. One look into the index of keys, however many they are. */
export async function peopleMeant(tx: Tx, networkId: string, delegates: readonly Delegate[]): Promise<Proposal[][]> {
  const written = delegates.map((one) => comparablePerson(one));
  const known = await knownPeople(tx, networkId, new Set(written.flatMap(blockingKeys)));
  const mentions = known.map((person) => ({ person, mention: comparablePerson(person) }));
  const { n } = await tx.selectFrom('tally').select((eb) => eb.fn.sum<number>('n').as('n')).where('network_id', '=', networkId).where('subject', '=', 'person').executeTakeFirstOrThrow();
  const model = personModel({ ...populationOf([...written, ...mentions.map(({ mention }) => mention)]), size: Math.max(1, Number(n ?? 0)) });
  return written.map((one) => {
    const best = new Map<string, Proposal>();
    for (const { person, mention } of mentions) {
      const { verdict, probability } = compare(model, one, mention);
      if (verdict === 'different') continue;
      const before = best.get(person.id);
      if (!before || before.probability < probability || (verdict === 'same' && !before.isSure)) best.set(person.id, { personId: person.id, name: nameOf(person), isSure: verdict === 'same' || !!before?.isSure, probability });
    }
    return [...best.values()].sort((a, b) => Number(b.isSure) - Number(a.isSure) || b.probability - a.probability || (a.personId < b.personId ? -1 : 1)).slice(0, 3);
  });
}

const nameOf = ({ given, surname }: KnownPerson) => [given, surname].filter(Boolean).join(' ');

/** The one person this surely is; nobody where two are sure or none. */
export const surely = (proposals: readonly Proposal[]): string | null => {
  const sure = proposals.filter(({ isSure }) => isSure);
  return sure.length === 1 ? sure[0]!.personId : null;
};

/** Who somebody is by what is surely known, in the columns of a registration. */
export async function identify({ tx, scope: { networkId } }: CommandContext, delegate: Delegate) {
  const person_id = surely((await peopleMeant(tx, networkId, [delegate]))[0]!);
  return { person_id, identified_by: person_id ? 'matching' : null };
}
