/** People called on a roll of an event of the demo that is over: nobody of them exists. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { holdEvent } from '#modules/events/commands.ts';
import { checkInMany } from '#modules/events/check-in/commands.ts';

export interface Participant {
  given: string;
  surname: string;
  /** Name of an organisation of the demo; unknown ones stay as they are written. */
  organisationText: string;
  placeId: string;
  role: string;
  /** Which of the days, counted from 0; all of them where nothing is said. */
  days?: readonly number[];
}

/** Says that the event was held and who was there. @returns the person of each participant, in their order */
export async function callRoll(context: CommandContext, { programmeId, eventId, days }: { programmeId: string; eventId: string; days: readonly string[] }, people: readonly Participant[]): Promise<string[]> {
  await executeWithin(context, holdEvent, { programmeId, eventId });
  const said = (who: object, day: string) => ({ operationId: newId(), eventId, who, day, present: true, via: 'roll-call', at: `${day}T08:00:00Z` });
  const { heard } = await executeWithin(context, checkInMany, {
    eventId, messages: people.map(({ days: on, ...walkIn }) => said({ walkIn }, days[on?.[0] ?? 0]!)),
  });
  const ids = heard.map(({ personId }) => personId!);
  const further = people.flatMap(({ days: on }, at) => days.filter((_, day) => (on ? on.includes(day) && day !== on[0] : day > 0)).map((day) => said({ personId: ids[at]! }, day)));
  if (further.length) await executeWithin(context, checkInMany, { eventId, messages: further });
  return ids;
}
