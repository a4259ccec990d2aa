import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin } from '#platform/command/command.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayRecord, ownProgrammes } from '#modules/results/access.ts';
import { correctEvidence, recordEvidence, withdrawEvidence } from '#modules/results/commands.ts';
import { mayChangeServices } from '../access.ts';
import { serviceSupport, states } from './evidence.ts';
import { periodOf, refusalOf } from './newness.ts';
import { firstActiveIn, supportIn } from './queries.ts';

/** Says that a programme opened or improved a service. "New" is refused where the dates or the evidence speak against it. Said again, it corrects what was said before. */
export const stateSupport = command({
  name: 'service.support',
  input: z.strictObject({
    programmeId: z.uuid({ error: 'support.problem_programme' }),
    serviceId: z.uuid(),
    state: z.enum(states, { error: 'support.problem_state' }),
    /** Clubs are counted apart: opened ones and supported ones. */
    isClub: z.boolean().default(false),
    happenedOn: z.iso.date({ error: 'support.problem_day' }),
    what: z.string().trim().min(1, { error: 'support.problem_what' }).max(4_000),
  }),
  may: (scope, { programmeId }) => mayRecord(scope, programmeId) && mayChangeServices(scope),
  async run(context, { programmeId, serviceId, state, isClub, happenedOn, what }) {
    const { tx, scope: { networkId } } = context;
    // Two people who say it at once say it one after the other.
    const service = await tx.selectFrom('service').select(['name', 'names', 'opened_on']).where('network_id', '=', networkId).where('service_id', '=', serviceId).forUpdate().executeTakeFirst();
    const programme = await tx.selectFrom('programme').select(['starts_on', 'ends_on']).where('network_id', '=', networkId).where('programme_id', '=', programmeId).executeTakeFirst();
    if (!service || !programme) throw notFound();
    const before = (await supportIn(tx, networkId, serviceId)).find((one) => one.programmeId === programmeId);
    if (state === 'new') {
      const openedOn = service.opened_on === null ? null : String(service.opened_on);
      const refusal = refusalOf(periodOf(programme.starts_on, programme.ends_on), openedOn, await firstActiveIn(tx, networkId, serviceId, before?.evidenceId ?? null));
      if (refusal) throw new Problem(409, `support.${refusal.code}`, refusal, 'state');
    }
    const names = { ...(service.names as Record<string, string>) };
    const payload = { serviceId, state, isClub, names: Object.keys(names).length ? names : { 'sr-Cyrl': service.name }, what };
    const piece = { happenedOn, payload, source: { command: 'service.support' } };
    const { evidenceId } = before ? await executeWithin(context, correctEvidence, { evidenceId: before.evidenceId, ...piece }) : await executeWithin(context, recordEvidence, { programmeId, kind: serviceSupport.name, ...piece });
    return { evidenceId };
  },
  record: ({ evidenceId }, { programmeId, serviceId, state }) => ({ subject: { kind: 'service', id: serviceId }, details: { programme: programmeId, state, evidence: evidenceId } }),
});

/** Takes back what was said about a programme and a service. */
export const withdrawSupport = command({
  name: 'service.unsupport',
  input: z.strictObject({ serviceId: z.uuid(), evidenceId: z.uuid(), reason: z.string().trim().min(1, { error: 'support.problem_reason' }).max(2_000) }),
  may: mayChangeServices,
  async run(context, { serviceId, evidenceId, reason }) {
    const stated = await supportIn(context.tx, context.scope.networkId, serviceId);
    if (!stated.some((one) => one.evidenceId === evidenceId)) throw notFound();
    await executeWithin(context, withdrawEvidence, { evidenceId, reason });
    return { evidenceId };
  },
  record: (_, { serviceId }) => ({ subject: { kind: 'service', id: serviceId } }),
});

/** A series of events, of a programme one works on, becomes this service's sessions. Its figures stay the events' own. */
export const linkSessions = command({
  name: 'service.link-series',
  input: z.strictObject({ serviceId: z.uuid(), seriesId: z.uuid({ error: 'support.problem_series' }) }),
  may: mayChangeServices,
  async run({ tx, scope }, { serviceId, seriesId }) {
    const { networkId } = scope;
    const { rows } = await sql<{ n: number }>`
      select count(*)::int as n from service s, series r join programme p using (network_id, programme_id)
      where s.network_id = ${networkId} and s.service_id = ${serviceId} and r.network_id = ${networkId} and r.series_id = ${seriesId} and ${ownProgrammes(scope)}`.execute(tx);
    if (!rows[0]!.n) throw notFound();
    await tx.insertInto('service_series').values({ network_id: networkId, service_id: serviceId, series_id: seriesId }).onConflict((conflict) => conflict.doNothing()).execute();
    return { seriesId };
  },
  record: ({ seriesId }, { serviceId }) => ({ subject: { kind: 'service', id: serviceId }, details: { series: seriesId } }),
});

export const unlinkSessions = command({
  name: 'service.unlink-series',
  input: z.strictObject({ serviceId: z.uuid(), seriesId: z.uuid() }),
  may: mayChangeServices,
  async run({ tx, scope }, { serviceId, seriesId }) {
    const { numAffectedRows } = await sql`
      delete from service_series s using series r join programme p using (network_id, programme_id)
      where s.network_id = ${scope.networkId} and s.service_id = ${serviceId} and s.series_id = ${seriesId} and r.network_id = s.network_id and r.series_id = s.series_id and ${ownProgrammes(scope)}`.execute(tx);
    if (!numAffectedRows) throw notFound();
    return { seriesId };
  },
  record: ({ seriesId }, { serviceId }) => ({ subject: { kind: 'service', id: serviceId }, details: { series: seriesId } }),
});
