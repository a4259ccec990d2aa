/** Who somebody is that has registered: the same door through which rows of a list meet the people already known. */
import { compare } from '#platform/matching/compare.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { comparableOrganisation, organisationModel } from '#modules/organisations/matching.ts';
import { matchKeys } from '#modules/organisations/keys.ts';
import { shippedTowns } from '#modules/organisations/towns.ts';
import { blockingKeys, comparablePerson } from '#modules/people/comparable-person.ts';
import { personModel } from '#modules/people/matching.ts';
import { populationOf } from '#modules/people/population.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
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

/** The known organisation this text means, where it means exactly one; a doubt stays the text. */
export async function organisationMeant(tx: Tx, networkId: string, text: string | null, place: string | null): Promise<string | null> {
  if (!text) return null;
  const known = await knownOrganisations(tx, networkId, new Set(matchKeys({ id: '', seat: place, spellings: [text] })));
  const written = comparableOrganisation({ name: text, place }, shippedTowns);
  const same = new Set(known.filter(({ spelling, seat }) => compare(organisationModel, written, comparableOrganisation({ name: spelling, place: seat }, shippedTowns)).verdict === 'same').map(({ id }) => id));
  return same.size === 1 ? [...same][0]! : null;
}

/** The municipality this text means, where it is sure. @param near the place of the event */
export function placeMeant(text: string | null, near: string | null): string | null {
  if (!text) return null;
  const { decision, best } = decide(whichPlace(text, near ? { near } : {}));
  return decision === 'sure' ? (best!.municipality ?? best!.unit) : null;
}

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
