import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder, startApp, temporaryFolder, type App, type Data } from './app.ts';
import { newId } from '#platform/ids.ts';
import type { Answer } from '#platform/offline/exchange.ts';
import { ownerOf } from '#platform/offline/owner.ts';
import { memberScope } from '#platform/session/scope.ts';
import { Caller, filled, idsOf, isHidden, plantIn, together, valueAt, withField, type Answered } from './access-asking.ts';
import { nobodyWrites, pages, reading, roles, writing, type Asking, type Page, type Rule } from './access-policy.ts';
import { addressOf, allRoutes, formsOf, fullForm } from './access-routes.ts';
import { copyOf, dropCopy } from './databases.ts';
import type { Planted } from './two-networks.ts';

/** ASVS 5.0 8.1.1, 8.1.2, 8.2.1, 8.2.2, 8.2.3, 8.4.1: every cell of the policy, asked over HTTP. `home` is a role of the network itself, `abroad` one of another. */
const sides = ['home', 'abroad'] as const;
type Side = (typeof sides)[number];

let app: App;
let ours: Planted;
let theirs: Planted;
let home: Caller;
let abroad: Caller;
let ids: Record<string, string>;
const dataDir = temporaryFolder();
let data: Data | undefined;
const begun = performance.now();
let cells = 0;

beforeAll(async () => {
  data = await copyOf('migrated', dataDir);
  [ours, theirs] = plantIn(data);
  app = await startApp({ dataDir, env: { ...data.env, KOLO_API_RATE: '1000000' } });
  home = new Caller(app.url, ours);
  abroad = new Caller(app.url, theirs);
  ids = idsOf(ours);
});
afterAll(async () => {
  await app?.stop();
  if (data) await dropCopy(data);
  removeFolder(dataDir);
});

/** A visitor has no network, so she is asked once. */
const askers = sides.flatMap((side) => roles.filter((role) => side === 'home' || role !== 'visitor').map((role) => ({ side, role })));
const caller = (side: Side) => (side === 'home' ? home : abroad);

type Cell = `${Side} ${Asking} ${string}: ${'allowed' | 'hidden' | number}`;

function expected(rule: Rule, side: Side, role: Asking, field: string): 'allowed' | 'hidden' | number {
  if (side === 'abroad' && typeof rule.abroad === 'number') return rule.abroad;
  if (side === 'abroad' && rule.abroad === 'visitor') return expected(rule, 'home', 'visitor', field);
  if (!rule.allowed.includes(role)) return rule.refused[role] ?? rule.refused.others!;
  // The log has no ids of this network to look for: whoever has one of her own sees her own.
  if (side === 'abroad') return field.includes('[') ? 'hidden' : 'allowed';
  return !rule.only?.[field] || rule.only[field].includes(role) ? 'allowed' : 'hidden';
}

/** Words that must not stand in an answer to this asker, whatever she asked. */
function unspeakable(side: Side, role: Asking): string[] {
  if (side === 'abroad' || role === 'visitor') return [...ours.personal, ...ours.unpublished, ...ours.inner, ...ours.noted];
  const noted = ['coordinator', 'programme-officer', 'limited', 'auditor'].includes(role) ? [] : ours.noted;
  if (role === 'organisation-representative') return [...noted, ...ours.people.slice(3).flatMap(({ given, email, phone }) => [given, email, phone])];
  return [...noted, ...(['funder', 'auditor', 'stranger'].includes(role) ? ours.personal : []), ...(['stranger', 'limited'].includes(role) ? ours.unpublished : [])];
}
const leaked = (side: Side, role: Asking, text: string) => unspeakable(side, role).filter((word) => text.includes(word));

describe('reading', () => {
  test.each(reading)('$verb $object', async (rule) => {
    const at = filled(rule.at, ids);
    const answers = await together(askers, async ({ side, role }) => ({ side, role, ...(await caller(side).api(role, at)) }));
    const [got, wanted]: [Cell[], Cell[]] = [[], []];
    for (const { side, role, status, body, text } of answers) {
      for (const field of rule.fields) {
        got.push(`${side} ${role} ${field}: ${status !== 200 ? status : isHidden(valueAt(body, filled(field, ids))) ? 'hidden' : 'allowed'}`);
        wanted.push(`${side} ${role} ${field}: ${expected(rule, side, role, field)}`);
      }
      got.push(...leaked(side, role, text).map((word): Cell => `${side} ${role} says ${word}: allowed`));
    }
    expect(got).toEqual(wanted);
    cells += wanted.length;
  });
});

