import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { eventKinds } from '#modules/events/evidence.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { recordEvidence, recordManyEvidence } from '#modules/results/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { addProgramme, publishProgramme, unpublishProgramme } from '../commands.ts';
import { addIndicator } from '../framework/commands.ts';
import { framework } from '../framework/queries.ts';
import { withdrawEvidence } from '#modules/results/commands.ts';
import { publish } from '#modules/results/publications/commands.ts';
import { query } from '#modules/results/shape.ts';
import { publicProgramme, publishedProgrammes, sealedLinesOf, whyNumber } from './queries.ts';
import { asked } from './shape.ts';

withDatabase();
const ours = systemScope(newId(), 'test');
const theirs = systemScope(newId(), 'test');
const [first, second] = [newId(), newId()];
let programmeId: string;

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
  programmeId = (await execute(addProgramme, ours, { slug: 'families', titles: { en: 'Families', 'sr-Cyrl': 'Породице' } })).programmeId;
  for (const [event_id, day] of [[first, '2022-06-29'], [second, '2022-06-30']] as const) {
    await database().insertInto('event').values({ network_id: ours.networkId, event_id, programme_id: programmeId, kind: 'regional-presentation', titles: '{}', first_day: day, last_day: day }).execute();
  }
  const list = (eventId: string, names: string[]) => ({ kind: 'reported-list', happenedOn: '2022-06-30', payload: { eventId, relation: 'represents', places: names.map((text) => ({ text, placeId: text === 'Belgrade' ? 'RS-L-79014' : null })) } });
  await execute(recordManyEvidence, ours, { programmeId, evidence: [list(first, ['Belgrade', 'Rakovac']), list(second, ['Belgrade'])] });
  await execute(addIndicator, ours, { programmeId, titles: { en: 'LSUs' }, query: { method: 'municipalities' }, targets: [{ comparator: 'exactly', value: 3 }, { comparator: 'at-least', value: 2 }] });
  await execute(addIndicator, ours, { programmeId, titles: { en: 'For us alone' }, query: { method: 'events' }, isPublic: false });
  await execute(addProgramme, theirs, { slug: 'secret', titles: { en: 'Families nobody may see' } });
});

describe('before anything is published', () => {
  test('there is nothing to list and no page', async () => {
    expect(await publishedProgrammes()).toEqual([]);
    await expect(publicProgramme('families', 'en')).rejects.toMatchObject({ status: 404 });
  });
});

