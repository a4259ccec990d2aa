import { command } from '#platform/command/command.ts';
import type { Tx } from '#platform/db/transaction.ts';
import { newId } from '#platform/ids.ts';
import { notFound, Problem } from '#platform/problem.ts';
import type { Scope } from '#platform/session/scope.ts';
import { mayChangeProgramme } from '../access.ts';
import { lastPlace, moveAmongSiblings } from './order/commands.ts';
import { changedIndicator, changedLevel, movedIndicator, movedLevel, newIndicator, newLevel, oneIndicator, oneLevel, type Target } from './shape.ts';

const may = (scope: Scope, { programmeId }: { programmeId: string }) => mayChangeProgramme(scope, programmeId);
const json = (value: unknown) => (value === undefined ? undefined : JSON.stringify(value));
const aboutLevel = ({ levelId, programmeId }: { levelId: string; programmeId: string }) => ({ subject: { kind: 'framework-level', id: levelId }, details: { programme: programmeId } });
const aboutIndicator = ({ indicatorId, programmeId }: { indicatorId: string; programmeId: string }) => ({ subject: { kind: 'indicator', id: indicatorId }, details: { programme: programmeId } });

export const addLevel = command({
  name: 'framework-level.add',
  input: newLevel,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, parentId, tier, titles }) {
    await theProgramme(tx, networkId, programmeId);
    if (parentId) await theLevel(tx, networkId, programmeId, parentId);
    const levelId = newId();
    const position = await lastPlace(tx, 'framework_level', networkId, 'programme_id', programmeId);
    await tx
      .insertInto('framework_level')
      .values({ network_id: networkId, level_id: levelId, programme_id: programmeId, parent_id: parentId, tier: JSON.stringify(tier), titles: JSON.stringify(titles), position })
      .execute();
    return { levelId, programmeId };
  },
  record: aboutLevel,
});

export const changeLevel = command({
  name: 'framework-level.change',
  input: changedLevel,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, levelId, parentId, tier, titles }) {
    await theLevel(tx, networkId, programmeId, levelId);
    if (parentId) await notBelowItself(tx, networkId, programmeId, levelId, parentId);
    const row = { parent_id: parentId, tier: json(tier), titles: json(titles) };
    if (Object.values(row).some((value) => value !== undefined)) {
      await tx.updateTable('framework_level').set(row).where((eb) => eb.and({ network_id: networkId, level_id: levelId })).execute();
    }
    return { levelId, programmeId };
  },
  record: aboutLevel,
});

export const moveLevel = command({
  name: 'framework-level.move',
  input: movedLevel,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, levelId, direction }) {
    await theLevel(tx, networkId, programmeId, levelId);
    await moveAmongSiblings(tx, 'framework_level', networkId, levelId, direction);
    return { levelId, programmeId };
  },
  record: aboutLevel,
});

/** Removes an empty level. What is in it has to be moved or removed first: nothing disappears along with something else. */
export const removeLevel = command({
  name: 'framework-level.remove',
  input: oneLevel,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, levelId }) {
    await theLevel(tx, networkId, programmeId, levelId);
    await tx
      .deleteFrom('framework_level')
      .where((eb) => eb.and({ network_id: networkId, level_id: levelId }))
      .execute()
      .catch((error: { code?: string }) => {
        throw error.code === '23503' ? new Problem(409, 'programmes.level_not_empty') : error;
      });
    return { levelId, programmeId };
  },
  record: aboutLevel,
});

/** Adds an indicator, with its targets when they are known. */
export const addIndicator = command({
  name: 'indicator.add',
  input: newIndicator,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, targets, ...input }) {
    await theProgramme(tx, networkId, programmeId);
    if (input.levelId) await theLevel(tx, networkId, programmeId, input.levelId);
    const indicatorId = newId();
    const position = await lastPlace(tx, 'indicator', networkId, 'programme_id', programmeId);
    await tx.insertInto('indicator').values({ network_id: networkId, indicator_id: indicatorId, programme_id: programmeId, position, ...indicatorColumns(input), titles: JSON.stringify(input.titles) }).execute();
    const rows = targets.map((target, at) => ({ network_id: networkId, target_id: newId(), indicator_id: indicatorId, comparator: target.comparator, value: target.value, position: at, ...targetColumns(target) }));
    if (rows.length) await tx.insertInto('target').values(rows).execute();
    return { indicatorId, programmeId };
  },
  record: aboutIndicator,
});