describe('writing', () => {
  /** A piece of evidence of the published programme, recorded by this role just now. */
  async function freshPiece(role: Asking): Promise<string> {
    const body = { kind: 'participation', happenedOn: '2022-05-05', payload: { eventId: ids['published.event'], personId: ids['person.other'], days: ['2022-05-05'] } };
    return ((await home.api(role, `/programmes/${ids.published}/evidence`, body)).body as { id: string }).id;
  }

  test.each(writing)('$verb $object', async (change) => {
    const questions = Object.keys(change.fields).flatMap((field) => askers.filter(({ side }) => side === 'home' || change.abroad !== null).map((asker) => ({ ...asker, field })));
    const answers = await together(questions, async ({ side, role, field }) => {
      const own = { ...ids, piece: change.recordedBy ? await freshPiece(change.recordedBy) : '' };
      const value = filled(change.fields[field], own);
      const { status, body, text } = await caller(side).api(role, filled(change.at, own), filled(withField(change.body, field, value), own));
      // What was made is found as it was written.
      const made = status === 201 && change.verb === 'create' && /^\/(people|organisations)$/.test(change.at) ? (await home.api('coordinator', `${change.at}/${(body as { id: string }).id}`)).body : null;
      const isThere = made === null || field === 'affiliations' || JSON.stringify(valueAt(made, field)) === JSON.stringify(value);
      return { side, role, field, status, isThere, leaks: leaked(side, role, text) };
    });
    const wanted = questions.map(({ side, role, field }) => {
      const atHome = change.allowed.includes(role) ? 201 : (change.refused[role] ?? change.refused.others!);
      const status = side === 'home' ? atHome : change.abroad === 'unknown to them' ? (atHome === 201 ? 422 : atHome) : (change.abroad as number);
      return { side, role, field, status, isThere: true, leaks: [] };
    });
    expect(answers).toEqual(wanted);
    cells += wanted.length;
  });

  test.each(nobodyWrites)('nobody writes $fields at $at', async ({ at, body, fields }) => {
    const questions = fields.flatMap((field) => askers.map((asker) => ({ ...asker, field })));
    const own = { ...ids, piece: await freshPiece('field-worker') };
    const answers = await together(questions, async ({ side, role, field }) => ({ side, role, field, isRefused: [401, 403, 404, 422].includes((await caller(side).api(role, filled(at, own), filled({ ...body, [field]: ids['person.own'] }, own))).status) }));
    expect(answers).toEqual(questions.map((question) => ({ ...question, isRefused: true })));
    cells += answers.length;
  });
});

describe('pages', () => {
  test('the policy names every page there is, and no other', () => {
    expect([...new Set(pages.map(({ route }) => route))].sort()).toEqual(allRoutes);
  });

  function expectedOf({ open, answers = 200, refused = {}, abroad }: Page, side: Side, role: Asking): number {
    if (side === 'abroad' && abroad !== 'own') return abroad === 403 && open.includes(role) ? 404 : abroad;
    return open.includes(role) ? answers : (refused[role] ?? refused.others ?? 404);
  }

  test.each(pages.map((page) => [`${page.route}${page.search ?? ''}${page.which ? ` (${page.which})` : ''}`, page] as const))('%s', async (_, page) => {
    const at = addressOf(page, ids);
    const answers = await together(askers, async ({ side, role }) => {
      const { status, text } = await caller(side).page(role, at);
      // The address itself stands on a page of "not found", in its links to the other languages.
      return { side, role, status, leaks: leaked(side, role, text.replaceAll(`/${ids.secret}`, '')) };
    });
    expect(answers).toEqual(askers.map(({ side, role }) => ({ side, role, status: expectedOf(page, side, role), leaks: [] })));
    cells += 2 * answers.length;
  });
});

