/** Who could fill a gap, best first, each with the reasons one can check. Pure. */
import type { MemberState } from '../membership/states.ts';

/** What the directory knows of an organisation that fits the type and sits in the region. */
export interface Known {
  organisationId: string;
  name: string;
  seat: string;
  /** Published services it gives now. */
  services: number;
  /** Events its people took part in within the last two years. */
  events: number;
  /** Other networks it is a member of. */
  networks: number;
  /** What it is in this network today; null for none. */
  state: MemberState | null;
}

export type Reason =
  /** It asked to be admitted, was invited, observes, or was a member before. */
  | { code: 'applicant' | 'invited' | 'observer' | 'suspended' | 'left' }
  | { code: 'seat'; seat: string }
  | { code: 'services' | 'events' | 'networks'; n: number };

export interface Candidate extends Known {
  reasons: Reason[];
}

/** From three on, more of the same does not make an organisation a better candidate. */
const enough = 3;
const activity = ({ services, events }: Known) => Math.min(enough, services) + Math.min(enough, events);
/** Whoever asked comes first, then who was asked, then who watches; who left comes last. */
const nearness: Record<MemberState, number> = { applicant: 4, invited: 3, observer: 2, suspended: 1, member: 0, left: -1 };

/** In this order: what they are in the network already, services and events (up to three of each), membership in other networks, name. Members are not among them. */
export const ranked = (known: readonly Known[]): Candidate[] =>
  known
    .filter(({ state }) => state !== 'member')
    .map((one) => ({ ...one, reasons: reasonsFor(one) }))
    .sort((a, b) => nearnessOf(b) - nearnessOf(a) || activity(b) - activity(a) || Math.min(enough, b.networks) - Math.min(enough, a.networks) || (a.name < b.name ? -1 : a.name > b.name ? 1 : a.organisationId < b.organisationId ? -1 : 1));

const nearnessOf = ({ state }: Known) => (state ? nearness[state] : 0);

function reasonsFor({ state, seat, services, events, networks }: Known): Reason[] {
  return [
    ...(state && state !== 'member' ? [{ code: state }] : []),
    { code: 'seat', seat },
    ...(services ? [{ code: 'services' as const, n: services }] : []),
    ...(events ? [{ code: 'events' as const, n: events }] : []),
    ...(networks ? [{ code: 'networks' as const, n: networks }] : []),
  ];
}
