/** People of organisations who register for an event of the demo, each a moment after the one before: who comes first sits first. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { publicScope } from '#platform/session/scope.ts';
import { register } from '#modules/events/registration/commands.ts';

/** Name of an organisation of the demo (`services/demo/seed.ts`, `duplicates/demo/seed.ts`), where it is, and who comes for it. */
export type Delegates = readonly [organisation: string, place: string, ...names: string[]];

/** @param word what their addresses begin with; each registers as a visitor does @param invitations of organisations that were invited: theirs come by the link of its letter */
export async function registerAll(context: CommandContext, eventId: string, all: readonly Delegates[], word: string, invitations: ReadonlyMap<string, string> = new Map()): Promise<void> {
  let n = 0;
  for (const [organisationText, placeText, ...names] of all) {
    for (const name of names) {
      const [given, ...surname] = name.split(' ');
      n += 1;
      await executeWithin({ ...context, scope: publicScope(context.scope.networkId), now: new Date(context.now.getTime() + n) }, register, {
        eventId, invitationId: invitations.get(organisationText) ?? null, given, surname: surname.join(' '), email: `${word}-${n}@example.org`, organisationText, placeText, locale: 'sr-Cyrl', origin: 'https://kolo.example', challenge: `demo ${word} ${n}`,
      });
    }
  }
}
