import { sql, type RawBuilder } from 'kysely';
import { reading, type Tx } from '#platform/db/transaction.ts';
import { notFound } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Localised } from '#platform/words/localised.ts';
import { maySeePersons, reachesProgramme } from '#modules/results/access.ts';
import { inSomeNetwork } from '#modules/networks/queries.ts';
import type { Licence } from './shape.ts';

export interface Picture {
  pictureId: string;
  captions: Localised;
  alternatives: Localised;
  credit: string;
  licence: Licence;
  /** The sizes it was drawn in, the smallest first. */
  sizes: { width: number; height: number }[];
}
export interface KeptPicture extends Picture {
  consentNote: string | null;
  peopleAgreed: boolean;
  publishedAt: Date | null;
}

const rows = async (tx: Tx, networkId: string, eventId: string, also: RawBuilder<unknown>): Promise<KeptPicture[]> =>
  (await sql<KeptPicture>`select p.picture_id as "pictureId", p.captions, p.alternatives, p.credit, p.licence, p.consent_note as "consentNote", p.people_agreed as "peopleAgreed", p.published_at as "publishedAt",
      (select jsonb_agg(jsonb_build_object('width', s.width, 'height', s.height) order by s.width) from event_picture_size s where s.network_id = p.network_id and s.picture_id = p.picture_id) as sizes
    from event_picture p where p.network_id = ${networkId} and p.event_id = ${eventId} ${also} order by p.position, p.picture_id`.execute(tx)).rows;

/** All pictures of an event. The caller has made sure that the scope may see the event. */
export const picturesOf = (scope: Scope, eventId: string): Promise<KeptPicture[]> => reading(scope, (tx) => rows(tx, scope.networkId, eventId, sql``));

/** The pictures everybody may see, without what was noted about consent. The caller has made sure that the event's programme is public. */
export const publishedPictures = (scope: Scope, eventId: string): Promise<Picture[]> =>
  reading(scope, async (tx) => (await rows(tx, scope.networkId, eventId, sql`and p.published_at is not null`)).map(({ consentNote: _, peopleAgreed: __, publishedAt: ___, ...picture }) => picture));

/** People registered for the event who did not agree to be shown: help for whoever looks at a picture; once the form's time is over nobody knows any more. The caller has made sure that the scope may see them. */
export const notToBeShown = (scope: Scope, eventId: string): Promise<{ asked: number; names: string[]; isForgotten: boolean }> =>
  reading(scope, async (tx) => {
    const { rows: registered } = await sql<{ name: string; agrees: boolean }>`select given || ' ' || surname as name, photo_consent as agrees from registration
      where network_id = ${scope.networkId} and event_id = ${eventId} and state in ('seat', 'waiting') order by surname, given limit 2000`.execute(tx);
    const form = await tx.selectFrom('registration_form').select('purged_at').where('network_id', '=', scope.networkId).where('event_id', '=', eventId).executeTakeFirst();
    return { isForgotten: Boolean(form?.purged_at), asked: registered.length, names: registered.flatMap(({ name, agrees }) => (agrees ? [] : [name])) };
  });

const sized = (tx: Tx, networkId: string, pictureId: string, width: number, isSeen: RawBuilder<unknown>) =>
  sql<{ content: Buffer; programmeId: string; isPublic: boolean }>`select s.content, e.programme_id as "programmeId", p.published_at is not null and g.published_at is not null as "isPublic"
    from event_picture_size s join event_picture p using (network_id, picture_id) join event e using (network_id, event_id) join programme g on g.network_id = e.network_id and g.programme_id = e.programme_id
    where s.network_id = ${networkId} and s.picture_id = ${pictureId} and s.width = ${width} and ${isSeen}`.execute(tx);

/** One size of a picture as JPEG: for everybody when it is published, before that for those who work on its event. @throws 404 */
export async function pictureFile(reader: Scope | null, pictureId: string, width: number): Promise<{ bytes: Buffer; isPublic: boolean }> {
  if (reader) {
    const own = await reading(reader, async (tx) => (await sized(tx, reader.networkId, pictureId, width, sql`true`)).rows[0]);
    if (own && (own.isPublic || (maySeePersons(reader) && reachesProgramme(reader, own.programmeId)))) return { bytes: own.content, isPublic: own.isPublic };
  }
  const shown = await inSomeNetwork((scope) => reading(scope, async (tx) => (await sized(tx, scope.networkId, pictureId, width, sql`p.published_at is not null and g.published_at is not null`)).rows[0] ?? null));
  if (!shown) throw notFound();
  return { bytes: shown.content, isPublic: true };
}
