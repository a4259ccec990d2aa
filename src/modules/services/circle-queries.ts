/** What lies within some kilometres of a point: squares, municipalities, and the services given there. */
import { sql, type RawBuilder } from 'kysely';
import { allUnits, kilometres as kilometresBetween, municipalityOf } from '#modules/places/gazetteer.ts';

export interface Circle {
  /** Degrees, WGS84. */
  from: { latitude: number; longitude: number };
  /** Kilometres. */
  within: number;
}

/** Half the height and width of the box around a circle, degrees. */
const box = ({ from, within }: Circle) => [within / 111, within / (111 * Math.cos((from.latitude * Math.PI) / 180))] as const;

/** Squares (`square_of`) that the box around a circle touches. */
export function squares(circle: Circle): string[] {
  const [up, aside] = box(circle);
  const { latitude, longitude } = circle.from;
  const touched: string[] = [];
  for (let y = Math.floor((latitude - up) * 4); y <= Math.floor((latitude + up) * 4); y += 1)
    for (let x = Math.floor((longitude - aside) * 4); x <= Math.floor((longitude + aside) * 4); x += 1) touched.push(`@${y},${x}`);
  return touched;
}

/** Municipalities whose middle lies in a circle. */
export const middles = ({ from, within }: Circle) =>
  allUnits().flatMap((unit) => {
    const far = municipalityOf(unit.id) ? kilometresBetween({ lat: from.latitude, lon: from.longitude }, unit) : null;
    return far !== null && far <= within ? [{ id: unit.id, far }] : [];
  });

/** Kilometres from a point to location `l`, on a sphere (haversine). */
const distance = ({ from }: Circle) => sql`2 * 6371 * asin(sqrt(power(sin(radians(l.latitude - ${from.latitude}) / 2), 2) + cos(radians(${from.latitude})) * cos(radians(l.latitude)) * power(sin(radians(l.longitude - ${from.longitude}) / 2), 2)))`;

/** Each at its nearest place. */
export const nearby = (places: RawBuilder<unknown>) => sql`(select distinct on (service_id) * from ${places} as each_place order by service_id, kilometres, approximate, location_id)`;

const middlesAs = (circle: Circle) => {
  const all = middles(circle);
  return sql`unnest(${all.map(({ id }) => id)}::text[], ${all.map(({ far }) => far)}::float8[]) as m (unit, far)`;
};

/**
 * Services given in a circle, at each of their places there. The box around it is read from the index.
 * A place whose coordinates nobody wrote down counts as the middle of its municipality, and is said to be approximate; the coordinates themselves are not made up.
 */
export function given(circle: Circle): RawBuilder<unknown> {
  const { latitude, longitude } = circle.from;
  const [up, aside] = box(circle);
  return sql`(
      select a.service_id, d.kilometres, false as approximate, a.location_id from location l cross join lateral (select ${distance(circle)} as kilometres) d join service_at_location a using (network_id, location_id)
        where l.network_id = current_network() and l.latitude between ${latitude - up} and ${latitude + up} and l.longitude between ${longitude - aside} and ${longitude + aside} and d.kilometres <= ${circle.within}
      union all
      select a.service_id, m.far, true, a.location_id from ${middlesAs(circle)} join location l on l.network_id = current_network() and l.place_id = m.unit join service_at_location a on a.network_id = l.network_id and a.location_id = l.location_id
        where (l.latitude is null or l.longitude is null) and l.location_type = 'physical')`;
}

/** The same for these services. */
export function givenOf(ids: readonly string[], circle: Circle): RawBuilder<unknown> {
  return sql`(
    select i.service_id, l.kilometres, l.approximate, l.location_id from unnest(${[...ids]}::uuid[]) as i (service_id) cross join lateral (
      select coalesce(${distance(circle)}, m.far) as kilometres, m.far is not null as approximate, a.location_id
      from service_at_location a join location l using (network_id, location_id) left join ${middlesAs(circle)} on m.unit = l.place_id and (l.latitude is null or l.longitude is null) and l.location_type = 'physical'
      where a.network_id = current_network() and a.service_id = i.service_id offset 0) l
    where l.kilometres <= ${circle.within})`;
}
