import { formatDay, formatNumber } from '#platform/words/format.ts';
import type { Scope } from '#platform/session/scope.ts';
import type { Translate, WordKey } from '#platform/words/translate.ts';
import { used } from '#modules/duplicates/queries.ts';
import type { Kind } from '#modules/duplicates/shape.ts';
import { linesOf, type Line } from '#modules/duplicates/side-by-side.ts';
import { organisation } from '#modules/organisations/queries.ts';
import { person } from '#modules/people/queries.ts';
import { placeName } from '#modules/places/say.ts';

export interface SideBySide {
  kind: Kind;
  one: { id: string; name: string };
  other: { id: string; name: string };
  staysId: string;
  lines: Line[];
}

/** Two entries as the page shows them beside each other. @throws 404 when one is not there */
export async function sideBySide(scope: Scope, kind: Kind, oneId: string, otherId: string, t: Translate): Promise<SideBySide> {
  const { one: usedOne, other: usedOther, staysId } = await used(scope, kind, oneId, otherId);
  const usage: [string, string[], string[]][] = [
    ['participations', [formatNumber(t.locale, usedOne.facts)], [formatNumber(t.locale, usedOther.facts)]],
    ['since', [dayOf(usedOne.since, t)], [dayOf(usedOther.since, t)]],
  ];
  const plain = ['participations', 'since'];
  if (kind === 'person') {
    const [a, b] = [await person(scope, oneId), await person(scope, otherId)];
    const organisations = (one: typeof a) => one.affiliations.map(({ organisation: name, role }) => (role ? `${name} (${role})` : name));
    return {
      kind,
      one: { id: a.personId, name: fullName(a) },
      other: { id: b.personId, name: fullName(b) },
      staysId: staysId === oneId ? a.personId : b.personId,
      lines: linesOf(
        [
          ['full-name', [fullName(a)], [fullName(b)]],
          ['spellings', a.spellings, b.spellings],
          ['organisations', organisations(a), organisations(b)],
          ['phone', a.phones, b.phones],
          ['email', a.emails, b.emails],
          ['birth-date', [a.birthDate && formatDay(t.locale, a.birthDate)], [b.birthDate && formatDay(t.locale, b.birthDate)]],
          ['sex', [a.sex && t(`people.sex_${a.sex}` as WordKey)], [b.sex && t(`people.sex_${b.sex}` as WordKey)]],
          ...usage,
        ],
        plain,
      ),
    };
  }
  const [a, b] = [await organisation(scope, oneId), await organisation(scope, otherId)];
  const place = (id: string | null) => id && placeName(id, t);
  return {
    kind,
    one: { id: a.organisationId, name: a.name },
    other: { id: b.organisationId, name: b.name },
    staysId: staysId === oneId ? a.organisationId : b.organisationId,
    lines: linesOf(
      [
        ['name', [a.name], [b.name]],
        ['spellings', [...Object.values(a.names), ...a.spellings], [...Object.values(b.names), ...b.spellings]],
        ['type', [t(`organisations.type_${a.type}` as WordKey)], [t(`organisations.type_${b.type}` as WordKey)]],
        ['seat', [place(a.seat)], [place(b.seat)]],
        ['areas', a.areas.map(({ placeId }) => place(placeId)), b.areas.map(({ placeId }) => place(placeId))],
        ['identifiers', a.identifiers.map(({ scheme, value }) => `${scheme} ${value}`), b.identifiers.map(({ scheme, value }) => `${scheme} ${value}`)],
        ['phone', a.phones, b.phones],
        ['email', a.emails, b.emails],
        ...usage,
      ],
      plain,
    ),
  };
}

const fullName = ({ given, surname }: { given: string | null; surname: string | null }) => [given, surname].filter(Boolean).join(' ');
const dayOf = (at: Date, t: Translate) => formatDay(t.locale, at.toISOString().slice(0, 10));
