/** What is said about a service, over what is there: everything that was not asked for (further telephones, costs, other lists' terms, further places) stays. Pure. */
import { rescheduled } from './hours.ts';
import { unitOfArea } from './hsds/areas.ts';
import { furtherPlaces as shown } from './places-form.ts';
import type { HsdsObject } from './hsds/reading.ts';
import { nomenclature } from './nomenclature/nomenclature.ts';
import { known, type hsdsService, type Keepable } from './shape.ts';

type Item = Record<string, unknown>;
type Made = ReturnType<typeof hsdsService>;
const items = (value: unknown) => (Array.isArray(value) ? (value as Item[]) : []);
const normal = (text: unknown) => (typeof text === 'string' ? text.replace(/\r\n/g, '\n').trim() : (text ?? ''));

/** Field of HSDS → what keeps it. */
const plainFields: Record<string, Keepable> = {
  name: 'name', description: 'description', url: 'website', email: 'email', status: 'status', application_process: 'application', fees_description: 'fees', eligibility_description: 'eligibility', minimum_age: 'ages', maximum_age: 'ages', assured_date: 'assured',
};

/**
 * @param before the service as HSDS writes it, in full
 * @param made what is said now; an empty list says that there is nothing
 * @param keeps what stays as it was, whatever `made` says
 */
export function mergedService(before: Item, made: Made, keeps: readonly Keepable[]): Made {
  const [service] = made.services as [HsdsObject];
  const { organization: _, service_at_locations, last_modified: __, ...own } = before;
  const stays = (what: Keepable) => keeps.includes(what);
  const [place, ...morePlaces] = items(service_at_locations);
  const [at, further] = made.hasFirst ? [made.serviceAtLocations[0], made.serviceAtLocations.slice(1)] : [undefined, made.serviceAtLocations];
  const isPlaced = stays('location') ? Boolean(place) : Boolean(at);

  const there = [items(own.schedules), items(place?.schedules)];
  const { lists, added } = stays('hours') ? { lists: there, added: [] } : rescheduled(there, [...items(service.schedules), ...items(at?.schedules)]);
  const [ownHours, placeHours] = lists as [Item[], Item[]];
  const list = (what: Keepable, field: string, meaning: (item: Item) => string | null) => (stays(what) ? own[field] : relisted(items(own[field]), items(service[field]), meaning));
  const merged = known({
    ...own,
    organization_id: service.organization_id,
    ...Object.fromEntries(Object.entries(plainFields).map(([field, what]) => [field, stays(what) || normal(own[field]) === normal(service[field]) ? own[field] : service[field]])),
    phones: stays('phone') ? own.phones : phones(items(own.phones), items(service.phones)[0]),
    // Hours of a place that is no longer one of the service stay its own.
    schedules: isPlaced ? ownHours : [...ownHours, ...placeHours, ...added],
    service_areas: list('units', 'service_areas', unitOfArea),
    languages: list('languages', 'languages', ({ code }) => (code as string | undefined) || null),
    funding: list('funding', 'funding', ({ source }) => (normal(source) as string) || null),
    required_documents: list('documents', 'required_documents', ({ document }) => (normal(document) as string) || null),
    attributes: list('kind', 'attributes', shippedTerm),
  });
  const { locations, others } = stays('places') ? { locations: [], others: morePlaces.map(linked) } : furtherPlaces(morePlaces, further, made.locations);
  const whole = (firstPlaces: HsdsObject[], first: HsdsObject[]): Made => ({ services: [merged], locations: [...firstPlaces, ...locations], serviceAtLocations: [...first, ...others], hasFirst: first.length > 0 });
  if (!isPlaced) return whole([], []);
  const schedules = [...placeHours, ...added];
  if (stays('location')) return whole([], [known({ ...linked(place!), schedules })]);
  const moved = movedPlace(place?.location as HsdsObject | undefined, made.locations[0]!);
  return whole([moved], [known({ ...at, ...(place && linked(place)), location_id: moved.id, schedules })]);
}

/** Further places as they are wanted: one that is there stays the one it is, with its hours; those beyond what a form shows stay as well. */
function furtherPlaces(old: readonly Item[], wanted: readonly HsdsObject[], said: readonly HsdsObject[]): { locations: HsdsObject[]; others: HsdsObject[] } {
  const locations: HsdsObject[] = [];
  const others = wanted.flatMap((link) => {
    const [was, says] = [old.find(({ id }) => id === link.id), said.find(({ id }) => id === link.location_id)];
    if (!says) return was ? [linked(was)] : [];
    const moved = movedPlace(was?.location as HsdsObject | undefined, says);
    locations.push(moved);
    return [known({ ...link, ...(was && linked(was)), location_id: moved.id })];
  });
  return { locations, others: [...others, ...old.slice(shown.length).map(linked)] };
}

/** Items that are wanted, in that order, as they were where they were there; then those without a meaning to the form. */
function relisted(old: readonly Item[], fresh: readonly Item[], meaning: (item: Item) => string | null): Item[] {
  const meant = Map.groupBy(old, meaning);
  return [...fresh.flatMap((item) => meant.get(meaning(item)) ?? [item]), ...(meant.get(null) ?? [])];
}

function shippedTerm({ taxonomy_term_id, taxonomy_term }: Item): string | null {
  const id = (taxonomy_term_id ?? (taxonomy_term as Item | undefined)?.id) as string;
  return nomenclature().byId.has(id) ? id : null;
}

/** The first telephone is the form's; what is said about it stays, but an extension belongs to its number. */
function phones([first, ...more]: readonly Item[], said: Item | undefined): Item[] {
  if (!said) return more;
  if (!first) return [said];
  if (normal(first.number) === normal(said.number)) return [first, ...more];
  const { extension: _, ...about } = first;
  return [{ ...about, number: said.number }, ...more];
}

const linked = ({ location, ...one }: Item): HsdsObject => known({ ...one, location_id: (location as Item | undefined)?.id ?? one.location_id });

/** The same place with another address stays the same place: with its name, its ways in, and its further addresses. */
function movedPlace(location: HsdsObject | undefined, said: HsdsObject): HsdsObject {
  if (!location) return said;
  const [was, ...more] = items(location.addresses);
  const [is] = items(said.addresses) as [Item];
  const isSameTown = was?.city === is.city;
  const isSameStreet = isSameTown && was?.address_1 === is.address_1;
  // What the form says of a place is all of it: what it does not say is no longer so.
  const { latitude: _, longitude: __, name: ___, accessibility, ...rest } = location;
  const ways = items(accessibility);
  // The form shows the first way in by its words; one that has none is not the form's.
  const [wayIn, moreWays] = ways[0]?.description ? [ways[0], ways.slice(1)] : [undefined, ways];
  const [saidOfIt] = items(said.accessibility);
  const { address_2, region, state_province, ...address } = was ?? {};
  const { state_province: nothing, ...new_ } = is;
  return {
    ...rest,
    ...said,
    ...known({ accessibility: [...(saidOfIt ? [wayIn && normal(wayIn.description) === normal(saidOfIt.description) ? wayIn : { ...saidOfIt, ...(wayIn && { id: wayIn.id }) }] : []), ...moreWays] }),
    id: location.id,
    addresses: [{ ...new_, ...(address.id ? { ...address, ...new_, id: address.id } : {}), ...known({ region: isSameTown ? region : null, address_2: isSameStreet ? address_2 : null }), state_province: (isSameTown && state_province) || nothing, ...(was?.address_type ? { address_type: was.address_type } : {}) }, ...more],
  } as HsdsObject;
}
