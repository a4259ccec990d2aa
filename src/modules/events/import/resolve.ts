/**
 * Who, for whom, from where: the rows of a batch matched with each other and with the network. The same parts as `kolo count`
 * (../counting.ts), plus what the network knows already and what a person has decided. Pure; what is known is handed in.
 */
import { newId } from '#platform/ids.ts';
import { blockingKeys as organisationKeys, comparableOrganisation } from '#modules/organisations/matching.ts';
import { shippedTowns } from '#modules/organisations/towns.ts';
import { blockingKeys as personKeys, comparablePerson } from '#modules/people/comparable-person.ts';
import { municipalityOf, unitById } from '#modules/places/gazetteer.ts';
import { officialName } from '#modules/places/names.ts';
import type { Doubt as CountingDoubt } from '../counting/doubts.ts';
import { organisationsOf } from '../counting/organisations.ts';
import { peopleOf } from '../counting/people.ts';
import { placesOf } from '../counting/places.ts';
import type { ParticipantsList, SheetName, SheetRow } from '../sheets/shape.ts';
import type { KnownOrganisation, KnownPerson } from './known.ts';
import type { Doubt, DoubtField, Proposal, RowResolution } from './shape.ts';

export interface BatchRow {
  importId: string;
  listNo: number;
  /** Index of its list among the batch's lists. */
  list: number;
  sheet: SheetRow;
  decisions: Partial<Record<DoubtField, string>>;
}

export interface Batch {
  lists: readonly ParticipantsList[];
  rows: readonly BatchRow[];
}

export interface ResolvedRow {
  resolution: RowResolution;
  doubts: Doubt[];
}

/** A row's address in a decision: "the same person as in that row". */
export const rowReference = ({ importId, listNo, sheet }: Pick<BatchRow, 'importId' | 'listNo' | 'sheet'>): string => `row:${importId}:${listNo}:${sheet.row}`;

/** Places first: an organisation is known by its town. A decided place is a unit id or `none`. */
export function resolvePlaces({ lists, rows }: Batch): { units: (string | null)[]; doubts: CountingDoubt[] } {
  const found = placesOf(lists.map((list) => list.venueText), rows.map(({ list, sheet }) => ({ list, row: sheet.row, place: sheet.place, organisation: sheet.organisation })), shippedTowns);
  const units = rows.map(({ decisions }, i) => {
    if (decisions.place === 'none') return null;
    const unit = decisions.place ? unitById(decisions.place) : undefined;
    return unit ? (municipalityOf(unit.id)?.id ?? unit.id) : found.units[i]!;
  });
  return { units, doubts: found.doubts };
}

/** Keys under which the network may know the rows' organisations. */
export function keysOfOrganisations({ rows }: Batch, units: readonly (string | null)[]): Set<string> {
  const mentions = new Map(rows.flatMap(({ sheet: { organisation: name } }, i) => (name ? [[`${name}\n${units[i]}`, { name, place: units[i]! }] as const] : [])));
  return new Set([...mentions.values()].flatMap((mention) => organisationKeys(comparableOrganisation(mention, shippedTowns))));
}

export interface ResolvedOrganisations {
  /** For each row the organisation's id; made now for a new one. */
  ids: (string | null)[];
  about: Map<string, { name: string; type: string; isNew: boolean }>;
  doubts: CountingDoubt[];
  /** Key of the matching → id, for proposals. */
  idOf: (key: string) => string | null;
}

