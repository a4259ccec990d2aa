/** Loads the demo network: twice is the same as once. */
import { executeWithin, type Command, type CommandContext } from '#platform/command/command.ts';
import { database } from '#platform/db/database.ts';
import { within } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { ensureDemoAccounts } from '#platform/session/demo-accounts.ts';
import { systemScope, type Scope } from '#platform/session/scope.ts';
import { in4 } from '#platform/words/localised.ts';
import { addEvent, addSeries } from '#modules/events/commands.ts';
import { setCompletion } from '#modules/events/completion/commands.ts';
import { createNetwork } from '#modules/networks/commands.ts';
import { addOrganisation } from '#modules/organisations/commands.ts';
import { decide, whichPlace } from '#modules/places/which-place.ts';
import { addDemoClaims } from '#modules/results/claims/demo/seed.ts';
import { recordManyEvidence } from '#modules/results/commands.ts';
import type { EvidenceInput } from '#modules/results/shape.ts';
import { addProgramme, publishProgramme } from '../commands.ts';
import { addIndicator, addLevel } from '../framework/commands.ts';
import { betterSocialServices } from './better-social-services.ts';
import { childOrientedModel } from './child-oriented-model.ts';
import { earlyInterventionTargovishte } from './early-intervention-targovishte.ts';
import { familiesInCrisis } from './families-in-crisis.ts';
import { organisations, type OrganisationKey } from './organisations.ts';
import { practice } from './practice.ts';
import { returneesReintegration } from './returnees-reintegration.ts';
import type { DemoEvidence, DemoIndicator, DemoLevel, DemoProgramme, DemoSeries } from './shape.ts';

const network = { slug: 'demo', names: in4('Показна мрежа', 'Демонстрационна мрежа', 'Rețea demonstrativă', 'Demo network'), isDemo: true };

// The practice programme last, so that it stands where one looks for it.
export const demoProgrammes: readonly DemoProgramme[] = [familiesInCrisis, childOrientedModel, returneesReintegration, earlyInterventionTargovishte, betterSocialServices, practice];

/**
 * Brings the demo network into the database: what is missing is added, what is there is left alone.
 * The kinds of evidence have to be plugged in (`src/registry.ts`).
 * @returns the network's id, and how many programmes were added now.
 */
export async function seedDemo(): Promise<{ networkId: string; added: number }> {
  const scope = await demoNetwork();
  const ids = await demoOrganisations(scope);
  let added = 0;
  for (const programme of demoProgrammes) {
    const there = await database().selectFrom('programme').select('programme_id').where('network_id', '=', scope.networkId).where('slug', '=', programme.fiche.slug).executeTakeFirst();
    if (there) continue;
    await within(scope, async (tx) => addDemoProgramme({ tx, scope, now: new Date() }, programme, ids));
    added++;
  }
  await addClaims(scope);
  await ensureDemoAccounts(scope.networkId);
  return { networkId: scope.networkId, added };
}

async function demoNetwork(): Promise<Scope> {
  const there = await database().selectFrom('network').select('network_id').where('slug', '=', network.slug).executeTakeFirst();
  const scope = systemScope(there?.network_id ?? newId(), 'demo');
  if (!there) await within(scope, (tx) => run({ tx, scope, now: new Date() }, createNetwork, network));
  return scope;
}

/** Each once, known again by the name it writes itself. */
async function demoOrganisations(scope: Scope): Promise<Record<OrganisationKey, string>> {
  return within(scope, async (tx) => {
    const there = await tx.selectFrom('organisation').select(['organisation_id', 'name']).where('network_id', '=', scope.networkId).execute();
    const idByName = new Map(there.map(({ organisation_id, name }) => [name, organisation_id]));
    const ids: Partial<Record<OrganisationKey, string>> = {};
    for (const key of Object.keys(organisations) as OrganisationKey[]) {
      ids[key] = idByName.get(organisations[key].name) ?? (await run({ tx, scope, now: new Date() }, addOrganisation, organisations[key])).organisationId;
    }
    return ids as Record<OrganisationKey, string>;
  });
}

/** One programme with everything its document says, or nothing of it. */
async function addDemoProgramme(context: CommandContext, { fiche, published, framework, series = [], evidence = [] }: DemoProgramme, organisationIds: Record<OrganisationKey, string>) {
  const { programmeId } = await run(context, addProgramme, {
    ...fiche,
    organisations: (fiche.organisations ?? []).map(({ organisation, role }) => ({ organisationId: organisationIds[organisation], role })),
  });
  const happenings = await addHappenings(context, programmeId, series);
  await addLevels(context, programmeId, framework, null, happenings.seriesIds);
  const pieces = [...happenings.held, ...evidence.map((one) => evidenceOf(one, happenings, fiche.source?.title ?? null, fiche.source?.language ?? null))];
  if (pieces.length) await run(context, recordManyEvidence, { programmeId, evidence: pieces });
  if (published) await run(context, publishProgramme, { programmeId });
}

