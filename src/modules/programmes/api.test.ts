import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { program } from '#platform/api/testing.ts';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { correctEvidence } from '#modules/results/commands.ts';
import { api, plugIn } from '#registry';
import { addProgramme, publishProgramme } from './commands.ts';
import { plantNetwork, plantedAccounts, type PlantedNetwork, type PlantedRole } from './testing.ts';

const kolo = withDatabase();
let a: PlantedNetwork;
let b: PlantedNetwork;
const visitor = program(api, null);
const as = (who: PlantedRole, network = a) => program(api, network.accounts[who].scope);
const slugs = async (asking: ReturnType<typeof program>, query = '') => (await asking.get(`/programmes${query}`)).body.data.map(({ slug }: { slug: string }) => slug);

beforeAll(async () => {
  plugIn();
  a = await plantNetwork('Alfa');
  b = await plantNetwork('Beta');
});

describe('programmes', () => {
  test('a visitor gets what all networks have published, network after network', async () => {
    expect((await visitor.get('/programmes')).body).toMatchObject({ data: [{ slug: 'alfa-published', isPublished: true, network: { slug: 'alfa', name: 'JavnoAlfa network', isDemo: false } }, { slug: 'beta-published' }], total: 2, next: null });
  });

  test.each([
    ['coordinator', ['alfa-secret', 'alfa-published']],
    ['field-worker', ['alfa-secret', 'alfa-published']],
    ['auditor', ['alfa-secret', 'alfa-published']],
    ['funder', ['alfa-secret', 'alfa-published']],
    ['stranger', ['alfa-published']],
    ['limited', ['alfa-published']],
  ] as const)('a %s gets those of her own network that she may see', async (who, expected) => {
    expect(await slugs(as(who))).toEqual(expected);
  });

  test('pages follow one another without a gap or a double, across networks', async () => {
    for (let n = 0; n < 5; n++) {
      const { programmeId } = await execute(addProgramme, a.accounts.coordinator.scope, { slug: `more-${n}`, titles: { en: `More ${n}` }, startsOn: `2019-0${n + 1}` });
      await execute(publishProgramme, a.accounts.coordinator.scope, { programmeId });
    }
    const whole = await slugs(visitor);
    expect(whole).toEqual(['alfa-published', 'more-4', 'more-3', 'more-2', 'more-1', 'more-0', 'beta-published']);
    for (const limit of [1, 2, 3, 6]) {
      const seen: string[] = [];
      let next: string | null = '';
      while (next !== null) {
        const { body }: { body: { data: { slug: string }[]; total: number; next: string | null } } = await visitor.get(`/programmes?limit=${limit}${next && `&cursor=${next}`}`);
        expect(body.total).toBe(7);
        seen.push(...body.data.map(({ slug }) => slug));
        next = body.next;
      }
      expect(seen).toEqual(whole);
    }
  });

  test('are searched in any script; a cursor that is not ours is refused', async () => {
    expect(await slugs(visitor, '?q=' + encodeURIComponent('море 3'))).toEqual(['more-3']);
    expect((await visitor.get('/programmes?cursor=nonsense')).body).toMatchObject({ status: 400, code: 'platform.bad_cursor' });
    expect((await as('coordinator').get('/programmes?cursor=nonsense')).status).toBe(400);
  });

  test('a fiche says what may be known, in the language asked for', async () => {
    const { body } = await visitor.get('/programmes/alfa-published?lang=bg');
    expect(body).toMatchObject({ title: 'JavnoAlfa programme', from: '2022-01', until: '2022-12', budget: { amount: 100000, currency: 'EUR' }, places: [{ id: 'RS-L-71269', name: 'Шабац', relation: 'works-in' }] });
    expect(body.organisations.map(({ name, role }: { name: string; role: string }) => [name, role])).toEqual([['JavnoAlfa implementer', 'implementer'], ['JavnoAlfa funder', 'funder'], ['JavnoAlfa partner', 'partner']]);
  });
});

