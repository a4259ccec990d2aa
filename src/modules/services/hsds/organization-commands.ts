import { sql } from 'kysely';
import { executeWithin, type CommandContext } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { localeOfCountry, type Locale } from '#platform/words/locales.ts';
import type { Localised } from '#platform/words/localised.ts';
import { changeOrganisation, insertOrganisations } from '#modules/organisations/commands.ts';
import { changedOrganisation } from '#modules/organisations/shape.ts';
import { languageOf } from '#modules/results/claims/language.ts';
import type { Counts, Written } from './commands.ts';
import { detailsOf, type HsdsObject } from './reading.ts';

/** Columns of the profile, and those of the organisation's own row; everything else goes into `details` as it is. */
const columns = ['id', 'name', 'description', 'alternate_name', 'email', 'website', 'tax_status', 'tax_id', 'year_incorporated', 'legal_status', 'logo', 'uri', 'parent_organization_id'];

/** What Kolo has a column for, as it takes it; undefined for what the file does not say, or what its own form would refuse. */
function own(one: HsdsObject) {
  const fit = <Key extends 'name' | 'website' | 'email'>(key: Key) => changedOrganisation.shape[key].safeParse(one[key]).data ?? undefined;
  return { name: fit('name'), website: fit('website'), email: fit('email'), description: typeof one.description === 'string' && one.description.trim().length <= 20_000 ? one.description : '' };
}

/**
 * Name, website, e-mail and description go where everybody who keeps the organisation sees and corrects them; the profile keeps what Kolo has no column for, and which address and which words
 * another directory had made public. What the file does not say of an organisation that is here stays: beside a service stand only its first fields.
 * What kind of organisation a new one is, no directory says: `other`, until somebody does.
 */
export async function writeOrganizations(context: CommandContext, { organizations, services }: Written, published: boolean): Promise<Counts> {
  const { tx, scope } = context;
  if (!organizations.length) return { added: 0, changed: 0 };
  const known = await knownOf(tx, scope.networkId, organizations.map(({ id }) => id));
  const { country } = await tx.selectFrom('network').select('country').where('network_id', '=', scope.networkId).executeTakeFirstOrThrow();
  const inItsLanguage = (text: string): Locale => languageOf(text) ?? localeOfCountry(country);
  const fresh = organizations.filter(({ id }) => !known.has(id));
  await insertOrganisations(
    context,
    fresh.map((one) => {
      const { website, email, description } = own(one);
      return { organisationId: one.id, type: 'other' as const, name: String(one.name), names: {}, seat: null, areas: [], identifiers: [], website: website ?? null, email: email ?? null, phone: null, descriptions: description.trim() ? { [inItsLanguage(description)]: description } : {} };
    }),
  );
  // Whoever is published by its services is public with them; one that came without any is published by being listed.
  const offers = new Set(services.map(({ organization_id }) => organization_id));
  const alone = fresh.filter(({ id }) => !offers.has(id)).map(({ id }) => id);
  if (published && alone.length) await tx.updateTable('organisation').set({ listed: true }).where('network_id', '=', scope.networkId).where('organisation_id', 'in', alone).execute();
  for (const one of organizations) {
    const before = known.get(one.id);
    const changed = before && changes(before, own(one), inItsLanguage);
    if (changed) await executeWithin(context, changeOrganisation, { organisationId: one.id, ...changed });
  }
  await writeProfiles(tx, scope.networkId, organizations);
  return { added: fresh.length, changed: known.size };
}

interface KnownOrganisation {
  id: string;
  name: string;
  website: string | null;
  email: string | null;
  descriptions: Localised;
  /** The words another directory brought. */
  told: string | null;
}

async function knownOf(tx: Tx, networkId: string, ids: readonly string[]): Promise<Map<string, KnownOrganisation>> {
  const { rows } = await sql<KnownOrganisation>`
    select o.organisation_id as id, o.name, o.website, o.email, o.descriptions, p.description as told from organisation o left join organisation_profile p using (network_id, organisation_id)
    where o.network_id = ${networkId} and o.organisation_id = any (${[...ids]}::uuid[])`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}

/** What the file says otherwise than the organisation's own row; null where there is nothing. */
function changes(before: KnownOrganisation, { description, ...said }: ReturnType<typeof own>, inItsLanguage: (text: string) => Locale) {
  const changed: { name?: string; website?: string; email?: string; descriptions?: Localised } = Object.fromEntries(Object.entries(said).filter(([field, value]) => value !== undefined && value !== before[field as keyof typeof said]));
  const texts = Object.entries(before.descriptions) as [Locale, string][];
  if (description.trim() && !texts.some(([, text]) => text.trim() === description.trim())) {
    // New words stand in the place of those that went out (`described` in queries.ts), not beside them.
    const [place] = texts.find(([, text]) => text === before.told) ?? texts[0] ?? [inItsLanguage(description)];
    changed.descriptions = { ...before.descriptions, [place]: description };
  }
  return Object.keys(changed).length ? changed : null;
}

async function writeProfiles(tx: Tx, networkId: string, organizations: readonly HsdsObject[]) {
  const profiles = organizations.map((one) => ({ ...one, website: own(one).website ? null : one.website, details: detailsOf(one, columns) }));
  await sql`
    insert into organisation_profile as p (network_id, organisation_id, description, alternate_name, email, website, tax_status, tax_id, year_incorporated, legal_status, logo, uri, parent_organisation_id, details)
    select ${networkId}, id, coalesce(description, ''), alternate_name, email, website, tax_status, tax_id, year_incorporated, legal_status, logo, uri, parent_organization_id, details
    from jsonb_to_recordset(${JSON.stringify(profiles)}::jsonb) as given (id uuid, description text, alternate_name text, email text, website text, tax_status text, tax_id text, year_incorporated int, legal_status text,
      logo text, uri text, parent_organization_id uuid, details jsonb)
    on conflict (network_id, organisation_id) do update set description = coalesce(nullif(excluded.description, ''), p.description), alternate_name = coalesce(excluded.alternate_name, p.alternate_name),
      email = coalesce(excluded.email, p.email), website = coalesce(excluded.website, p.website), tax_status = coalesce(excluded.tax_status, p.tax_status), tax_id = coalesce(excluded.tax_id, p.tax_id),
      year_incorporated = coalesce(excluded.year_incorporated, p.year_incorporated), legal_status = coalesce(excluded.legal_status, p.legal_status), logo = coalesce(excluded.logo, p.logo), uri = coalesce(excluded.uri, p.uri),
      parent_organisation_id = coalesce(excluded.parent_organisation_id, p.parent_organisation_id), details = p.details || excluded.details`.execute(tx);
}
