import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { database } from '#platform/db/database.ts';
import { reading } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { addOrganisation, whenOrganisationsAreWritten, whenTypeChanges } from '#modules/organisations/commands.ts';
import { addPerson, beginAffiliation, changePerson, whenPeopleAreWritten } from '#modules/people/commands.ts';
import { knownOrganisations, knownPeople, knownToDiffer, type KnownPerson } from '#modules/events/import/known.ts';
import { resolveOrganisations, resolvePeople, type BatchRow } from '#modules/events/import/resolve.ts';
import type { ParticipantsList } from '#modules/events/sheets/shape.ts';
import { matchKeys } from '#modules/people/keys.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { decide, decideMany, undo } from './commands.ts';
import { lookAround, lookAtWritten } from './looking/commands.ts';
import { mostProbable } from './looking/most-probable.ts';
import { walk } from './looking/walk-jobs.ts';
import type { Found } from './shape.ts';
import { history, joinedFrom, queue, waiting } from './queries.ts';

withDatabase();
whenTypeChanges(async () => {});
whenPeopleAreWritten((context, ids) => lookAtWritten(context, 'person', ids));
whenOrganisationsAreWritten((context, ids) => lookAtWritten(context, 'organisation', ids));

const addTo = (s: Stage) => ({
  person: async (given: string, surname: string, more = {}) => (await execute(addPerson, s.scope, { given, surname, ...more })).personId,
  organisation: async (name: string, more = {}) => (await execute(addOrganisation, s.scope, { type: 'cso', name, ...more })).organisationId,
});
const pairs = async (s: Stage, filter = {}) => (await queue(s.scope, filter, 200)).doubts.map(({ one, other }) => [one.name, other.name].sort());
const problemOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof Problem ? error.code : error));