describe('what is not published', () => {
  const parts = ['', '/framework', '/results', '/claims', '/events', '/publications'];
  test('is not there for a visitor, for another network, and for who does not work on it', async () => {
    for (const asking of [visitor, as('coordinator', b), as('stranger'), as('limited')]) {
      for (const part of parts) expect((await asking.get(`/programmes/alfa-secret${part}`)).status).toBe(404);
      expect((await asking.get(`/events/${a.secret.eventId}`)).status).toBe(404);
    }
  });
  test('is there for who works on it', async () => {
    for (const who of ['coordinator', 'programme-officer', 'field-worker', 'organisation-representative', 'funder', 'auditor'] as const) {
      for (const part of parts) expect((await as(who).get(`/programmes/alfa-secret${part}`)).status).toBe(200);
      expect((await as(who).get(`/events/${a.secret.eventId}`)).body).toMatchObject({ programme: 'alfa-secret', days: ['2022-05-04', '2022-05-05'] });
    }
  });
  test('an indicator of another programme is not read through this one', async () => {
    const mixed = `/programmes/alfa-published/results/${a.secret.indicators.people}`;
    for (const asking of [visitor, as('coordinator')]) for (const path of [mixed, `${mixed}/evidence`, `/programmes/alfa-published/publications/${a.secret.publicationId}`]) expect((await asking.get(path)).status).toBe(404);
  });
});

describe('results', () => {
  type Said = { title: string; result: { net: number | null; refused: string | null; text: string } | null; targets: { progress: { state: string } }[] };
  const figures = async (asking: ReturnType<typeof program>, query = '') => Object.fromEntries((await asking.get(`/programmes/alfa-published/results${query}`)).body.data.map(({ title, result }: Said) => [title.replace(/^\S+ /, ''), result && (result.refused ?? result.net)]));

  test('small groups and inner indicators are for those who work with the people (ASVS 5.0 8.1.2)', async () => {
    const known = { people: 8, organisations: 2, events: 1, uncounted: null };
    expect(await figures(visitor)).toEqual({ ...known, men: 'small-group' });
    expect(await figures(as('stranger'))).toEqual({ ...known, men: 'small-group' });
    expect(await figures(as('coordinator', b))).toEqual({ ...known, men: 'small-group' });
    for (const who of ['funder', 'auditor', 'organisation-representative'] as const) expect(await figures(as(who))).toEqual({ ...known, men: 'small-group', indicator: 2 });
    for (const who of ['coordinator', 'programme-officer', 'field-worker', 'limited'] as const) expect(await figures(as(who))).toEqual({ ...known, men: 2, indicator: 2 });
  });

  test('say what they mean for each target', async () => {
    const { body } = await visitor.get(`/programmes/alfa-published/results/${a.published.indicators.people}`);
    expect(body.targets.map(({ comparator, value, progress }: { comparator: string; value: number; progress: object }) => [comparator, value, progress])).toEqual([
      ['at-least', 5, { state: 'met', missing: null, beyond: null }],
      ['exactly', 320, { state: 'not-met', missing: 312, beyond: null }],
    ]);
    expect(body).toMatchObject({ result: { text: '8 people' }, publication: { id: a.published.publicationId, net: 8, gross: 8, seal: { state: 'holds' } } });
    expect((await visitor.get(body.publication.address.replace('/api/v1', ''))).status).toBe(200);
    expect((await visitor.get(body.evidence.replace('/api/v1', ''))).status).toBe(200);
  });

  test('an inner indicator has no address for a visitor, an uncounted one for nobody', async () => {
    const address = (name: keyof typeof a.published.indicators) => `/programmes/alfa-published/results/${a.published.indicators[name]}`;
    expect([(await visitor.get(address('inner'))).status, (await visitor.get(`${address('inner')}/evidence`)).status, (await as('funder').get(address('inner'))).status]).toEqual([404, 404, 200]);
    expect((await as('coordinator').get(address('uncounted'))).status).toBe(404);
  });

  test('the evidence names people to those who work with them, and to nobody else (ASVS 5.0 8.2.3)', async () => {
    const path = `/programmes/alfa-published/results/${a.published.indicators.people}/evidence`;
    const line = async (asking: ReturnType<typeof program>) => (await asking.get(path)).body.data[0];
    expect(await line(as('field-worker'))).toMatchObject({ person: { id: a.people[0]!.personId, name: 'OsobaAlfaa OsobaAlfaić' }, organisation: { name: 'JavnoAlfa partner' }, role: 'OsobaAlfa role', sources: [{ file: { id: a.fileId }, sheet: 'TajnaAlfa sheet', row: 5 }] });
    for (const who of ['funder', 'auditor'] as const) {
      const { text, body } = await as(who).get(path);
      expect(body.data[0]).toMatchObject({ person: { id: null, name: null }, organisation: null, role: null, sources: [{ sheet: 'TajnaAlfa sheet', row: 5 }] });
      expect(a.personal.filter((word) => text.includes(word))).toEqual([]);
    }
    const { text, body } = await visitor.get(path);
    expect(body.data[0]).toMatchObject({ person: { id: null, name: null, key: expect.stringMatching(/^[0-9a-f]{10}$/) }, organisation: null, role: null, sources: [{ file: null, sheet: null, row: 5, document: expect.any(String) }] });
    expect([...a.personal, ...a.unpublished, ...a.inner].filter((word) => text.includes(word))).toEqual([]);
    expect((await visitor.get(`/programmes/alfa-published/results/${a.published.indicators.men}/evidence`)).body).toMatchObject({ figure: { refused: 'small-group', net: null }, data: [], next: null });
  });

  test('the evidence comes in pages', async () => {
    const path = `/programmes/alfa-published/results/${a.published.indicators.people}/evidence?limit=3`;
    const first = (await visitor.get(path)).body;
    const second = (await visitor.get(`${path}&cursor=${first.next}`)).body;
    const third = (await visitor.get(`${path}&cursor=${second.next}`)).body;
    expect([first, second, third].map(({ data }) => data.length)).toEqual([3, 3, 2]);
    expect(new Set([first, second, third].flatMap(({ data }) => data.map(({ key }: { key: string }) => key))).size).toBe(8);
    expect(third.next).toBe(null);
  });
});

