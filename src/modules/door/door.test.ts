import { beforeAll, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, systemScope, type Role } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { lookAtWritten } from '#modules/duplicates/looking/commands.ts';
import { joinPeople } from '#modules/duplicates/joining/commands.ts';
import { queue } from '#modules/duplicates/queries.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation, whenOrganisationsAreWritten } from '#modules/organisations/commands.ts';
import { newOrganisation } from '#modules/organisations/shape.ts';
import { addPerson, whenPeopleAreWritten } from '#modules/people/commands.ts';
import { newPerson } from '#modules/people/shape.ts';
import { perhapsOrganisations, perhapsPeople } from './queries.ts';

withDatabase();
whenPeopleAreWritten((context, ids) => lookAtWritten(context, 'person', ids));
whenOrganisationsAreWritten((context, ids) => lookAtWritten(context, 'organisation', ids));
const ours = systemScope(newId(), 'test');
const theirs = systemScope(newId(), 'test');
const t = await wordsOf('en');
const as = (role: Role, programmeIds: string[] | null = null) => memberScope({ networkId: ours.networkId, actor: { kind: 'account', id: newId(), name: role }, roles: [role], organisationId: null, programmeIds });
const person = (input: object) => newPerson.parse(input);
const namesFor = async (input: object, scope = ours) => (await perhapsPeople(scope, person(input), t)).map(({ name }) => name);
const organisationsFor = async (input: object, scope = ours) => (await perhapsOrganisations(scope, newOrganisation.parse({ type: 'cso', ...input }), t)).map(({ name }) => name);
let sunce: string;
let jovana: string;

beforeAll(async () => {
  await execute(createNetwork, ours, { slug: 'ours', names: { en: 'Ours' } });
  await execute(createNetwork, theirs, { slug: 'theirs', names: { en: 'Theirs' } });
  sunce = (await execute(addOrganisation, ours, { type: 'cso', name: 'Udruženje „Sunce“', seat: 'RS-L-79014' })).organisationId;
  jovana = (await execute(addPerson, ours, { given: 'Јована', surname: 'Ђорђевић', phone: '064/123-456', affiliations: [{ organisationId: sunce }] })).personId;
  await execute(addPerson, ours, { given: 'Milan', surname: 'Petrović', birthDate: '1980-01-02' });
  await execute(addPerson, theirs, { given: 'Планина', surname: 'Туђић', phone: '060/999-999' });
});

describe('a person', () => {
  test('is known in the other script, with dj, with a slip of the pen, and by her telephone', async () => {
    for (const input of [
      { given: 'Jovana', surname: 'Djordjević', affiliations: [{ organisationId: sunce }] },
      { given: 'Jovana', surname: 'Đorđvić', affiliations: [{ organisationId: sunce }] },
      { given: 'Јована', surname: 'Ђорђевић', phone: '+381 64 123456' },
    ]) expect(await namesFor(input)).toEqual(['Јована Ђорђевић']);
  });

  test('is shown with whom she comes for, how probable it is and why', async () => {
    const [one] = await perhapsPeople(ours, person({ given: 'Jovana', surname: 'Đorđević', phone: '064123456' }), t);
    expect(one).toMatchObject({ id: jovana, beside: 'Udruženje „Sunce“' });
    expect(one!.probability).toBeGreaterThan(0.9);
    expect(one!.why).toContain('Telephone: the same');
  });

  test('is another one with another given name, or another birth date', async () => {
    expect(await namesFor({ given: 'Milena', surname: 'Ђорђевић' })).toEqual([]);
    expect(await namesFor({ given: 'Milan', surname: 'Petrović', birthDate: '1991-12-30' })).toEqual([]);
  });

  test('of another network is not known, nor is anybody to whom may add nobody', async () => {
    expect(await namesFor({ given: 'Planina', surname: 'Tuđić', phone: '060999999' })).toEqual([]);
    const input = { given: 'Jovana', surname: 'Đorđević', phone: '064123456' };
    for (const role of ['auditor', 'funder', 'organisation-representative'] as const) expect(await namesFor(input, as(role))).toEqual([]);
    expect(await namesFor(input, as('field-worker', [newId()]))).toEqual([]);
    expect(await namesFor(input, as('field-worker'))).toEqual(['Јована Ђорђевић']);
  });

  test('who is added all the same is in doubt for the review, by the same reasons', async () => {
    const input = { given: 'Jovana', surname: 'Đorđević', phone: '064123456' };
    const [before] = await perhapsPeople(ours, person(input), t);
    const { personId } = await execute(addPerson, ours, input);
    const { doubts } = await queue(ours, { kind: 'person' }, 50);
    const doubt = doubts.find(({ one, other }) => [one.id, other.id].includes(personId))!;
    expect([doubt.one.id, doubt.other.id].sort()).toEqual([jovana, personId].sort());
    expect(doubt.probability).toBeCloseTo(before!.probability, 2);
    // Entries that were joined are offered once, as the one that stands for both.
    await execute(joinPeople, ours, { staysId: jovana, otherId: personId });
    expect((await perhapsPeople(ours, person(input), t)).map(({ id }) => id)).toEqual([jovana]);
  });
});

describe('an organisation', () => {
  test('is known in the other script and without its form', async () => {
    expect(await organisationsFor({ name: 'УДРУЖЕЊЕ СУНЦЕ', seat: 'RS-L-79014' })).toEqual(['Udruženje „Sunce“']);
    expect(await organisationsFor({ name: 'Sunce', seat: 'RS-L-79014' })).toEqual(['Udruženje „Sunce“']);
  });

  test('with another name is not', async () => {
    expect(await organisationsFor({ name: 'Udruženje „Mesec“', seat: 'RS-L-79014' })).toEqual([]);
    expect(await organisationsFor({ name: 'Sunce' }, as('auditor'))).toEqual([]);
    expect(await organisationsFor({ name: 'Sunce' }, theirs)).toEqual([]);
  });
});