/** @param different pairs of known ids that somebody has said are never the same (`knownToDiffer`): no row may tie them together */
export function resolveOrganisations({ rows }: Batch, units: readonly (string | null)[], known: readonly KnownOrganisation[], different: ReadonlySet<string> = new Set()): ResolvedOrganisations {
  // What is known stands first, as one list of its own: a question always proposes what was there before.
  const all = [...known.map((one, i) => ({ list: -1, row: i, organisation: one.spelling, place: one.seat })), ...rows.map(({ list, sheet }, i) => ({ list, row: sheet.row, organisation: sheet.organisation, place: units[i]! }))];
  const found = organisationsOf(all, shippedTowns, neverTheSame(known, different));
  const idOfKey = new Map<string, string>();
  const about: ResolvedOrganisations['about'] = new Map();
  for (const [i, one] of known.entries()) {
    const key = found.keys[i];
    if (key && !idOfKey.has(key)) idOfKey.set(key, one.id);
    about.set(one.id, { name: one.name, type: one.type, isNew: false });
  }
  const madeFor = (key: string): string => {
    let id = idOfKey.get(key);
    if (!id) {
      idOfKey.set(key, (id = newId()));
      about.set(id, { name: found.nameOf.get(key) ?? key, type: found.typeOf.get(key) ?? 'cso', isNew: true });
    }
    return id;
  };
  const forced = new Map<string, string>();
  const ids = rows.map(({ decisions, sheet }, i) => {
    const key = found.keys[known.length + i];
    const said = decisions.organisation;
    if (said === 'none') return null;
    if (said === 'new' && sheet.organisation) {
      const text = sheet.organisation.trim();
      if (!forced.has(text)) {
        const id = newId();
        forced.set(text, id);
        about.set(id, { name: text, type: (key && found.typeOf.get(key)) || 'cso', isNew: true });
      }
      return forced.get(text)!;
    }
    if (said && about.has(said)) return said;
    return key ? madeFor(key) : null;
  });
  return { ids, about, doubts: found.doubts, idOf: (key) => idOfKey.get(key) ?? null };
}

/** Keys under which the network may know the rows' people. */
export function keysOfPeople({ rows }: Batch, units: readonly (string | null)[], organisations: readonly (string | null)[]): Set<string> {
  const keys = new Set<string>();
  for (const [i, { sheet }] of rows.entries()) {
    const person = comparablePerson({ given: sheet.name.given, middle: sheet.name.middle, surname: sheet.name.surname, organisation: organisations[i]!, place: units[i]!, phone: sheet.phone, email: sheet.email });
    for (const key of personKeys(person)) keys.add(key);
  }
  return keys;
}

export interface ResolvedPeople {
  ids: string[];
  isNew: Set<string>;
  nameOf: Map<string, string>;
  doubts: CountingDoubt[];
  idOf: (key: string) => string | null;
}

export function resolvePeople({ lists, rows }: Batch, units: readonly (string | null)[], organisations: readonly (string | null)[], known: readonly KnownPerson[], different: ReadonlySet<string> = new Set()): ResolvedPeople {
  const knownRows = known.map((one, i) => ({ list: -1, file: '', row: i, name: nameOfKnown(one), organisation: one.organisation, place: one.place, phone: one.phone, email: one.email }));
  const sheetRows = rows.map(({ list, sheet }, i) => ({ list, file: lists[list]!.file, row: sheet.row, name: sheet.name, organisation: organisations[i]!, place: units[i]!, phone: sheet.phone, email: sheet.email }));
  const found = peopleOf([...knownRows, ...sheetRows], neverTheSame(known, different));
  const idOfKey = new Map<string, string>();
  const nameOf = new Map<string, string>();
  for (const [i, one] of known.entries()) {
    if (!idOfKey.has(found.keys[i]!)) idOfKey.set(found.keys[i]!, one.id);
    // The entry that stands for joined ones comes first.
    if (!nameOf.has(one.id)) nameOf.set(one.id, [one.given, one.surname].filter(Boolean).join(' '));
  }
  const isNew = new Set<string>();
  const fresh = (raw: string) => {
    const id = newId();
    isNew.add(id);
    nameOf.set(id, raw.trim());
    return id;
  };
  const ids = rows.map(({ decisions, sheet }, i): string => {
    const said = decisions.person;
    if (said === 'new') return fresh(sheet.name.raw);
    if (said && nameOf.has(said) && !isNew.has(said)) return said;
    const key = found.keys[known.length + i]!;
    if (!idOfKey.has(key)) idOfKey.set(key, fresh(sheet.name.raw));
    return idOfKey.get(key)!;
  });
  const at = new Map(rows.map((row, i) => [rowReference(row), i]));
  for (const [i, { decisions }] of rows.entries()) {
    const other = decisions.person ? at.get(decisions.person) : undefined;
    if (other !== undefined) ids[i] = ids[other]!;
  }
  return { ids, isNew, nameOf, doubts: found.doubts, idOf: (key) => idOfKey.get(key) ?? null };
}

/** Two ids as one text, whichever comes first. */
export const pairOf = (a: string, b: string): string => (a < b ? `${a} ${b}` : `${b} ${a}`);

