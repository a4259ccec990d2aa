import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading, within } from '#platform/db/transaction.ts';
import { Problem } from '#platform/problem.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { listOrganisations, organisation } from '#modules/organisations/queries.ts';
import { addPerson } from '#modules/people/commands.ts';
import { listPeople, person } from '#modules/people/queries.ts';
import { correctEvidence } from '#modules/results/commands.ts';
import { explain } from '#modules/results/explain.ts';
import { publish } from '#modules/results/publications/commands.ts';
import { sealState } from '#modules/results/publications/queries.ts';
import { resultsOf } from '#modules/results/queries.ts';
import { differences } from '#modules/results/rebuild.ts';
import { methods, query, type Result } from '#modules/results/shape.ts';
import { stage, type Stage } from '#modules/results/testing.ts';
import { joinOrganisations, joinPeople, separateOrganisation, separatePerson } from './joining/commands.ts';

withDatabase();

const all = methods.map((method) => query.parse({ method }));
const results = (s: Stage, asKnownOn: Date | null = null): Promise<Result[]> => reading(s.scope, (tx) => resultsOf(tx, s.scope, s.programmeId, all, { asKnownOn }));
/** Facts derived again from evidence and joinings must be the stored ones. */
async function expectRebuildable(s: Stage) {
  const wrong: unknown[] = [];
  await within(s.scope, async (tx) => {
    for await (const one of differences(tx, s.scope.networkId, s.programmeId, { repair: false })) wrong.push(one);
  });
  expect(wrong).toEqual([]);
}
const problemOf = (work: Promise<unknown>) => work.then(() => null, (error: unknown) => (error instanceof Problem ? { status: error.status, code: error.code } : error));

