/** The records that are proposed for: how one reads now, and how it is written. */
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { InvalidInput } from '#platform/problem.ts';
import { systemScope } from '#platform/session/scope.ts';
import { changeOrganisation } from '#modules/organisations/commands.ts';
import { changeTo, fieldsOf } from '#modules/organisations/fields.ts';
import { ownEntry } from '#modules/organisations/queries.ts';
import { changedOrganisation } from '#modules/organisations/shape.ts';
import { saveService } from '#modules/services/commands.ts';
import { fieldsOfService, serviceReading, serviceWritten } from '#modules/services/fields.ts';
import { serviceIn } from '#modules/services/whole-queries.ts';
import { newService } from '#modules/services/shape.ts';
import type { Fields, Kind } from './shape.ts';

export interface RecordNow {
  kind: Kind;
  /** The entry that stands for it, where it was joined into another one. */
  id: string;
  organisationId: string;
  title: string;
  fields: Fields;
  /** Whether a provider may say something in this field. */
  isOpen(field: string): boolean;
  /** @throws InvalidInput, Problem when the record cannot read so */
  check(fields: Fields, changed: readonly string[]): void;
  /** Writes it by the record's own command, with its permission and its line in the log. */
  write(context: CommandContext, fields: Fields, changed: readonly string[]): Promise<void>;
}

/** How a record reads now, inside a transaction; null when it is not there. Whoever shows it asks who may see it. */
export const recordNow = (tx: Tx, networkId: string, kind: Kind, id: string): Promise<RecordNow | null> => (kind === 'organisation' ? organisationNow(tx, networkId, id) : serviceNow(tx, networkId, id));

async function organisationNow(tx: Tx, networkId: string, id: string): Promise<RecordNow | null> {
  const entry = await ownEntry(tx, networkId, id);
  if (!entry) return null;
  if (entry.sameAs) return organisationNow(tx, networkId, entry.sameAs);
  const input = (fields: Fields, changed: readonly string[]) => ({ organisationId: id, ...changeTo(fields, changed, entry) });
  return {
    kind: 'organisation', id, organisationId: id, title: entry.name, fields: fieldsOf(entry),
    isOpen: (field) => /^(name|seat|areas|website|email|phone)$|^(names|descriptions|identifiers)\.[A-Za-z-]{2,20}$|^contact\.[0-9a-f-]{36}\.[A-Za-z]{2,20}$/.test(field),
    check: (fields, changed) => fits(changedOrganisation.safeParse(input(fields, changed))),
    write: async (context, fields, changed) => void (await executeWithin(context, changeOrganisation, input(fields, changed))),
  };
}

async function serviceNow(tx: Tx, networkId: string, id: string): Promise<RecordNow | null> {
  // Also one that is not published yet: its provider is asked about it.
  const before = await serviceIn(tx, systemScope(networkId, 'proposals'), id);
  if (!before) return null;
  const input = (fields: Fields) => serviceReading(fields, before, new Date().toISOString().slice(0, 10));
  return {
    kind: 'service', id, organisationId: before.hsds.organization.id, title: before.hsds.name, fields: fieldsOfService(before),
    isOpen: isServiceField,
    check: (fields) => fits(newService.safeParse(input(fields))),
    write: async (context, fields) => void (await executeWithin(context, saveService, input(fields))),
  };
}

/** A service that an organisation would add: nothing stands there yet. Approved, it is in the directory for its members; whoever runs the directory publishes it. */
export function serviceToCome(organisationId: string, id: string): RecordNow {
  const input = (fields: Fields) => ({ ...serviceWritten(fields, null, new Date().toISOString().slice(0, 10)), serviceId: id, organisationId });
  return {
    kind: 'service', id, organisationId, title: '', fields: {},
    isOpen: isServiceField,
    check: (fields) => fits(newService.safeParse(input(fields))),
    write: async (context, fields) => void (await executeWithin(context, saveService, input(fields))),
  };
}

const isServiceField = (field: string) => !['provider', 'published', 'assured'].includes(field) && /^[A-Za-z0-9_]{2,20}(\.[A-Za-z-]{2,10})?$/.test(field);

function fits(parsed: { success: true } | { success: false; error: { issues: Parameters<typeof InvalidInput.from>[0] } }) {
  if (!parsed.success) throw InvalidInput.from(parsed.error.issues);
}
