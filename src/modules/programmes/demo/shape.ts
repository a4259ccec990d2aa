import type { z } from 'zod';
import type { Localised } from '#platform/words/localised.ts';
import type { CompletionRule } from '#modules/events/completion/completion.ts';
import type { Relation } from '#modules/results/shape.ts';
import type { newIndicator } from '../framework/shape.ts';
import type { newProgramme, OrganisationRole } from '../shape.ts';
import type { OrganisationKey } from './organisations.ts';

/** A programme of the demo, with names where the database has ids. */
export interface DemoProgramme {
  fiche: Omit<z.input<typeof newProgramme>, 'organisations'> & { organisations?: { organisation: OrganisationKey; role: OrganisationRole }[] };
  published: boolean;
  framework: DemoLevel[];
  series?: DemoSeries[];
  evidence?: DemoEvidence[];
}

type DemoTarget = NonNullable<z.input<typeof newIndicator>['targets']>[number];
export interface DemoIndicator extends Omit<z.input<typeof newIndicator>, 'programmeId' | 'levelId' | 'targets' | 'query'> {
  /** What is counted; a series by its key. */
  query: (NonNullable<z.input<typeof newIndicator>['query']> & { series?: string[] }) | null;
  targets?: DemoTarget[];
}
export interface DemoLevel {
  tier: Localised;
  titles: Localised;
  indicators?: DemoIndicator[];
  below?: DemoLevel[];
}

export interface DemoSeries {
  key: string;
  kind: string;
  titles: Localised;
  isCycle?: boolean;
  /** When somebody has completed it; all days unless it says otherwise. */
  completion?: CompletionRule;
  events: { key: string; titles: Localised; days: string[]; venue: string; sentence: string }[];
}

/** Evidence as the document gives it; places as it writes them, resolved by Kolo's own "which place did they mean". */
export type DemoEvidence =
  | { kind: 'reported-list'; on: string; event?: string; series?: string; relation: Relation; near: string; places: string[]; sentence: string }
  | { kind: 'reported-figure'; on: string; event?: string; series?: string; what: 'person' | 'organisation' | 'municipality'; organisationType?: string; value: number; sentence: string }
  | { kind: 'output'; on: string; output: string; count?: number; titles?: Localised; theme?: string; level?: string; sentence: string };
