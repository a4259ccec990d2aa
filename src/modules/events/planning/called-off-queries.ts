import { sql } from 'kysely';

/**
 * The day on which the event `e` was called off, `YYYY-MM-DD` on its own clocks; null where it was not. Calling off the rest of an event undoes nothing: the days until then, and that day, took place as far as anybody
 * was there, and attendance of them is taken however late it is sent. Later days do not take place.
 */
export const calledOffOn = sql<string | null>`(e.cancelled_at at time zone e.time_zone)::date::text`;