describe('doubts', () => {
  it('arise in the command that adds somebody: other script, same organisation', async () => {
    const s = await stage();
    const add = addTo(s);
    const sunce = await add.organisation('Udruženje „Sunce“', { seat: 'RS-L-79014' });
    await add.person('Јована', 'Поповић', { affiliations: [{ organisationId: sunce }] });
    await add.person('Milena', 'Popović', { affiliations: [{ organisationId: sunce }] });
    expect(await waiting(s.scope)).toBe(0);
    await add.person('Jovana', 'Popović', { affiliations: [{ organisationId: sunce }] });
    const { doubts, waiting: n, kinds } = await queue(s.scope, {}, 10);
    expect(n).toBe(1);
    expect([doubts[0]!.one.name, doubts[0]!.other.name].sort()).toEqual(['Jovana Popović', 'Јована Поповић']);
    expect(doubts[0]).toMatchObject({ kind: 'person', likeness: 'other-script' });
    expect(doubts[0]!.probability).toBeGreaterThan(0.9);
    expect(doubts[0]!.reasons.find(({ field }) => field === 'affiliation')).toMatchObject({ level: 'same-organisation' });
    expect(kinds).toEqual([{ kind: 'person', likeness: 'other-script', n: 1 }]);
  });

  it('go when the entry is put right, and come with a new affiliation', async () => {
    const s = await stage();
    const add = addTo(s);
    const [most, sunce] = [await add.organisation('Most', { seat: 'RS-L-79014' }), await add.organisation('Sunce', { seat: 'RS-L-70343' })];
    await add.person('Dragana', 'Kostić', { affiliations: [{ organisationId: most }], phone: '064 111 2233' });
    const other = await add.person('Драгана', 'Костић', { affiliations: [{ organisationId: sunce }], phone: '063 555 6677' });
    expect(await pairs(s)).toEqual([]);
    await execute(beginAffiliation, s.scope, { personId: other, affiliation: { organisationId: most } });
    await execute(changePerson, s.scope, { personId: other, phone: null });
    expect(await pairs(s)).toEqual([['Dragana Kostić', 'Драгана Костић']]);
    await execute(changePerson, s.scope, { personId: other, given: 'Bojana' });
    expect(await pairs(s)).toEqual([]);
  });

  it('are about organisations too, and a walk through the network finds what was there before', async () => {
    const s = await stage();
    const add = addTo(s);
    await add.organisation('Udruženje građana „Vrelina“', { seat: 'RS-L-79014' });
    await add.organisation('Удружење Врелина', { seat: 'RS-L-79014' });
    expect(await pairs(s, { kind: 'organisation' })).toEqual([['Udruženje građana „Vrelina“', 'Удружење Врелина']]);
    await database().deleteFrom('duplicate').where('network_id', '=', s.scope.networkId).execute();
    await walk({ networkId: s.scope.networkId });
    await walk({ networkId: s.scope.networkId });
    expect(await pairs(s)).toEqual([['Udruženje građana „Vrelina“', 'Удружење Врелина']]);
    expect((await queue(s.scope, {}, 10)).doubts[0]).toMatchObject({ likeness: 'other-script' });
  });

  it('are looked for through the index of keys alone, in a network of ten thousand', async () => {
    const s = await stage();
    const { networkId } = s.scope;
    const given = ['Ana', 'Jovana', 'Milan', 'Петар', 'Марија', 'Goran', 'Ивана', 'Nikola', 'Sanja', 'Zoran'];
    const surnames = Array.from({ length: 400 }, (_, n) => `${['Pop', 'Jov', 'Nik', 'Mar', 'Sto', 'Kos', 'Ili', 'Đor', 'Bog', 'Rad'][n % 10]}${['ov', 'an', 'ic', 'os', 'el', 'ur', 'av', 'im'][n % 8]}${String.fromCharCode(97 + (n % 23))}ić`);
    const people = Array.from({ length: 10_000 }, (_, n) => ({ id: crypto.randomUUID(), given: given[n % 10]!, surname: surnames[(n * 7) % 400]! }));
    await database().insertInto('person').values(people.map(({ id, ...name }) => ({ network_id: networkId, person_id: id, ...name, fold: '' }))).execute();
    const keys = people.flatMap(({ id, ...name }) => matchKeys({ id, ...name, phone: null, email: null, birth: null, organisations: [] }).map((key) => ({ network_id: networkId, kind: 'person', key, subject_id: id })));
    for (let from = 0; from < keys.length; from += 10_000) await database().insertInto('match_key').values(keys.slice(from, from + 10_000)).onConflict((conflict) => conflict.doNothing()).execute();
    const add = addTo(s);
    await add.person('Svetlana', 'Vukotić');
    await sql`analyze match_key`.execute(database());
    for (let n = 0; n < 15; n++) {
      const { personId } = await execute(addPerson, s.scope, { given: given[n % 10], surname: surnames[n]! });
      const { rows } = await reading(s.scope, async (tx) => {
        await lookAround(tx, networkId, 'person', personId);
        // What this transaction has read without an index.
        return sql`select relname from pg_stat_xact_user_tables where relname in ('person', 'match_key') and seq_scan > 0`.execute(tx);
      });
      expect([n, rows]).toEqual([n, []]);
    }
  });
});

