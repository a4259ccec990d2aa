/** Brings the shipped units into the database, so that other tables can refer to them. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql, type Kysely } from 'kysely';
import { root } from '#platform/root.ts';
import { locales } from '#platform/words/locales.ts';
import { allUnits } from './gazetteer.ts';
import { nameOf, officialName } from './names.ts';

/** What the rows are made from: the shipped units, and how names are written in other languages. Settlements are not in the database. */
const shipped = ['data/admin-units', 'load.ts', 'names.ts', 'transcribe.ts', 'gazetteer.ts'].map((path) => join(root, 'src', 'modules', 'places', path));

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const path of shipped) {
    const files = path.endsWith('.ts') ? [path] : readdirSync(path).sort().map((file) => join(path, file));
    for (const file of files) hash.update(readFileSync(file));
  }
  return `gazetteer ${hash.digest('hex')}`;
}

/**
 * Brings the table up to date when this Kolo ships another gazetteer than the one that was loaded last, and only then: a start need not read it.
 * What was loaded stands as the comment of the table, so that it goes along with a backup.
 * @returns how many rows were new or different.
 */
export async function ensurePlaces(db: Kysely<any>): Promise<number> {
  const wanted = fingerprint();
  const { rows } = await sql<{ loaded: string | null }>`select obj_description('place'::regclass) as loaded`.execute(db);
  if (rows[0]?.loaded === wanted) return 0;
  const changed = await loadPlaces(db);
  await sql`comment on table place is ${sql.lit(wanted)}`.execute(db);
  return changed;
}

/**
 * Writes every shipped unit into `place`, in one statement; running it again changes nothing, and a newer gazetteer changes only what differs.
 * Units that a newer gazetteer no longer has stay, because evidence may refer to them.
 * `names` holds the name in each of the five locales and the official one under `official`.
 * @returns how many rows were new or different.
 */
export async function loadPlaces(db: Kysely<any>): Promise<number> {
  const rows = allUnits().map((unit) => ({
    id: unit.id, country: unit.country, level: unit.level, type: unit.type, parent: unit.parent, lat: unit.lat, lon: unit.lon,
    names: { ...Object.fromEntries(locales.map((locale) => [locale, nameOf(unit, locale)])), official: officialName(unit) },
  }));
  const result = await sql`
    insert into place (id, country, level, type, parent, names, lat, lon)
    select id, country, level, type, parent, names, lat, lon
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as unit (id text, country char(2), level int, type text, parent text, names jsonb, lat double precision, lon double precision)
    on conflict (id) do update
      set country = excluded.country, level = excluded.level, type = excluded.type, parent = excluded.parent,
          names = excluded.names, lat = excluded.lat, lon = excluded.lon
      where (place.country, place.level, place.type, place.parent, place.names, place.lat, place.lon)
        is distinct from (excluded.country, excluded.level, excluded.type, excluded.parent, excluded.names, excluded.lat, excluded.lon)`.execute(db);
  return Number(result.numAffectedRows ?? 0);
}
