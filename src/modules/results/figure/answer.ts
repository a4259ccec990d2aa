/** A figure and its evidence as the API gives them. What leaves the house is written here, field by field. */
import { z } from 'zod';
import { texts } from '#platform/api/says.ts';
import type { Translate } from '#platform/words/translate.ts';
import { say } from '#platform/words/localised.ts';
import type { EvidenceLine } from '../explain.ts';
import { relations, type Result } from '../shape.ts';
import { unsettledAnswer, unsettledShape } from '../unsettled/answer.ts';
import type { Unsettled } from '../unsettled/queries.ts';
import type { Names } from './names.ts';
import { onLine } from '../unsettled/on-line.ts';
import { sayFigure } from './say.ts';

const relation = z.enum(relations);

export const figureShape = z
  .strictObject({
    unit: z.string().describe('What is counted: person, attendance, organisation, municipality …'),
    relations: z.array(relation).describe('How the counted municipalities stand to it; part of the unit'),
    net: z.number().nullable().describe('Each counted once; null when that is not known'),
    gross: z.number().nullable().describe('Mentions: counted as often as lists name it'),
    unnamed: z.number().describe('The part of `gross` that is a bare number without names'),
    bounds: z.strictObject({ least: z.number(), most: z.number() }).nullable().describe('What the net figure lies between'),
    overlaps: z.array(z.strictObject({ id: z.string(), name: z.string().nullable(), times: z.int() })).describe('What is named more than once, most often first'),
    unresolved: z.int().describe('How many of `net` are names nobody has resolved to a municipality yet; of organisations, how many names people gave that nobody has recognised: those are not counted'),
    unsettled: z.array(unsettledShape).describe('Those names, with the municipality that is likely meant'),
    parts: z.array(z.strictObject({ relation, net: z.number(), gross: z.number() })),
    evidence: z.int().describe('How many pieces of evidence it rests on'),
    refused: z.enum(['mixed-relations', 'small-group']).nullable().describe('Why no figure is given'),
    text: z.string().describe('The figure in words'),
  })
  .meta({ id: 'Figure' });
export type FigureAnswer = z.infer<typeof figureShape>;

/**
 * @param names of what the overlaps speak of (`namesFor`)
 * @param unsettled the unsettled place names inside the figure (`unsettledIn`)
 */
export function figureAnswer(result: Result, names: Names, unsettled: readonly Unsettled[], t: Translate): FigureAnswer {
  const { unit, relations, net, gross, unnamed, bounds, unresolved, parts, evidence, refused } = result;
  const nameOf = (id: string) => names[id] ?? null;
  const said = sayFigure(result, { locale: t.locale, t, has: t.has }, nameOf);
  const overlaps = result.overlaps.map(({ id, times }) => ({ id, name: nameOf(id), times }));
  const text = `${said.value ?? said.unknown ?? ''} ${said.unit}${said.line ? `; ${said.line}` : ''}`.trim();
  return { unit, relations, net, gross, unnamed, bounds, overlaps, unresolved, unsettled: unsettledAnswer(unsettled, t), parts, evidence, refused, text };
}

const titled = z.strictObject({ id: z.string(), title: z.string(), titles: texts });

export const lineShape = z
  .strictObject({
    key: z.string().describe('Stable while the evidence is; its id only for those who may see persons'),
    kind: z.string(),
    day: z.string(),
    event: z.strictObject({ ...titled.shape, kind: z.string() }).nullable(),
    series: titled.nullable(),
    days: z.array(z.string()).describe('Days signed, or held'),
    person: z.strictObject({ key: z.string(), id: z.string().nullable(), name: z.string().nullable() }).nullable().describe('Id and name only for those who work with the people; the key tells people of one figure apart'),
    organisation: z.strictObject({ id: z.string(), name: z.string(), names: texts, type: z.string() }).nullable(),
    organisationType: z.string().nullable(),
    role: z.string().nullable(),
    places: z.array(z.strictObject({ id: z.string().nullable(), text: z.string().nullable(), relation })),
    unsettled: z.array(unsettledShape).describe('Place names on the line that nobody has settled yet'),
    value: z.number().nullable().describe('A bare number it adds'),
    output: z.strictObject({ type: z.string(), titles: texts.nullable() }).nullable(),
    sentence: z.string().nullable().describe('The sentence of the source, word for word'),
    sources: z.array(
      z.strictObject({
        file: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
        document: z.string().nullable().describe('First 16 digits of the SHA-256 of the file'),
        sheet: z.string().nullable(),
        row: z.int().nullable(),
        url: z.string().nullable(),
        title: z.string().nullable(),
        ways: z.array(z.string()).describe('How it was taken down: door, roll-call, self, signed-sheet; attendance where a day counts as held because people were there. None where only a list or a document says it'),
      }),
    ),
  })
  .meta({ id: 'EvidenceLine' });
export type LineAnswer = z.infer<typeof lineShape>;

/** @param unsettled the unsettled place names inside the figure the line is behind */
export function lineAnswer({ key, kind, day, event, series, days, person, organisation, organisationType, role, places, value, output, sentence, sources }: EvidenceLine, unsettled: readonly Unsettled[], t: Translate): LineAnswer {
  const title = <Titled extends { titles: Record<string, string> }>(one: Titled) => ({ ...one, title: say(one.titles, t.locale) });
  return { key, kind, day, event: event && title(event), series: series && title(series), days, person, organisation, organisationType, role, places, unsettled: unsettledAnswer(onLine({ places, event, series }, unsettled), t), value, output, sentence, sources };
}
