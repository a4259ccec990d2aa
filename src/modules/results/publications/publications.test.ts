import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withDatabase } from '#platform/db/testing.ts';
import { database } from '#platform/db/database.ts';
import { reading, within } from '#platform/db/transaction.ts';
import { execute } from '#platform/command/command.ts';
import { root } from '#platform/root.ts';
import type { Scope } from '#platform/session/scope.ts';
import { correctEvidence, withdrawEvidence } from '../commands.ts';
import { explain } from '../explain.ts';
import { query, type Query } from '../shape.ts';
import { stage, type Stage } from '../testing.ts';
import { dismissErratum, publish, publishErratum } from './commands.ts';
import { publication, publicationsOf, sealedLines, sealState } from './queries.ts';

withDatabase();

/** What `static/verify-seal.js` does in a visitor's browser, loaded from the very file she gets. */
const browser = (await import(join(root, 'static', 'verify-seal.js'))) as {
  verify(lines: { definition: string; leaves: string[] }, stated: { seal: string; net: number | null; gross: number }): Promise<{ holds: boolean; net: number | null; gross: number; lines: number }>;
  sha256ByHand(bytes: Uint8Array): Uint8Array;
};

const secretWords = ['Milica', 'Stojanović', 'Radmila', 'Petrović', 'spisak-Petrovic.xlsx', 'vaspitačica'];

/** Eight people at two events, one of them at both; names, roles and a file that must not leak. */
async function eightPeople() {
  const s = await stage();
  const fileId = (await database().insertInto('file').values({ network_id: s.scope.networkId, file_id: crypto.randomUUID(), sha256: 'a'.repeat(64), name: 'spisak-Petrovic.xlsx', media_type: 'x', size: 1, content: Buffer.from('x') }).returning('file_id').executeTakeFirstOrThrow()).file_id;
  const events = [await s.event('training', ['2022-05-01', '2022-05-02']), await s.event('exchange-event', ['2022-06-01'])];
  const organisations = [await s.organisation('cso'), await s.organisation('cso')];
  const people = [await s.person('Milica', 'Stojanović'), await s.person('Radmila', 'Petrović'), ...(await Promise.all(Array.from({ length: 6 }, () => s.person())))];
  const evidence: string[] = [];
  for (const [i, personId] of people.entries()) {
    const payload = { eventId: events[0], personId, organisationId: organisations[i % 2], placeId: i === 0 ? 'RS-L-70343' : 'RS-L-79014', relation: 'seat', role: 'vaspitačica', days: ['2022-05-01', '2022-05-02'], breakdown: { sex: i < 2 ? 'M' : 'F' } };
    evidence.push(await s.record('participation', '2022-05-01', payload, { source: { fileId, sheet: 'Petrović', row: i + 5 } }));
  }
  evidence.push(await s.record('participation', '2022-06-01', { eventId: events[1], personId: people[0], organisationId: organisations[0], placeId: 'RS-L-70343', relation: 'seat', days: ['2022-06-01'] }));
  return { s, events, people, organisations, evidence, fileId };
}

const publishAs = (s: Stage, of: Partial<Query> & Pick<Query, 'method'>, scope: Scope = s.scope) => execute(publish, scope, { programmeId: s.programmeId, query: query.parse(of), titles: { en: 'Figure' } });
const stateOf = (s: Stage, id: string) => reading(s.visitor, (tx) => sealState(tx, s.visitor, id));
const linesOf = (s: Stage, id: string) => reading(s.visitor, (tx) => sealedLines(tx, s.visitor, id));
const methods = ['people', 'participations', 'attendances', 'completed-people', 'every-day-people', 'organisations', 'municipalities', 'events', 'event-days', 'cycles', 'outputs'] as const;

