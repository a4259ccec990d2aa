import { sql } from 'kysely';
import { z } from 'zod';
import { command, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import { locales, type Locale } from '#platform/words/locales.ts';
import { localised, type Localised } from '#platform/words/localised.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayDiscuss, mayEdit } from './access.ts';
import { carried, split, type Paragraph } from './paragraphs.ts';
import { translationsIn } from './queries.ts';
import { forTranslator, isSameLanguage, translated } from './translations.ts';

const id = z.uuid();
const body = z.string().trim().min(1, { error: 'guidelines.problem_empty' }).max(200_000, { error: 'guidelines.problem_long' });
const text = z.string().trim().min(2, { error: 'guidelines.problem_text' }).max(20_000, { error: 'guidelines.problem_long' });
const seen = z.string().trim().max(20_000);
const note = z.string().trim().max(1_000).nullable().default(null);
const of = (guidelineId: string) => ({ kind: 'guideline', id: guidelineId });

export const addGuideline = command({
  name: 'guideline.add',
  input: z.strictObject({ allianceId: id, titles: localised.refine((texts) => Object.keys(texts).length > 0, { error: 'guidelines.problem_title' }), language: z.enum(locales), body }),
  may: mayEdit,
  async run(context, { allianceId, titles, language, body }) {
    const { tx, scope, now } = context;
    const { rows: [there] } = await sql`select from alliance where network_id = ${scope.networkId} and alliance_id = ${allianceId}`.execute(tx);
    if (!there) throw notFound();
    const guidelineId = newId();
    await tx.insertInto('guideline').values({ network_id: scope.networkId, guideline_id: guidelineId, alliance_id: allianceId, titles: JSON.stringify(titles), language, created_at: now, created_by: signatureOf(scope) }).execute();
    await append(context, guidelineId, 0, carried([], split(body), newId), null);
    return { guidelineId };
  },
  record: ({ guidelineId }, { allianceId }) => ({ subject: of(guidelineId), details: { alliance: allianceId } }),
});

/** Writes the next version. `version` is the one that was read before: if there is a later one, nothing is written over. */
export const writeGuideline = command({
  name: 'guideline.write',
  input: z.strictObject({ guidelineId: id, version: z.int().min(1), body, note }),
  may: mayEdit,
  async run(context, { guidelineId, version, body, note }) {
    const last = await latest(context.tx, context.scope.networkId, guidelineId);
    if (last.version !== version) throw new Problem(409, 'guidelines.changed_meanwhile', {}, 'body');
    const paragraphs = carried(last.paragraphs, split(body), newId);
    if (JSON.stringify(paragraphs) === JSON.stringify(last.paragraphs)) return { version };
    return { version: await append(context, guidelineId, version, paragraphs, note) };
  },
  record: ({ version }, { guidelineId }) => ({ subject: of(guidelineId), details: { version } }),
});

export const commentGuideline = command({
  name: 'guideline.comment',
  input: z.strictObject({ guidelineId: id, paragraphId: id, text }),
  may: mayDiscuss,
  async run({ tx, scope, now }, { guidelineId, paragraphId, text }) {
    paragraphIn(await latest(tx, scope.networkId, guidelineId), paragraphId);
    const commentId = newId();
    await tx.insertInto('guideline_comment').values({ network_id: scope.networkId, comment_id: commentId, guideline_id: guidelineId, paragraph_id: paragraphId, text, said_at: now, said_by: signatureOf(scope) }).execute();
    return { commentId };
  },
  record: (_, { guidelineId }) => ({ subject: of(guidelineId) }),
});

/** A comment has been answered or taken in; it stays readable. */
export const settleComment = command({
  name: 'guideline.settle-comment',
  input: z.strictObject({ guidelineId: id, commentId: id }),
  may: mayEdit,
  async run({ tx, scope, now }, { guidelineId, commentId }) {
    const done = await tx.updateTable('guideline_comment').set({ settled_at: now, settled_by: signatureOf(scope) }).where('network_id', '=', scope.networkId).where('guideline_id', '=', guidelineId).where('comment_id', '=', commentId).where('settled_at', 'is', null).executeTakeFirst();
    if (!done.numUpdatedRows) throw notFound();
    return { commentId };
  },
  record: (_, { guidelineId }) => ({ subject: of(guidelineId) }),
});

/** Proposes another text for a paragraph; an empty one proposes that it goes. */
export const proposeAmendment = command({
  name: 'guideline.amend',
  input: z.strictObject({ guidelineId: id, paragraphId: id, proposed: z.string().trim().max(20_000, { error: 'guidelines.problem_long' }), reason: note }),
  may: mayDiscuss,
  async run({ tx, scope, now }, { guidelineId, paragraphId, proposed, reason }) {
    const before = paragraphIn(await latest(tx, scope.networkId, guidelineId), paragraphId).text;
    if (proposed === before) throw new Problem(422, 'guidelines.nothing_changed', {}, 'proposed');
    const amendmentId = newId();
    await tx.insertInto('guideline_amendment').values({ network_id: scope.networkId, amendment_id: amendmentId, guideline_id: guidelineId, paragraph_id: paragraphId, before, proposed, reason, proposed_at: now, proposed_by: signatureOf(scope) }).execute();
    return { amendmentId };
  },
  record: (_, { guidelineId }) => ({ subject: of(guidelineId) }),
});

/** The editor accepts an amendment, which makes the next version, or rejects it. One whose paragraph has changed since can only be rejected: it was proposed against another text. */
export const decideAmendment = command({
  name: 'guideline.decide',
  input: z.strictObject({ guidelineId: id, amendmentId: id, outcome: z.enum(['accepted', 'rejected']), answer: note }),
  may: mayEdit,
  async run(context, { guidelineId, amendmentId, outcome, answer }) {
    const { tx, scope, now } = context;
    const last = await latest(tx, scope.networkId, guidelineId);
    const row = await tx.selectFrom('guideline_amendment').select(['paragraph_id', 'before', 'proposed', 'outcome']).where('network_id', '=', scope.networkId).where('guideline_id', '=', guidelineId).where('amendment_id', '=', amendmentId).forUpdate().executeTakeFirst();
    if (!row) throw notFound();
    if (row.outcome) throw new Problem(409, 'guidelines.decided_already');
    let version: number | null = null;
    if (outcome === 'accepted') {
      if (last.paragraphs.find((one) => one.id === row.paragraph_id)?.text !== row.before) throw new Problem(409, 'guidelines.paragraph_changed');
      // A text with an empty line in it makes several paragraphs; the first of them stays the one that was amended.
      const paragraphs = last.paragraphs.flatMap((one) => (one.id === row.paragraph_id ? split(row.proposed).map((text, at) => ({ id: at ? newId() : one.id, text })) : [one]));
      if (!paragraphs.length) throw new Problem(422, 'guidelines.empty');
      version = await append(context, guidelineId, last.version, paragraphs, answer);
    }
    await tx.updateTable('guideline_amendment').set({ outcome, answer, version, decided_at: now, decided_by: signatureOf(scope) }).where('network_id', '=', scope.networkId).where('amendment_id', '=', amendmentId).execute();
    return { version };
  },
  record: ({ version }, { guidelineId, outcome }) => ({ subject: of(guidelineId), details: { outcome, version } }),
});

/** A version was adopted, at a meeting of the network where one is named. */
export const adoptGuideline = command({
  name: 'guideline.adopt',
  input: z.strictObject({ guidelineId: id, version: z.int().min(1), adoptedOn: z.iso.date({ error: 'alliances.problem_day' }), eventId: id.nullable().default(null) }),
  may: mayEdit,
  async run({ tx, scope, now }, { guidelineId, version, adoptedOn, eventId }) {
    const { networkId } = scope;
    const last = await latest(tx, networkId, guidelineId);
    if (version > last.version) throw notFound();
    if (adoptedOn > now.toISOString().slice(0, 10)) throw new Problem(422, 'guidelines.day_to_come', {}, 'adoptedOn');
    const { rows } = eventId ? await sql`select from alliance_meeting m join guideline g on g.network_id = m.network_id and g.alliance_id = m.alliance_id where m.network_id = ${networkId} and m.event_id = ${eventId} and g.guideline_id = ${guidelineId}`.execute(tx) : { rows: [{}] };
    if (!rows.length) throw new Problem(422, 'guidelines.no_meeting', {}, 'eventId');
    const { rows: made } = await sql`insert into guideline_adoption (network_id, guideline_id, version, adopted_on, event_id, recorded_at, recorded_by) values (${networkId}, ${guidelineId}, ${version}, ${adoptedOn}, ${eventId}, ${now}, ${signatureOf(scope)}) on conflict do nothing returning version`.execute(tx);
    if (!made.length) throw new Problem(409, 'guidelines.adopted_already', {}, 'version');
    return { version };
  },
  record: ({ version }, { guidelineId, adoptedOn }) => ({ subject: of(guidelineId), details: { version, on: adoptedOn } }),
});

/**
 * Says what paragraphs of a version say in another language. Each is kept with the text it was made of, so that it holds for that text only; an empty one takes it back.
 * A title given names the document in that language. `seen` is what stood there for the translator: what she left as it stood is not written, and what somebody
 * else has changed meanwhile is not written over.
 * @throws Problem 409
 */
export const translateGuideline = command({
  name: 'guideline.translate',
  input: z.strictObject({
    guidelineId: id, version: z.int().min(1), language: z.enum(translated),
    title: z.strictObject({ seen, text: z.string().trim().max(500) }).nullable().default(null),
    paragraphs: z.array(z.strictObject({ paragraphId: id, seen, text: z.string().trim().max(20_000, { error: 'guidelines.problem_long' }), /** A translation of an older text is right for this one too. */ stillHolds: z.boolean().default(false) })).max(2_000),
  }),
  may: mayEdit,
  async run({ tx, scope, now }, { guidelineId, version, language, title, paragraphs }) {
    const { networkId } = scope;
    const row = await tx.selectFrom('guideline').select(['language', 'titles']).where('network_id', '=', networkId).where('guideline_id', '=', guidelineId).forUpdate().executeTakeFirst();
    const written = await tx.selectFrom('guideline_version').select('paragraphs').where('network_id', '=', networkId).where('guideline_id', '=', guidelineId).where('version', '=', version).executeTakeFirst();
    if (!row || !written) throw notFound();
    if (isSameLanguage(row.language as Locale, language)) throw new Problem(422, 'guidelines.own_language', {}, 'language');
    const known = forTranslator(written.paragraphs as unknown as Paragraph[], await translationsIn(tx, networkId, guidelineId), language);
    const changed = paragraphs.flatMap(({ paragraphId, seen, text, stillHolds }, at) => {
      const one = known.find(({ id }) => id === paragraphId);
      if (!one) throw new Problem(409, 'guidelines.paragraph_changed');
      // A form holds every paragraph: what she did not touch is not said again, and least of all said of a text it was not made of.
      const isTouched = text !== seen || stillHolds;
      if (!isTouched || (text === one.translation && !(stillHolds && one.madeOf !== null))) return [];
      if (seen !== one.translation) throw new Problem(409, 'guidelines.translated_meanwhile', {}, `paragraphs.${at}.text`);
      if (text === '' && one.madeOf !== null) return [];
      return [{ network_id: networkId, guideline_id: guidelineId, paragraph_id: paragraphId, language, source: one.text, text, translated_at: now, translated_by: signatureOf(scope) }];
    });
    if (changed.length) await tx.insertInto('guideline_translation').values(changed).execute();
    const titles = row.titles as Localised;
    const named = title?.text && title.text !== title.seen && title.text !== titles[language] ? title : null;
    if (named && named.seen !== (titles[language] ?? '')) throw new Problem(409, 'guidelines.translated_meanwhile', {}, 'title');
    if (named) await tx.updateTable('guideline').set({ titles: JSON.stringify({ ...titles, [language]: named.text }) }).where('network_id', '=', networkId).where('guideline_id', '=', guidelineId).execute();
    return { n: changed.length };
  },
  record: ({ n }, { guidelineId, version, language }) => ({ subject: of(guidelineId), details: { version, language, paragraphs: n } }),
});

/** Shows what was adopted to everybody, or takes it back. @throws Problem 422 before anything was adopted */
export const publishGuideline = command({
  name: 'guideline.publish',
  input: z.strictObject({ guidelineId: id, isPublished: z.boolean() }),
  may: mayEdit,
  async run({ tx, scope, now }, { guidelineId, isPublished }) {
    await latest(tx, scope.networkId, guidelineId);
    const { rows } = await sql`select from guideline_adoption where network_id = ${scope.networkId} and guideline_id = ${guidelineId} limit 1`.execute(tx);
    if (isPublished && !rows.length) throw new Problem(422, 'guidelines.not_adopted');
    await tx.updateTable('guideline').set({ published_at: isPublished ? now : null }).where('network_id', '=', scope.networkId).where('guideline_id', '=', guidelineId).execute();
    return { guidelineId };
  },
  record: ({ guidelineId }, { isPublished }) => ({ subject: of(guidelineId), details: { published: isPublished } }),
});

/** The latest version, held still until the transaction ends. @throws 404 */
async function latest(tx: Tx, networkId: string, guidelineId: string): Promise<{ version: number; paragraphs: Paragraph[] }> {
  const { rows: [there] } = await sql`select from guideline where network_id = ${networkId} and guideline_id = ${guidelineId} for update`.execute(tx);
  if (!there) throw notFound();
  const { rows: [row] } = await sql<{ version: number; paragraphs: Paragraph[] }>`select version, paragraphs from guideline_version where network_id = ${networkId} and guideline_id = ${guidelineId} order by version desc limit 1`.execute(tx);
  return row!;
}

function paragraphIn({ paragraphs }: { paragraphs: readonly Paragraph[] }, paragraphId: string): Paragraph {
  const found = paragraphs.find((one) => one.id === paragraphId);
  if (!found) throw new Problem(409, 'guidelines.paragraph_changed');
  return found;
}

async function append({ tx, scope, now }: CommandContext, guidelineId: string, before: number, paragraphs: readonly Paragraph[], note: string | null): Promise<number> {
  await tx.insertInto('guideline_version').values({ network_id: scope.networkId, guideline_id: guidelineId, version: before + 1, paragraphs: JSON.stringify(paragraphs), note, written_at: now, written_by: signatureOf(scope) }).execute();
  return before + 1;
}
