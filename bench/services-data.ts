/** A directory of services at size, made with the product's own writing: the same on every run. */
import type { Connection } from '#platform/db/database.ts';
import { within } from '#platform/db/transaction.ts';
import { systemScope, type Scope } from '#platform/session/scope.ts';
import { newId } from '#platform/ids.ts';
import { say } from '#platform/words/localised.ts';
import { allUnits, levelOf } from '#modules/places/gazetteer.ts';
import { writeDirectory } from '#modules/services/hsds/commands.ts';
import { nomenclature, termId } from '#modules/services/nomenclature/nomenclature.ts';
import { hsdsService, newService } from '#modules/services/shape.ts';
import { seeded } from './people-data.ts';

const flowers = ['Сунцокрет', 'Јоргован', 'Ласта', 'Мост', 'Izvor', 'Speranța', 'Дъга', 'Звезда', 'Видра', 'Luna', 'Корак', 'Зрно', 'Дом', 'Jelka', 'Надежда'];
export const towns = allUnits().filter((unit) => levelOf(unit) === 'municipality');

/** @returns the network, and every hundredth service */
export async function makeDirectory(opened: Connection, many: number): Promise<{ scope: Scope; someIds: string[] }> {
  const random = seeded(20261122);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)]!;
  const networkId = newId();
  await opened.db.insertInto('network').values({ network_id: networkId, slug: 'bench', names: JSON.stringify({ en: 'Bench' }) }).execute();
  const scope = systemScope(networkId, 'bench');
  const kinds = nomenclature().terms.filter(({ vocabulary, code }) => ['RS', 'BG', 'MD'].includes(vocabulary) && code.includes('.'));
  const someIds: string[] = [];
  for (let made = 0; made < many; made += 2_000) {
    const organizations = Array.from({ length: 200 }, (_, n) => ({ id: newId(), name: `${pick(flowers)} ${made / 10 + n}`, description: 'Удружење грађана' }));
    const services = Array.from({ length: Math.min(2_000, many - made) }, (_, n) => {
      const kind = pick(kinds);
      const town = pick(towns);
      const serviceId = newId();
      if (n % 100 === 0) someIds.push(serviceId);
      const input = newService.parse({
        organisationId: pick(organizations).id, name: `${say(kind.labels, 'sr-Cyrl')} ${pick(flowers)}`, description: 'Опис услуге, како се до ње долази и коме је намењена.', terms: [kind.id, termId('user-group', 'children')], minimumAge: 0, maximumAge: 10 + Math.floor(random() * 60),
        units: [town.id], location: { street: `Главна ${1 + Math.floor(random() * 200)}`, city: town.names['sr-Cyrl'] ?? town.names.bg ?? town.names.ro ?? town.id, country: town.country, latitude: town.lat, longitude: town.lon },
        openings: [{ days: ['MO', 'TU', 'WE', 'TH', 'FR'], opens: '08:00', closes: '16:00' }], phone: '+381 11 000 000', published: true,
      });
      return hsdsService({ ...input, serviceId });
    });
    const directory = { organizations, taxonomies: [], terms: [], services: services.flatMap((one) => one.services), locations: services.flatMap((one) => one.locations), serviceAtLocations: services.flatMap((one) => one.serviceAtLocations) };
    await within(scope, (tx) => writeDirectory({ tx, scope, now: new Date() }, directory, { published: true }));
  }
  return { scope, someIds };
}
