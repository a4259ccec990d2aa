import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { signatureOf } from '#modules/results/access.ts';
import { mayArrange } from '../../access.ts';
import { drawn } from './picture.ts';
import { changedPicture, movedPicture, newPicture, onePicture } from './shape.ts';

/** Pictures of people are answered for by whoever runs the programme. */
async function mayShow(scope: Scope, { eventId }: { eventId: string }, tx: Tx): Promise<boolean> {
  const event = await tx.selectFrom('event').select('programme_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
  if (!event) throw notFound();
  return mayArrange(scope, event.programme_id);
}

/** Holds the event still, so that its pictures get their places one after the other. Not while one is drawn: the door waits for the same row. */
const hold = (tx: Tx, networkId: string, eventId: string) => tx.selectFrom('event').select('event_id').where('network_id', '=', networkId).where('event_id', '=', eventId).forUpdate().execute();

export const addPicture = command({
  name: 'picture.add',
  input: newPicture,
  may: mayShow,
  async run({ tx, scope, now }, { eventId, bytes, captions, alternatives, credit, licence, consentNote, peopleAgreed }) {
    const { networkId } = scope;
    const sizes = await drawn(bytes);
    const pictureId = newId();
    await hold(tx, networkId, eventId);
    const { last } = await tx.selectFrom('event_picture').select((eb) => eb.fn.max('position').as('last')).where('network_id', '=', networkId).where('event_id', '=', eventId).executeTakeFirstOrThrow();
    await tx
      .insertInto('event_picture')
      .values({
        network_id: networkId, picture_id: pictureId, event_id: eventId, position: (last ?? 0) + 1, captions: JSON.stringify(captions), alternatives: JSON.stringify(alternatives), credit, licence,
        consent_note: consentNote, people_agreed: peopleAgreed, added_at: now, added_by: signatureOf(scope),
      })
      .execute();
    await tx.insertInto('event_picture_size').values(sizes.map(({ width, height, bytes: content }) => ({ network_id: networkId, picture_id: pictureId, width, height, content }))).execute();
    return { pictureId };
  },
  record: ({ pictureId }, { eventId }) => ({ subject: { kind: 'picture', id: pictureId }, details: { event: eventId } }),
});

/** Changes what is said about a picture. If it is said no more that the people on it agreed, nobody outside sees it from then on. */
export const changePicture = command({
  name: 'picture.change',
  input: changedPicture,
  may: mayShow,
  async run({ tx, scope }, { eventId, pictureId, captions, alternatives, credit, licence, consentNote, peopleAgreed }) {
    const changed = await tx
      .updateTable('event_picture')
      .set({ captions: JSON.stringify(captions), alternatives: JSON.stringify(alternatives), credit, licence, consent_note: consentNote, people_agreed: peopleAgreed, ...(!peopleAgreed && { published_at: null, published_by: null }) })
      .where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('picture_id', '=', pictureId).returning('picture_id').executeTakeFirst();
    if (!changed) throw notFound();
    return { pictureId };
  },
  record: ({ pictureId }, { eventId, peopleAgreed }) => ({ subject: { kind: 'picture', id: pictureId }, details: { event: eventId, peopleAgreed } }),
});

/** Shows a picture on the public page of its event. Only once it has been said that the people on it agreed. */
export const publishPicture = command({
  name: 'picture.publish',
  input: onePicture,
  may: mayShow,
  async run({ tx, scope, now }, { eventId, pictureId }) {
    const of = (eb: { and(all: Record<string, string>): unknown }) => eb.and({ network_id: scope.networkId, event_id: eventId, picture_id: pictureId }) as never;
    const picture = await tx.selectFrom('event_picture').select('people_agreed').where(of).executeTakeFirst();
    if (!picture) throw notFound();
    if (!picture.people_agreed) throw new Problem(409, 'after.picture_not_agreed');
    await tx.updateTable('event_picture').set({ published_at: now, published_by: signatureOf(scope) }).where(of).where('published_at', 'is', null).execute();
    return { pictureId };
  },
  record: ({ pictureId }, { eventId }) => ({ subject: { kind: 'picture', id: pictureId }, details: { event: eventId } }),
});

export const withdrawPicture = command({
  name: 'picture.withdraw',
  input: onePicture,
  may: mayShow,
  async run({ tx, scope }, { eventId, pictureId }) {
    const withdrawn = await tx.updateTable('event_picture').set({ published_at: null, published_by: null }).where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('picture_id', '=', pictureId).returning('picture_id').executeTakeFirst();
    if (!withdrawn) throw notFound();
    return { pictureId };
  },
  record: ({ pictureId }, { eventId }) => ({ subject: { kind: 'picture', id: pictureId }, details: { event: eventId } }),
});

/** Removes a picture for good, in all its sizes. */
export const removePicture = command({
  name: 'picture.remove',
  input: onePicture,
  may: mayShow,
  async run({ tx, scope }, { eventId, pictureId }) {
    const gone = await tx.deleteFrom('event_picture').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).where('picture_id', '=', pictureId).returning('picture_id').executeTakeFirst();
    if (!gone) throw notFound();
    return { pictureId };
  },
  record: ({ pictureId }, { eventId }) => ({ subject: { kind: 'picture', id: pictureId }, details: { event: eventId } }),
});

/** Puts a picture before or behind its neighbour; the first stays first. */
export const movePicture = command({
  name: 'picture.move',
  input: movedPicture,
  may: mayShow,
  async run({ tx, scope }, { eventId, pictureId, direction }) {
    await hold(tx, scope.networkId, eventId);
    const all = await tx.selectFrom('event_picture').select('picture_id').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).orderBy('position').orderBy('picture_id').execute();
    const at = all.findIndex(({ picture_id }) => picture_id === pictureId);
    if (at < 0) throw notFound();
    const to = Math.min(Math.max(at + (direction === 'up' ? -1 : 1), 0), all.length - 1);
    all.splice(to, 0, ...all.splice(at, 1));
    for (const [position, { picture_id }] of all.entries()) await tx.updateTable('event_picture').set({ position: position + 1 }).where('network_id', '=', scope.networkId).where('picture_id', '=', picture_id).execute();
    return { pictureId };
  },
  record: ({ pictureId }, { eventId, direction }) => ({ subject: { kind: 'picture', id: pictureId }, details: { event: eventId, direction } }),
});