describe('decisions', () => {
  async function three() {
    const s = await stage();
    const add = addTo(s);
    const sunce = await add.organisation('Sunce', { seat: 'RS-L-79014' });
    const stand = { affiliations: [{ organisationId: sunce }] };
    const ids = [await add.person('Јована', 'Поповић', stand), await add.person('Jovana', 'Popović', stand), await add.person('Jovana', 'Popovic', stand)];
    const { doubts } = await queue(s.scope, { kind: 'person' }, 10);
    return { s, ids, doubts, of: (a: number, b: number) => doubts.find(({ oneId, otherId }) => [ids[a], ids[b]].includes(oneId) && [ids[a], ids[b]].includes(otherId))!.duplicateId };
  }

  it('are remembered: the same joins, different is never asked again, later waits apart; each can be taken back', async () => {
    const { s, ids, doubts, of } = await three();
    expect(doubts).toHaveLength(3);
    await execute(decide, s.scope, { duplicateId: of(0, 1), decision: 'same', staysId: ids[0] });
    // Two pairs are left, and both are the joined entry and the third one now.
    expect(await waiting(s.scope)).toBe(1);
    expect((await joinedFrom(s.scope, 'person', ids[0]!)).map(({ entryId, joinedBy }) => [entryId, joinedBy])).toEqual([[ids[1], 'system:test']]);
    await execute(decide, s.scope, { duplicateId: of(1, 2), decision: 'different' });
    expect(await waiting(s.scope)).toBe(0);
    expect(await problemOf(execute(decide, s.scope, { duplicateId: of(1, 2), decision: 'same' }))).toBe('duplicates.already_decided');
    expect(await problemOf(execute(decide, s.scope, { duplicateId: of(0, 2), decision: 'same' }))).toBe('duplicates.decided_different');
    await walk({ networkId: s.scope.networkId });
    expect(await waiting(s.scope)).toBe(0);
    expect((await history(s.scope)).decided.map(({ decision }) => decision).sort()).toEqual(['different', 'same']);
    await execute(undo, s.scope, { duplicateId: of(1, 2) });
    expect(await waiting(s.scope)).toBe(1);
    await execute(undo, s.scope, { duplicateId: of(0, 1) });
    expect(await waiting(s.scope)).toBe(3);
    expect(await joinedFrom(s.scope, 'person', ids[0]!)).toEqual([]);
    await execute(decide, s.scope, { duplicateId: of(0, 1), decision: 'later' });
    expect([await waiting(s.scope), (await queue(s.scope, { state: 'later' }, 10)).waiting, (await queue(s.scope, {}, 10)).later]).toEqual([2, 1, 1]);
    const actions = await database().selectFrom('log_entry').select(['action', 'details']).where('network_id', '=', s.scope.networkId).orderBy('seq').execute();
    expect(actions.map(({ action }) => action).slice(-7)).toEqual(['person.merge', 'duplicate.decide', 'duplicate.decide', 'duplicate.undo', 'person.unmerge', 'duplicate.undo', 'duplicate.decide']);
    expect(JSON.stringify(actions)).not.toMatch(/Popovi|Попови/);
  });

  it('of many at once are all or none', async () => {
    const { s, of } = await three();
    await execute(decide, s.scope, { duplicateId: of(0, 1), decision: 'different' });
    expect(await problemOf(execute(decideMany, s.scope, { duplicateIds: [of(0, 2), of(1, 2)], decision: 'same' }))).toBe('duplicates.decided_different');
    expect(await joinedFrom(s.scope, 'person', of(0, 1))).toEqual([]);
    expect(await waiting(s.scope)).toBe(2);
    await execute(undo, s.scope, { duplicateId: of(0, 1) });
    expect(await execute(decideMany, s.scope, { duplicateIds: [of(0, 1), of(0, 2), of(1, 2)], decision: 'same' })).toEqual({ decided: 3 });
    expect(await waiting(s.scope)).toBe(0);
  });

  it('hold for imports: joined entries are one known person, and never-the-same is handed to the matching', async () => {
    const { s, ids, of } = await three();
    await execute(decide, s.scope, { duplicateId: of(0, 1), decision: 'same', staysId: ids[0] });
    await execute(decide, s.scope, { duplicateId: of(1, 2), decision: 'different' });
    await reading(s.scope, async (tx) => {
      const { networkId } = s.scope;
      const keys = new Set((await tx.selectFrom('match_key').select('key').where('network_id', '=', networkId).where('kind', '=', 'person').execute()).map(({ key }) => key));
      const known = await knownPeople(tx, networkId, keys);
      expect(new Set(known.map(({ id }) => id))).toEqual(new Set([ids[0], ids[2]]));
      expect(await knownToDiffer(tx, networkId, 'person', new Set(known.map(({ id }) => id)))).toEqual(new Set([[ids[0], ids[2]].sort().join(' ')]));
      expect(await knownOrganisations(tx, networkId, new Set())).toEqual([]);
    });
  });

  it('are nobody’s to see who may not decide', async () => {
    const { s } = await three();
    for (const role of ['funder', 'auditor', 'organisation-representative', 'field-worker'] as const) {
      expect([(await queue(s.as(role), {}, 10)).doubts, await waiting(s.as(role)), (await history(s.as(role))).decided]).toEqual([[], 0, []]);
    }
    expect(await waiting(s.as('programme-officer'))).toBe(3);
    expect(await waiting(s.as('programme-officer', { programmeIds: [s.programmeId] }))).toBe(0);
  });
});

