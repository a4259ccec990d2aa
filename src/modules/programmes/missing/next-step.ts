import type { Scope } from '#platform/session/scope.ts';
import { mayPublish, mayRecord } from '#modules/results/access.ts';
import { mayLinkClaims } from '#modules/results/claims/access.ts';
import { mayChangeProgramme } from '../access.ts';
import type { Missing, MissingKind } from './queries.ts';

/** Where something can be done about each kind of gap, and who may go there. Its words are `missing.next_<kind>`. */
const steps: Record<MissingKind, { path: (one: Missing) => string; may: (scope: Scope, programmeId: string) => boolean }> = {
  errata_proposed: { path: ({ programme }) => `/work/programmes/${programme.slug}/results`, may: mayPublish },
  import: { path: ({ id }) => `/work/import/${id}`, may: mayRecord },
  import_failed: { path: ({ id }) => `/work/import/${id}`, may: mayRecord },
  place_unsettled: { path: ({ programme }) => `/work/programmes/${programme.slug}/places`, may: mayChangeProgramme },
  organisation_unrecognised: { path: ({ programme }) => `/work/programmes/${programme.slug}/places#organisations`, may: mayChangeProgramme },
  event_without_list: { path: ({ programme }) => `/work/import?programme=${programme.slug}`, may: mayRecord },
  names_missing: { path: ({ programme }) => `/work/import?programme=${programme.slug}`, may: mayRecord },
  targets_disagree: { path: ({ programme }) => `/work/programmes/${programme.slug}/framework#conflicts`, may: mayChangeProgramme },
  indicator_without_query: { path: ({ programme, id }) => `/work/programmes/${programme.slug}/framework/indicator/${id}`, may: mayChangeProgramme },
  claims_open: { path: ({ programme }) => `/work/claims/${programme.slug}?status=waiting`, may: mayLinkClaims },
  claims_contradicted: { path: ({ programme }) => `/work/claims/${programme.slug}?status=contradicted`, may: () => true },
  claims_unproven: { path: ({ programme }) => `/work/claims/${programme.slug}?status=cannot-be-proven`, may: () => true },
};

/** The page where this person can do something about it; null where she may not. */
export function nextStep(scope: Scope, one: Missing): string | null {
  const { path, may } = steps[one.kind];
  return may(scope, one.programme.id) ? path(one) : null;
}

/** What else can be done about it: who came to a past event is also said by its roll call or its signed sheets. Its words are `missing.other_<what>`. */
export const otherSteps = (scope: Scope, { kind, id, programme }: Missing): { what: 'roll_call' | 'sheets'; path: string }[] =>
  kind === 'event_without_list' && mayRecord(scope, programme.id) ? [{ what: 'roll_call', path: `/work/events/${id}/roll-call` }, { what: 'sheets', path: `/work/events/${id}/sheets` }] : [];
