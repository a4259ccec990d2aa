import type { Account, Membership, Visitor } from '#platform/session/gate.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';

declare global {
  namespace App {
    interface Locals {
      locale: Locale;
      /** What the reader chose; null: as on her device. */
      theme: 'light' | 'dark' | null;
      /** Who is signed in; null for a visitor and for a program with an API key. */
      account: Account | null;
      /** What she may see, in the network she chose; null for visitors and for accounts without a network. */
      scope: Scope | null;
      memberships: readonly Membership[];
      /** All of the above together, as the gate found it. */
      visitor: Visitor;
    }
    interface PageData {
      /** The network a page speaks about (public) or one works in (signed in). */
      network?: { names: Localised; country: string | null; isDemo: boolean } | null;
      /** Who is signed in. */
      account?: { name: string } | null;
      /** Whether a demo can be stepped into. */
      demo?: boolean;
    }
    interface Error {
      message: string;
      code?: string;
    }
  }
}

export {};
