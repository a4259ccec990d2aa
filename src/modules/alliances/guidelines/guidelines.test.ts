import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { memberScope, publicScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import { addAlliance } from '../commands.ts';
import { addGuideline, adoptGuideline, commentGuideline, decideAmendment, proposeAmendment, publishGuideline, settleComment, translateGuideline, writeGuideline } from './commands.ts';
import { changes } from './paragraphs.ts';
import { adoptedGuideline, guideline, guidelinesOf } from './queries.ts';
import { readIn } from './translations.ts';

const kolo = withDatabase();
let scope: Scope;
let abroad: Scope;
let allianceId: string;
const as = (role: Role) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'N' }, roles: [role], organisationId: null, programmeIds: null });
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);
const made = async () => (await execute(addGuideline, scope, { allianceId, titles: { en: 'Rules of referral' }, language: 'en', body: 'First.\n\nSecond stays.\n\nThird.' })).guidelineId;
const read = (guidelineId: string, who = scope) => guideline(who, allianceId, guidelineId);
const texts = async (guidelineId: string) => (await read(guidelineId)).versions.map(({ version, paragraphs }) => `${version}: ${paragraphs.map(({ text }) => text).join(' | ')}`);

beforeAll(async () => {
  [scope, abroad] = [systemScope(newId(), 'test'), systemScope(newId(), 'test')];
  for (const [at, { networkId }] of [scope, abroad].entries()) await kolo.db.insertInto('network').values({ network_id: networkId, slug: `n-${at}`, names: '{}' }).execute();
  allianceId = (await execute(addAlliance, scope, { names: { en: 'Network' }, kind: 'umbrella' })).allianceId;
});

test('an accepted amendment makes the next version; one whose paragraph changed meanwhile can only be rejected', async () => {
  const guidelineId = await made();
  const [first, second, third] = (await read(guidelineId)).versions[0]!.paragraphs.map(({ id }) => id) as [string, string, string];
  const worker = as('organisation-representative');
  const amend = async (paragraphId: string, proposed: string) => (await execute(proposeAmendment, worker, { guidelineId, paragraphId, proposed, reason: 'Clearer.' })).amendmentId;
  const decide = (amendmentId: string, outcome: string, who = scope) => execute(decideAmendment, who, { guidelineId, amendmentId, outcome });
  expect([await refused(amend(first, 'First.')), await refused(amend(newId(), 'x'))]).toEqual(['guidelines.nothing_changed', 'guidelines.paragraph_changed']);
  const [one, other, gone, wrong] = [await amend(first, 'First, in ten days.'), await amend(first, 'First, in five days.'), await amend(third, ''), await amend(second, 'Second goes.')];
  expect(await refused(decide(one, 'accepted', worker))).toBe('platform.forbidden');
  expect([await decide(one, 'accepted'), await refused(decide(other, 'accepted')), await decide(other, 'rejected'), await decide(gone, 'accepted'), await decide(wrong, 'rejected'), await refused(decide(wrong, 'accepted'))]).toEqual([{ version: 2 }, 'guidelines.paragraph_changed', { version: null }, { version: 3 }, { version: null }, 'guidelines.decided_already']);
  expect(await texts(guidelineId)).toEqual(['3: First, in ten days. | Second stays.', '2: First, in ten days. | Second stays. | Third.', '1: First. | Second stays. | Third.']);
  const { versions } = await read(guidelineId);
  expect(changes(versions[2]!.paragraphs, versions[0]!.paragraphs).map(({ id, kind }) => [id, kind])).toEqual([[first, 'changed'], [second, 'same'], [third, 'gone']]);
});

test('whoever read an older version writes nothing over; versions and adoptions do not change, not even past the commands', async () => {
  const guidelineId = await made();
  const write = (version: number, body: string) => execute(writeGuideline, scope, { guidelineId, version, body });
  expect([await write(1, 'First.\n\nNew.\n\nSecond stays.\n\nThird.'), await refused(write(1, 'Mine.')), await write(2, 'First.\n\nNew.\n\nSecond stays.\n\nThird.')]).toEqual([{ version: 2 }, 'guidelines.changed_meanwhile', { version: 2 }]);
  const { versions: [now, before] } = await read(guidelineId);
  expect(now!.paragraphs.map(({ id }) => before!.paragraphs.findIndex((one) => one.id === id))).toEqual([0, -1, 1, 2]);
  await expect(within(scope, (tx) => tx.updateTable('guideline_version').set({ note: 'x' }).execute())).rejects.toMatchObject({ code: '42501' });
});