describe('joining and separating', () => {
  it('counts two entries of one person once, and says so as known then and now', async () => {
    const s = await stage();
    const event = await s.event('training', ['2022-05-01']);
    const [ana, jovana, other] = [await s.person('Ана', 'Јовановић'), await s.person('Ana', 'Jovanović'), await s.person('Milan', 'Perić')];
    for (const personId of [ana, jovana, other]) await s.record('participation', '2022-05-01', { eventId: event, personId, days: ['2022-05-01'] });
    const before = await results(s);
    const then = new Date();
    expect((await s.ask({ method: 'people' })).net).toBe(3);
    await new Promise((done) => setTimeout(done, 5));
    const { joiningId } = await execute(joinPeople, s.scope, { staysId: ana, otherId: jovana });
    expect(await s.ask({ method: 'people' })).toMatchObject({ net: 2, gross: 3, overlaps: [{ id: ana, times: 2 }] });
    expect((await s.ask({ method: 'people' }, s.scope, then)).net).toBe(3);
    await expectRebuildable(s);
    await new Promise((done) => setTimeout(done, 5));
    const joined = new Date();
    await new Promise((done) => setTimeout(done, 5));
    await execute(separatePerson, s.scope, { joiningId });
    expect(await results(s)).toEqual(before);
    expect((await s.ask({ method: 'people' }, s.scope, joined)).net).toBe(2);
    await expectRebuildable(s);
  });

  it('keeps names, spellings, contacts and affiliations of both, under one entry', async () => {
    const s = await stage();
    const { organisationId: first } = await execute(addOrganisation, s.scope, { type: 'cso', name: 'Udruženje „Sunce“' });
    const { organisationId: second } = await execute(addOrganisation, s.scope, { type: 'cso', name: 'Centar za mlade' });
    const one = await execute(addPerson, s.scope, { given: 'Ана', surname: 'Јовановић', email: 'ana@example.org', affiliations: [{ organisationId: first }] });
    const two = await execute(addPerson, s.scope, { given: 'Anica', surname: 'Petrović', phone: '064 123 4567', birthDate: '1980-02-03', affiliations: [{ organisationId: second }] });
    const { joiningId } = await execute(joinPeople, s.scope, { staysId: one.personId, otherId: two.personId });
    const united = await person(s.scope, two.personId);
    expect(united).toMatchObject({ personId: one.personId, given: 'Ана', email: 'ana@example.org', phone: '064 123 4567', birthDate: '1980-02-03', spellings: ['Anica Petrović'] });
    expect(united.affiliations.map(({ organisation: name }) => name).sort()).toEqual(['Centar za mlade', 'Udruženje „Sunce“']);
    for (const q of ['jovanovic', 'Петровић', 'anica']) {
      const { items, total } = await listPeople(s.scope, { q });
      expect([total, items.map(({ personId }) => personId)]).toEqual([1, [one.personId]]);
    }
    expect((await listPeople(s.scope)).total).toBe(1);
    expect((await listPeople(s.scope, { organisationId: second })).items.map(({ personId }) => personId)).toEqual([one.personId]);
    await execute(separatePerson, s.scope, { joiningId });
    expect((await listPeople(s.scope)).total).toBe(2);
    expect((await listPeople(s.scope, { q: 'anica' })).items.map(({ personId }) => personId)).toEqual([two.personId]);
    expect(await person(s.scope, one.personId)).toMatchObject({ spellings: [], phone: null, birthDate: null });
  });

  it('unites organisations, refuses two numbers of one register, and counts persons for either as for one', async () => {
    const s = await stage();
    const add = async (name: string, more = {}) => (await execute(addOrganisation, s.scope, { type: 'cso', name, ...more })).organisationId;
    const [sunce, sun, other] = [
      await add('Udruženje „Sunce“', { identifiers: [{ scheme: 'RS-MB', value: '17862146' }], areas: [{ placeId: 'RS-L-79014' }] }),
      await add('Сунце', { areas: [{ placeId: 'RS-L-70343' }], names: { en: 'The Sun' } }),
      await add('Savez', { identifiers: [{ scheme: 'RS-MB', value: '28234957' }] }),
    ];
    const event = await s.event('training', ['2022-05-01']);
    const someone = await s.person('Ana', 'Anić');
    for (const organisationId of [sunce, sun, other]) await s.record('participation', '2022-05-01', { eventId: event, personId: someone, organisationId, days: ['2022-05-01'] });
    expect((await s.ask({ method: 'organisations' })).net).toBe(3);
    const { joiningId } = await execute(joinOrganisations, s.scope, { staysId: sunce, otherId: sun });
    expect((await s.ask({ method: 'organisations' })).net).toBe(2);
    expect(await organisation(s.scope, sun)).toMatchObject({ organisationId: sunce, name: 'Udruženje „Sunce“', areas: [{ placeId: 'RS-L-70343' }, { placeId: 'RS-L-79014' }], spellings: ['Сунце'] });
    expect((await listOrganisations(s.scope, { q: 'the sun' })).items.map(({ organisationId }) => organisationId)).toEqual([sunce]);
    expect(await problemOf(execute(joinOrganisations, s.scope, { staysId: sun, otherId: other }))).toEqual({ status: 409, code: 'duplicates.identifiers_differ' });
    expect(await problemOf(execute(joinOrganisations, s.scope, { staysId: sun, otherId: sunce }))).toEqual({ status: 409, code: 'duplicates.already_joined' });
    await execute(separateOrganisation, s.scope, { joiningId });
    expect(await problemOf(execute(separateOrganisation, s.scope, { joiningId }))).toEqual({ status: 404, code: 'duplicates.not_joined' });
    expect((await s.ask({ method: 'organisations' })).net).toBe(3);
    await expectRebuildable(s);
  });

  it('breaks the seal of a published figure that counted the two apart, says why, and makes it whole again', async () => {
    const s = await stage();
    const event = await s.event('training', ['2022-05-01']);
    const organisations = [await s.organisation('cso'), await s.organisation('cso'), await s.organisation('cso')];
    for (const [n, organisationId] of organisations.entries()) for (let i = 0; i < 5; i++) await s.record('participation', '2022-05-01', { eventId: event, personId: await s.person(`P${n}${i}`), organisationId, days: ['2022-05-01'] });
    const published = async (of: Parameters<Stage['ask']>[0]) => (await execute(publish, s.scope, { programmeId: s.programmeId, query: query.parse(of), titles: { en: 'x' } })).publicationId;
    const [counted, people] = [await published({ method: 'organisations' }), await published({ method: 'people' })];
    const state = (id: string) => reading(s.visitor, (tx) => sealState(tx, s.visitor, id));
    // Something beside the figure is joined with something in it: the figure counts the same, and its seal holds.
    const beside = await s.organisation('cso');
    const first = await execute(joinOrganisations, s.scope, { staysId: beside, otherId: organisations[2] });
    expect(await state(counted)).toMatchObject({ state: 'holds' });
    const { joiningId } = await execute(joinOrganisations, s.scope, { staysId: organisations[0], otherId: organisations[1] });
    expect(await state(counted)).toMatchObject({ state: 'broken', isErratumProposed: true, changes: { added: 0, removed: 0, changed: 0, joined: 1, separated: 0 }, figure: { net: 2 } });
    expect((await state(counted)).since).toBeInstanceOf(Date);
    expect(await state(people)).toMatchObject({ state: 'holds' });
    const why = await reading(s.visitor, (tx) => explain(tx, s.visitor, s.programmeId, query.parse({ method: 'organisations' })));
    expect(why.joined).toMatchObject([{ kind: 'organisation', entry: expect.stringContaining('Udruženje'), by: null }]);
    await execute(separateOrganisation, s.scope, { joiningId });
    await execute(separateOrganisation, s.scope, { joiningId: first.joiningId });
    expect(await state(counted)).toMatchObject({ state: 'holds', isErratumProposed: false, figure: { net: 3 } });
  });

  it('names joined people only to those who may see people', async () => {
    const s = await stage();
    const event = await s.event('training', ['2022-05-01']);
    const people = [await s.person('Ана', 'Ј.'), await s.person('Ana', 'J.')];
    for (let i = 0; i < 6; i++) people.push(await s.person(`P${i}`));
    for (const personId of people) await s.record('participation', '2022-05-01', { eventId: event, personId, days: ['2022-05-01'] });
    await execute(joinPeople, s.as('programme-officer', { accountId: '0199aaaa-0000-7000-8000-000000000001' }), { staysId: people[0], otherId: people[1] });
    const why = async (scope: typeof s.scope) => (await reading(scope, (tx) => explain(tx, scope, s.programmeId, query.parse({ method: 'people' })))).joined;
    expect(await why(s.scope)).toMatchObject([{ kind: 'person', entry: 'Ana J.', into: 'Ана Ј.', by: 'account:0199aaaa-0000-7000-8000-000000000001' }]);
    expect(await why(s.visitor)).toMatchObject([{ kind: 'person', entry: null, into: null, by: null }]);
  });

  it('misses no evidence that is recorded at the same moment', async () => {
    const s = await stage();
    const event = await s.event('training', ['2022-05-01']);
    const [one, other] = [await s.person(), await s.person()];
    for (let round = 0; round < 5; round++) {
      const recording = Array.from({ length: 8 }, (_, n) => s.record('participation', '2022-05-01', { eventId: event, personId: n % 2 ? one : other, days: ['2022-05-01'] }));
      const [{ joiningId }] = await Promise.all([execute(joinPeople, s.scope, { staysId: one, otherId: other }), ...recording]);
      expect(await s.ask({ method: 'people' })).toMatchObject({ net: 1 });
      await Promise.all([execute(separatePerson, s.scope, { joiningId }), ...Array.from({ length: 4 }, () => s.record('participation', '2022-05-01', { eventId: event, personId: other, days: ['2022-05-01'] }))]);
      expect(await s.ask({ method: 'people' })).toMatchObject({ net: 2 });
      await expectRebuildable(s);
    }
  });

  it('lets two people join the same entries at once in either direction, and one of them is told', async () => {
    const s = await stage();
    const [a, b, c] = [await s.person(), await s.person(), await s.person()];
    const done = await Promise.all([[a, b], [b, c], [c, a]].map(([staysId, otherId]) => problemOf(execute(joinPeople, s.scope, { staysId, otherId }))));
    expect(done.filter((problem) => problem === null)).toHaveLength(2);
    expect(done.filter((problem) => problem !== null)).toEqual([{ status: 409, code: 'duplicates.already_joined' }]);
  });

  it.each(['funder', 'auditor', 'organisation-representative', 'field-worker'] as const)('is not for a %s', async (role) => {
    const s = await stage();
    const people = [await s.person(), await s.person()];
    expect(await problemOf(execute(joinPeople, s.as(role), { staysId: people[0], otherId: people[1] }))).toMatchObject({ status: 403 });
    expect(await problemOf(execute(joinPeople, s.as('programme-officer', { programmeIds: [s.programmeId] }), { staysId: people[0], otherId: people[1] }))).toMatchObject({ status: 403 });
  });
});