export const changeIndicator = command({
  name: 'indicator.change',
  input: changedIndicator,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, indicatorId, ...changed }) {
    await theIndicator(tx, networkId, programmeId, indicatorId);
    if (changed.levelId) await theLevel(tx, networkId, programmeId, changed.levelId);
    const row = indicatorColumns(changed);
    if (Object.values(row).some((value) => value !== undefined)) {
      await tx.updateTable('indicator').set(row).where((eb) => eb.and({ network_id: networkId, indicator_id: indicatorId })).execute();
    }
    return { indicatorId, programmeId, changed: Object.keys(changed) };
  },
  record: ({ indicatorId, programmeId, changed }) => ({ subject: { kind: 'indicator', id: indicatorId }, details: { programme: programmeId, changed } }),
});

export const moveIndicator = command({
  name: 'indicator.move',
  input: movedIndicator,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, indicatorId, direction }) {
    await theIndicator(tx, networkId, programmeId, indicatorId);
    await moveAmongSiblings(tx, 'indicator', networkId, indicatorId, direction);
    return { indicatorId, programmeId };
  },
  record: aboutIndicator,
});

/** Removes an indicator with its targets. One whose figure has been published stays: somebody may hold the number in hand. */
export const removeIndicator = command({
  name: 'indicator.remove',
  input: oneIndicator,
  may,
  async run({ tx, scope: { networkId } }, { programmeId, indicatorId }) {
    await theIndicator(tx, networkId, programmeId, indicatorId);
    await tx
      .deleteFrom('indicator')
      .where((eb) => eb.and({ network_id: networkId, indicator_id: indicatorId }))
      .execute()
      .catch((error: { code?: string }) => {
        throw error.code === '23503' ? new Problem(409, 'programmes.indicator_published') : error;
      });
    return { indicatorId, programmeId };
  },
  record: aboutIndicator,
});

type IndicatorColumns = Omit<ReturnType<typeof changedIndicator.parse>, 'programmeId' | 'indicatorId'>;
const indicatorColumns = ({ levelId, titles, query, population, baseline, baselineOn, disaggregation, isPublic }: IndicatorColumns) => ({
  level_id: levelId,
  titles: json(titles),
  // SQL null, not the JSON word: "nothing can count it yet".
  query: query === null ? null : json(query),
  population: json(population),
  baseline,
  baseline_on: baselineOn,
  disaggregation: json(disaggregation),
  is_public: isPublic,
});

/** The columns of a target beside comparator and value; undefined leaves a column alone. */
export const targetColumns = (target: { [Key in keyof Target]?: Target[Key] | undefined }) => ({
  from_month: target.fromMonth,
  until_month: target.untilMonth,
  breakdown: json(target.breakdown),
  per: target.per,
  population: json(target.population),
  source_sentence: target.sourceSentence,
  source_section: target.sourceSection,
  source_language: target.sourceLanguage,
});

async function theProgramme(tx: Tx, network_id: string, programme_id: string) {
  const found = await tx.selectFrom('programme').select('programme_id').where((eb) => eb.and({ network_id, programme_id })).executeTakeFirst();
  if (!found) throw notFound();
}

/** Of this programme and no other: an id of elsewhere does not exist here. */
async function theLevel(tx: Tx, network_id: string, programme_id: string, level_id: string) {
  const found = await tx.selectFrom('framework_level').select('parent_id').where((eb) => eb.and({ network_id, programme_id, level_id })).executeTakeFirst();
  if (!found) throw notFound();
  return found;
}

export async function theIndicator(tx: Tx, network_id: string, programme_id: string, indicator_id: string) {
  const found = await tx.selectFrom('indicator').select('indicator_id').where((eb) => eb.and({ network_id, programme_id, indicator_id })).executeTakeFirst();
  if (!found) throw notFound();
}

async function notBelowItself(tx: Tx, networkId: string, programmeId: string, levelId: string, parentId: string) {
  for (let above: string | null = parentId; above; above = (await theLevel(tx, networkId, programmeId, above)).parent_id) {
    if (above === levelId) throw new Problem(422, 'programmes.level_below_itself', {}, 'parentId');
  }
}
