import { beforeAll, describe, expect, it } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading, within } from '#platform/db/transaction.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { publish } from '../publications/commands.ts';
import { publicationsWithSeals } from '../publications/latest-queries.ts';
import { differences } from '../rebuild.ts';
import { query, type Query } from '../shape.ts';
import { stage, type Stage } from '../testing.ts';
import { unsettledAnswer } from './answer.ts';
import { reopenPlace, settlePlace } from './commands.ts';
import { settledIn, unsettledIn, unsettledOf } from './queries.ts';
import { sayUnsettled } from './say.ts';

// "The event in Kragujevac gathered representatives from … Rakovac": a village in five municipalities, and no municipality. A participant wrote it too.

withDatabase();
let s: Stage;
let kragujevac: string;
const municipalities = query.parse({ method: 'municipalities', mixRelations: true });
const name = '?rakovac';

beforeAll(async () => {
  s = await stage();
  kragujevac = await s.event('regional-presentation', ['2022-06-29']);
  await database().updateTable('event').set({ venue_place: 'RS-L-70645' }).where('event_id', '=', kragujevac).execute();
  await s.record('reported-list', '2022-06-29', { eventId: kragujevac, relation: 'represents', places: [{ text: 'Kragujevac', placeId: 'RS-L-70645' }, { text: 'Rakovac', placeId: null }] });
});

const open = (scope = s.visitor) => reading(scope, (tx) => unsettledOf(tx, scope, s.programmeId, { locale: 'en' }));
/** Facts that deriving them again would give differently. */
const wrong = () => within(s.scope, (tx) => Array.fromAsync(differences(tx, s.scope.networkId, s.programmeId, { repair: false })));
const figure = async (of: Query = municipalities) => {
  const { net, gross, unresolved } = await s.ask(of);
  return { net, gross, unresolved };
};

describe('a name on a reported list that is no municipality', () => {
  it('is shown to everybody with the likely municipality first', async () => {
    const [one] = await open();
    expect({ text: one!.text, eventId: one!.eventId, first: one!.proposals[0]!.name, level: one!.proposals[0]!.level }).toEqual({ text: 'Rakovac', eventId: kragujevac, first: 'Rekovac', level: 'municipality' });
    expect(one!.proposals.slice(1).map(({ level, name }) => [level, name])).toContainEqual(['settlement', 'Raška']);
  });

  it('says so in five languages, with the reason and right plurals', async () => {
    const said = await Promise.all(
      locales.map(async (locale) => {
        const t = await wordsOf(locale);
        const [one] = await reading(s.visitor, (tx) => unsettledOf(tx, s.visitor, s.programmeId, { locale }));
        return [locale, sayUnsettled(one!, { locale, t, has: t.has })];
      }),
    );
    expect(Object.fromEntries(said)).toEqual({
      'sr-Cyrl': '„Rakovac“ је село у 5 општина; у списку општина вероватно треба да стоји Рековац (разликује се 1 слово: Rakovac – Рековац; 22 километра ваздушном линијом до места Крагујевац).',
      'sr-Latn': '„Rakovac“ je selo u 5 opština; u spisku opština verovatno treba da stoji Rekovac (razlikuje se 1 slovo: Rakovac – Rekovac; 22 kilometra vazdušnom linijom do mesta Kragujevac).',
      bg: '„Rakovac“ е село в 5 общини; в списък на общини вероятно трябва да стои Рековац (различава се 1 буква: Rakovac – Рековац; 22 километра по права линия до Крагуевац).',
      ro: '„Rakovac” este un sat în 5 unități administrativ-teritoriale; într-o listă de unități administrativ-teritoriale s-a avut în vedere probabil Rekovac (diferă o literă: Rakovac – Rekovac; 22 de kilometri în linie dreaptă până la Kragujevac).',
      en: '“Rakovac” is a village in 5 municipalities; in a list of municipalities Rekovac is likely meant (1 letter differs: Rakovac – Rekovac; 22 kilometres as the crow flies from Kragujevac).',
    });
  });

  it('stands in the figure that counts it and in no other', async () => {
    const queries = [municipalities, query.parse({ method: 'events' })];
    const found = await reading(s.visitor, async (tx) => unsettledIn(tx, s.visitor, s.programmeId, queries, [await s.ask(municipalities), await s.ask(queries[1]!)], { locale: 'en' }));
    expect(found.map((one) => one.map(({ text }) => text))).toEqual([['Rakovac'], []]);
    const [answer] = unsettledAnswer(found[0]!, await wordsOf('en'));
    expect({ text: answer!.text, first: { ...answer!.proposals[0], reason: null } }).toEqual({ text: 'Rakovac', first: { id: 'RS-L-71030', name: 'Rekovac', label: 'Rekovac', level: 'municipality', outcome: 'typo', reason: null } });
  });
});

