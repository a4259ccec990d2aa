import { sql } from 'kysely';
import { z } from 'zod';
import { command, executeWithin } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { unitById } from '#modules/places/gazetteer.ts';
import { mayRecord, signatureOf } from '#modules/results/access.ts';
import { correctEvidence, recordEvidence } from '#modules/results/commands.ts';
import { mayChangeAlliances } from '../access.ts';
import { networkComposition } from '../evidence.ts';
import { membersOnIn } from '../membership/queries.ts';
import { allianceIn } from '../queries.ts';
import { compose, deficitOf, partOf, regionOf } from './composition.ts';
import { ruleIn } from './queries.ts';
import { changedRule, newRule } from './shape.ts';

export const addRule = command({
  name: 'composition_rule.add',
  input: newRule,
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { allianceId, ...rule }) {
    const there = await tx.selectFrom('alliance').select('alliance_id').where('network_id', '=', networkId).where('alliance_id', '=', allianceId).executeTakeFirst();
    if (!there) throw notFound();
    await areThere(tx, networkId, rule);
    const ruleId = newId();
    await tx.insertInto('composition_rule').values({ network_id: networkId, rule_id: ruleId, alliance_id: allianceId, ...row(rule) }).execute();
    return { ruleId };
  },
  record: ({ ruleId }, { allianceId }) => ({ subject: { kind: 'composition_rule', id: ruleId }, details: { alliance: allianceId } }),
});

/** Changes what is asked for from now on; what was claimed keeps the rule it was claimed by. */
export const changeRule = command({
  name: 'composition_rule.change',
  input: changedRule,
  may: mayChangeAlliances,
  async run({ tx, scope: { networkId } }, { ruleId, ...rule }) {
    const { allianceId } = await ruleIn(tx, networkId, ruleId);
    await areThere(tx, networkId, rule);
    await tx.updateTable('composition_rule').set(row(rule)).where('network_id', '=', networkId).where('rule_id', '=', ruleId).execute();
    return { ruleId, allianceId };
  },
  record: ({ ruleId, allianceId }) => ({ subject: { kind: 'composition_rule', id: ruleId }, details: { alliance: allianceId } }),
});

/**
 * Says that a network is made up as a rule asks. Refused while it is not: what is lacking is in the problem's details, region by region.
 * Where the rule belongs to a programme, the claim is evidence there; a later one of the same network corrects it, so that a network is one network.
 */
export const claimComposition = command({
  name: 'composition.claim',
  input: z.strictObject({ ruleId: z.uuid(), day: z.iso.date({ error: 'alliances.problem_day' }) }),
  may: mayChangeAlliances,
  async run(context, { ruleId, day }) {
    const { tx, scope, now } = context;
    const { networkId } = scope;
    if (day > now.toISOString().slice(0, 10)) throw new Problem(422, 'composition.day_to_come', {}, 'day');
    const { allianceId, programmeId, ...rule } = await ruleIn(tx, networkId, ruleId);
    // Nobody joins or leaves while it is counted.
    await sql`select alliance_id from alliance where network_id = ${networkId} order by alliance_id for update`.execute(tx);
    const { organisations } = await membersOnIn(tx, scope, allianceId, day, 'en');
    const composed = compose(rule, organisations);
    if (!composed.isMet) throw new Problem(409, 'composition.not_met', { n: deficitOf(composed), deficits: composed.deficits });
    const members = organisations.flatMap(({ organisationId, type, seat }) => {
      const region = regionOf(rule.regions, seat);
      return region === null || partOf(rule.parts, type) === null ? [] : [{ organisationId, type, seat: seat!, region }];
    });
    const evidenceId = programmeId ? await proven() : null;
    const claimId = newId();
    const { regions, regionsNeeded, parts } = rule;
    await tx
      .insertInto('composition_claim')
      .values({ network_id: networkId, claim_id: claimId, rule_id: ruleId, on_day: day, rule: JSON.stringify({ regions, regionsNeeded, parts }), members: JSON.stringify(members), evidence_id: evidenceId, claimed_by: signatureOf(scope), claimed_at: now })
      .execute();
    return { claimId, ruleId, members: members.length };

    async function proven(): Promise<string> {
      if (!mayRecord(scope, programmeId!)) throw new Problem(403, 'composition.not_your_programme');
      const { kind, names } = (await allianceIn(tx, scope, allianceId))!;
      const piece = { happenedOn: day, payload: { allianceId, ruleId, network: kind, names, members: members.map(({ organisationId, type, seat }) => ({ organisationId, organisationType: type, placeId: seat })) }, source: { command: 'composition.claim', ...(rule.sourceSentence && { sentence: rule.sourceSentence }) } };
      const { rows: [before] } = await sql<{ id: string }>`
        select evidence_id as id from evidence e where network_id = ${networkId} and programme_id = ${programmeId} and kind = ${networkComposition.name} and payload ->> 'allianceId' = ${allianceId}
          and not exists (select from evidence later where later.network_id = e.network_id and later.replaces = e.evidence_id)`.execute(tx);
      if (before) return (await executeWithin(context, correctEvidence, { evidenceId: before.id, ...piece })).evidenceId;
      return (await executeWithin(context, recordEvidence, { programmeId: programmeId!, kind: networkComposition.name, ...piece })).evidenceId;
    }
  },
  record: ({ claimId, members }, { ruleId, day }) => ({ subject: { kind: 'composition_claim', id: claimId }, details: { rule: ruleId, day, members } }),
});

type Asked = Omit<z.output<typeof newRule>, 'allianceId'>;

const row = ({ titles, programmeId, regions, regionsNeeded, parts, sourceSentence }: Asked) => ({
  titles: JSON.stringify(titles), programme_id: programmeId, regions: JSON.stringify(regions), regions_needed: regionsNeeded, parts: JSON.stringify(parts), source_sentence: sourceSentence || null,
});

async function areThere(tx: Tx, networkId: string, { regions, programmeId }: Asked) {
  const unknown = regions.flatMap(({ places }) => places).find((id) => !unitById(id));
  if (unknown) throw new Problem(422, 'alliances.place_unknown', { text: unknown }, 'regions');
  if (!programmeId) return;
  const programme = await tx.selectFrom('programme').select('programme_id').where('network_id', '=', networkId).where('programme_id', '=', programmeId).executeTakeFirst();
  if (!programme) throw new Problem(422, 'composition.unknown_programme', {}, 'programmeId');
}
