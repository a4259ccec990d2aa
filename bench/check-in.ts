/**
 * 10,000 check-ins that waited on a phone, synced in one go; and how soon a phone at the door shows the green tick. `node bench/check-in.ts [synced|ticked] [how many]`.
 * The first runs the real queue against the real command and a PostgreSQL of its own, requests as JSON in one process; reference: as many bare rows, each committed.
 * The second opens the page of a door in Chromium, 360 px wide, with the processor four times slower and no network. Last figures: bench/check-in.md.
 */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { sql } from 'kysely';
import { execute } from '#platform/command/command.ts';
import { connect, useDatabase } from '#platform/db/database.ts';
import { startEmbedded } from '#platform/db/embedded/server.ts';
import { migrate } from '#platform/db/migrate.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { colleaguesOf } from '#platform/offline/colleagues-queries.ts';
import { takeIn } from '#platform/offline/intake.ts';
import { memoryStore } from '#platform/offline/memory.ts';
import { ownerOf } from '#platform/offline/owner.ts';
import { replay, standing } from '#platform/offline/queue.ts';
import type { Item } from '#platform/offline/store.ts';
import { root } from '#platform/root.ts';
import { systemScope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { addProgramme } from '#modules/programmes/commands.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { planEvent } from '#modules/events/planning/commands.ts';
import { saveForm } from '#modules/events/registration/commands.ts';
import { loadPlaces } from '#modules/places/load.ts';
import { offlineCommands, offlineCopies, plugIn } from '#registry';
import { removeFolder, startApp, temporaryFolder } from '../e2e/app.ts';
import { launchPhone } from '../e2e/browser.ts';
import type { Halls } from '../e2e/full-hall.ts';
import { filmOf } from '../e2e/qr-film.ts';

const percentile = (times: readonly number[], share: number) => times.toSorted((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))]!;
const figures = (times: readonly number[]) => [0.5, 0.95].map((share) => percentile(times, share).toFixed(0)).join(' | ');

/** A p95 of fewer is the slowest of them. */
const cameraTimes = 40;

const parts = { synced, ticked };
const asked = process.argv.slice(2).filter((one) => one in parts);
const many = Number(process.argv.slice(2).find((one) => Number(one)) ?? 10_000);
for (const [name, measure] of Object.entries(parts)) if (!asked.length || asked.includes(name)) await measure();

async function synced() {
  const folder = temporaryFolder();
  const server = await startEmbedded(folder);
  const opened = connect(server.connection);
  useDatabase(opened);
  await migrate(opened.pool);
  await loadPlaces(opened.db);
  plugIn();
  try {
    const scope = systemScope(newId(), 'bench');
    const t = await wordsOf('en');
    await execute(createNetwork, scope, { slug: 'bench', names: { en: 'Bench' } });
    const { programmeId } = await execute(addProgramme, scope, { slug: 'bench', titles: { en: 'Bench' } });
    const days = ['2027-03-01', '2027-03-02', '2027-03-03', '2027-03-04'];
    const { eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'conference', titles: { en: 'Conference' }, days });
    await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
    // 2,500 people on four days; nobody of them is known yet, so each is matched and made known on the way.
    const { rows: registered } = await opened.pool.query<{ id: string }>(
      `insert into registration (network_id, registration_id, event_id, given, surname, email, locale, origin, state, queued_at, created_at)
       select $1, gen_random_uuid(), $2, translate(md5(n || 'g'), '0123456789', 'ghijklmnop'), translate(md5(n || 's'), '0123456789', 'qrstuvwxyz'), 'p' || n || '@example.org', 'en', 'https://kolo.example', 'seat', now(), now()
       from generate_series(1, $3::int) n returning registration_id as id`, [scope.networkId, eventId, many / 4]);
    const store = memoryStore();
    const at = new Date().toISOString();
    const items = days.flatMap((day, d) => registered.map(({ id: registrationId }, n): Item => {
      const id = newId();
      const input = { operationId: id, eventId, who: { registrationId }, day, sessionId: null, present: true, takesBack: null, via: 'door', at };
      return { id, command: 'attendance.check_in', input, label: '', cancels: null, owner: ownerOf(scope), order: d * 10_000 + n, madeAt: at, state: 'waiting', sentence: null, failures: 0 };
    }));
    await store.write({ put: items });
    let bytes = 0;
    let bare = 0;
    await opened.pool.query('create table bare (network_id uuid, id uuid primary key, said jsonb); grant insert on bare to kolo_app');
    const began = performance.now();
    const { outcomes } = await replay(store, async (request) => {
      const body = JSON.stringify(request);
      const answer = JSON.stringify(await takeIn(scope, JSON.parse(body), { commands: offlineCommands, copies: offlineCopies, makers: colleaguesOf }, t));
      bytes += body.length + answer.length;
      // In turns with the reference, so that a busy moment of the machine slows both.
      const bareBegan = performance.now();
      for (const { id, input } of request.operations) await within(scope, (tx) => sql`insert into bare values (${scope.networkId}, ${id}, ${JSON.stringify(input)}::jsonb)`.execute(tx));
      bare += (performance.now() - bareBegan) / 1000;
      return JSON.parse(answer);
    }, { network: scope.networkId, owner: ownerOf(scope), wanted: [{ name: 'door', key: eventId }] });
    const seconds = (performance.now() - began) / 1000 - bare;
    const { rows: [there] } = await opened.pool.query<{ n: number }>(`select count(*)::int as n from fact where event_id = $1 and measure = 'attendance' and known_until is null`, [eventId]);
    if (there!.n !== many || outcomes.length !== many || (await standing(store)).waiting.length) throw new Error(`${there!.n} of ${many} are there`);
    console.log(`| ${many} check-ins | seconds | a second |\n|---|---|---|`);
    console.log(`| synced in one go (${Math.ceil(many / 250)} requests, ${(bytes / 1e6).toFixed(1)} MB) | ${seconds.toFixed(1)} | ${(many / seconds).toFixed(0)} |`);
    console.log(`| reference: ${many} bare rows, each committed | ${bare.toFixed(1)} | ${(many / bare).toFixed(0)} |`);
    console.log(`\nRatio ${(seconds / bare).toFixed(2)}\n`);
  } finally {
    await opened.close();
    await server.stop();
    removeFolder(folder);
  }
}

