import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { notFound } from '#platform/problem.ts';
import { mayArrange } from '../access.ts';
import { completionRule, trainerMonths } from './completion.ts';

/** Says when somebody has completed a series, or an event that stands alone, and how long a trainer who became one here stays active. Certificates that were issued stay as they are. */
export const setCompletion = command({
  name: 'series.set_completion',
  input: z.strictObject({ programmeId: z.uuid(), seriesId: z.uuid(), rule: completionRule, trainerMonths: trainerMonths.optional() }),
  may: (scope, { programmeId }) => mayArrange(scope, programmeId),
  async run({ tx, scope: { networkId } }, { programmeId, seriesId, rule, trainerMonths }) {
    // The id of an event that stands alone: it is a series of one.
    const { numUpdatedRows: single } = await tx
      .updateTable('event')
      .set({ completion: JSON.stringify(rule), ...(trainerMonths && { trainer_months: trainerMonths }) })
      .where('network_id', '=', networkId)
      .where('programme_id', '=', programmeId)
      .where('event_id', '=', seriesId)
      .executeTakeFirstOrThrow();
    if (single) return { seriesId };
    const { numUpdatedRows } = await tx
      .updateTable('series')
      .set({ completion: JSON.stringify(rule), ...(trainerMonths && { trainer_months: trainerMonths }) })
      .where('network_id', '=', networkId)
      .where('programme_id', '=', programmeId)
      .where('series_id', '=', seriesId)
      .executeTakeFirstOrThrow();
    if (!numUpdatedRows) throw notFound();
    return { seriesId };
  },
  record: ({ seriesId }, { programmeId, rule, trainerMonths }) => ({ subject: { kind: 'series', id: seriesId }, details: { programme: programmeId, share: rule.share, ...(trainerMonths && { months: trainerMonths }) } }),
});