interface Happenings {
  seriesIds: Map<string, string>;
  eventIds: Map<string, string>;
  held: EvidenceInput[];
}

async function addHappenings(context: CommandContext, programmeId: string, series: DemoSeries[]): Promise<Happenings> {
  const happenings: Happenings = { seriesIds: new Map(), eventIds: new Map(), held: [] };
  for (const { key, kind, titles, isCycle, completion, events } of series) {
    const { seriesId } = await run(context, addSeries, { programmeId, titles, kind, isCycle: isCycle ?? false });
    if (completion) await run(context, setCompletion, { programmeId, seriesId, rule: completion });
    happenings.seriesIds.set(key, seriesId);
    for (const event of events) {
      const venuePlace = resolved(event.venue);
      const { eventId } = await run(context, addEvent, { programmeId, seriesId, kind, titles: event.titles, venuePlace, venueText: event.venue, days: event.days });
      happenings.eventIds.set(event.key, eventId);
      happenings.held.push({ kind: 'event-held', happenedOn: event.days[0]!, payload: { eventId, days: event.days, placeId: venuePlace }, source: { sentence: event.sentence } });
    }
  }
  return happenings;
}

async function addLevels(context: CommandContext, programmeId: string, levels: DemoLevel[], parentId: string | null, seriesIds: Map<string, string>) {
  for (const { tier, titles, indicators = [], below = [] } of levels) {
    const { levelId } = await run(context, addLevel, { programmeId, parentId, tier, titles });
    for (const { query, ...indicator } of indicators) {
      await run(context, addIndicator, { programmeId, levelId, ...indicator, query: query && counted(query, seriesIds) });
    }
    await addLevels(context, programmeId, below, levelId, seriesIds);
  }
}

function counted({ series, ...query }: NonNullable<DemoIndicator['query']>, seriesIds: Map<string, string>) {
  return { ...query, where: { ...query.where, ...(series && { seriesIds: series.map((key) => seriesIds.get(key)!) }) } };
}

function evidenceOf(one: DemoEvidence, { eventIds, seriesIds }: Happenings, title: string | null, language: string | null): EvidenceInput {
  const source = { sentence: one.sentence, ...(title && { title }), ...(language && { language }) };
  if (one.kind === 'output') {
    const { kind, on, ...payload } = one;
    return { kind, happenedOn: on, payload, source };
  }
  const at = { eventId: one.event ? eventIds.get(one.event)! : null, seriesId: one.series ? seriesIds.get(one.series)! : null };
  if (one.kind === 'reported-figure') {
    const { what, organisationType, value, sentence } = one;
    return { kind: one.kind, happenedOn: one.on, payload: { ...at, what, organisationType, value, sentence }, source };
  }
  const places = one.places.map((text) => ({ text, placeId: resolved(text, one.near) }));
  return { kind: one.kind, happenedOn: one.on, payload: { ...at, relation: one.relation, places, sentence: one.sentence }, source };
}

/** What a text of the document names, decided as for any import: null where a person would be asked ("Rakovac"). */
function resolved(text: string, near?: string): string | null {
  const { decision, best } = decide(whichPlace(text, { level: 'municipality', ...(near ? { near } : { country: 'RS' }) }));
  return decision === 'sure' ? (best!.municipality ?? best!.unit) : null;
}

/** The figures the news page of 22 September 2022 published, each linked to what it counts. */
async function addClaims(scope: Scope) {
  const { networkId } = scope;
  const { slug } = familiesInCrisis.fiche;
  const { programme_id } = await database().selectFrom('programme').select('programme_id').where('network_id', '=', networkId).where('slug', '=', slug).executeTakeFirstOrThrow();
  if (await database().selectFrom('claim_text').select('claim_text_id').where('network_id', '=', networkId).where('programme_id', '=', programme_id).executeTakeFirst()) return;
  const events = await database().selectFrom('event').select(['event_id', 'kind']).where('network_id', '=', networkId).where('programme_id', '=', programme_id).orderBy('first_day').execute();
  const two = (kind: string) => events.filter((event) => event.kind === kind).map(({ event_id }) => event_id) as [string, string];
  const { series_id } = await database().selectFrom('series').select('series_id').where('network_id', '=', networkId).where('programme_id', '=', programme_id).where('is_cycle', '=', true).executeTakeFirstOrThrow();
  await addDemoClaims(scope, { programmeId: programme_id, exchanges: two('exchange-event'), cycle: series_id, presentations: two('regional-presentation') });
}

const run = <Input, Output>(context: CommandContext, command: Command<Input, Output>, input: unknown) => executeWithin(context, command, input);