describe('claims', () => {
  test('are there without signing in, each with its sentence, status and reason', async () => {
    const { body } = await visitor.get('/programmes/alfa-published/claims');
    expect(body).toMatchObject({ data: [{ id: a.published.claims.shown, number: 8, sentence: 'We trained 8 people JavnoAlfa.', status: 'proven', code: 'proven', text: { title: 'JavnoAlfa text' }, figures: [{ verdict: 'equal', figure: { net: 8 } }] }], next: null });
    expect(body.data).toHaveLength(1);
  });
  test('the reason is a sentence in the language asked for', async () => {
    const reasons = await Promise.all(['sr-Cyrl', 'sr-Latn', 'bg', 'ro', 'en'].map(async (lang) => (await visitor.get(`/programmes/alfa-published/claims?lang=${lang}`)).body.data[0].reason));
    expect(new Set(reasons).size).toBe(5);
    for (const reason of reasons) expect(reason).toMatch(/^8 .*8 .*\.$/);
  });
  test('hidden ones are for members', async () => {
    expect((await as('auditor').get('/programmes/alfa-published/claims')).body.data.map(({ id }: { id: string }) => id)).toEqual([a.published.claims.shown, a.published.claims.hidden]);
    expect((await as('auditor', b).get('/programmes/alfa-published/claims')).body.data).toHaveLength(1);
  });
});

describe('publications', () => {
  test('anybody can make the seal again', async () => {
    const { body } = await visitor.get(`/programmes/alfa-published/publications/${a.published.publicationId}`);
    expect(createHash('sha256').update([body.definition, ...body.leaves].join('\n')).digest('hex')).toBe(body.seal.value);
    expect(body.leaves).toHaveLength(8);
    const counted = new Set(body.leaves.flatMap((leaf: string) => JSON.parse(leaf).counts.map(([once]: [string]) => once)));
    expect(counted.size).toBe(body.figure.net);
  });
});