test('comments are settled and stay; what is adopted can be published, and a visitor reads that version only', async () => {
  const guidelineId = await made();
  const paragraphId = (await read(guidelineId)).versions[0]!.paragraphs[0]!.id;
  const { commentId } = await execute(commentGuideline, as('field-worker'), { guidelineId, paragraphId, text: 'What does it mean?' });
  await execute(settleComment, scope, { guidelineId, commentId });
  expect((await read(guidelineId)).comments).toMatchObject([{ text: 'What does it mean?', isSettled: true }]);
  const publish = (isPublished: boolean) => execute(publishGuideline, scope, { guidelineId, isPublished });
  const adopt = (version: number, more = {}) => execute(adoptGuideline, scope, { guidelineId, version, adoptedOn: '2026-05-01', ...more });
  expect([await refused(publish(true)), await refused(adopt(2)), await refused(adopt(1, { adoptedOn: '2999-01-01' })), await refused(adopt(1, { eventId: newId() }))]).toEqual(['guidelines.not_adopted', 'platform.not_found', 'guidelines.day_to_come', 'guidelines.no_meeting']);
  await adopt(1);
  expect(await refused(adopt(1))).toBe('guidelines.adopted_already');
  await publish(true);
  await execute(writeGuideline, scope, { guidelineId, version: 1, body: 'A draft nobody has adopted.' });
  const visitor = publicScope(scope.networkId);
  expect((await adoptedGuideline(visitor, allianceId, guidelineId)).paragraphs.map(({ text }) => text)).toEqual(['First.', 'Second stays.', 'Third.']);
  expect([await refused(read(guidelineId, visitor)), await refused(read(guidelineId, abroad)), await refused(adoptedGuideline(publicScope(abroad.networkId), allianceId, guidelineId))]).toEqual(Array(3).fill('platform.not_found'));
  await publish(false);
  expect([await refused(adoptedGuideline(visitor, allianceId, guidelineId)), (await guidelinesOf(visitor, allianceId)).length]).toEqual(['platform.not_found', 0]);
  for (const who of [as('auditor'), as('funder'), visitor]) expect([await refused(execute(commentGuideline, who, { guidelineId, paragraphId, text: 'Me too' })), await refused(execute(writeGuideline, who, { guidelineId, version: 2, body: 'Mine' }))]).toEqual(['platform.forbidden', 'platform.forbidden']);
});

