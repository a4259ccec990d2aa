/** What the tests of this folder stand on: a network with a published programme, an event of it with a form, and people who register. */
import { database } from '#platform/db/database.ts';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { eventKinds } from '../evidence.ts';
import { planEvent } from '../planning/commands.ts';
import { secretFor } from '../secret-link.ts';
import { register, saveForm } from './commands.ts';

export interface Ground {
  scope: Scope;
  visitor: Scope;
  programmeId: string;
}

/** The day so many days from today, `YYYY-MM-DD`. */
export const inDays = (n: number): string => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);

export async function newGround(network: { country?: string } = {}): Promise<Ground> {
  useKinds([...eventKinds, ...resultKinds]);
  const scope = systemScope(newId(), 'test');
  await database().insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}', ...network }).execute();
  return { scope, visitor: publicScope(scope.networkId), programmeId: await newProgramme(scope) };
}

export async function newProgramme({ networkId }: Scope): Promise<string> {
  const programmeId = newId();
  await database().insertInto('programme').values({ network_id: networkId, programme_id: programmeId, slug: programmeId, titles: '{}', published_at: new Date() }).execute();
  return programmeId;
}

/** A training of three seats in a month, or what is said of it. @returns its id */
export const planned = async ({ scope, programmeId }: Pick<Ground, 'scope' | 'programmeId'>, more = {}): Promise<string> =>
  (await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, capacity: 3, venuePlace: 'RS-L-71269', days: [inDays(30)], ...more })).eventId;

export const saved = ({ scope, programmeId }: Pick<Ground, 'scope' | 'programmeId'>, eventId: string, more = {}) =>
  execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30, ...more });

/** Somebody registers who has solved the human check. */
export const comes = (visitor: Scope, eventId: string, given: string, more = {}) =>
  execute(register, visitor, { eventId, given, surname: 'Ilić', email: `${given.toLowerCase()}@example.org`, organisationText: null, locale: 'en', origin: 'https://kolo.example', challenge: newId(), ...more });

/** The token of her link. */
export const linkOf = ({ networkId }: Scope, registrationId: string, version = 0): string => secretFor('registration', { networkId, id: registrationId, version });