describe('any joinings, in any order', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('join' as const), a: fc.nat(5), b: fc.nat(5) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('separate' as const), which: fc.nat(9) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('record' as const), a: fc.nat(5), b: fc.nat(1) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('correct' as const), which: fc.nat(9), a: fc.nat(5) }) },
  );

  it('give what a plain count of the trees gives, and taken back leave every result as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom('person' as const, 'organisation' as const), fc.array(step, { minLength: 3, maxLength: 14 }), async (kind, steps) => {
        const own = await stage();
        const training = await own.event('training', ['2022-05-01']);
        const entries = await Promise.all(Array.from({ length: 6 }, (_, n) => (kind === 'person' ? own.person('Ana', `A${n}`) : own.organisation('cso'))));
        const fixed = kind === 'person' ? await own.organisation('cso') : await own.person('Ana', 'Stalna');
        const payload = (entry: string) => (kind === 'person' ? { eventId: training, personId: entry, organisationId: fixed, days: ['2022-05-01'] } : { eventId: training, personId: fixed, organisationId: entry, days: ['2022-05-01'] });
        const recorded: { id: string; entry: string }[] = [];
        for (const entry of entries) recorded.push({ id: await own.record('participation', '2022-05-01', payload(entry)), entry });
        const [join, separate] = kind === 'person' ? [joinPeople, separatePerson] : [joinOrganisations, separateOrganisation];
        const standing: { joiningId: string; entryId: string; intoId: string }[] = [];
        const rootOf = (id: string): string => {
          const up = standing.find(({ entryId }) => entryId === id);
          return up ? rootOf(up.intoId) : id;
        };
        for (const one of steps) {
          if (one.do === 'join') {
            const [a, b] = [entries[one.a]!, entries[one.b]!];
            const done = await execute(join, own.scope, { staysId: a, otherId: b }).catch((error: unknown) => error as Problem);
            if (rootOf(a) === rootOf(b)) expect(done).toMatchObject({ code: 'duplicates.already_joined' });
            else standing.push(done as (typeof standing)[number]);
          } else if (one.do === 'separate' && standing.length) {
            const [gone] = standing.splice(one.which % standing.length, 1);
            await execute(separate, own.scope, { joiningId: gone!.joiningId });
          } else if (one.do === 'record') {
            const entry = entries[one.a]!;
            recorded.push({ id: await own.record('participation', '2022-05-01', payload(entry)), entry });
          } else if (one.do === 'correct') {
            const piece = recorded[one.which % recorded.length]!;
            const entry = entries[one.a]!;
            piece.id = (await execute(correctEvidence, own.scope, { evidenceId: piece.id, payload: payload(entry) })).evidenceId;
            piece.entry = entry;
          }
          const expected = new Set(recorded.map(({ entry }) => rootOf(entry))).size;
          expect((await own.ask({ method: kind === 'person' ? 'people' : 'organisations' })).net).toBe(expected);
        }
        await expectRebuildable(own);
        // Taken back in any order, what was recorded counts as if nothing had ever been joined.
        while (standing.length) await execute(separate, own.scope, { joiningId: standing.splice(standing.length >> 1, 1)[0]!.joiningId });
        expect((await own.ask({ method: kind === 'person' ? 'people' : 'organisations' })).net).toBe(new Set(recorded.map(({ entry }) => entry)).size);
        const facts = await reading(own.scope, (tx) => tx.selectFrom('fact').select(['evidence_id', 'person_id', 'organisation_id']).where('network_id', '=', own.scope.networkId).where('known_until', 'is', null).where('measure', '=', 'participation').execute());
        expect(new Map(facts.map((fact) => [fact.evidence_id, kind === 'person' ? fact.person_id : fact.organisation_id]))).toEqual(new Map(recorded.map(({ id, entry }) => [id, entry])));
        await expectRebuildable(own);
      }),
      { numRuns: 25, seed: 20261122 },
    );
  });
});
