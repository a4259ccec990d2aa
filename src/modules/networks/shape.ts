import { z } from 'zod';
import { localised, type Localised } from '#platform/words/localised.ts';

export const networkSlug = z.string().regex(/^[a-z0-9-]{2,60}$/);

export const newNetwork = z.strictObject({
  slug: networkSlug,
  names: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'A name in at least one language is needed.' }),
  /** ISO 3166: where the network works; null for one of several countries. */
  country: z.enum(['RS', 'BG', 'MD']).nullable().default(null),
  isDemo: z.boolean().default(false),
});

const perhaps = (max: number) => z.string().trim().max(max).transform((written) => written || null).nullable().default(null);

/** Whom a guest asks, and where an answer to a letter goes. It is public. */
const contact = z.strictObject({
  name: perhaps(200),
  email: z.union([z.literal('').transform(() => null), z.email({ error: 'people.problem_email' }).max(320)]).nullable().default(null),
  phone: perhaps(60),
});
export type Contact = z.output<typeof contact>;

const country = z.enum(['RS', 'BG', 'MD']).nullable();

export const changedNetwork = z.strictObject({ names: newNetwork.shape.names, contact: contact.optional(), country: country.optional() });

/** Null takes the logo away. */
export const newLogo = z.strictObject({ bytes: z.instanceof(Uint8Array).nullable() });

export interface Network {
  networkId: string;
  slug: string;
  names: Localised;
  country: 'RS' | 'BG' | 'MD' | null;
  isDemo: boolean;
  contact: Contact;
}