describe('a published figure', () => {
  it.each(methods)('of %s can be recomputed by any reader, seal and figure', async (method) => {
    const { s, events } = await eightPeople();
    for (const [i, eventId] of events.entries()) await s.record('event-held', '2022-05-01', { eventId, days: i ? ['2022-06-01'] : ['2022-05-01', '2022-05-02'], placeId: 'RS-L-79014' });
    await s.record('output', '2022-06-02', { output: 'study', titles: { en: 'Needs of families', 'sr-Cyrl': 'Потребе породица' } });
    const { publicationId } = await publishAs(s, { method });
    const { result, seal } = await reading(s.visitor, (tx) => publication(tx, s.visitor, publicationId));
    const lines = await linesOf(s, publicationId);
    expect(createHash('sha256').update([lines.definition, ...lines.leaves].join('\n')).digest('hex')).toBe(seal);
    expect(await browser.verify(lines, { seal, net: result.net, gross: result.gross! })).toEqual({ holds: true, net: result.net, gross: result.gross, lines: lines.leaves.length });
    expect([...lines.leaves].sort()).toEqual(lines.leaves);
    expect(await stateOf(s, publicationId)).toMatchObject({ state: 'holds', since: null, isIntact: true, isErratumProposed: false });
    // One digit more on the page, or one line less, and the reader sees it.
    expect(await browser.verify(lines, { seal, net: (result.net ?? 0) + 1, gross: result.gross! })).toMatchObject({ holds: false });
    if (lines.leaves.length) expect(await browser.verify({ ...lines, leaves: lines.leaves.slice(1) }, { seal, net: result.net, gross: result.gross! })).toMatchObject({ holds: false });
  });

  it('with bare numbers says that its net is not known', async () => {
    const s = await stage();
    const eventId = await s.event('training', ['2022-05-01']);
    await s.record('reported-figure', '2022-05-01', { what: 'person', value: 21, eventId, sentence: '21 participants' }, { source: { url: 'https://example.org/news' } });
    const { publicationId, seal } = await publishAs(s, { method: 'people' });
    const lines = await linesOf(s, publicationId);
    expect(lines.leaves.map((leaf) => JSON.parse(leaf))).toMatchObject([{ kind: 'reported-figure', value: 21, sentence: '21 participants', url: 'https://example.org/news', counts: [] }]);
    expect(await browser.verify(lines, { seal, net: null, gross: 21 })).toEqual({ holds: true, net: null, gross: 21, lines: 1 });
  });

  it('breaks when one attendance changes, proposes an erratum, and the old figure is still what was known', async () => {
    const { s, evidence, people, events, organisations } = await eightPeople();
    const { publicationId } = await publishAs(s, { method: 'attendances' });
    const { publicationId: municipalities } = await publishAs(s, { method: 'municipalities' });
    const { publishedAt } = await reading(s.visitor, (tx) => publication(tx, s.visitor, publicationId));
    expect(await s.ask({ method: 'attendances' })).toMatchObject({ net: 17 });
    await new Promise((done) => setTimeout(done, 15));
    await execute(correctEvidence, s.scope, { evidenceId: evidence[3], payload: { eventId: events[0], personId: people[3], organisationId: organisations[1], placeId: 'RS-L-79014', relation: 'seat', days: ['2022-05-01'] } });
    const broken = await stateOf(s, publicationId);
    expect(broken).toMatchObject({ state: 'broken', changes: { added: 0, removed: 0, changed: 1 }, figure: { net: 16, gross: 16 }, isIntact: true, isErratumProposed: true, errata: [] });
    expect(broken.since!.getTime()).toBeGreaterThan(publishedAt.getTime());
    // The municipalities came out the same, and still rest on other evidence than was sealed.
    expect(await stateOf(s, municipalities)).toMatchObject({ state: 'broken', changes: { changed: 1 }, figure: { net: 2 } });
    expect(await s.ask({ method: 'attendances' }, s.visitor, publishedAt)).toMatchObject({ net: 17 });
    expect((await reading(s.visitor, (tx) => publication(tx, s.visitor, publicationId))).result.net).toBe(17);
  });

  it('counts what was added, withdrawn and corrected twice', async () => {
    const { s, evidence, people, events } = await eightPeople();
    const { publicationId } = await publishAs(s, { method: 'people' });
    const payload = { eventId: events[0], personId: people[4], days: ['2022-05-02'] };
    const { evidenceId } = await execute(correctEvidence, s.scope, { evidenceId: evidence[4], payload });
    await execute(correctEvidence, s.scope, { evidenceId, payload: { ...payload, days: ['2022-05-01'] } });
    await execute(withdrawEvidence, s.scope, { evidenceId: evidence[5], reason: 'Not there.' });
    await s.record('participation', '2022-05-01', { eventId: events[0], personId: await s.person(), days: ['2022-05-01'] });
    expect(await stateOf(s, publicationId)).toMatchObject({ state: 'broken', changes: { added: 1, removed: 1, changed: 1 }, figure: { net: 8, gross: 9 } });
  });

  it('says when what it rests on was there already, and is counted differently since', async () => {
    const { s, evidence } = await eightPeople();
    const { publicationId } = await publishAs(s, { method: 'people', where: { eventKinds: ['training'] } });
    // One of its events was given another kind, and no piece of evidence was touched.
    await database().updateTable('fact').set({ event_kind: 'meeting' }).where('evidence_id', 'in', evidence.slice(0, 2)).execute();
    expect(await stateOf(s, publicationId)).toMatchObject({ state: 'broken', since: null, changes: { added: 0, removed: 0, changed: 0, recounted: 2 } });
    await database().updateTable('fact').set({ event_kind: 'training' }).where('evidence_id', 'in', evidence.slice(0, 2)).execute();
    expect(await stateOf(s, publicationId)).toMatchObject({ state: 'holds' });
  });

  it('is replaced by an erratum with its reason, or stands with one', async () => {
    const { s, evidence, events } = await eightPeople();
    const { publicationId } = await publishAs(s, { method: 'people' });
    const reasons = { en: 'A list was entered twice.' };
    await expect(execute(publishErratum, s.scope, { publicationId, reasons })).rejects.toMatchObject({ status: 409, code: 'results.seal_holds' });
    await execute(withdrawEvidence, s.scope, { evidenceId: evidence[7], reason: 'Entered twice.' });
    await execute(dismissErratum, s.scope, { publicationId, reasons: { en: 'She was there; only her sheet is lost.' } });
    expect(await stateOf(s, publicationId)).toMatchObject({ state: 'broken', isErratumProposed: false, errata: [{ state: 'dismissed', reasons: { en: 'She was there; only her sheet is lost.' } }] });
    await expect(execute(dismissErratum, s.scope, { publicationId, reasons })).rejects.toMatchObject({ status: 409, code: 'results.already_decided' });
    // Another change asks for another decision.
    await s.record('participation', '2022-05-01', { eventId: events[0], personId: await s.person(), days: ['2022-05-01'] });
    expect(await stateOf(s, publicationId)).toMatchObject({ isErratumProposed: true });
    const { publicationId: next } = await execute(publishErratum, s.scope, { publicationId, reasons });
    expect(await stateOf(s, publicationId)).toMatchObject({ state: 'broken', isErratumProposed: false, errata: [{ state: 'dismissed' }, { state: 'published', reasons }] });
    expect(await reading(s.visitor, (tx) => publication(tx, s.visitor, publicationId))).toMatchObject({ supersededBy: next, result: { net: 8 } });
    expect(await stateOf(s, next)).toMatchObject({ state: 'holds', figure: { net: 8 } });
    await expect(execute(publishErratum, s.scope, { publicationId, reasons })).rejects.toMatchObject({ status: 409, code: 'results.already_superseded' });
    const { publications } = await reading(s.visitor, (tx) => publicationsOf(tx, s.visitor, s.programmeId));
    expect(publications.map((one) => one.publicationId)).toEqual([next, publicationId]);
  });

  it('shows when somebody has changed the stored publication itself', async () => {
    const { s } = await eightPeople();
    const { publicationId } = await publishAs(s, { method: 'people' });
    await expect(within(s.scope, (tx) => tx.updateTable('publication').set({ definition: 'x' }).where('publication_id', '=', publicationId).execute())).rejects.toMatchObject({ code: '42501' });
    await expect(within(s.scope, (tx) => tx.deleteFrom('publication').where('publication_id', '=', publicationId).execute())).rejects.toMatchObject({ code: '42501' });
    await database().updateTable('publication').set(({ ref }) => ({ leaves: ref('leaves'), definition: '{"net":900}' })).where('publication_id', '=', publicationId).execute();
    expect(await stateOf(s, publicationId)).toMatchObject({ isIntact: false });
  });

  it('is not made of a small group, of mixed relations, nor by somebody who may not', async () => {
    const { s } = await eightPeople();
    await expect(publishAs(s, { method: 'people', where: { eventKinds: ['exchange-event'] } })).rejects.toMatchObject({ status: 422, code: 'results.small_group' });
    await expect(publishAs(s, { method: 'people', where: { breakdown: { sex: 'F' } } })).rejects.toMatchObject({ status: 422, code: 'results.small_group' });
    const eventId = await s.event('meeting', ['2022-07-01']);
    await s.record('reported-list', '2022-07-01', { eventId, relation: 'works-in', places: [{ text: 'Brus', placeId: 'RS-L-70343' }] });
    await expect(publishAs(s, { method: 'municipalities' })).rejects.toMatchObject({ status: 422, code: 'results.mixed_relations' });
    for (const role of ['field-worker', 'funder', 'auditor', 'organisation-representative'] as const) await expect(publishAs(s, { method: 'people' }, s.as(role))).rejects.toMatchObject({ status: 403 });
    await expect(publishAs(s, { method: 'people' }, s.visitor)).rejects.toMatchObject({ status: 403 });
    await expect(publishAs(s, { method: 'people' }, s.as('programme-officer'))).resolves.toHaveProperty('publicationId');
  });

  it('of another network does not exist', async () => {
    const { s } = await eightPeople();
    const { publicationId } = await publishAs(s, { method: 'people' });
    const other = await stage();
    for (const ask of [publication, sealState, sealedLines]) await expect(reading<unknown>(other.scope, (tx) => ask(tx, other.scope, publicationId))).rejects.toMatchObject({ status: 404 });
    await expect(execute(dismissErratum, other.scope, { publicationId, reasons: { en: 'x' } })).rejects.toMatchObject({ status: 404 });
  });
});

