/** Minutes, decisions, tasks and pictures of an event, through the commands that pages call. */
import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { mailFolder } from '#platform/mail/mail.ts';
import { memberScope, systemScope, type Role, type Scope } from '#platform/session/scope.ts';
import { accountWith, memberOf } from '#platform/session/testing.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { checkIn } from '../check-in/commands.ts';
import { holdEvent } from '../commands.ts';
import { eventKinds } from '../evidence.ts';
import { cancelEvent, planEvent } from '../planning/commands.ts';
import { planOf } from '../planning/queries.ts';
import { missingIn } from './gallery/form.ts';
import { addPicture, changePicture, movePicture, publishPicture, removePicture, withdrawPicture } from './gallery/commands.ts';
import { drawn } from './gallery/picture.ts';
import { pictureFile, picturesOf, publishedPictures } from './gallery/queries.ts';
import { heldDays, holdOn, takeHoldingBack } from './held-commands.ts';
import { approveMinutes, recordDecision, revokeDecision, writeMinutes } from './minutes/commands.ts';
import { minutesOf, versionsOf } from './minutes/queries.ts';
import { addTask, finishTask, reopenTask } from './tasks/commands.ts';
import { ownTasks, tasksOf } from './tasks/queries.ts';
import { remindAboutTasks, sendTaskLetter } from './tasks/reminder-jobs.ts';

const kolo = withDatabase();
let scope: Scope;
let other: Scope;
let programmeId: string;
let eventId: string;
const as = (role: Role, id: string = newId(), more: { organisationId?: string } = {}) => memberScope({ networkId: scope.networkId, actor: { kind: 'account', id, name: 'Somebody' }, roles: [role], organisationId: null, programmeIds: null, ...more });

beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  other = systemScope(newId(), 'test');
  programmeId = newId();
  for (const { networkId } of [scope, other]) await kolo.db.insertInto('network').values({ network_id: networkId, slug: `n-${networkId.slice(-6)}`, names: '{}' }).execute();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: 'p', titles: '{}', published_at: new Date() }).execute();
});
beforeEach(async () => {
  ({ eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'meeting', titles: { en: 'Assembly' }, days: ['2026-03-01', '2026-03-02'] }));
});

