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

export const changedNetwork = z.strictObject({ names: newNetwork.shape.names });

export interface Network {
  networkId: string;
  slug: string;
  names: Localised;
  country: 'RS' | 'BG' | 'MD' | null;
  isDemo: boolean;
}
