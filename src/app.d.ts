import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      /** What the reader chose; null: as on her device. */
      theme: 'light' | 'dark' | null;
    }
    interface PageData {
      /** The network a page speaks about (public) or one works in (signed in). */
      network?: { names: Localised; isDemo: boolean } | null;
      /** Who is signed in. */
      account?: { name: string } | null;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}

export {};