describe('recording', () => {
  const came = () => ({ kind: 'participation', happenedOn: '2022-05-05', payload: { eventId: a.published.eventId, personId: a.people[0]!.personId, days: ['2022-05-05'] } });
  const recording = '/programmes/alfa-published/evidence';

  test.each(plantedAccounts)('by a %s', async (who) => {
    const mayRecord = ['coordinator', 'programme-officer', 'field-worker', 'limited'].includes(who);
    expect((await as(who).post(recording, came())).status).toBe(mayRecord ? 201 : 403);
    expect((await as(who).post('/programmes/alfa-secret/evidence', { ...came(), payload: { ...came().payload, eventId: a.secret.eventId } })).status).toBe(['stranger', 'limited'].includes(who) ? 404 : mayRecord ? 201 : 403);
    expect((await as(who, b).post(recording, came())).status).toBe(403);
    expect((await as(who, b).post('/programmes/alfa-secret/evidence', came())).status).toBe(404);
    expect((await visitor.post(recording, came())).status).toBe(401);
  });

  test('who took part is written by the command of the door, on days of the event and no others', async () => {
    const post = async (days: string[], more = {}) => (await as('coordinator').post(recording, { ...came(), payload: { ...came().payload, days, ...more } })).body;
    const { id } = await post(['2022-05-05']);
    const { recorded_at } = await kolo.db.selectFrom('evidence').select('recorded_at').where('evidence_id', '=', id).executeTakeFirstOrThrow();
    expect(await kolo.db.selectFrom('log_entry').select('action').where('network_id', '=', a.networkId).where('at', '=', recorded_at).execute()).toEqual([{ action: 'attendance.record' }]);
    for (const more of [{}, { part: 'facilitator' }]) expect(await post(['2019-01-01'], more)).toMatchObject({ status: 422, code: 'check-in.day_not_of_event' });
    const right = (days: string[]) => as('coordinator').post(`/evidence/${id}/corrections`, { payload: { ...came().payload, days } });
    expect((await right(['2022-05-05', '2019-01-01'])).body).toMatchObject({ status: 422, code: 'check-in.day_not_of_event' });
    // Called off: what is heard of days after that is refused, of those before is not.
    const { event_id, cancelled_at } = await kolo.db.selectFrom('event').select(['event_id', 'cancelled_at']).where('event_id', '=', a.published.eventId).executeTakeFirstOrThrow();
    const off = (at: Date | null) => kolo.db.updateTable('event').set({ cancelled_at: at }).where('event_id', '=', event_id).execute();
    await off(new Date('2022-05-03T12:00Z'));
    await kolo.db.insertInto('event_day').values({ network_id: a.networkId, event_id, day: '2022-05-07' }).execute();
    expect(await post(['2022-05-07'])).toMatchObject({ status: 422, code: 'check-in.event_cancelled' });
    await off(cancelled_at);
    expect(await post(['2022-05-07'])).toMatchObject({ id: expect.any(String) });
  });

  test('what does not fit is told with its field; nothing is recorded', async () => {
    const post = async (body: object) => (await as('coordinator').post(recording, body)).body;
    expect(await post({ ...came(), payload: { ...came().payload, days: ['5 May'] } })).toMatchObject({ status: 422, errors: [{ path: 'payload.days.0', code: 'invalid_format' }] });
    expect(await post({ ...came(), kind: 'rumour' })).toMatchObject({ status: 422, code: 'results.unknown_kind' });
    expect(await post({ ...came(), recordedBy: 'account:somebody-else' })).toMatchObject({ status: 422, errors: [{ path: 'recordedBy', code: 'unrecognized_keys' }] });
    expect(await post({ ...came(), programmeId: a.secret.programmeId })).toMatchObject({ status: 422, errors: [{ path: 'programmeId' }] });
    expect(await post({ ...came(), importId: newId() })).toMatchObject({ status: 422, errors: [{ path: 'importId' }] });
    expect(await post({ ...came(), payload: { ...came().payload, personId: b.people[0]!.personId } })).toMatchObject({ status: 422, code: 'events.unknown_person' });
    expect(await post({ ...came(), payload: { ...came().payload, eventId: a.secret.eventId } })).toMatchObject({ status: 422, code: 'events.unknown_event' });
  });

  test('sent twice it is recorded once', async () => {
    const id = newId();
    const figure = { id, kind: 'reported-figure', happenedOn: '2022-05-05', payload: { what: 'output', value: 2, sentence: 'Twice.' } };
    expect([(await as('coordinator').post(recording, figure)).body, (await as('coordinator').post(recording, figure)).body]).toEqual([{ id }, { id }]);
  });

  test('a correction breaks the seal of what was published, and "as known on" still gives the old figure', async () => {
    const before = new Date().toISOString();
    // Moments are told to the millisecond: a correction within the same one would already be known.
    await sleep(2);
    await execute(correctEvidence, b.accounts.coordinator.scope, { evidenceId: b.published.participations[0], payload: { eventId: b.published.eventId, personId: b.people[1]!.personId, days: ['2022-05-04'] } });
    const address = `/programmes/beta-published/results/${b.published.indicators.people}`;
    const now = (await visitor.get(address)).body;
    expect([now.result.net, now.publication.net, now.publication.seal.state, now.publication.seal.changes]).toEqual([7, 8, 'broken', { added: 0, removed: 0, changed: 1, recounted: 0, joined: 0, separated: 0 }]);
    expect((await visitor.get(`${address}?asKnownOn=${before}`)).body.result.net).toBe(8);
    expect((await visitor.get(`${address}?asKnownOn=${before.slice(0, 10)}`)).body.result.net).toBe(7);
    expect((await visitor.get(`${address}?asKnownOn=2020-01-01`)).body.result.net).toBe(0);
    expect((await visitor.get(`${address}?asKnownOn=yesterday`)).status).toBe(422);
  });
});