async function ticked() {
  const [dataDir, disk] = [temporaryFolder(), temporaryFolder()];
  const printed = execFileSync(process.execPath, [join(root, 'e2e/full-hall.ts')], { cwd: root, env: { ...process.env, NODE_ENV: '', KOLO_DATA: dataDir }, encoding: 'utf8', maxBuffer: 10_000_000 });
  const { halls: { en: hall }, sessions } = JSON.parse(printed.trim().split('\n').at(-1)!) as Halls;
  filmOf(`https://kolo.example/c/${hall.people[0]!.code}`, join(disk, 'badge.y4m'));
  const app = await startApp({ dataDir });
  const phone = await launchPhone(join(disk, 'profile'), { camera: join(disk, 'badge.y4m') });
  try {
    const { name, value } = sessions['field-worker'];
    await phone.addCookies([{ name, value: encodeURIComponent(value), url: app.url }]);
    const page = phone.pages()[0]!;
    await page.goto(`${app.url}/en/work/events/${hall.eventId}/door`);
    await page.getByText('62 not here yet').waitFor();
    await page.waitForFunction(async (at) => !!(await caches.match(at)), `/en/work/events/${hall.eventId}/door`);
    await phone.setOffline(true);
    await (await phone.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: 4 });

    const opening: number[] = [];
    for (let n = 0; n < 5; n++) {
      const began = performance.now();
      await page.reload();
      await page.getByText(/not here yet/).first().waitFor();
      opening.push(performance.now() - began);
    }
    const camera: number[] = [];
    for (let n = 0; n < cameraTimes; n++) {
      // A fresh page each time: the camera and the reader are started anew, and an earlier tick cannot be taken for this one.
      await page.reload();
      await page.getByText(/not here yet/).first().waitFor();
      const began = performance.now();
      await page.getByRole('button', { name: 'Scan a code' }).click();
      await page.locator('.tick').waitFor();
      camera.push(performance.now() - began);
      await page.getByRole('button', { name: 'Close the camera' }).click();
    }
    const ticks: number[] = [];
    for (const { code } of hall.people.slice(1)) {
      ticks.push(
        await page.evaluate(async (code) => {
          const find = document.querySelector<HTMLInputElement>('#find')!;
          const before = document.querySelector('.tick');
          const began = performance.now();
          find.value = code;
          find.dispatchEvent(new Event('input', { bubbles: true }));
          find.form!.requestSubmit();
          await new Promise<void>((done) => {
            const look = () => (document.querySelector('.tick.done') && document.querySelector('.tick') !== before ? requestAnimationFrame(() => done()) : requestAnimationFrame(look));
            look();
          });
          return performance.now() - began;
        }, code),
      );
    }
    console.log('| phone at the door, processor four times slower, no network | p50 ms | p95 ms |\n|---|---|---|');
    console.log(`| a code in hand (scanner, keyboard) → green tick, on the phone's disk; ${ticks.length} people | ${figures(ticks)} |`);
    console.log(`| camera opened on a badge → green tick; ${camera.length} times | ${figures(camera)} |`);
    console.log(`| the page opened again without a network → list there; 5 times | ${figures(opening)} |`);
  } finally {
    await phone.close();
    await app.stop();
    removeFolder(dataDir);
    removeFolder(disk);
  }
}
