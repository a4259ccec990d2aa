/** How many organisations a network has: its own members and the members of its members, each counted once, with the overlap by name. Pure. */

/** That an organisation or a network is a member of a network on the day that is asked about. */
export interface Link {
  allianceId: string;
  organisationId: string | null;
  memberAllianceId: string | null;
}

export interface MembersCounted {
  /** Each organisation once. */
  net: string[];
  /** Mentions: an organisation as often as a network's list names it; a network that is reached over two others is one list. */
  gross: number;
  /** Who is on more than one list, with the networks, the one most often named first. */
  overlaps: { organisationId: string; through: string[] }[];
  /** Networks reached, nearest first, the asked one at the head. */
  lists: string[];
  /** Networks among them of whose members nobody has entered any: what they would add is not known. */
  silent: string[];
}

/** @param links everybody's members of that day; in any order, it does not matter. A circle in them ends where it began. */
export function countMembers(allianceId: string, links: readonly Link[]): MembersCounted {
  const of = Map.groupBy(links, (link) => link.allianceId);
  const lists = [allianceId];
  for (const list of lists) {
    for (const { memberAllianceId } of of.get(list) ?? []) if (memberAllianceId && !lists.includes(memberAllianceId)) lists.push(memberAllianceId);
  }
  const through = new Map<string, Set<string>>();
  for (const list of lists) {
    for (const { organisationId } of of.get(list) ?? []) if (organisationId) through.set(organisationId, (through.get(organisationId) ?? new Set()).add(list));
  }
  return {
    net: [...through.keys()].sort(),
    gross: through.values().reduce((sum, at) => sum + at.size, 0),
    overlaps: [...through].filter(([, at]) => at.size > 1).map(([organisationId, at]) => ({ organisationId, through: [...at] })).sort((a, b) => b.through.length - a.through.length || (a.organisationId < b.organisationId ? -1 : 1)),
    lists,
    silent: lists.slice(1).filter((list) => !of.get(list)?.length),
  };
}