describe('events of a network', () => {
  const programmesOf = async (asking: ReturnType<typeof program>, query = '') => (await asking.get(`/events${query}`)).body.data.map(({ programme }: { programme: string }) => programme);

  test('are those of the programmes one may see, in the shape of one programme’s events', async () => {
    expect(await programmesOf(as('coordinator'))).toEqual(expect.arrayContaining(['alfa-published', 'alfa-secret']));
    expect(new Set(await programmesOf(as('stranger')))).toEqual(new Set(['alfa-published']));
    expect(new Set(await programmesOf(as('limited')))).toEqual(new Set(['alfa-published']));
    expect(new Set(await programmesOf(visitor))).toEqual(new Set(['alfa-published', 'beta-published']));
    const { programme, ...one } = (await visitor.get('/events?programme=alfa-published')).body.data[0];
    expect(one.state).toMatch(/^(held|planned|called-off|unproven)$/);
    expect([programme, one]).toEqual(['alfa-published', (await visitor.get('/programmes/alfa-published/events')).body.data[0]]);
  });

  test('are narrowed by days, kind and programme; the total says how many fit', async () => {
    const all = (await as('coordinator').get('/events')).body;
    const { firstDay, lastDay, kind } = all.data.find(({ id }: { id: string }) => id === a.secret.eventId);
    const fits = async (query: string) => (await as('coordinator').get(`/events?${query}`)).body;
    expect((await fits(`from=${firstDay}&to=${lastDay}&kind=${kind}&programme=alfa-secret`)).data).toMatchObject([{ id: a.secret.eventId }]);
    expect(await fits('from=2050-01-01')).toEqual({ data: [], next: null, total: 0 });
    expect(await fits('to=1999-12-31')).toEqual({ data: [], next: null, total: 0 });
    expect((await fits('programme=beta-published')).total).toBe(0);
    expect(all.total).toBe(all.data.length);
  });

  test('follow page after page across networks; what cannot be asked is refused with a sentence', async () => {
    const whole = (await visitor.get('/events')).body.data.map(({ id }: { id: string }) => id);
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body }: { body: { data: { id: string }[]; next: string | null } } = await visitor.get(`/events?limit=1${next && `&cursor=${next}`}`);
      seen.push(...body.data.map(({ id }) => id));
      next = body.next;
    }
    expect(seen).toEqual(whole);
    expect((await visitor.get('/events?from=yesterday')).body).toMatchObject({ status: 422, detail: '“from” is a day written as YYYY-MM-DD.' });
    expect((await visitor.get('/events?kind=party')).body.detail).toMatch(/^“kind” is one of: training, /);
    expect((await visitor.get('/events?cursor=nonsense')).status).toBe(400);
    const { next } = (await as('coordinator').get('/people?limit=1')).body;
    if (next) expect((await as('coordinator').get(`/events?cursor=${next}`)).status).toBe(400);
  });
});
