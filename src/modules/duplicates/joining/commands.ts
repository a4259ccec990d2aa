import { sql } from 'kysely';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { standForOrganisations } from '#modules/organisations/commands.ts';
import { standForPeople } from '#modules/people/commands.ts';
import { signatureOf } from '#modules/results/access.ts';
import { refreshFacts } from '#modules/results/rebuild.ts';
import { mayReview } from '../access.ts';
import { askAgain } from '../asking/commands.ts';
import { compared } from '../queries.ts';
import { joinInput, separateInput, type Kind } from '../shape.ts';
import { standing, type Edge } from './forest.ts';

/**
 * Says that two entries are one person. Nothing of either is lost: evidence keeps pointing at the entry that was recorded, both names stay findable, and figures
 * count the two once from now on. `separatePerson` takes it back, and every figure with it.
 */
export const joinPeople = command({
  name: 'person.merge',
  input: joinInput,
  may: mayReview,
  run: (context, input) => join(context, 'person', input),
  record: ({ joiningId, intoId, entryId }) => ({ subject: { kind: 'person', id: intoId }, details: { joining: joiningId, entry: entryId } }),
});

export const joinOrganisations = command({
  name: 'organisation.merge',
  input: joinInput,
  may: mayReview,
  run: (context, input) => join(context, 'organisation', input),
  record: ({ joiningId, intoId, entryId }) => ({ subject: { kind: 'organisation', id: intoId }, details: { joining: joiningId, entry: entryId } }),
});

/** Takes a joining back; the pair is a doubt again. */
export const separatePerson = command({
  name: 'person.unmerge',
  input: separateInput,
  may: mayReview,
  run: (context, { joiningId }) => separate(context, 'person', joiningId),
  record: ({ intoId, entryId }, { joiningId }) => ({ subject: { kind: 'person', id: entryId }, details: { joining: joiningId, entry: intoId } }),
});

export const separateOrganisation = command({
  name: 'organisation.unmerge',
  input: separateInput,
  may: mayReview,
  run: (context, { joiningId }) => separate(context, 'organisation', joiningId),
  record: ({ intoId, entryId }, { joiningId }) => ({ subject: { kind: 'organisation', id: entryId }, details: { joining: joiningId, entry: intoId } }),
});

interface Done {
  joiningId: string;
  entryId: string;
  intoId: string;
}

async function join({ tx, scope, now }: CommandContext, kind: Kind, { staysId, otherId }: { staysId: string; otherId: string }): Promise<Done> {
  const { networkId } = scope;
  await holdEvidence(tx, networkId);
  const [intoId, entryId] = [await rootOf(tx, networkId, kind, staysId), await rootOf(tx, networkId, kind, otherId)];
  if (intoId === entryId) throw new Problem(409, 'duplicates.already_joined');
  await refuseDifferent(tx, networkId, kind, intoId, entryId);
  if (kind === 'organisation') await refuseOtherIdentifiers(tx, networkId, intoId, entryId);

  const joiningId = newId();
  const by = signatureOf(scope);
  await tx.insertInto('joining').values({ network_id: networkId, joining_id: joiningId, kind, entry_id: entryId, into_id: intoId, joined_at: now, joined_by: by }).execute();
  const trees = await stand(tx, networkId, kind, [entryId, intoId]);
  await refreshFacts(tx, networkId, kind === 'person' ? { personId: entryId } : { organisationId: entryId });

  const [oneId, other] = staysId < otherId ? [staysId, otherId] : [otherId, staysId];
  const known = await tx
    .updateTable('duplicate')
    .set({ state: 'same', decided_at: now, decided_by: by, joining_id: joiningId })
    .where('network_id', '=', networkId)
    .where('kind', '=', kind)
    .where('one_id', '=', oneId)
    .where('other_id', '=', other)
    .executeTakeFirst();
  if (!known.numUpdatedRows) {
    const { reasons, limits, ...found } = await compared(tx, networkId, kind, oneId, other);
    await tx
      .insertInto('duplicate')
      .values({
        network_id: networkId, duplicate_id: newId(), kind, one_id: oneId, other_id: other, root_low: oneId, root_high: other, likeness: found.likeness, probability: found.probability, reasons: JSON.stringify(reasons), limits: JSON.stringify(limits),
        state: 'same', found_at: now, decided_at: now, decided_by: by, joining_id: joiningId,
      })
      .execute();
  }
  await askAgain(tx, networkId, kind, trees);
  return { joiningId, entryId, intoId };
}

