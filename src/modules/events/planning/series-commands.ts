import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import { fold } from '#platform/matching/fold.ts';
import { Problem } from '#platform/problem.ts';
import type { Localised } from '#platform/words/localised.ts';
import { addSeries } from '../commands.ts';

/** The event a series begins with; `eventId` is null while it is not there yet, `seriesId` the series that was chosen for it. */
export interface Beginning {
  programmeId: string;
  eventId: string | null;
  seriesId: string | null;
  kind: string;
  componentId: string | null;
}

/**
 * A series for an event that is planned, or was: of its kind and component, and with the rule it had while it stood alone.
 * @throws Problem 422 when another series was chosen too; 409 when the programme has one of that name
 */
export async function seriesFor(context: CommandContext, { programmeId, eventId, seriesId, kind, componentId }: Beginning, titles: Localised): Promise<string> {
  const { tx, scope: { networkId } } = context;
  if (seriesId) throw new Problem(422, 'planning.two_series', {}, 'newSeries');
  const keys = (texts: Localised) => Object.values(texts).map((text) => fold(text));
  const wanted = new Set(keys(titles));
  const there = await tx.selectFrom('series').select('titles').where('network_id', '=', networkId).where('programme_id', '=', programmeId).execute();
  const same = there.find((one) => keys(one.titles as Localised).some((key) => wanted.has(key)));
  if (same) throw new Problem(409, 'planning.series_there', { titles: [same.titles] }, 'newSeries');
  const alone = eventId ? await tx.selectFrom('event').select(['completion', 'trainer_months']).where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirst() : undefined;
  return (await executeWithin(context, addSeries, { programmeId, titles, kind, componentId, ...(alone && { rule: alone.completion, trainerMonths: alone.trainer_months }) })).seriesId;
}
