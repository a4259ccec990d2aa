import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { notFound } from '#platform/problem.ts';
import { locales } from '#platform/words/locales.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { mayKeepCoverage } from './access.ts';
import { kindByCode } from './kinds.ts';
import { changes } from './shape.ts';

/** Keeps what somebody has reported about services of a place, with the sentence it rests on. */
export const reportChange = command({
  name: 'service_change.report',
  input: z.strictObject({
    placeId: z.string().refine((id) => Boolean(unitById(id)), { error: 'coverage.problem_place' }),
    kind: z.string().refine((code) => Boolean(kindByCode(code)), { error: 'coverage.problem_kind' }).nullable().default(null),
    what: z.enum(changes),
    happened: z.string().regex(/^(19|20)\d{2}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?$/, { error: 'coverage.problem_happened' }),
    sentence: z.string().trim().min(1, { error: 'coverage.problem_sentence' }).max(4_000),
    language: z.enum(locales),
    sourceTitle: z.string().trim().min(1, { error: 'coverage.problem_source' }).max(300),
    sourceUrl: z.url({ protocol: /^https?$/, error: 'coverage.problem_url' }).max(500).nullable().default(null),
  }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { placeId, kind, what, happened, sentence, language, sourceTitle, sourceUrl }) {
    const changeId = newId();
    await tx.insertInto('service_change').values({ network_id: networkId, change_id: changeId, place_id: placeId, kind, what, happened, sentence, language, source_title: sourceTitle, source_url: sourceUrl, recorded_at: now }).execute();
    return { changeId };
  },
  record: ({ changeId }, { placeId, what }) => ({ subject: { kind: 'service_change', id: changeId }, details: { place: placeId, what } }),
});

/** Takes a report back; it is not shown any more and stays in the log. */
export const withdrawChange = command({
  name: 'service_change.withdraw',
  input: z.strictObject({ changeId: z.uuid() }),
  may: mayKeepCoverage,
  async run({ tx, now, scope: { networkId } }, { changeId }) {
    const [row] = await tx.updateTable('service_change').set({ withdrawn_at: now }).where('network_id', '=', networkId).where('change_id', '=', changeId).where('withdrawn_at', 'is', null).returning('change_id').execute();
    if (!row) throw notFound();
    return { changeId };
  },
  record: ({ changeId }) => ({ subject: { kind: 'service_change', id: changeId } }),
});