describe('a published programme', () => {
  beforeAll(() => execute(publishProgramme, ours, { programmeId }));

  test('is found in any script, under its network and no other', async () => {
    const found = await publishedProgrammes({ q: 'porodice' });
    expect(found.map(({ network, page }) => [network.slug, page.total, page.items.map(({ slug }) => slug)])).toEqual([['ours', 1, ['families']]]);
    expect(await publishedProgrammes({}, 'theirs')).toEqual([]);
    expect(await publishedProgrammes({ q: 'nobody' })).toEqual([]);
  });

  test('shows its figures with gross, net and overlap by name, and its disagreeing targets', async () => {
    const { framework: promised, results, names, conflicts } = await publicProgramme('families', 'sr-Cyrl');
    const [indicator] = promised.indicators;
    expect(promised.indicators.map(({ titles }) => titles)).toEqual([{ en: 'LSUs' }]);
    expect(results[indicator!.indicatorId]).toMatchObject({ net: 2, gross: 3, overlaps: [{ id: 'RS-L-79014', times: 2 }], unresolved: 1 });
    expect(names).toEqual({ 'RS-L-79014': 'Београд' });
    expect(conflicts.map(({ kind, targets }) => [kind, targets.map(({ value }) => value)])).toEqual([['value', [3, 2]]]);
  });

  test('says where it reached people, with an unresolved name as the source spells it', async () => {
    const { reached } = await publicProgramme('families', 'en');
    expect(reached).toEqual([
      { placeId: 'RS-L-79014', mentions: 2, relations: ['represents'], isUnresolved: false, spelling: null },
      { placeId: '?rakovac', mentions: 1, relations: ['represents'], isUnresolved: true, spelling: 'Rakovac' },
    ]);
  });

  test('says what happened, in its order', async () => {
    const { timeline } = await publicProgramme('families', 'en');
    expect(timeline.map(({ eventId, firstDay, state }) => [eventId, firstDay, state])).toEqual([[first, '2022-06-29', 'held'], [second, '2022-06-30', 'held']]);
  });

  test('says of what was called off, is to come, or is proven by nothing, that it is', async () => {
    const inDays = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString().slice(0, 10);
    const add = async (day: string, isOff = false) => {
      const event_id = newId();
      await database().insertInto('event').values({ network_id: ours.networkId, event_id, programme_id: programmeId, kind: 'training', titles: '{}', first_day: day, last_day: day, cancelled_at: isOff ? new Date() : null }).execute();
      return event_id;
    };
    const added = [await add('2022-07-01'), await add('2022-07-02', true), await add('2022-07-03', true), await add(inDays(0)), await add(inDays(30)), await add(inDays(31), true)];
    const states = async () => (await publicProgramme('families', 'en')).timeline.filter(({ eventId }) => added.includes(eventId)).map(({ state }) => state);
    // Called off, and held after all, as evidence says.
    const { evidenceId } = await execute(recordEvidence, ours, { programmeId, kind: 'event-held', happenedOn: '2022-07-03', payload: { eventId: added[2], days: ['2022-07-03'] } });
    expect(await states()).toEqual(['unproven', 'called-off', 'held', 'planned', 'planned', 'called-off']);
    await execute(withdrawEvidence, ours, { evidenceId, reason: 'It was not' });
    expect((await states())[2]).toBe('called-off');
  });

  describe('asked why', () => {
    const why = (question: object, locale = 'en' as const, reader: Scope | null = null) => whyNumber('families', locale, asked.parse({ indicator: null, publication: null, claim: null, reading: null, q: null, known: null, at: null, after: null, ...question }), reader);

    test('answers with the redacted evidence and the names on it', async () => {
      const q = JSON.stringify({ method: 'municipalities' });
      const { explanation, names, standing } = await why({ q });
      expect(explanation.lines.map((line) => line.places.map(({ id }) => names[id!]))).toEqual([['“Rakovac”'], ['Belgrade'], ['Belgrade']]);
      expect(standing).toBeNull();
    });

    test('opens the lines down to the row for those who work on it, and for nobody else', async () => {
      const { person_id } = await database().insertInto('person').values({ network_id: ours.networkId, person_id: newId(), given: 'Vera', surname: 'Jović', fold: '' }).returning('person_id').executeTakeFirstOrThrow();
      const { evidenceId } = await execute(recordEvidence, ours, { programmeId, kind: 'participation', happenedOn: '2022-06-29', source: { sheet: 'List', row: 7 }, payload: { eventId: first, personId: person_id, days: ['2022-06-29'], relation: 'represents' } });
      const question = { q: JSON.stringify({ method: 'participations' }) };
      const as = (role: Role, more: { networkId?: string; programmeIds?: string[] } = {}) => memberScope({ actor: { kind: 'account', id: newId(), name: 'Somebody' }, networkId: ours.networkId, roles: [role], organisationId: null, programmeIds: null, ...more });
      const seenBy = async (reader: Scope | null) => {
        const { isInside, explanation } = await why(question, 'en', reader);
        return { isInside, lines: explanation.lines.flatMap(({ person, sources }) => (person?.name ? [[person.name, sources[0]!.row]] : [])) };
      };
      expect(await seenBy(as('field-worker'))).toEqual({ isInside: true, lines: [['Vera Jović', 7]] });
      for (const reader of [null, as('field-worker', { networkId: theirs.networkId }), as('field-worker', { programmeIds: [newId()] }), as('funder'), as('auditor')]) expect(await seenBy(reader)).toEqual({ isInside: false, lines: [] });
      await execute(withdrawEvidence, ours, { evidenceId, reason: 'Only to see who may see it' });
    });

    test('does not know a private indicator, a foreign claim or a question that is none', async () => {
      const mine = (await publicProgramme('families', 'en')).framework.indicators[0]!.indicatorId;
      expect((await why({ indicator: mine })).indicator?.indicatorId).toBe(mine);
      const hidden = (await framework(ours, programmeId)).indicators.find(({ isPublic }) => !isPublic)!.indicatorId;
      for (const question of [{}, { indicator: hidden }, { indicator: newId() }, { claim: newId() }, { publication: newId() }, { q: '{' }, { q: '{"method":"souls"}' }]) {
        await expect(why(question)).rejects.toMatchObject({ status: 404 });
      }
    });

    test('a day that is none is said to be none, and today is answered', async () => {
      const { asKnownOn, knownIsWrong, explanation } = await why({ q: '{"method":"municipalities"}', at: '31.2.2022' });
      expect({ asKnownOn, knownIsWrong, net: explanation.result.net }).toEqual({ asKnownOn: null, knownIsWrong: true, net: 2 });
    });

    test('a published figure breaks its seal when its evidence changes, and is still there as it was then', async () => {
      const { indicatorId, query: asks, titles } = (await publicProgramme('families', 'en')).framework.indicators[0]!;
      const { publicationId, seal } = await execute(publish, ours, { programmeId, indicatorId, query: query.parse(asks), titles });
      expect((await publicProgramme('families', 'en')).seals).toEqual({ [indicatorId]: 'holds' });
      expect((await sealedLinesOf('families', publicationId)).seal).toBe(seal);

      const evidence = await database().selectFrom('evidence').select('evidence_id').where('programme_id', '=', programmeId).orderBy('recorded_at').orderBy('evidence_id').executeTakeFirstOrThrow();
      await execute(withdrawEvidence, ours, { evidenceId: evidence.evidence_id, reason: 'Counted by mistake' });
      const { seals, published } = await publicProgramme('families', 'en');
      expect([seals, published.map((one) => [one.seal.state, one.seal.isErratumProposed, one.publication.result.net])]).toEqual([{ [indicatorId]: 'broken' }, [['broken', true, 2]]]);

      const then = await why({ publication: publicationId, known: published[0]!.publication.publishedAt.toISOString() });
      expect([then.explanation.result.net, then.explanation.result.gross]).toEqual([2, 3]);
      expect((await why({ publication: publicationId })).explanation.result.net).toBe(1);
    });
  });

  test('has no page any more once it is withdrawn', async () => {
    await execute(unpublishProgramme, ours, { programmeId });
    await expect(publicProgramme('families', 'en')).rejects.toMatchObject({ status: 404 });
    expect(await publishedProgrammes()).toEqual([]);
  });
});
