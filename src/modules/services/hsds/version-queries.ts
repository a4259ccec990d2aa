/** Which state the directory is in, and what has been worked out for that state: counts, and where pages far into a list begin. The database says the state, so no process keeps anything longer than it is true. */
import { sql } from 'kysely';
import { database } from '#platform/db/database.ts';

export interface DirectoryNetwork {
  networkId: string;
  /** Another text after every change of what the directory tells (migrations/0067). */
  version: string;
}

/** The networks that have published services, in a fixed order. */
export async function directoryVersions(): Promise<DirectoryNetwork[]> {
  const { rows } = await sql<DirectoryNetwork>`select network_id as "networkId", version from directory_versions()`.execute(database());
  return rows.sort((a, b) => (a.networkId < b.networkId ? -1 : 1));
}

/** The whole state as one text. */
export const stateOf = (networks: readonly DirectoryNetwork[]) => networks.map(({ networkId, version }) => `${networkId} ${version}`).join(';');

/** The last ones asked for; what belongs to states that have passed is asked for no more and leaves first. */
function memory<T>(most: number) {
  const kept = new Map<string, T>();
  return async (key: string, make: () => T | Promise<T>): Promise<T> => {
    const value = kept.has(key) ? kept.get(key)! : await make();
    kept.delete(key);
    kept.set(key, value);
    if (kept.size > most) kept.delete(kept.keys().next().value!);
    return value;
  };
}

const counts = memory<unknown>(300);
const places = memory<Bookmarks>(20);

/** What `make` finds, once for a state of the directory. Small things only. */
export const oncePerState = <T>(state: string, what: string, make: () => Promise<T>): Promise<T> => counts(`${state} ${what}`, make) as Promise<T>;

export const bookmarks = (state: string, what: string): Promise<Bookmarks> => places(`${state} ${what}`, () => new Bookmarks());

/** Ids that are known to stand at some place of an ordered list, so that nobody counts up to it again. */
export class Bookmarks {
  readonly #ids = new Map<number, string>();

  /** The nearest known place at or before this one: so many come up to and with `after`. */
  before(place: number): { skipped: number; after: string } {
    let [skipped, after] = [0, '00000000-0000-0000-0000-000000000000'];
    for (const [at, id] of this.#ids) if (at <= place && at > skipped) [skipped, after] = [at, id];
    return { skipped, after };
  }

  /** @param place how many come up to and with this id */
  set(place: number, id: string): void {
    if (this.#ids.size >= 2_500) this.#ids.clear();
    this.#ids.set(place, id);
  }
}