describe('minutes and decisions', () => {
  const write = (version: number, body: string, who = scope) => execute(writeMinutes, who, { eventId, version, language: 'en', body });

  test('each writing is a version of its own; whoever read an older one writes nothing over', async () => {
    expect([await write(0, 'One'), await write(1, 'Two'), await write(2, 'Two')]).toEqual([{ version: 1 }, { version: 2 }, { version: 2 }]);
    await expect(write(1, 'Three')).rejects.toMatchObject({ status: 409, code: 'after.minutes_changed' });
    const { versions, shown } = await versionsOf(scope, eventId, 1);
    expect([versions.map(({ version }) => version), shown!.body]).toEqual([[2, 1], 'One']);
    await expect(versionsOf(scope, eventId, 7)).rejects.toMatchObject({ status: 404 });
  });

  test('the latest version is approved, once; what is written later waits again', async () => {
    await write(0, 'One');
    const approve = (version: number) => execute(approveMinutes, scope, { eventId, version, approvedBy: 'The assembly', approvedOn: '2026-03-05' });
    await approve(1);
    await expect(approve(1)).rejects.toMatchObject({ status: 409 });
    expect((await minutesOf(scope, eventId)).minutes).toMatchObject({ version: 1, approvedBy: 'The assembly', approvedOn: '2026-03-05' });
    await write(1, 'Two');
    await expect(approve(1)).rejects.toMatchObject({ status: 409 });
    expect((await minutesOf(scope, eventId)).minutes).toMatchObject({ version: 2, approvedBy: null });
  });

  test('decisions keep their numbers, also those that no longer hold', async () => {
    const decide = (text: string) => execute(recordDecision, scope, { eventId, text });
    const first = await decide('The fee is 10 euros.');
    await execute(revokeDecision, scope, { eventId, decisionId: first.decisionId, reason: 'The statute says otherwise.' });
    expect((await decide('The fee is 12 euros.')).number).toBe(2);
    expect((await minutesOf(scope, eventId)).decisions.map(({ number, text, revokedBecause }) => [number, text, revokedBecause])).toEqual([[1, 'The fee is 10 euros.', 'The statute says otherwise.'], [2, 'The fee is 12 euros.', null]]);
    const five = await Promise.all(Array.from({ length: 5 }, (_, n) => decide(`At once, number ${n}`)));
    expect(five.map(({ number }) => number).sort()).toEqual([3, 4, 5, 6, 7]);
  });

  test('a field worker writes, but neither approves nor takes a decision back; a funder and another network do nothing', async () => {
    const worker = as('field-worker');
    await write(0, 'Written in the field', worker);
    const { decisionId } = await execute(recordDecision, worker, { eventId, text: 'Decided in the field' });
    await expect(execute(approveMinutes, worker, { eventId, version: 1, approvedBy: 'Me', approvedOn: '2026-03-05' })).rejects.toMatchObject({ status: 403 });
    await expect(execute(revokeDecision, worker, { eventId, decisionId, reason: 'Because of something.' })).rejects.toMatchObject({ status: 403 });
    await expect(write(1, 'x', as('funder'))).rejects.toMatchObject({ status: 403 });
    await expect(write(1, 'x', other)).rejects.toMatchObject({ status: 404 });
  });

  test('what was written cannot be changed by the application', async () => {
    await write(0, 'One');
    const { rows: [rights] } = await sql<{ change: boolean; remove: boolean; approve: boolean }>`select has_column_privilege('kolo_app', 'event_minutes', 'body', 'update') as change, has_table_privilege('kolo_app', 'event_minutes', 'delete') as remove, has_column_privilege('kolo_app', 'event_minutes', 'approved_by', 'update') as approve`.execute(kolo.db);
    expect(rights).toEqual({ change: false, remove: false, approve: true });
  });
});