it('of a common name are the five most probable ones of each entry', () => {
  const found = (a: number, b: number, probability: number): Found => ({ oneId: `${a}`, otherId: `${b}`, probability, reasons: [], limits: [], likeness: 'same-name-elsewhere' });
  const all = Array.from({ length: 12 }, (_, n) => found(1, n + 2, 0.2 + n / 100));
  const kept = mostProbable([...all, found(20, 21, 0.16)], new Set(['1 13']));
  expect(kept.map(({ otherId }) => otherId)).toEqual(['12', '11', '10', '9', '8', '21']);
});

describe('an import', () => {
  const list: ParticipantsList = { file: 'lista.csv', sheet: '', rows: [], venueText: null } as never;
  const row = (n: number, given: string, surname: string): BatchRow => ({
    importId: 'i', listNo: 0, list: 0, decisions: {},
    sheet: { row: n, name: { raw: `${given} ${surname}`, given, middle: null, surname, title: null, order: 'given-first', confidence: 1 }, organisation: null, place: null, phone: '064 123 4567', email: null, signed: [] } as never,
  });
  const person = (id: string, given: string, surname: string): KnownPerson => ({ id, given, surname, phone: '064 123 4567', email: null, organisation: null, place: null });

  it('does not tie two known people together whom somebody has said to be different', () => {
    const batch = { lists: [list], rows: [row(5, 'Jovana', 'Popović')] };
    const known = [person('a', 'Јована', 'Поповић'), person('b', 'Jovana', 'Popovic')];
    const keysOf = (different?: Set<string>) => resolvePeople(batch, [null], [null], known, different);
    // Without the decision nothing is asked about the second one; with it the row is hers or the other's, and the person importing is asked.
    expect(keysOf(new Set(['a b'])).doubts.length).toBeGreaterThan(keysOf().doubts.length);
    expect(['a', 'b']).toContain(keysOf(new Set(['a b'])).ids[0]);
  });

  it('asks which of two organisations is meant that are written alike and are not the same', () => {
    const of = (n: number): BatchRow => ({ ...row(n, 'Jovana', 'Popović'), sheet: { ...row(n, 'Jovana', 'Popović').sheet, organisation: 'Udruženje Sunce' } });
    const known = ['a', 'b'].map((id) => ({ id, name: 'Udruženje Sunce', spelling: 'Udruženje Sunce', seat: 'RS-L-79014', type: 'cso' }));
    const resolved = (different?: Set<string>) => resolveOrganisations({ lists: [list], rows: [of(5)] }, ['RS-L-79014'], known, different);
    const asked = ({ doubts }: ReturnType<typeof resolved>) => doubts.filter(({ list: at, code }) => at === 0 && code === 'organisation_may_be').length;
    expect([asked(resolved()), asked(resolved(new Set(['a b'])))]).toEqual([0, 1]);
    expect(resolved(new Set(['a b'])).ids).toEqual(['a']);
  });
});
