import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';
import { filled } from './access-asking.ts';
import type { Page } from './access-policy.ts';

const folder = join(root, 'src/routes');
const routeOf = (file: string) => `/${file.replace(/\/?\+[^/]+$/, '')}`.replace(/\/\([^)]+\)/g, '') || '/';
/** A part that may be missing makes two addresses. */
const both = (route: string) => (route.includes('[[') ? [route.replace(/\/\[\[.*?\]\]/, ''), route.replace('[[', '[').replace(']]', ']')] : [route]);

/** Every address the product answers, as its folders name them. */
export const allRoutes: readonly string[] = [...new Set(globSync(['**/+page{,@}.svelte', '**/+server.ts'], { cwd: folder }).flatMap((file) => both(routeOf(file))))].sort();

/** The parameters of an address, with ids of the planted network. */
function inPlace(route: string, which: 'published' | 'secret', ids: Record<string, string>): string {
  const named: Record<string, string> = {
    slug: which,
    claim: `${which}.shown`,
    event: `${which}.event`,
    series: `${which}.series`,
    code: `${which}.code`,
    network: 'network',
    list: 'list',
    service: `${which}.service`,
    agreement: `${which}.agreement`,
    alliance: `${which}.alliance`,
    member: `${which}.member`,
    rule: `${which}.rule`,
    questionnaire: `${which}.questionnaire`,
    sheet: `${which}.sheet`,
    photo: `${which}.photo`,
    row: 'row',
    publication: `${which}.publication`,
    organisation: which === 'published' ? 'organisation.implementer' : 'organisation.inner',
    person: 'person.other',
    file: 'file',
    batch: 'batch',
    // None is planted: an id of something else.
    assessment: 'membership',
    guideline: 'membership',
    message: 'membership',
    certificate: 'membership',
    directory: 'directory',
    proposal: 'proposal',
    id: route.includes('/indicator/') ? `${which}.people` : route.includes('/level/') ? `${which}.level` : 'membership',
  };
  return route.replace(/\[\.\.\.[a-z]+\]/, 'nothing').replace(/\[([a-z]+)(?:=[a-z]+)?\]/g, (_, name: string) => (name === 'place' ? 'RS-L-71269' : name === 'year' ? '2025' : name === 'version' ? '1' : named[name] ? filled(`{${named[name]}}`, ids) : 'nothing'));
}

export const addressOf = ({ route, which = 'published', search = '' }: Page, ids: Record<string, string>): string => inPlace(route, which, ids) + filled(search, ids);

/** One's own account and keys, and the ways in and out, are everybody's to change. */
const ownAffairs = /^\/(account|sign-|demo|theme|work\/keys|work\/calendar)/;

/** The address of every form action there is, once for the published programme and once for the other. */
export async function formsOf(ids: Record<string, string>): Promise<string[]> {
  const files = globSync('**/+page.server.ts', { cwd: folder }).filter((file) => /export const actions\b/.test(readFileSync(join(folder, file), 'utf8')));
  const forms = await Promise.all(
    files.map(async (file) => {
      const { actions } = (await import(join(folder, file))) as { actions: Record<string, unknown> };
      return both(routeOf(file)).filter((route) => !ownAffairs.test(route)).flatMap((route) => (['published', 'secret'] as const).flatMap((which) => Object.keys(actions).map((action) => `${inPlace(route, which, ids)}${action === 'default' ? '' : `?/${action}`}`)));
    }),
  );
  return [...new Set(forms.flat())];
}

/** A form with something for every field that any form of the product has: ids of the planted network, and texts. */
export function fullForm(ids: Record<string, string>): URLSearchParams {
  const own: Record<string, string> = {
    programme: ids['programme.published']!, programmeId: ids['programme.published']!, claim: ids['published.shown']!, claimId: ids['published.shown']!, text: ids['published.text']!, textId: ids['published.text']!,
    evidence: ids['published.piece']!, evidenceId: ids['published.piece']!, publication: ids['published.publication']!, publicationId: ids['published.publication']!, indicator: ids['published.people']!, indicatorId: ids['published.people']!,
    level: ids['published.level']!, levelId: ids['published.level']!, organisation: ids['organisation.own']!, organisationId: ids['organisation.own']!, person: ids['person.other']!, personId: ids['person.other']!,
    member: ids['published.member']!, rule: ids['published.rule']!, state: 'left', from: '2022-06-01', published: 'no', do: 'consent', 'names.en': 'Somewhere', kind: 'local', year: '2022', due: '1',
    import: ids.import!, importId: ids.import!, batch: ids.batch!, membership: ids.membership!, membershipId: ids.membership!, id: ids.membership!, invitationId: ids.membership!,
    reason: 'Because of this.', 'reason.en': 'Because of this.', decision: 'publish', direction: 'up', outcome: 'both-hold', days: '2022-05-04', role: 'coordinator', email: 'somebody@example.org', name: 'Somebody', title: 'Title', 'titles.en': 'Title', body: 'Five people.', surname: 'Somebody', given: 'Somebody', type: 'cso', slug: 'somewhere', language: 'en',
  };
  return new URLSearchParams(own);
}
