/** The whole directory as a ZIP of CSV tables with its `datapackage.json` (Frictionless), one table for each kind of object. The directory is read once: its rows are laid aside in files, and never kept in memory. */
import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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
 * This object and every object in it, each with the ids of what it stands in.
 * @param told what stands once and has been told. Only ids are kept.
 */
function* rowsIn(name: HsdsName, object: Row, told: Set<unknown>, above: Row = {}): Generator<[HsdsName, Row]> {
  if (once.has(name)) {
    if (told.has(object.id)) return;
    told.add(object.id);
  }
  const within: Row = { ...above, [`${name}_id`]: object.id };
  yield [name, { ...above, ...object }];
  for (const { name: field, type } of fieldsOf(name)) {
    if (type.kind !== 'one' && type.kind !== 'many') continue;
    const inner = object[field];
    if (!inner) continue;
    for (const one of (Array.isArray(inner) ? inner : [inner]) as Row[]) {
      // Where it stands is what the row says, whatever the object itself calls it: nothing else leads back.
      const link = type.of === 'attribute' ? { link_id: object.id, link_entity: name, ...(one.taxonomy_term ? { taxonomy_term_id: (one.taxonomy_term as Row).id } : {}) } : type.of === 'metadata' ? { resource_id: object.id, resource_type: name } : {};
      yield* rowsIn(type.of, { ...one, ...link }, told, within);
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

/** A table that is written line after line. */
class Table {
  readonly #columns: readonly string[];
  readonly #file: FileHandle;
  #lines: string[] = [];
  #written = 0;

  constructor(name: HsdsName, file: FileHandle) {
    this.#columns = packageColumns(name);
    this.#file = file;
    this.#lines.push(this.#columns.join(','));
  }

  async add(row: Row): Promise<void> {
    this.#lines.push(this.#columns.map((column) => cell(row[column])).join(','));
    if (this.#lines.length >= 500) await this.#write();
  }

  async #write(): Promise<void> {
    if (!this.#lines.length) return;
    const { bytesWritten } = await this.#file.write(`${this.#lines.join('\r\n')}\r\n`, this.#written);
    this.#written += bytesWritten;
    this.#lines = [];
  }

  /** What was written, from the beginning. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    await this.#write();
    for (let at = 0; at < this.#written; ) {
      const { bytesRead, buffer } = await this.#file.read(new Uint8Array(65_536), 0, 65_536, at);
      yield buffer.subarray(0, bytesRead);
      at += bytesRead;
    }
  }

  close = () => this.#file.close();
}

/** The rows of all objects, each laid aside in its table. */
async function fill(tables: ReadonlyMap<HsdsName, Table>): Promise<void> {
  const told = new Set<unknown>();
  for await (const [kind, object] of everything()) for (const [name, row] of rowsIn(kind, object, told)) await tables.get(name)?.add(row);
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
    const folder = await mkdtemp(join(tmpdir(), 'kolo-package-'));
    const tables = new Map<HsdsName, Table>();
    try {
      for (const name of names) tables.set(name, new Table(name, await open(join(folder, name), 'wx+')));
      await fill(tables);
      for (const [name, table] of tables) {
        const file = begin(`${packageTables[name]}.csv`);
        for await (const bytes of table.bytes()) {
          file.push(bytes);
          yield* ready.splice(0);
        }
        file.push(new Uint8Array(), true);
      }
    } finally {
      for (const table of tables.values()) await table.close();
      await rm(folder, { recursive: true, force: true });
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
