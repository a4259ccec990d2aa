import type { Locale } from '#platform/words/locales.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      /** What the reader chose; null: as on her device. */
      theme: 'light' | 'dark' | null;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}

export {};