describe('a decision about it', () => {
  const settle = (placeId: string | null, by = s.as('programme-officer'), listId: string | null = kragujevac) => execute(settlePlace, by, { programmeId: s.programmeId, name, listId, placeId });
  const reopen = () => execute(reopenPlace, s.as('coordinator'), { programmeId: s.programmeId, name, listId: kragujevac });

  it('is for whoever runs the programme', async () => {
    for (const role of ['field-worker', 'auditor', 'funder', 'organisation-representative'] as const) await expect(settle('RS-L-71030', s.as(role))).rejects.toMatchObject({ status: 403 });
  });

  it('names a municipality that exists', async () => {
    await expect(settle('RS-L-00000')).rejects.toMatchObject({ status: 422, code: 'places.unknown_unit' });
    await expect(settle('RS')).rejects.toMatchObject({ status: 422, code: 'unsettled.not_a_municipality' });
  });

  it('changes the figure by replacing the evidence, breaks the seal of what was published, and keeps what was known', async () => {
    const before = new Date();
    const { publicationId } = await execute(publish, s.scope, { programmeId: s.programmeId, indicatorId: null, query: municipalities, titles: { en: 'LSUs' } });
    expect(await figure()).toEqual({ net: 2, gross: 2, unresolved: 1 });
    expect(await settle('RS-L-71030')).toEqual({ changed: 1 });
    expect(await figure()).toEqual({ net: 2, gross: 2, unresolved: 0 });
    expect(await open()).toEqual([]);
    expect((await s.ask(municipalities, s.scope, before)).unresolved).toBe(1);
    const standing = await reading(s.scope, (tx) => publicationsWithSeals(tx, s.scope, s.programmeId));
    expect(standing.find(({ publication }) => publication.publicationId === publicationId)!.seal.state).toBe('broken');
    expect(await wrong()).toEqual([]);
  });

  it('is listed, can be undone, and done again as "no place"', async () => {
    const settled = () => reading(s.scope, async (tx) => (await settledIn(tx, s.scope, s.programmeId)).map(({ text, placeId, key, listId }) => ({ text, placeId, key, listId })));
    expect(await settled()).toEqual([{ text: 'Rakovac', placeId: 'RS-L-71030', key: name, listId: kragujevac }]);
    await expect(settle(null)).rejects.toMatchObject({ status: 409 });
    await reopen();
    expect(await figure()).toEqual({ net: 2, gross: 2, unresolved: 1 });
    await expect(reopen()).rejects.toMatchObject({ status: 409 });
    await settle(null);
    expect(await figure()).toEqual({ net: 1, gross: 1, unresolved: 0 });
    expect(await settled()).toEqual([{ text: 'Rakovac', placeId: null, key: name, listId: kragujevac }]);
    await reopen();
  });

  it('reaches what participants wrote, on this list or on all', async () => {
    const other = await s.event('training', ['2022-07-01']);
    for (const eventId of [kragujevac, other]) {
      await s.record('participation', '2022-06-29', { eventId, personId: await s.person(), placeText: 'Rakovac', relation: 'unstated', days: [eventId === other ? '2022-07-01' : '2022-06-29'] });
    }
    expect((await open()).map(({ listId }) => listId)).toEqual([kragujevac, other]);
    expect(await settle('RS-L-71030')).toEqual({ changed: 2 });
    expect((await open()).map(({ listId }) => listId)).toEqual([other]);
    await reopen();
    expect(await settle('RS-L-71021', s.as('coordinator'), null)).toEqual({ changed: 3 });
    expect(await open()).toEqual([]);
    expect((await s.ask(query.parse({ method: 'participations' }))).net).toBe(2);
    expect(await wrong()).toEqual([]);
  });

  it('stands in the log with the name and the place', async () => {
    const last = await database().selectFrom('log_entry').select(['action', 'details']).where('network_id', '=', s.scope.networkId).where('action', '=', 'place-name.settle').orderBy('seq', 'desc').executeTakeFirst();
    expect(last).toEqual({ action: 'place-name.settle', details: { name: 'rakovac', place: 'RS-L-71021', pieces: 3 } });
  });
});