describe('what phones send', () => {
  /** As this role's own phone would: one person said to be at one event, and the list of that event asked for. */
  const sent = (side: Side, role: Asking, which: 'published' | 'secret', network = side === 'home' ? ours : theirs, owner = role) => {
    const id = newId();
    const input = { operationId: id, eventId: ids[`${which}.event`], who: { personId: ids['person.own'] }, day: '2022-05-04', present: true, via: 'door', at: '2022-05-04T09:00:00Z' };
    const account = (side === 'home' ? ours : theirs).accounts[owner as keyof Planted['accounts']];
    const as = memberScope({ networkId: network.networkId, actor: { kind: 'account', id: account?.accountId ?? newId(), name: '' }, roles: [], organisationId: null, programmeIds: null });
    return caller(side).sync(role, { network: network.networkId, owner: ownerOf(as), operations: [{ id, command: 'attendance.check_in', input }], copies: [{ name: 'door', key: ids[`${which}.event`], about: null, parts: [] }] });
  };
  const said = ({ status, body }: Answered) => {
    const { outcomes = [], copies = [], code = '' } = (body ?? {}) as Partial<Answer> & { code?: string };
    return status === 200 ? `${outcomes[0]!.outcome === 'rejected' ? 'refused' : 'taken'}, ${copies[0]!.gone ? 'no list' : 'a list'}` : `${status} ${code}`;
  };

  test.each(['published', 'secret'] as const)('is taken at the door of a %s programme from those who stand there, and the list is for nobody else', async (which) => {
    const answers = await together(askers, async ({ side, role }) => {
      const answer = await sent(side, role, which);
      return { side, role, said: said(answer), leaks: leaked(side, role, answer.text) };
    });
    const may = (side: Side, role: Asking) => side === 'home' && (['coordinator', 'programme-officer', 'field-worker'].includes(role) || (role === 'limited' && which === 'published'));
    expect(answers).toEqual(askers.map(({ side, role }) => ({ side, role, said: role === 'visitor' ? '401 offline.signed_out' : may(side, role) ? 'taken, a list' : 'refused, no list', leaks: [] })));
    cells += 3 * answers.length;
  });

  test('under another network or in a colleague’s name is taken from nobody', async () => {
    const signedIn = askers.filter(({ role }) => role !== 'visitor');
    const elsewhere = await together(signedIn, async ({ side, role }) => ({ side, role, said: said(await sent(side, role, 'published', side === 'home' ? theirs : ours)) }));
    expect(elsewhere).toEqual(signedIn.map((asker) => ({ ...asker, said: '409 offline.other_network' })));
    const colleague = (role: Asking) => (role === 'coordinator' ? 'field-worker' : 'coordinator');
    const inHerName = await together(signedIn, async ({ side, role }) => ({ side, role, said: said(await sent(side, role, 'published', undefined, colleague(role))) }));
    expect(inHerName).toEqual(signedIn.map((asker) => ({ ...asker, said: '409 offline.other_account' })));
    cells += elsewhere.length + inHerName.length;
  });
});

// Last: its end sends every form there is as a coordinator, and some of them take others their seats.
describe('forms', () => {
  test('no form changes anything in a network for a visitor, for another network, or for a role that only reads (ASVS 5.0 8.4.1)', async () => {
    const happened = async () => ((await home.api('auditor', '/log?limit=1')).body as { chain: { entries: number } }).chain.entries;
    const before = await happened();
    const forms = await formsOf(ids);
    expect(forms.length).toBeGreaterThan(40);
    const only = askers.filter(({ side, role }) => side === 'abroad' || ['visitor', 'funder', 'auditor', 'stranger', 'organisation-representative'].includes(role));
    // A representative takes back what she has proposed herself: that is hers to do, and changes nothing that anybody else sees.
    const isHers = (role: string, form: string) => role === 'organisation-representative' && /\/work\/proposals\/.*\?\/withdraw$/.test(form);
    const asked = forms.flatMap((form) => only.filter(({ side, role }) => side === 'abroad' || !isHers(role, form)).map((asker) => ({ ...asker, form })));
    const answers = await together(asked, async ({ side, role, form }) => {
      const { status, text } = await caller(side).page(role, form, fullForm(ids));
      return { side, role, form, isBug: status >= 500, leaks: leaked(side, role, text.replaceAll(`/${ids.secret}`, '')) };
    });
    expect(answers.filter(({ isBug, leaks }) => isBug || leaks.length)).toEqual([]);
    expect(await happened()).toBe(before);
    // The same forms do change things for whoever may: the silence above is no accident.
    await together(forms, (form) => home.page('coordinator', form, fullForm(ids)));
    expect(await happened()).toBeGreaterThan(before);
  });
});

test('there are at least two thousand cells', ({ task }) => {
  expect(cells).toBeGreaterThan(2_000);
  // How long it took is told, not judged: a busy machine is no fault of the policy.
  console.info(`${cells} cells asked in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  Object.assign(task.meta, { cells });
});
