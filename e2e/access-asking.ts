import type { Asking } from './access-policy.ts';
import { plant, type Data } from './app.ts';
import type { Planted } from './two-networks.ts';

/** Plants the two networks into the data of a Kolo that is not running. */
export const plantIn = (data: Data) => plant<[Planted, Planted]>(data, 'two-networks.ts');

export interface Answered {
  status: number;
  text: string;
  /** The JSON of the answer; undefined for anything else. */
  body: unknown;
  location: string | null;
}

/** Asks the running product as one role of one network: the API with a key, pages with a session. */
export class Caller {
  readonly #url: string;
  readonly #network: Planted;

  constructor(url: string, network: Planted) {
    this.#url = url;
    this.#network = network;
  }

  api(role: Asking, path: string, body?: unknown): Promise<Answered> {
    const headers: Record<string, string> = { 'accept-language': 'en', ...(role === 'visitor' ? {} : { authorization: `Bearer ${this.#network.accounts[role].key}` }) };
    return this.#send(`/api/v1${path}`, body === undefined ? { headers } : { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
  }

  page(role: Asking, path: string, form?: URLSearchParams): Promise<Answered> {
    const { name = '', value = '' } = role === 'visitor' ? {} : this.#network.accounts[role].session;
    const headers: Record<string, string> = { accept: 'text/html', 'accept-language': 'en', origin: this.#url, ...(name && { cookie: `${name}=${encodeURIComponent(value)}; kolo_locale=en` }) };
    return this.#send(path, form ? { method: 'POST', headers: { ...headers, 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() } : { headers });
  }

  /** What a phone at a door sends, in this role's session. */
  sync(role: Asking, body: unknown): Promise<Answered> {
    const { name = '', value = '' } = role === 'visitor' ? {} : this.#network.accounts[role].session;
    return this.#send('/sync', { method: 'POST', headers: { origin: this.#url, 'accept-language': 'en', 'content-type': 'application/json', ...(name && { cookie: `${name}=${encodeURIComponent(value)}` }) }, body: JSON.stringify(body) });
  }

  async #send(path: string, init: RequestInit): Promise<Answered> {
    const response = await fetch(this.#url + path, { ...init, redirect: 'manual' });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, text, body: isJson && text ? JSON.parse(text) : undefined, location: response.headers.get('location') };
  }
}

/** Names in the braces of the policy → ids and slugs of a planted network. */
export function idsOf(network: Planted): Record<string, string> {
  const ids: Record<string, string> = {
    'person.own': network.people[0]!.personId,
    'person.other': network.people[5]!.personId,
    batch: network.batchId,
    directory: network.directoryId,
    import: network.importId,
    file: network.importedFileId,
    proposal: network.proposalId,
    'published.questionnaire': network.questionnaires.published,
    'secret.questionnaire': network.questionnaires.secret,
    membership: network.accounts['field-worker'].membershipId,
    network: network.slug,
    list: '0',
    row: '1',
  };
  for (const [name, id] of Object.entries(network.organisations)) ids[`organisation.${name}`] = id;
  for (const which of ['published', 'secret'] as const) {
    const { slug, programmeId, indicators, eventId, seriesId, code, claims, publicationId, participations, textId, levelId } = network[which];
    ids[which] = slug;
    ids[`${which}.service`] = network.services[which];
    Object.entries(network.sheets[which]).forEach(([name, id]) => (ids[`${which}.${name}`] = id));
    Object.entries(network.alliances[which]).forEach(([name, id]) => (ids[`${which}.${name}`] = id));
    ids[`programme.${which}`] = programmeId;
    const own = { ...indicators, ...claims, event: eventId, series: seriesId, code, publication: publicationId, piece: participations[5]!, text: textId, level: levelId };
    for (const [name, id] of Object.entries(own)) ids[`${which}.${name}`] = id;
  }
  return ids;
}

/** Puts the ids in, in a text or anywhere in what is sent. @throws for a name nobody planted: a policy with a slip of the pen asks nothing. */
export function filled<Value>(value: Value, ids: Record<string, string>): Value {
  const text = JSON.stringify(value).replace(/\{([a-z]+(?:\.[a-z]+)?)\}/g, (_, name: string) => {
    if (!(name in ids)) throw new Error(`Nothing is planted under the name "${name}".`);
    return ids[name]!;
  });
  return JSON.parse(text) as Value;
}

/** What stands at `a.0.b` or at `data[<id>].b`; undefined where there is nothing. */
export function valueAt(body: unknown, path: string): unknown {
  const steps = [...path.matchAll(/\[([^\]]+)\]|([^.[\]]+)/g)].map(([, id, key]) => ({ id, key }));
  return steps.reduce<any>((value, { id, key }) => {
    if (value === null || value === undefined) return undefined;
    return id === undefined ? value[key!] : Array.isArray(value) ? value.find((one) => one.id === id) : undefined;
  }, body);
}

/** A field is hidden when it is not there, or says nothing (an empty text or list, a count of nothing: all that is planted is more). */
export const isHidden = (value: unknown): boolean => value === undefined || value === null || value === '' || value === 0 || (typeof value === 'object' && Object.keys(value as object).length === 0);

/** Puts a value into a nested field: `payload.role`. */
export function withField(body: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = path.split('.');
  return { ...body, [first]: rest.length ? withField((body[first] ?? {}) as Record<string, unknown>, rest.join('.'), value) : value };
}

/** Runs many tasks, a few at a time. */
export async function together<One, Result>(all: readonly One[], work: (one: One) => Promise<Result>, width = 8): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < all.length) {
        const at = next++;
        results[at] = await work(all[at]!);
      }
    }),
  );
  return results;
}