async function separate({ tx, scope, now }: CommandContext, kind: Kind, joiningId: string): Promise<Done> {
  const { networkId } = scope;
  await holdEvidence(tx, networkId);
  const joining = await tx.selectFrom('joining').select(['entry_id', 'into_id', 'joined_at']).where('network_id', '=', networkId).where('joining_id', '=', joiningId).where('kind', '=', kind).where('separated_at', 'is', null).executeTakeFirst();
  if (!joining) throw new Problem(404, 'duplicates.not_joined');
  const stoodFor = await rootOf(tx, networkId, kind, joining.entry_id);
  // Two clocks may disagree by a moment.
  const at = now > joining.joined_at ? now : joining.joined_at;
  await tx.updateTable('joining').set({ separated_at: at, separated_by: signatureOf(scope) }).where('network_id', '=', networkId).where('joining_id', '=', joiningId).execute();
  const trees = await stand(tx, networkId, kind, [joining.entry_id, joining.into_id]);
  await refreshFacts(tx, networkId, kind === 'person' ? { personId: stoodFor } : { organisationId: stoodFor });
  await tx.updateTable('duplicate').set({ state: 'open', decided_at: null, decided_by: null, joining_id: null }).where('network_id', '=', networkId).where('joining_id', '=', joiningId).execute();
  await askAgain(tx, networkId, kind, trees);
  return { joiningId, entryId: joining.entry_id, intoId: joining.into_id };
}

/** Decisions about who is who take turns in a network, so that no two of them tie or part the same entries at once. */
export const takeTurn = (tx: Tx, networkId: string) => sql`select from network where network_id = ${networkId} for no key update`.execute(tx);

/**
 * A joining waits for evidence that is just being recorded: evidence holds its programme from its first row until its commit (foreign
 * key), and looks afterwards at who is joined. So no fact is written past a joining.
 */
async function holdEvidence(tx: Tx, networkId: string): Promise<void> {
  await takeTurn(tx, networkId);
  await sql`select from programme where network_id = ${networkId} order by programme_id for update`.execute(tx);
}

/** The entry that stands for this one. @throws 404 when there is no such entry in this network */
export async function rootOf(tx: Tx, networkId: string, kind: Kind, id: string): Promise<string> {
  const { rows } =
    kind === 'person'
      ? await sql<{ root: string }>`select coalesce(same_as, person_id) as root from person where network_id = ${networkId} and person_id = ${id}`.execute(tx)
      : await sql<{ root: string }>`select coalesce(same_as, organisation_id) as root from organisation where network_id = ${networkId} and organisation_id = ${id}`.execute(tx);
  if (!rows[0]) throw notFound();
  return rows[0].root;
}

/** Writes for all entries of the trees around these which entry stands for them. @returns all of them */
async function stand(tx: Tx, networkId: string, kind: Kind, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<Edge>`
    with recursive tree (id) as (
      select unnest(${[...ids]}::uuid[])
      union
      select case when j.entry_id = tree.id then j.into_id else j.entry_id end from joining j join tree on j.entry_id = tree.id or j.into_id = tree.id
      where j.network_id = ${networkId} and j.separated_at is null
    )
    select j.entry_id as "entryId", j.into_id as "intoId" from joining j join tree on tree.id = j.entry_id where j.network_id = ${networkId} and j.separated_at is null`.execute(tx);
  const roots = standing(ids, rows);
  await (kind === 'person' ? standForPeople(tx, networkId, roots) : standForOrganisations(tx, networkId, roots));
  return [...roots.keys()];
}

/** Somebody has said of entries in these two trees that they are never the same. */
async function refuseDifferent(tx: Tx, networkId: string, kind: Kind, one: string, other: string): Promise<void> {
  const table = sql.table(kind);
  const id = sql.ref(`e.${kind}_id`);
  const tree = (of: string) => sql`(select ${id} from ${table} e where e.network_id = ${networkId} and (${id} = ${of} or e.same_as = ${of}))`;
  const { rows } = await sql<{ at: Date }>`
    select decided_at as at from duplicate d where d.network_id = ${networkId} and d.kind = ${kind} and d.state = 'different'
      and ((d.one_id in ${tree(one)} and d.other_id in ${tree(other)}) or (d.one_id in ${tree(other)} and d.other_id in ${tree(one)})) limit 1`.execute(tx);
  if (rows[0]) throw new Problem(409, 'duplicates.decided_different');
}

/** Two numbers of one register are two organisations, whatever their names are. */
async function refuseOtherIdentifiers(tx: Tx, networkId: string, one: string, other: string): Promise<void> {
  const of = (id: string) => sql`(select i.scheme, i.value from organisation_identifier i join organisation o using (network_id, organisation_id)
    where i.network_id = ${networkId} and (o.organisation_id = ${id} or o.same_as = ${id}))`;
  const { rows } = await sql<{ scheme: string; one: string; other: string }>`
    select a.scheme, a.value as one, b.value as other from ${of(one)} a join ${of(other)} b using (scheme) where a.value <> b.value order by a.scheme limit 1`.execute(tx);
  if (rows[0]) throw new Problem(409, 'duplicates.identifiers_differ', { ...rows[0] });
}
