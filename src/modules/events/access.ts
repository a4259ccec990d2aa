import { is, type Scope } from '#platform/session/scope.ts';
import { reachesProgramme } from '#modules/results/access.ts';

/** Whoever runs the programme plans its series and events; what happened at them is evidence, and recorded by more people. */
export const mayArrange = (scope: Scope, programmeId: string) => is(scope, 'coordinator', 'programme-officer') && reachesProgramme(scope, programmeId);