describe('why this number', () => {
  const why = (s: Stage, reader: Scope, of: Partial<Query> & Pick<Query, 'method'>, page: { cursor?: string | null; limit?: number } = {}) => reading(reader, (tx) => explain(tx, reader, s.programmeId, query.parse(of), page));

  it('opens down to the row of the sheet, with names, for those who work with the people', async () => {
    const { s, people, evidence, fileId } = await eightPeople();
    const { lines, result, next } = await why(s, s.scope, { method: 'people' });
    expect({ n: lines.length, gross: result.gross, next }).toEqual({ n: 9, gross: 9, next: null });
    expect(lines.find((line) => line.key === evidence[0])).toMatchObject({
      kind: 'participation', days: ['2022-05-01', '2022-05-02'], person: { id: people[0], name: 'Milica Stojanović' }, role: 'vaspitačica', organisation: { type: 'cso' },
      places: [{ id: 'RS-L-70343', relation: 'seat' }], sources: [{ file: { id: fileId, name: 'spisak-Petrovic.xlsx' }, sheet: 'Petrović', row: 5 }],
    });
  });

  it('pages through everything once, in order, for every reader', async () => {
    const { s } = await eightPeople();
    for (const reader of [s.scope, s.visitor]) {
      for (const method of ['people', 'organisations', 'municipalities'] as const) {
        const all = (await why(s, reader, { method })).lines;
        const paged: typeof all = [];
        for (let cursor: string | null | undefined = null; cursor !== undefined; ) {
          const page = await why(s, reader, { method }, { cursor, limit: 2 });
          expect(page.lines.length).toBeLessThanOrEqual(2);
          paged.push(...page.lines);
          cursor = page.next ?? undefined;
        }
        expect(paged).toEqual(all);
        expect(all.length).toBeGreaterThan(2);
      }
    }
  });

  it.each(methods)('of %s shows a visitor, a funder and an auditor no name, no id of a person, no role, and no evidence id', async (method) => {
    const { s, people, evidence } = await eightPeople();
    const { publicationId } = await publishAs(s, { method });
    for (const reader of [s.visitor, s.as('funder'), s.as('auditor'), s.as('organisation-representative')]) {
      const text = JSON.stringify([await why(s, reader, { method }), await reading(reader, (tx) => sealedLines(tx, reader, publicationId)), await reading(reader, (tx) => sealState(tx, reader, publicationId))]);
      const mayReadDocuments = ['funder', 'auditor'].includes(reader.roles[0] ?? '');
      // The name of a file and a sheet is what the network chose to call it; only those with a contract see it.
      for (const word of secretWords) if (!mayReadDocuments || !['spisak-Petrovic.xlsx', 'Petrović'].includes(word)) expect(text).not.toContain(word);
      for (const id of [...people, ...evidence]) expect(text).not.toContain(id);
    }
  });

  it('gives a visitor the same key for the same person within a figure, and another under another figure', async () => {
    const { s } = await eightPeople();
    const keysOf = async (method: 'people' | 'participations') => (await why(s, s.visitor, { method })).lines.map((line) => line.person!.key);
    const [people, participations] = [await keysOf('people'), await keysOf('participations')];
    expect(people).toHaveLength(9);
    expect(new Set(people).size).toBe(8);
    expect(participations.filter((key) => people.includes(key))).toEqual([]);
    expect((await why(s, s.visitor, { method: 'people' })).lines[0]).toMatchObject({ organisation: null, places: [], role: null, sources: [{ file: null, document: 'a'.repeat(16), sheet: null, row: 5 }] });
  });

  it('does not let a visitor count people from the lines of organisations and municipalities', async () => {
    const { s } = await eightPeople();
    const municipalities = await why(s, s.visitor, { method: 'municipalities' });
    // Two lists name three: Brus and Belgrade on the first, Brus on the second; seven people behind one of these lines are one line.
    expect(municipalities.lines.map((line) => line.places[0]!.id).sort()).toEqual(['RS-L-70343', 'RS-L-70343', 'RS-L-79014']);
    expect(municipalities.result).toMatchObject({ net: 2, gross: 3, evidence: 3 });
    expect(municipalities.lines.every((line) => line.person === null && line.days.length === 0 && line.sources.every((source) => source.row === null))).toBe(true);
    const { publicationId } = await publishAs(s, { method: 'municipalities' });
    expect((await linesOf(s, publicationId)).leaves).toHaveLength(3);
    expect((await why(s, s.scope, { method: 'municipalities' })).lines).toHaveLength(9);
  });

  it('of a small group opens for nobody but those who work with the people', async () => {
    const { s } = await eightPeople();
    const few = { method: 'people', where: { eventKinds: ['exchange-event'] } } as const;
    expect(await why(s, s.visitor, { ...few, where: { eventKinds: [...few.where.eventKinds] } })).toMatchObject({ result: { net: null, gross: null, evidence: 0, refused: 'small-group' }, lines: [], next: null });
    expect(await why(s, s.scope, { ...few, where: { eventKinds: [...few.where.eventKinds] } })).toMatchObject({ result: { net: 1 }, lines: [{}] });
  });
});

it('SHA-256 by hand is SHA-256', () => {
  for (const text of ['', 'abc', 'Търговище, Ševčenko, Șoldănești', 'x'.repeat(55), 'x'.repeat(56), 'x'.repeat(64), 'y'.repeat(100_003)]) {
    const bytes = new TextEncoder().encode(text);
    expect(Buffer.from(browser.sha256ByHand(bytes)).toString('hex')).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