describe('tasks', () => {
  let account: string;
  let organisationId: string;
  let representative: string;
  beforeAll(async () => {
    account = await accountWith({ email: 'vera@example.org', name: 'Vera Simić' });
    representative = await accountWith({ email: 'office@example.org', name: 'Representative' });
    organisationId = (await execute(addOrganisation, scope, { type: 'cso', name: 'Our children', email: 'info@example.org' })).organisationId;
    await memberOf(scope.networkId, account, 'field-worker');
    await memberOf(scope.networkId, representative, 'organisation-representative', organisationId);
  });
  const task = (more: Record<string, unknown>) => execute(addTask, scope, { eventId, title: 'Send the study', dueOn: '2026-03-10', locale: 'en', origin: 'https://kolo.example', ...more });

  test('it is somebody’s, who finds it and says that it is done; nobody else does', async () => {
    await expect(task({})).rejects.toMatchObject({ status: 422, code: 'after.task_who' });
    await expect(task({ accountId: account, organisationId })).rejects.toMatchObject({ code: 'after.task_who' });
    await expect(task({ accountId: newId() })).rejects.toMatchObject({ code: 'after.task_who' });
    const { decisionId } = await execute(recordDecision, scope, { eventId, text: 'The study is sent.' });
    const { taskId } = await task({ accountId: account, decisionId });
    const vera = as('field-worker', account);
    expect((await ownTasks(vera)).map(({ title, who, decision }) => [title, who, decision])).toEqual([['Send the study', 'Vera Simić', 1]]);
    expect(await ownTasks(as('field-worker'))).toEqual([]);
    await expect(execute(finishTask, as('field-worker'), { taskId })).rejects.toMatchObject({ status: 403 });
    await execute(finishTask, vera, { taskId });
    expect([await ownTasks(vera), (await tasksOf(scope, eventId))[0]!.doneAt]).toEqual([[], expect.any(Date)]);
    await execute(reopenTask, vera, { taskId });
    expect((await ownTasks(vera)).length).toBe(1);
  });

  test('an organisation’s task is found by who represents it', async () => {
    const { taskId } = await task({ organisationId });
    const hers = as('organisation-representative', representative, { organisationId });
    expect((await ownTasks(hers)).map(({ taskId }) => taskId)).toContain(taskId);
    expect(await ownTasks(as('organisation-representative', newId(), { organisationId: newId() }))).toEqual([]);
    await execute(finishTask, hers, { taskId });
    expect((await ownTasks(hers)).map(({ taskId }) => taskId)).not.toContain(taskId);
  });

  test('letters: the day before and after the day, each once, to the people it belongs to', async () => {
    const { taskId } = await task({ organisationId, title: 'Print the poster', dueOn: '2026-04-10' });
    const queued = async () => (await sql<{ letter: string }>`select payload ->> 'letter' as letter from graphile_worker._private_jobs where payload ->> 'taskId' = ${taskId} order by id`.execute(kolo.db)).rows.map(({ letter }) => letter);
    await remindAboutTasks('2026-04-08');
    expect(await queued()).toEqual([]);
    for (const day of ['2026-04-09', '2026-04-09', '2026-04-10']) await remindAboutTasks(day);
    expect(await queued()).toEqual(['due']);
    for (const day of ['2026-04-11', '2026-04-20']) await remindAboutTasks(day);
    expect(await queued()).toEqual(['due', 'overdue']);
    const letters = () => (existsSync(mailFolder) ? readdirSync(mailFolder).map((name) => readFileSync(join(mailFolder, name), 'utf8')).filter((text) => text.includes('Print the poster')) : []);
    await sendTaskLetter(scope.networkId, taskId, 'due');
    expect(letters().map((text) => /^To: (.*)$/m.exec(text)![1]!.trim()).sort()).toEqual(['info@example.org', 'office@example.org']);
    await execute(finishTask, scope, { taskId });
    await sendTaskLetter(scope.networkId, taskId, 'overdue');
    expect(letters().length).toBe(2);
  });
});

