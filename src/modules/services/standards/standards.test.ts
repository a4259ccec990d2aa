import { beforeAll, expect, test } from 'vitest';
import { execute } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { withDatabase } from '#platform/db/testing.ts';
import { newId } from '#platform/ids.ts';
import { wordsOf } from '#platform/words/load.ts';
import { locales } from '#platform/words/locales.ts';
import { publicScope, systemScope, type Scope } from '#platform/session/scope.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { saveService } from '../commands.ts';
import { recordFindings } from './commands.ts';
import { findingsOf } from './queries.ts';
import { shareOf, standardGroups, standards } from './standard.ts';

withDatabase();
let scope: Scope;
const services: Record<'RS' | 'BG', string> = { RS: '', BG: '' };
const refused = (work: Promise<unknown>) => work.then(() => null, ({ code }) => code as string);

beforeAll(async () => {
  const networkId = newId();
  await database().insertInto('network').values({ network_id: networkId, slug: 'one', names: JSON.stringify({ en: 'One' }) }).execute();
  scope = systemScope(networkId, 'test');
  for (const [country, seat] of [['RS', 'RS-L-71269'], ['BG', 'BG-M-TGV35']] as const) {
    const { organisationId } = await execute(addOrganisation, scope, { type: 'cso', name: `Provider ${country}`, seat });
    ({ serviceId: services[country] } = await execute(saveService, scope, { organisationId, name: 'Service' }));
  }
});

test('every standard of the list has a code of its own and words in every language', async () => {
  expect([new Set(standards).size, standards.length]).toEqual([24, 24]);
  for (const locale of locales) {
    const t = await wordsOf(locale);
    expect([locale, standards.filter((standard) => !t.has(`standards.standard_${standard}`))]).toEqual([locale, []]);
  }
});

test('a share is of those that apply; what nobody has looked at is neither met nor unmet', () => {
  const found = (standard: string, standing: 'met' | 'partly' | 'not-met' | 'not-applicable') => ({ standard, standing, note: null, on: '2026-01-01', accountId: null });
  expect(shareOf(standardGroups.structural, [found('location', 'met'), found('premises', 'met'), found('equipment', 'partly'), found('staff', 'not-applicable'), found('admission', 'met')])).toEqual({ met: 2, partly: 1, notMet: 0, open: 1, of: 4 });
  expect(shareOf(standards, [])).toEqual({ met: 0, partly: 0, notMet: 0, open: 24, of: 24 });
});

test('the latest finding counts, the earlier stays, and what stands as before gets no new line', async () => {
  const serviceId = services.RS;
  const record = (on: string, findings: object[]) => execute(recordFindings, scope, { serviceId, on, findings });
  await record('2026-01-10', [{ standard: 'staff', standing: 'partly', note: 'One more needed' }, { standard: 'location', standing: 'met' }]);
  expect(await record('2026-02-10', [{ standard: 'staff', standing: 'met' }, { standard: 'location', standing: 'met' }])).toEqual({ serviceId, standards: ['staff'] });
  expect((await findingsOf(scope, serviceId)).map(({ standard, standing, on }) => [standard, standing, on])).toEqual([['location', 'met', '2026-01-10'], ['staff', 'met', '2026-02-10']]);
  expect((await database().selectFrom('service_standard').select('standard').where('service_id', '=', serviceId).execute()).length).toBe(3);
  expect(await refused(record('2099-01-01', []))).toBe('standards.in_the_future');
  expect(await refused(execute(recordFindings, scope, { serviceId: services.BG, on: '2026-01-10', findings: [] }))).toBe('standards.no_rule_here');
  expect(await refused(execute(recordFindings, publicScope(scope.networkId), { serviceId, on: '2026-01-10', findings: [] }))).toBe('platform.forbidden');
});
