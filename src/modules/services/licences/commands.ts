import { z } from 'zod';
import { command } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { mayChangeServices } from '../access.ts';
import { countriesWithRules, happenings, kinds, nextHappenings, refusalOf } from './licence.ts';
import { countryIn, licencesIn } from './queries.ts';

/** Enters a licence of a service; refused where the law refuses it. */
export const addLicence = command({
  name: 'licence.add',
  input: z.strictObject({
    serviceId: z.uuid(),
    number: z.string().trim().min(1, { error: 'licences.problem_number_missing' }).max(100),
    kind: z.enum(kinds),
    issuedOn: z.iso.date({ error: 'licences.problem_day' }),
    /** Left out: the day it was issued. */
    validFrom: z.iso.date({ error: 'licences.problem_day' }).nullable().default(null),
    validUntil: z.iso.date({ error: 'licences.problem_day' }),
    plan: z.string().trim().max(4_000).nullable().default(null),
  }),
  may: mayChangeServices,
  async run({ tx, scope }, { serviceId, number, kind, issuedOn, validFrom: begins, validUntil, plan }) {
    const { networkId } = scope;
    // Two people at once enter one after the other.
    const service = await tx.selectFrom('service').select('service_id').where('network_id', '=', networkId).where('service_id', '=', serviceId).forUpdate().executeTakeFirst();
    if (!service) throw notFound();
    const country = (await countryIn(tx, networkId, serviceId)) ?? 'RS';
    // Only the law of Serbia knows the limited licence.
    if (kind === 'limited' && !countriesWithRules.includes(country)) throw new Problem(422, 'licences.kind_unknown_here', {}, 'kind');
    const validFrom = begins ?? issuedOn;
    const standing = (await licencesIn(tx, networkId, serviceId)).filter(({ withdrawn }) => !withdrawn);
    const refusal = refusalOf({ kind, issuedOn, validFrom, validUntil }, standing, country);
    if (refusal) throw new Problem(422, `licences.${refusal}`, {}, refusal === 'second_limited' ? 'kind' : refusal === 'overlaps' || refusal === 'begins_before_issued' ? 'validFrom' : 'validUntil');
    const licenceId = newId();
    await tx.insertInto('licence').values({ network_id: networkId, licence_id: licenceId, service_id: serviceId, number, kind, issued_on: issuedOn, valid_from: validFrom, valid_until: validUntil, plan }).execute();
    return { licenceId };
  },
  record: ({ licenceId }, { kind }) => ({ subject: { kind: 'licence', id: licenceId }, details: { kind } }),
});

/** Something has happened to a licence: it was suspended, restored or revoked. */
export const recordLicenceEvent = command({
  name: 'licence.happen',
  input: z.strictObject({ licenceId: z.uuid(), what: z.enum(happenings), on: z.iso.date({ error: 'licences.problem_day' }), reason: z.string().trim().max(2_000).nullable().default(null) }),
  may: mayChangeServices,
  async run({ tx, scope }, { licenceId, what, on, reason }) {
    const { networkId } = scope;
    const row = await tx.selectFrom('licence').select('service_id').where('network_id', '=', networkId).where('licence_id', '=', licenceId).forUpdate().executeTakeFirst();
    if (!row) throw notFound();
    const licence = (await licencesIn(tx, networkId, row.service_id)).find((one) => one.licenceId === licenceId)!;
    const last = licence.events.at(-1);
    if (on < licence.issuedOn || (last && on < last.on)) throw new Problem(422, 'licences.too_early', {}, 'on');
    if (licence.withdrawn || !nextHappenings(licence, on).includes(what)) throw new Problem(409, 'licences.cannot_happen', {}, 'what');
    await tx.insertInto('licence_event').values({ network_id: networkId, licence_id: licenceId, what, happened_on: on, reason }).execute();
    return { licenceId };
  },
  record: ({ licenceId }, { what }) => ({ subject: { kind: 'licence', id: licenceId }, details: { what } }),
});

/** Takes back a licence that was entered by mistake. It stays to be read with the reason, and counts nowhere any more. */
export const withdrawLicence = command({
  name: 'licence.withdraw',
  input: z.strictObject({ licenceId: z.uuid(), reason: z.string().trim().min(1, { error: 'licences.problem_reason_missing' }).max(2_000) }),
  may: mayChangeServices,
  async run({ tx, now, scope: { networkId } }, { licenceId, reason }) {
    const row = await tx.updateTable('licence').set({ withdrawn_at: now, withdrawn_reason: reason }).where('network_id', '=', networkId).where('licence_id', '=', licenceId).where('withdrawn_at', 'is', null).returning('licence_id').executeTakeFirst();
    if (!row) throw notFound();
    return { licenceId };
  },
  record: ({ licenceId }) => ({ subject: { kind: 'licence', id: licenceId } }),
});