describe('pictures', () => {
  /** A photograph on its side, with a place and a device written into it, as a telephone makes it. */
  const photo = (width = 1200, height = 800) => sharp({ create: { width, height, channels: 3, background: { r: 10, g: 120, b: 200 } } }).withExif({ IFD0: { Make: 'Secretphone' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '44/1 45/1 0/1' } }).withMetadata({ orientation: 6 }).jpeg().toBuffer();
  const said = { alternatives: { en: 'Twenty people sit in a circle.' }, captions: { en: 'Assembly' }, credit: 'Ana Ilić', licence: 'CC-BY-4.0' };
  const add = async (more = {}) => (await execute(addPicture, scope, { eventId, bytes: new Uint8Array(await photo()), ...said, ...more })).pictureId;

  test('drawn the right way up in the sizes of pages, without place and device, never enlarged', async () => {
    const original = await photo();
    expect((await sharp(original).metadata()).exif!.toString('latin1')).toContain('Secretphone');
    const sizes = await drawn(original);
    expect(sizes.map(({ width, height }) => [width, height])).toEqual([[480, 720], [800, 1200]]);
    for (const { bytes } of sizes) {
      const { exif, orientation, icc, xmp, iptc, format } = await sharp(bytes).metadata();
      expect({ exif, orientation, icc, xmp, iptc, format }).toEqual({ exif: undefined, orientation: undefined, icc: undefined, xmp: undefined, iptc: undefined, format: 'jpeg' });
      expect(bytes.toString('latin1')).not.toContain('Secretphone');
    }
    expect((await drawn(await sharp({ create: { width: 300, height: 200, channels: 4, background: '#0000' } }).png().toBuffer())).map(({ width, height }) => [width, height])).toEqual([[300, 200]]);
  });

  test('what is no picture is refused with a sentence, whatever it is called', async () => {
    await expect(drawn(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toMatchObject({ code: 'after.picture_kind' });
    await expect(drawn((await photo()).subarray(0, 400))).rejects.toMatchObject({ code: 'after.picture_unreadable' });
    await expect(drawn(new Uint8Array(25_000_001))).rejects.toMatchObject({ code: 'after.picture_large' });
    await expect(add({ credit: '' })).rejects.toMatchObject({ issues: [{ path: 'credit' }] });
  });

  test('nobody outside sees it before it is published, and it is published only when the people agreed', async () => {
    const pictureId = await add();
    const width = (await picturesOf(scope, eventId))[0]!.sizes[0]!.width;
    await expect(execute(publishPicture, scope, { eventId, pictureId })).rejects.toMatchObject({ status: 409, code: 'after.picture_not_agreed' });
    await expect(pictureFile(null, pictureId, width)).rejects.toMatchObject({ status: 404 });
    await expect(pictureFile(as('funder'), pictureId, width)).rejects.toMatchObject({ status: 404 });
    await expect(pictureFile(other, pictureId, width)).rejects.toMatchObject({ status: 404 });
    expect((await pictureFile(as('field-worker'), pictureId, width)).isPublic).toBe(false);
    await execute(changePicture, scope, { eventId, pictureId, ...said, peopleAgreed: true, consentNote: 'By word of mouth.' });
    await execute(publishPicture, scope, { eventId, pictureId });
    expect((await pictureFile(null, pictureId, width)).isPublic).toBe(true);
    await expect(pictureFile(null, pictureId, 481)).rejects.toMatchObject({ status: 404 });
    const [shown] = await publishedPictures(scope, eventId);
    expect(Object.keys(shown!).sort()).toEqual(['alternatives', 'captions', 'credit', 'licence', 'pictureId', 'sizes']);
    // Somebody changes her mind: it is gone at once, by either way.
    await execute(changePicture, scope, { eventId, pictureId, ...said, peopleAgreed: false });
    await expect(pictureFile(null, pictureId, width)).rejects.toMatchObject({ status: 404 });
    await execute(changePicture, scope, { eventId, pictureId, ...said, peopleAgreed: true });
    await execute(publishPicture, scope, { eventId, pictureId });
    await execute(withdrawPicture, scope, { eventId, pictureId });
    expect(await publishedPictures(scope, eventId)).toEqual([]);
    await expect(execute(publishPicture, as('field-worker'), { eventId, pictureId })).rejects.toMatchObject({ status: 403 });
  });

  test('has a caption and says what one sees; whose language lacks one of them is named', async () => {
    await expect(add({ captions: {} })).rejects.toMatchObject({ status: 422, issues: [{ path: 'captions', message: 'after.problem_caption' }] });
    await expect(add({ alternatives: {} })).rejects.toMatchObject({ status: 422, issues: [{ path: 'alternatives', message: 'after.problem_alternative' }] });
    expect(missingIn({ captions: { 'sr-Cyrl': 'Скуп', bg: 'Среща', en: 'Assembly' }, alternatives: { 'sr-Cyrl': 'Круг', en: 'A circle' } })).toEqual(['bg', 'ro']);
  });

  test('in the order somebody gives them; removed in all sizes', async () => {
    const [a, b, c] = [await add(), await add(), await add()];
    const order = async () => (await picturesOf(scope, eventId)).map(({ pictureId }) => [a, b, c].indexOf(pictureId));
    await execute(movePicture, scope, { eventId, pictureId: c, direction: 'up' });
    await execute(movePicture, scope, { eventId, pictureId: a, direction: 'up' });
    expect(await order()).toEqual([0, 2, 1]);
    await execute(removePicture, scope, { eventId, pictureId: c });
    expect([await order(), await kolo.db.selectFrom('event_picture_size').select('width').where('picture_id', '=', c!).execute()]).toEqual([[0, 1], []]);
  });
});

describe('that it took place', () => {
  const at = (day: string) => new Date(`${day}T10:00:00Z`);
  const counted = async () => (await sql<{ measure: string; n: number }>`select measure, count(*)::int as n from fact where event_id = ${eventId} and known_until is null group by 1 order by 1`.execute(kolo.db)).rows.map(({ measure, n }) => `${n} ${measure}`);

  test('is said of each day when it has come, and asked again of those that came since', async () => {
    const plan = await planOf(scope, eventId);
    await expect(holdOn(scope, plan, ['2026-03-01'], at('2026-02-28'))).rejects.toMatchObject({ status: 422, code: 'after.held_too_early' });
    expect(await heldDays(scope, plan, at('2026-02-28'))).toEqual({ known: [], held: [], unsaid: [] });
    await holdOn(scope, plan, ['2026-03-01'], at('2026-03-01'));
    expect([await heldDays(scope, plan, at('2026-03-01')), await counted()]).toEqual([{ known: ['2026-03-01'], held: ['2026-03-01'], unsaid: [] }, ['1 event', '1 event-day']]);
    // Half past midnight in Belgrade, still the first day in Greenwich.
    expect((await heldDays(scope, plan, new Date('2026-03-01T23:30:00Z'))).unsaid).toEqual(['2026-03-02']);
    await expect(holdOn(scope, plan, ['2026-03-02', '2026-03-03'], at('2026-03-10'))).rejects.toMatchObject({ status: 422 });
    // Whoever records in the field adds to what a coordinator said; she strikes nothing out. Sent twice it is said once.
    const worker = as('field-worker');
    await holdOn(worker, plan, ['2026-03-02'], at('2026-03-10'));
    await holdOn(worker, plan, ['2026-03-02'], at('2026-03-10'));
    expect([await heldDays(scope, plan, at('2026-03-10')), await counted()]).toEqual([{ known: plan.days, held: plan.days, unsaid: [] }, ['1 event', '2 event-day']]);
    await expect(execute(holdEvent, as('field-worker'), { programmeId, eventId, days: ['2026-03-02'] })).rejects.toMatchObject({ status: 403 });
  });

  test('is not asked of days on which somebody was there, nor of an event that was called off', async () => {
    const plan = await planOf(scope, eventId);
    await execute(checkIn, scope, { operationId: newId(), eventId, who: { walkIn: { given: 'Dara', surname: 'Darić' } }, day: '2026-03-01', present: true, via: 'door', at: '2026-03-01T09:00:00Z' });
    expect(await heldDays(scope, plan, at('2026-03-10'))).toEqual({ known: ['2026-03-01'], held: [], unsaid: ['2026-03-02'] });
    await execute(cancelEvent, scope, { programmeId, eventId });
    expect((await heldDays(scope, await planOf(scope, eventId), at('2026-03-10'))).unsaid).toEqual([]);
  });

  test('is taken back with a reason, by whoever runs the programme; then the plan can drop the day', async () => {
    const plan = await planOf(scope, eventId);
    await holdOn(scope, plan, plan.days, at('2026-03-10'));
    await expect(takeHoldingBack(as('field-worker'), plan, 'It snowed.')).rejects.toMatchObject({ status: 403 });
    await takeHoldingBack(as('coordinator'), plan, 'It snowed.');
    expect([await counted(), (await heldDays(scope, plan, at('2026-03-10'))).unsaid]).toEqual([[], plan.days]);
    await execute(planEvent, scope, { programmeId, eventId, kind: 'meeting', titles: { en: 'Assembly' }, days: ['2026-03-01'] });
    await holdOn(scope, await planOf(scope, eventId), ['2026-03-01'], at('2026-03-10'));
    expect(await counted()).toEqual(['1 event', '1 event-day']);
  });
});
