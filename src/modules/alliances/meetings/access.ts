import { is, type Scope } from '#platform/session/scope.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';

/** What was decided is for those who work on the event, the auditor, and whoever represents a member; anybody else who is signed in sees that a meeting was held and which members came. */
export const seesDecisions = (scope: Scope, programmeId: string, isOfMember: boolean) =>
  (maySeePersons(scope) && reachesProgramme(scope, programmeId)) || is(scope, 'auditor') || (isOfMember && is(scope, 'organisation-representative'));

/** Tasks name people, so they are for those who work on the event. */
export const seesTasks = (scope: Scope, programmeId: string) => maySeePersons(scope) && reachesProgramme(scope, programmeId);
