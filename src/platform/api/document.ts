/** The OpenAPI 3.1 document of the API, made from the endpoints themselves, in the reader's language. */
import type { Hono } from 'hono';
import { generateSpecs } from 'hono-openapi';
import { z } from 'zod';
import type { Locale } from '../words/locales.ts';
import { wordsOf } from '../words/load.ts';
import type { Translate, WordKey } from '../words/translate.ts';
import type { ApiEnv } from './api.ts';
import { problemShape } from './says.ts';

/** As much of JSON Schema as our shapes use. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: (string | number)[];
  const?: unknown;
  default?: unknown;
  description?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: boolean | Schema;
  items?: Schema;
  anyOf?: Schema[];
}

export interface Operation {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security?: object[];
  parameters?: { name: string; in: 'path' | 'query'; required?: boolean; description?: string; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string; content: Record<string, { schema: Schema }> }>;
}

export interface ApiDocument {
  openapi: string;
  info: { title: string; version: string; description: string };
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
}

const made = new WeakMap<Hono<ApiEnv>, Map<Locale, Promise<ApiDocument>>>();

/** Made once for each language. @throws when an endpoint has no words */
export function documentOf(api: Hono<ApiEnv>, locale: Locale): Promise<ApiDocument> {
  const byLocale = made.get(api) ?? new Map<Locale, Promise<ApiDocument>>();
  made.set(api, byLocale);
  if (!byLocale.has(locale)) byLocale.set(locale, inWords(api, locale));
  return byLocale.get(locale)!;
}

async function inWords(api: Hono<ApiEnv>, locale: Locale): Promise<ApiDocument> {
  const t = await wordsOf(locale);
  const document = (await generateSpecs(api, {
    documentation: {
      openapi: '3.1.0',
      info: { title: 'Kolo', version: '1', description: t('api.description'), license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' } },
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
        schemas: { Problem: z.toJSONSchema(problemShape, { target: 'draft-2020-12' }) as object },
      },
      security: [{}, { key: [] }],
    },
    defaultValidationErrorResponse: false,
  })) as unknown as ApiDocument;
  const operations = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  for (const operation of operations) sayOperation(operation, t);
  document.tags = [...new Set(operations.flatMap(({ tags }) => tags))].map((name) => ({ name, description: t(`api.tag_${name}` as WordKey) }));
  return document;
}

function sayOperation(operation: Operation, t: Translate) {
  const key = `api.${operation.operationId}`;
  operation.summary = t(key as WordKey);
  if (t.has(`${key}_more`)) operation.description = t(`${key}_more` as WordKey);
  for (const [status, response] of Object.entries(operation.responses)) response.description = t(`api.status_${status}` as WordKey);
}