test('a document is translated paragraph by paragraph, for exactly the text that was there; visitors read what was adopted', async () => {
  const guidelineId = await made();
  const [first, second, third] = (await read(guidelineId)).versions[0]!.paragraphs.map(({ id }) => id) as [string, string, string];
  const translate = (paragraphs: { paragraphId: string; text: string; seen?: string; stillHolds?: boolean }[], more = {}, who = scope) => execute(translateGuideline, who, { guidelineId, version: 1, language: 'ro', paragraphs: paragraphs.map((one) => ({ seen: '', ...one })), ...more });
  const shown = async (locale: Locale) => { const { paragraphs, language, translations } = await adoptedGuideline(publicScope(scope.networkId), allianceId, guidelineId); return readIn(paragraphs, language, translations, locale).map(({ text, isHers }) => `${text}${isHers ? '' : ' (en)'}`); };
  expect([await refused(translate([], { language: 'en' })), await refused(translate([{ paragraphId: newId(), text: 'x' }])), await refused(translate([], {}, as('field-worker'))), await refused(translate([], {}, abroad)), await refused(translate([], { version: 9 }))]).toEqual(['guidelines.own_language', 'guidelines.paragraph_changed', 'platform.forbidden', 'platform.not_found', 'platform.not_found']);
  expect(await translate([{ paragraphId: first, text: 'Întâi.' }, { paragraphId: second, text: 'Al doilea rămâne.' }, { paragraphId: third, text: '' }], { title: { seen: '', text: 'Reguli' } })).toEqual({ n: 2 });
  expect(await translate([{ paragraphId: first, text: 'Întâi.' }, { paragraphId: second, text: 'Al doilea rămâne.' }])).toEqual({ n: 0 });
  await execute(adoptGuideline, scope, { guidelineId, version: 1, adoptedOn: '2026-02-01' });
  await execute(publishGuideline, scope, { guidelineId, isPublished: true });
  expect([await shown('ro'), await shown('en'), await shown('bg')]).toEqual([['Întâi.', 'Al doilea rămâne.', 'Third. (en)'], ['First.', 'Second stays.', 'Third.'], ['First. (en)', 'Second stays. (en)', 'Third. (en)']]);
  expect((await read(guidelineId)).titles).toEqual({ en: 'Rules of referral', ro: 'Reguli' });
  // A paragraph that changes has no translation until somebody makes one, or says that it still holds; what nobody touches is not said again.
  await execute(writeGuideline, scope, { guidelineId, version: 1, body: 'First, soon.\n\nSecond stays.\n\nThird.' });
  await execute(adoptGuideline, scope, { guidelineId, version: 2, adoptedOn: '2026-03-01' });
  expect(await shown('ro')).toEqual(['First, soon. (en)', 'Al doilea rămâne.', 'Third. (en)']);
  expect([await translate([{ paragraphId: first, seen: 'Întâi.', text: 'Întâi.' }], { version: 2 }), await translate([{ paragraphId: first, seen: 'Întâi.', text: 'Întâi.', stillHolds: true }], { version: 2 })]).toEqual([{ n: 0 }, { n: 1 }]);
  expect((await shown('ro'))[0]).toBe('Întâi.');
  expect(await translate([{ paragraphId: second, seen: 'Al doilea rămâne.', text: '' }], { version: 2 })).toEqual({ n: 1 });
  expect((await shown('ro'))[1]).toBe('Second stays. (en)');
  await expect(within(scope, (tx) => tx.updateTable('guideline_translation').set({ text: 'x' }).execute())).rejects.toThrow(/permission denied/);
});

test('two translate at once: what one did not touch stays as the other wrote it, and what both touched is written by the first only', async () => {
  const guidelineId = await made();
  const [first, second, third] = (await read(guidelineId)).versions[0]!.paragraphs.map(({ id }) => id) as [string, string, string];
  const save = (texts: [string, string][], title = ['', ''], language = 'bg') =>
    execute(translateGuideline, scope, { guidelineId, version: 1, language, title: { seen: title[0], text: title[1] }, paragraphs: [first, second, third].map((paragraphId, at) => ({ paragraphId, seen: texts[at]![0], text: texts[at]![1] })) });
  // Both opened the form while it was empty.
  expect(await save([['', 'Първо.'], ['', ''], ['', '']], ['', 'Правила'])).toEqual({ n: 1 });
  expect(await save([['', ''], ['', 'Второ.'], ['', '']])).toEqual({ n: 1 });
  const now = async () => { const { versions, translations, titles } = await read(guidelineId); return [titles.bg, ...readIn(versions[0]!.paragraphs, 'en', translations, 'bg').map(({ text, isHers }) => (isHers ? text : null))]; };
  expect(await now()).toEqual(['Правила', 'Първо.', 'Второ.', null]);
  expect([await refused(save([['', 'Едно.'], ['', ''], ['', 'Трето.']])), await refused(save([['', ''], ['', ''], ['', 'Трето.']], ['', 'Наредби']))]).toEqual(Array(2).fill('guidelines.translated_meanwhile'));
  // Nothing of a refused form was kept; who wrote the same disputes nothing.
  expect([await now(), await save([['', 'Първо.'], ['', 'Второ.'], ['', '']]), await save([['Първо.', 'Едно.'], ['Второ.', 'Второ.'], ['', '']], ['Правила', 'Правила'])]).toEqual([['Правила', 'Първо.', 'Второ.', null], { n: 0 }, { n: 1 }]);
  expect(await now()).toEqual(['Правила', 'Едно.', 'Второ.', null]);
});
