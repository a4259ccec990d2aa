/**
 * From participants' lists to figures that can be proven: reads nothing and writes nothing, needs no database.
 * Places first (an organisation is known by its town), then organisations (a person is known by hers), then people, then figures.
 */
import type { OrganisationType } from '#modules/organisations/shape.ts';
import { shippedTowns } from '#modules/organisations/towns.ts';
import { cyclesOf } from './counting/cycles.ts';
import type { Doubt } from './counting/doubts.ts';
import { attended, figuresOf, type CountedRow, type Figures } from './counting/figures.ts';
import { eventsOf } from './counting/occasions.ts';
import { organisationsOf } from './counting/organisations.ts';
import { peopleOf } from './counting/people.ts';
import { placesOf } from './counting/places.ts';
import type { ParticipantsList } from './sheets/shape.ts';

export type { CountedRow, Figures } from './counting/figures.ts';
export type { Doubt, Proposal } from './counting/doubts.ts';

export interface Count {
  /** What belongs to each list: the municipality of its venue, its event and its cycle (equal numbers: one event, one cycle). */
  lists: { venue: string | null; event: number; cycle: number }[];
  rows: CountedRow[];
  organisations: ReadonlyMap<string, { name: string; type: OrganisationType }>;
  /** In the order of the lists and their rows. */
  doubts: Doubt[];
  /** Figures of some of the lists together, by their indices. */
  figures(lists: readonly number[]): Figures;
}

/** Matches all rows of all lists with each other and makes them countable. Rows that name nobody are left out; the reader has said so. */
export function countLists(lists: readonly ParticipantsList[]): Count {
  const named = lists.flatMap((list, index) => list.rows.filter((row) => row.name.raw.trim() !== '').map((row) => ({ list: index, file: list.file, sheet: row })));
  const places = placesOf(
    lists.map((list) => list.venueText),
    named.map(({ list, sheet }) => ({ list, row: sheet.row, place: sheet.place, organisation: sheet.organisation })),
    shippedTowns,
  );
  const organisations = organisationsOf(
    named.map(({ list, sheet }, i) => ({ list, row: sheet.row, organisation: sheet.organisation, place: places.units[i]! })),
    shippedTowns,
  );
  const people = peopleOf(
    named.map(({ list, file, sheet }, i) => ({
      list,
      file,
      row: sheet.row,
      name: sheet.name,
      organisation: organisations.keys[i]!,
      place: places.units[i]!,
      phone: sheet.phone,
      email: sheet.email,
    })),
  );
  const rows = named.map(
    ({ list, sheet }, i): CountedRow => ({ list, row: sheet.row, person: people.keys[i]!, organisation: organisations.keys[i]!, place: places.units[i]!, days: sheet.signed }),
  );
  const events = eventsOf(lists);
  const cycles = cyclesOf(
    lists.map((list, index) => ({
      event: events[index]!,
      kind: list.kindHint,
      part: list.cycle,
      title: list.title,
      people: new Set(rows.filter((row) => row.list === index && attended(row)).map((row) => row.person)),
    })),
  );
  const doubts = [...places.doubts, ...organisations.doubts, ...people.doubts].sort((a, b) => a.list - b.list || a.row - b.row);
  return {
    lists: lists.map((_, index) => ({ venue: places.venues[index] ?? null, event: events[index]!, cycle: cycles[index]! })),
    rows,
    organisations: new Map([...organisations.nameOf].map(([key, name]) => [key, { name, type: organisations.typeOf.get(key)! }])),
    doubts,
    figures: (chosen) => figuresOf({ rows, events, cycles, typeOf: organisations.typeOf }, chosen),
  };
}
