/** The whole directory as a ZIP of CSV tables with its `datapackage.json` (Frictionless), one table for each kind of object. Streamed: a table row is never kept. */
import { Zip, ZipDeflate, strToU8 } from 'fflate';
import { fieldsOf, type HsdsName } from './objects.ts';
import { guarded, packageColumns, packageTables } from './package-tables.ts';
import { hsdsAll, importedTerms } from './queries.ts';
import { shippedTaxonomies, shippedTerms } from './terms.ts';

const names = Object.keys(packageTables) as HsdsName[];

const cell = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  const text = typeof value === 'string' ? guarded(value) : String(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

type Row = Record<string, unknown>;

/** Several things name them, and each stands once in its table with all that is in it. */
const once: ReadonlySet<HsdsName> = new Set<HsdsName>(['location', 'program', 'taxonomy', 'taxonomy_term']);

/**
 * Every object in this one of the kind asked for, with the ids of what it stands in.
 * @param told what stands once and has been told. Only ids are kept.
 */
function* rowsIn(name: HsdsName, object: Row, wanted: HsdsName, told: Set<unknown>, above: Row = {}): Generator<Row> {
  if (once.has(name)) {
    if (told.has(object.id)) return;
    told.add(object.id);
  }
  const within: Row = { ...above, [`${name}_id`]: object.id };
  if (name === wanted) yield { ...above, ...object };
  for (const { name: field, type } of fieldsOf(name)) {
    if (type.kind !== 'one' && type.kind !== 'many') continue;
    const inner = object[field];
    if (!inner) continue;
    for (const one of (Array.isArray(inner) ? inner : [inner]) as Row[]) {
      // Where it stands is what the row says, whatever the object itself calls it: nothing else leads back.
      const link = type.of === 'attribute' ? { link_id: object.id, link_entity: name, ...(one.taxonomy_term ? { taxonomy_term_id: (one.taxonomy_term as Row).id } : {}) } : type.of === 'metadata' ? { resource_id: object.id, resource_type: name } : {};
      yield* rowsIn(type.of, { ...one, ...link }, wanted, told, within);
    }
  }
}

/** Objects that hold everything: vocabularies, organisations with their places, services with theirs. */
async function* everything(): AsyncGenerator<[HsdsName, Row]> {
  const imported = await importedTerms();
  for (const row of [...shippedTaxonomies(), ...imported.taxonomies]) yield ['taxonomy', row as Row];
  for (const row of [...shippedTerms(), ...imported.terms]) yield ['taxonomy_term', row as Row];
  for await (const text of hsdsAll('organizations', {}, 'full')) yield ['organization', JSON.parse(text) as Row];
  for await (const text of hsdsAll('services', {}, 'full')) {
    const { organization: _, ...service } = JSON.parse(text) as Row;
    yield ['service', service];
  }
}

async function* table(name: HsdsName): AsyncGenerator<string> {
  const columns = packageColumns(name);
  const line = (row: Row) => `${columns.map((column) => cell(row[column])).join(',')}\r\n`;
  yield `${columns.join(',')}\r\n`;
  const told = new Set<unknown>();
  for await (const [kind, object] of everything()) for (const row of rowsIn(kind, object, name, told)) yield line(row);
}

const types: Record<string, { type: string; format?: string }> = { number: { type: 'number' }, uuid: { type: 'string', format: 'uuid' }, uri: { type: 'string', format: 'uri' }, email: { type: 'string', format: 'email' }, datetime: { type: 'datetime' } };

/** frictionlessdata.io, data package 1.0. */
const description = () => ({
  name: 'hsds',
  title: 'Human Services Data Specification',
  profile: 'tabular-data-package',
  homepage: 'https://docs.openreferral.org',
  resources: names.map((name) => ({
    name: packageTables[name],
    path: `${packageTables[name]}.csv`,
    format: 'csv',
    mediatype: 'text/csv',
    encoding: 'utf-8',
    profile: 'tabular-data-resource',
    schema: { primaryKey: 'id', fields: fieldsOf(name).filter(({ name: field }) => packageColumns(name).includes(field)).map(({ name: field, type, isRequired }) => ({ name: field, ...(types[type.kind] ?? { type: 'string' }), ...(isRequired && { constraints: { required: true } }) })) },
  })),
});

/** The ZIP as a stream: memory stays the same however long the directory is. */
export function directoryPackage(): ReadableStream<Uint8Array> {
  const work = (async function* () {
    const ready: Uint8Array[] = [];
    const zip = new Zip((error, data) => {
      if (error) throw error;
      ready.push(data);
    });
    const begin = (name: string) => {
      const file = new ZipDeflate(name, { level: 6 });
      zip.add(file);
      return file;
    };
    const about = begin('datapackage.json');
    about.push(strToU8(JSON.stringify(description(), null, 2)), true);
    yield* ready.splice(0);
    for (const name of names) {
      const file = begin(`${packageTables[name]}.csv`);
      let lines: string[] = [];
      for await (const line of table(name)) {
        lines.push(line);
        if (lines.length < 500) continue;
        file.push(strToU8(lines.join('')));
        lines = [];
        yield* ready.splice(0);
      }
      file.push(strToU8(lines.join('')), true);
      yield* ready.splice(0);
    }
    zip.end();
    yield* ready.splice(0);
  })();
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      const { done, value } = await work.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await work.return(undefined);
    },
  });
}
