import { sql } from 'kysely';
import { beforeAll, expect, test, vi } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { reading } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { brokenLink } from '#platform/log/log.ts';
import { applied, ask, differences, type Copy } from '#platform/offline/copy.ts';
import { memberScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { wordsOf } from '#platform/words/load.ts';
import { resultKinds } from '#modules/results/evidence.ts';
import { useKinds } from '#modules/results/kind.ts';
import { recordAttendance } from '../attendance-commands.ts';
import { eventKinds } from '../evidence.ts';
import { undo } from '../import/commands.ts';
import { planEvent } from '../planning/commands.ts';
import { saveForm } from '../registration/commands.ts';
import { checkInMany } from './commands.ts';
import { chance, network, phone, weigh, type Said, type Tally } from './devices-testing.ts';
import { doorCopy } from './offline.ts';
import { countOn } from './roster.ts';

/** So many worlds; a long run: `KOLO_OFFLINE_RUNS=200 npx vitest run src/modules/events/check-in/devices`. Each is repeatable by its number (`KOLO_OFFLINE_SEED`). */
const RUNS = Number(process.env.KOLO_OFFLINE_RUNS ?? 16);
const SEED = Number(process.env.KOLO_OFFLINE_SEED ?? 1);
const days = ['2055-03-01', '2055-03-02', '2055-03-03'];

const kolo = withDatabase();
let scope: Scope;
beforeAll(async () => {
  useKinds([...eventKinds, ...resultKinds]);
  scope = systemScope(newId(), 'test');
  await kolo.db.insertInto('network').values({ network_id: scope.networkId, slug: 'ours', names: '{}' }).execute();
});

async function event(people: number) {
  const programmeId = newId();
  await kolo.db.insertInto('programme').values({ network_id: scope.networkId, programme_id: programmeId, slug: `p${programmeId}`, titles: '{}' }).execute();
  const sessions = [{ day: days[0], starts: '09:00', ends: '12:00', titles: { en: 'Morning' } }];
  const { eventId } = await execute(planEvent, scope, { programmeId, eventId: null, kind: 'training', titles: { en: 'Training' }, days, sessions });
  await execute(saveForm, scope, { programmeId, eventId, isOpen: true, closesOn: null, perOrganisation: null, perMunicipality: null, retentionDays: 30 });
  const { rows } = await sql<{ id: string; code: string }>`
    insert into registration (network_id, registration_id, event_id, given, surname, email, organisation_text, locale, origin, state, queued_at, created_at)
    select ${scope.networkId}, gen_random_uuid(), ${eventId}, translate(md5(n || ${eventId}), '0123456789', 'ghijklmnop'), translate(md5(${eventId} || n), '0123456789', 'qrstuvwxyz'), 'p' || n || ${eventId} || '@example.org', 'Organisation ' || n % 7, 'en', 'https://kolo.example', 'seat', now(), now()
    from generate_series(1, ${people}) n returning registration_id as id, check_in_code as code`.execute(kolo.db);
  const session = await kolo.db.selectFrom('event_session').select('session_id').where('event_id', '=', eventId).executeTakeFirstOrThrow();
  return { eventId, registered: rows, sessionId: session.session_id };
}

/**
 * A list that comes as a file: some of those who registered, some whom the network knows, some whom nobody else names; each on some of the days, or on none.
 * @returns its import, whom it made known, and those known before
 */
async function list(eventId: string, registered: readonly { id: string }[], known: readonly string[], random: () => number) {
  const { networkId } = scope;
  const { programme_id: programmeId } = await kolo.db.selectFrom('event').select('programme_id').where('event_id', '=', eventId).executeTakeFirstOrThrow();
  const [importId, fileId] = [newId(), newId()];
  await kolo.db.insertInto('file').values({ network_id: networkId, file_id: fileId, sha256: importId.replaceAll('-', '').repeat(2), name: 'list.csv', media_type: 'text/csv', size: 1, content: Buffer.from('x') }).execute();
  await kolo.db.insertInto('sheet_import').values({ network_id: networkId, import_id: importId, programme_id: programmeId, file_id: fileId, batch_id: newId(), state: 'done', created_by: 'test', created_at: new Date() }).execute();
  const chosen = registered.filter(() => random() < 0.6).map(({ id }) => id);
  // Whoever is known already is that person; the others become known by the list, and a registration that names one keeps her.
  const { rows: made } = await sql<{ id: string }>`
    with fresh as (select registration_id, gen_random_uuid() as id, given, surname from registration where registration_id = any (${chosen}::uuid[]) and person_id is null
        union all select null, gen_random_uuid(), 'Only', 'Listed ' || n from generate_series(1, 4) n),
      people as (insert into person (network_id, person_id, given, surname, fold) select ${networkId}, id, given, surname, '' from fresh returning person_id as id),
      said as (update registration r set person_id = f.id, identified_by = 'matching' from fresh f where r.registration_id = f.registration_id)
    insert into sheet_import_added (network_id, import_id, kind, subject_id) select ${networkId}, ${importId}, 'person', id from people returning subject_id as id`.execute(kolo.db);
  const { rows: hers } = await sql<{ id: string }>`select person_id as id from registration where registration_id = any (${chosen}::uuid[])`.execute(kolo.db);
  const people = [...new Set([...hers, ...made].map(({ id }) => id).concat(known))];
  const signed = () => days.filter(() => random() < 0.5);
  await execute(recordAttendance, scope, { programmeId, recorded: people.map((personId, at) => {
    const on = signed();
    return { happenedOn: on[0] ?? days[0], payload: { eventId, personId, relation: 'represents', days: on, registered: true }, source: { fileId, sheet: 'List', row: at + 2 }, importId };
  }) });
  return importId;
}

async function world(seed: number, tally: Tally) {
  const random = chance(seed);
  const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
  const { eventId, registered, sessionId } = await event(12 + Math.floor(random() * 30));
  const of = { scope, eventId, t: await wordsOf('en'), random, tally };
  const { send, calmDown, late } = network(of);
  const phones = Array.from({ length: 2 + Math.floor(random() * 4) }, () => phone(of, send));
  const strangers: string[] = [];
  const known = Array.from({ length: 3 }, () => newId());
  await kolo.db.insertInto('person').values(known.map((person_id, n) => ({ network_id: scope.networkId, person_id, given: 'Known', surname: `${seed} ${n}`, fold: '' }))).execute();
  // In two worlds of three a list comes as a file, before the first message or after some, and is taken back while phones go on saying who is there.
  const [comes, goes] = random() < 0.67 ? [pick([0, 0, 2, 4]), pick([5, 7, 9])] : [null, null];
  let importId: string | null = null;

  for (let step = 0; step < 10; step++) {
    if (step === comes) importId = await list(eventId, registered, known, random);
    for (const one of phones) {
      for (let n = Math.floor(random() * 9); n > 0; n--) {
        const luck = random();
        const day = pick(days);
        const mine = one.said.filter(({ takesBack }) => takesBack === null);
        if (luck < 0.15 && mine.length) {
          const back = pick(mine);
          await one.say({ ...back, takesBack: back.id });
        } else if (luck < 0.2) {
          const surname = Array.from({ length: 14 }, () => pick([...'bdfgklmnprstvz'])).join('');
          const { id } = await one.say({ who: { walkIn: { given: 'Zz', surname } }, day, sessionId: null, takesBack: null });
          strangers.push(id);
        } else if (luck < 0.23) await one.say({ who: { registrationId: newId() }, day, sessionId: null, takesBack: null });
        else if (luck < 0.26) await one.say({ who: { registrationId: pick(registered).id }, day: '2031-01-01', sessionId: null, takesBack: null });
        else if (luck < 0.4) await one.say({ who: { registrationId: pick(registered).id }, day: days[0]!, sessionId, takesBack: null });
        else if (luck < 0.48) await one.say({ who: { personId: pick(known) }, day, sessionId: null, takesBack: null });
        else {
          const { id, code } = pick(registered);
          await one.say({ who: random() < 0.5 ? { registrationId: id } : { code }, day, sessionId: null, takesBack: null });
        }
      }
    }
    // Some have a network for a moment, several at once.
    const syncs = phones.filter(() => random() < 0.35).map((one) => one.sync());
    if (step === goes) {
      await execute(undo, scope, { importId: importId! });
      tally.undone += 1;
    }
    await Promise.all(syncs);
  }
  calmDown();
  await late();
  // Everybody has a network now. A phone may still die; then it is switched on again, until all have asked once more after nothing waited anywhere.
  for (let isQuiet = false, round = 0; !isQuiet && round < 40; round++) {
    const waits = (await Promise.all(phones.map((one) => one.standing()))).some(({ waiting }) => waiting.length);
    const { deaths } = tally;
    await Promise.all(phones.map((one) => one.sync()));
    isQuiet = !waits && tally.deaths === deaths;
  }
  return { eventId, registered, phones, sessionId };
}

/** Who ought to have been there, with or without a list that was taken back: of whom some door said so, of a day of the event, and did not take that back. */
function expected(all: readonly Said[], registered: readonly { id: string; code: string }[]) {
  const back = new Set(all.flatMap(({ takesBack }) => takesBack ?? []));
  const byCode = new Map(registered.map(({ id, code }) => [code, id]));
  const there = new Set<string>();
  const inSession = new Set<string>();
  for (const { id, who, day, sessionId, takesBack } of all) {
    const one = who as { registrationId?: string; code?: string; personId?: string; walkIn?: { surname: string } };
    const key = one.walkIn?.surname ?? one.personId ?? byCode.get(one.code ?? '') ?? registered.find((known) => known.id === one.registrationId)?.id;
    if (takesBack !== null || back.has(id) || !key || !days.includes(day)) continue;
    there.add(`${key} ${day}`);
    if (sessionId) inSession.add(key);
  }
  return { there: [...there].sort(), inSession: [...inSession].sort() };
}

const attended = async (eventId: string) =>
  (await sql<{ who: string }>`
    select case when p.given = 'Zz' then p.surname else coalesce(r.registration_id, p.person_id)::text end || ' ' || f.happened_on as who from fact f join person p on p.network_id = f.network_id and p.person_id = f.person_id
    left join registration r on r.network_id = f.network_id and r.event_id = f.event_id and r.person_id = f.person_id
    where f.event_id = ${eventId} and f.measure = 'attendance' and f.known_until is null`.execute(kolo.db)).rows.map(({ who }) => who).sort();

test('every acknowledged check-in is there once, also where a list came and was taken back, every phone shows the server’s figure, no queue is stuck', { timeout: 3_600_000 }, async () => {
  const loud = vi.spyOn(console, 'error').mockImplementation(() => {});
  const tally: Tally = { operations: 0, requests: 0, lost: 0, repeated: 0, deaths: 0, failures: 0, undone: 0 };
  for (let seed = SEED; seed < SEED + RUNS; seed++) {
    const { eventId, registered, phones, sessionId } = await world(seed, tally);
    const all = phones.flatMap(({ said }) => said);
    const { there, inSession } = expected(all, registered);
    // As facts, and recounted from the evidence itself.
    expect([seed, await attended(eventId)]).toEqual([seed, there]);
    const { rows } = await sql<{ days: number; people: number; sessions: number }>`
      select coalesce(sum(jsonb_array_length(payload -> 'days')), 0)::int as days, count(distinct payload ->> 'personId')::int as people, count(*) filter (where payload -> 'sessions' ? ${sessionId})::int as sessions from evidence e
      where kind = 'participation' and payload ->> 'eventId' = ${eventId} and payload -> 'days' <> '[]' and not exists (select from evidence l where l.network_id = e.network_id and l.replaces = e.evidence_id)`.execute(kolo.db);
    expect([seed, rows[0]]).toEqual([seed, { days: there.length, people: new Set(there.map((one) => one.split(' ')[0])).size, sessions: inSession.length }]);
    const server = await doorCopy.read(scope, eventId);
    for (const one of phones) {
      const { waiting, rejected } = await one.standing();
      expect([seed, waiting]).toEqual([seed, []]);
      // What could not be is still there to be read, each with its sentence, unless it was taken back.
      const back = new Set(one.said.flatMap(({ takesBack }) => takesBack ?? []));
      const wrong = one.said.filter(({ id, who, day, takesBack }) => takesBack === null && !back.has(id) && (!days.includes(day) || ('registrationId' in who && !registered.some((known) => known.id === who.registrationId))));
      expect([seed, rejected.map(({ id }) => id).sort()]).toEqual([seed, wrong.map(({ id }) => id).sort()]);
      for (const { sentence } of rejected) expect(sentence).toMatch(/\.$/);
      expect([seed, (await one.store.copy('door', eventId))!.rows.map((row) => JSON.stringify(row)).sort()]).toEqual([seed, server.rows.map((row) => JSON.stringify(row)).sort()]);
      for (const day of days) expect([seed, day, countOn(await one.list(), day)]).toEqual([seed, day, there.filter((who) => who.endsWith(day)).length]);
    }
  }
  expect(await reading(scope, (tx) => brokenLink(tx, scope.networkId))).toBeNull();
  loud.mockRestore();
  // The worlds were as bad as they are said to be.
  for (const [what, times] of Object.entries(tally)) expect([what, what === 'undone' ? times >= RUNS / 2 : times > RUNS]).toEqual([what, true]);
  if (process.env.KOLO_OFFLINE_RUNS) console.log(`${RUNS} worlds from ${SEED}: ${JSON.stringify(tally)}`);
});

test('a field worker’s phone says of every signature it could not take back that it still stands, and why', async () => {
  const loud = vi.spyOn(console, 'error').mockImplementation(() => {});
  const tally: Tally = { operations: 0, requests: 0, lost: 0, repeated: 0, deaths: 0, failures: 0, undone: 0 };
  for (const seed of [SEED, SEED + 1, SEED + 2]) {
    const { eventId, registered } = await event(12);
    const [signed, ticked] = [registered.slice(0, 4), registered.slice(4, 8)];
    // A coordinator has confirmed the sheet of the first day.
    const sheet = signed.map(({ id }) => ({ operationId: newId(), eventId, who: { registrationId: id }, day: days[0]!, present: true, via: 'signed-sheet', at: new Date().toISOString() }));
    await execute(checkInMany, scope, { eventId, messages: sheet });
    const worker = memberScope({ networkId: scope.networkId, actor: { kind: 'account', id: newId(), name: 'x' }, roles: ['field-worker'], organisationId: null, programmeIds: null });
    const of = { scope: worker, eventId, t: await wordsOf('en'), random: chance(seed), tally };
    const { send, calmDown, late } = network(of);
    const one = phone(of, send);
    const backs = new Set<string>();
    const rest = { day: days[0]!, sessionId: null };
    for (let at = 0; at < 4; at++) {
      const said = await one.say({ ...rest, who: { registrationId: ticked[at]!.id }, takesBack: null });
      await one.sync();
      await one.say({ ...said, takesBack: said.id });
      backs.add((await one.say({ ...rest, who: { registrationId: signed[at]!.id }, takesBack: sheet[at]!.operationId })).id);
    }
    calmDown();
    await late();
    for (let isQuiet = false; !isQuiet; isQuiet = !(await one.standing()).waiting.length) await one.sync();
    const { rejected } = await one.standing();
    expect([seed, rejected.map(({ id }) => id)]).toEqual([seed, one.said.flatMap(({ id }) => (backs.has(id) ? id : []))]);
    for (const { sentence } of rejected) expect(sentence).toContain('Ask a coordinator');
    expect(rejected.length).toBeGreaterThan(1);
    const kept = new Set(one.said.flatMap(({ takesBack }) => takesBack ?? []));
    const left = one.said.flatMap(({ id, takesBack, who }) => (takesBack === null && !kept.has(id) ? (who as { registrationId: string }).registrationId : []));
    expect([seed, await attended(eventId)]).toEqual([seed, [...signed.map(({ id }) => id), ...left].map((id) => `${id} ${days[0]}`).sort()]);
  }
  loud.mockRestore();
});

test('after one change a phone fetches less than 5 kB, and a copy somebody has damaged mends itself', async () => {
  const { eventId } = await event(500);
  const before = await doorCopy.read(scope, eventId);
  const copy = applied(null, differences(ask('door', eventId, null), before))!;
  expect(copy.rows.length).toBe(500);
  const after = { ...before, rows: before.rows.map((row, at) => (at === 250 ? ([...row.slice(0, 6), ['2055-03-01'], ...row.slice(7)] as unknown as typeof row) : row)) };
  const question = ask('door', eventId, copy);
  const answer = differences(question, after);
  expect(weigh(question) + weigh(answer)).toBeLessThan(5_000);
  const mended = applied(copy, answer)!;
  expect(new Set(mended.rows.map((row) => JSON.stringify(row)))).toEqual(new Set(after.rows.map((row) => JSON.stringify(row))));
  // Nothing different: next to nothing is sent.
  expect(weigh(differences(ask('door', eventId, mended), after))).toBeLessThan(200);
  const damaged: Copy = { ...mended, rows: mended.rows.slice(3) };
  expect(applied(damaged, differences(ask('door', eventId, damaged), after))!.rows.length).toBe(500);
});
