import { execute } from '#platform/command/command.ts';
import { Problem } from '#platform/problem.ts';
import { mayChangeProgramme } from '#modules/programmes/access.ts';
import { conflicts } from '#modules/programmes/conflicts.ts';
import { addIndicator, addLevel, moveIndicator, moveLevel, removeIndicator, removeLevel } from '#modules/programmes/framework/commands.ts';
import { framework } from '#modules/programmes/framework/queries.ts';
import { decideConflict } from '#modules/programmes/framework/targets/commands.ts';
import { programme } from '#modules/programmes/queries.ts';
import { failed, scopeOf, textsOf } from '../../../../../signed-in.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async ({ locals, params }) => {
  const scope = scopeOf(locals);
  const fiche = await programme(scope, params.slug);
  const shown = await framework(scope, fiche.programmeId);
  return { fiche, framework: shown, conflicts: conflicts(shown.indicators, shown.decisions), mayChange: mayChangeProgramme(scope, fiche.programmeId) };
};

/** The programme of the address, and everything it has, as whoever posts may see it. */
async function opened({ locals, params }: RequestEvent) {
  const scope = scopeOf(locals);
  const { programmeId } = await programme(scope, params.slug);
  return { scope, programmeId, framework: await framework(scope, programmeId) };
}

export const actions: Actions = {
  'move-level': async (event) => {
    const { id, direction } = await textsOf(event.request, 'id', 'direction');
    const { scope, programmeId } = await opened(event);
    return attempt(event, () => execute(moveLevel, scope, { programmeId, levelId: id, direction }));
  },
  'move-indicator': async (event) => {
    const { id, direction } = await textsOf(event.request, 'id', 'direction');
    const { scope, programmeId } = await opened(event);
    return attempt(event, () => execute(moveIndicator, scope, { programmeId, indicatorId: id, direction }));
  },
  'remove-level': async (event) => {
    const { id } = await textsOf(event.request, 'id');
    const { scope, programmeId, framework } = await opened(event);
    const gone = framework.levels.find(({ levelId }) => levelId === id);
    return attempt(event, async () => {
      await execute(removeLevel, scope, { programmeId, levelId: id });
      return { removed: { what: 'level' as const, titles: gone!.titles, again: JSON.stringify({ ...gone, levelId: undefined }) } };
    });
  },
  'remove-indicator': async (event) => {
    const { id } = await textsOf(event.request, 'id');
    const { scope, programmeId, framework } = await opened(event);
    const gone = framework.indicators.find(({ indicatorId }) => indicatorId === id);
    return attempt(event, async () => {
      await execute(removeIndicator, scope, { programmeId, indicatorId: id });
      const again = { ...gone, indicatorId: undefined, targets: gone!.targets.map(({ targetId: _, ...target }) => target) };
      return { removed: { what: 'indicator' as const, titles: gone!.titles, again: JSON.stringify(again) } };
    });
  },
  'put-back': async (event) => {
    const { what, again } = await textsOf(event.request, 'what', 'again');
    const { scope, programmeId } = await opened(event);
    return attempt(event, async () => {
      const input = { ...parsed(again), programmeId };
      if (what === 'level') await execute(addLevel, scope, input);
      else await execute(addIndicator, scope, input);
    });
  },
  decide: async (event) => {
    const values = await textsOf(event.request, 'fingerprint', 'holds', 'reason');
    const { scope, programmeId } = await opened(event);
    const targetId = values.holds === 'both' ? null : values.holds || null;
    return attempt(
      event,
      async () => {
        await execute(decideConflict, scope, {
          programmeId,
          fingerprint: values.fingerprint,
          outcome: values.holds === 'both' ? 'both-hold' : 'one-holds',
          targetId,
          reasons: values.reason.trim() ? { [event.locals.locale]: values.reason } : {},
        });
      },
      values,
    );
  },
};

async function attempt<Answer>({ locals }: RequestEvent, work: () => Promise<Answer>, values: Record<string, string> = {}) {
  try {
    return (await work()) ?? undefined;
  } catch (caught) {
    return failed(caught, locals, values);
  }
}

/** What the page itself gave the form to hold; anything else is no input at all. */
function parsed(json: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(json);
    if (value && typeof value === 'object') return value as Record<string, unknown>;
  } catch {
    // Not JSON: answered like every other input that does not fit.
  }
  throw new Problem(422, 'platform.invalid_input');
}