/** Asked of two rows by their positions, where those known already stand first. Undefined where nothing was ever decided. */
const neverTheSame = (known: readonly { id: string }[], different: ReadonlySet<string>) =>
  different.size ? (a: number, b: number) => a < known.length && b < known.length && different.has(pairOf(known[a]!.id, known[b]!.id)) : undefined;

const nameOfKnown = ({ given, surname }: KnownPerson): SheetName => ({ raw: [given, surname].filter(Boolean).join(' '), given, middle: null, surname, title: null, order: 'given-first', confidence: 1 });

/** Puts the three together: what each row says now, and the questions about it, decided ones kept with their answer. */
export function outcome(batch: Batch, places: { units: (string | null)[]; doubts: CountingDoubt[] }, organisations: ResolvedOrganisations, people: ResolvedPeople): ResolvedRow[] {
  const { rows } = batch;
  const byRow = new Map<string, Doubt[]>();
  const atRow = new Map(rows.map((row, i) => [`${row.list}:${row.sheet.row}`, i]));
  const add = (found: CountingDoubt, field: DoubtField, proposals: Proposal[]) => {
    const i = found.row === null || found.list < 0 ? undefined : atRow.get(`${found.list}:${found.row}`);
    if (i === undefined) return;
    const key = `${found.list}:${found.row}`;
    const doubts = byRow.get(key) ?? [];
    // Several questions about one thing of one row are one question with several proposals.
    const same = doubts.find((one) => one.field === field);
    if (same) {
      for (const proposal of proposals) if (!same.proposals.some((one) => one.id === proposal.id)) same.proposals.push(proposal);
      return;
    }
    doubts.push({ field, text: found.text, reason: { code: found.code, params: found.params }, proposals, decided: rows[i]!.decisions[field] ?? null });
    byRow.set(key, doubts);
  };
  const none: Proposal = { id: 'none', name: '', reasons: [] };
  const fresh: Proposal = { id: 'new', name: '', reasons: [] };
  for (const doubt of places.doubts) {
    if (doubt.field !== 'place') continue;
    add(doubt, 'place', [...doubt.proposals.flatMap((one) => ('unit' in one ? [{ id: one.unit, name: officialName(unitById(one.unit)!), reasons: [] }] : [])), none]);
  }
  for (const doubt of organisations.doubts) {
    if (doubt.code === 'organisation_type_guessed' || doubt.code === 'organisation_office_guessed') continue;
    const proposals = doubt.proposals.flatMap((one) => {
      const id = 'organisation' in one ? organisations.idOf(one.organisation) : null;
      return id ? [{ id, name: organisations.about.get(id)?.name ?? ('name' in one ? one.name : ''), reasons: [] }] : [];
    });
    add(doubt, 'organisation', doubt.code === 'organisation_taken_for' ? [...proposals, fresh] : [fresh, ...proposals]);
  }
  const inFile = new Map(rows.toReversed().map((row) => [`${batch.lists[row.list]!.file}\n${row.sheet.row}`, row]));
  for (const doubt of people.doubts) {
    const proposals = doubt.proposals.flatMap((one): Proposal[] => {
      if (!('person' in one)) return [];
      const id = people.idOf(one.person);
      if (id && !people.isNew.has(id)) return [{ id, name: people.nameOf.get(id) ?? one.name, reasons: [] }];
      const other = inFile.get(`${one.file}\n${one.row}`);
      return other ? [{ id: rowReference(other), name: one.name, reasons: [] }] : [];
    });
    add(doubt, 'person', doubt.code === 'person_may_be' ? [fresh, ...proposals] : [...proposals, fresh]);
  }
  return rows.map((row, i): ResolvedRow => {
    const organisationId = organisations.ids[i] ?? null;
    const organisation = organisationId ? organisations.about.get(organisationId)! : null;
    const personId = people.ids[i]!;
    return {
      resolution: {
        person: { id: personId, isNew: people.isNew.has(personId), name: people.nameOf.get(personId) ?? row.sheet.name.raw.trim() },
        organisation: { id: organisationId, isNew: organisation?.isNew ?? false, name: organisation?.name ?? null, type: organisation?.type ?? null },
        place: { id: places.units[i] ?? null, isNew: false, name: null },
      },
      doubts: byRow.get(`${row.list}:${row.sheet.row}`) ?? [],
    };
  });
}
