/** Which members of a network were at a meeting. Pure. */
import { countMembers, type Link } from '../membership/counting.ts';

/** A member on the day of the meeting: an organisation, or a network with whoever belongs to it. */
export interface MemberThere {
  organisationId: string | null;
  memberAllianceId: string | null;
  /** The organisations that came for it; for an organisation itself, for a network those on its lists. None: it was not represented. */
  cameAs: string[];
}

export interface Attendance {
  members: MemberThere[];
  /** How many of them somebody came for. */
  represented: number;
  /** Organisations that came and belong to no member. */
  guests: string[];
}

/**
 * Who was represented, each member once, however many people came for it. One organisation that belongs to two member networks stands for both, and for itself where it is a member too.
 * @param links everybody's members of that day @param came organisations for which somebody came, in any order, also twice @param faces a network's own entry in the directory: whoever came for it came for the network
 */
export function attendanceOf(allianceId: string, links: readonly Link[], came: readonly string[], faces: ReadonlyMap<string, string> = new Map()): Attendance {
  const there = new Set(came);
  const standing = new Set<string>();
  const members = links
    .filter((link) => link.allianceId === allianceId)
    .map(({ organisationId, memberAllianceId }): MemberThere => {
      const of = organisationId ? [organisationId] : [...countMembers(memberAllianceId!, links).net, ...(faces.get(memberAllianceId!) ? [faces.get(memberAllianceId!)!] : [])];
      of.forEach((one) => standing.add(one));
      return { organisationId, memberAllianceId, cameAs: [...new Set(of)].filter((one) => there.has(one)).sort() };
    });
  return { members, represented: members.filter(({ cameAs }) => cameAs.length).length, guests: [...there].filter((one) => !standing.has(one)).sort() };
}

/** How regularly each member came: to how many of the meetings that were held while it was a member. By its id. */
export function regularity(attendances: readonly Attendance[]): Map<string, { came: number; of: number }> {
  const all = new Map<string, { came: number; of: number }>();
  for (const { members } of attendances)
    for (const { organisationId, memberAllianceId, cameAs } of members) {
      const id = (organisationId ?? memberAllianceId)!;
      const before = all.get(id) ?? { came: 0, of: 0 };
      all.set(id, { came: before.came + (cameAs.length ? 1 : 0), of: before.of + 1 });
    }
  return all;
}
