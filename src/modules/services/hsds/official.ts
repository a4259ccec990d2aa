/** The standard's own schemas and API description, shipped as they are (origin and licence: schema/README.md), with addresses of this installation. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '#platform/root.ts';

const folder = join(root, 'src/modules/services/hsds/schema');
const kept = new Map<string, string | null>();

/** @param name `service.json` or `compiled/service_list.json` @returns the schema as text; null when there is none of that name */
export function officialSchema(name: string): string | null {
  if (!/^(compiled\/)?[a-z_]+\.json$/.test(name)) return null;
  if (!kept.has(name)) {
    const plain = join(folder, name);
    // The big compiled files say the same as the modular ones, which are what is shipped.
    const file = existsSync(plain) ? plain : join(folder, name.replace('compiled/', ''));
    kept.set(name, existsSync(file) ? readFileSync(file, 'utf8') : null);
  }
  return kept.get(name)!;
}

const base = 'https://raw.githubusercontent.com/openreferral/specification/3.0/schema/';

/** The standard's OpenAPI document for this server. Its slip is mended: one service at a location is no service. */
export function openapiDocument(origin: string): unknown {
  const text = officialSchema('openapi.json')!.replaceAll(base, `${origin}/hsds/schema/`);
  const document = JSON.parse(text) as { info: object; servers?: object[]; paths: Record<string, { get?: { responses: Record<string, { content: Record<string, { schema: { $ref?: string } }> }> } }> };
  const single = document.paths['/service_at_locations/{id}']?.get?.responses['200']?.content['application/json']?.schema;
  if (single) single.$ref = `${origin}/hsds/schema/service_at_location.json`;
  document.info = { title: 'Kolo: directory of social services (HSDS 3.0)', version: '3.0', license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } };
  document.servers = [{ url: `${origin}/hsds` }];
  return document;
}
