/** One step of answering, and what the answers are after it: the same by the link of a letter and from a sheet of paper. Pure. */
import { z } from 'zod';
import { newId } from '#platform/ids.ts';
import { notFound } from '#platform/problem.ts';
import { answers, entry, existence, figures, placeFigures, type Answers } from './shape.ts';

/** @param who whose answers are written: the link's token, or the municipality and the year */
export const stepsOf = <Who extends z.ZodRawShape>(who: Who) =>
  z.discriminatedUnion('step', [
    z.strictObject({ ...who, step: z.literal('place'), place: figures(placeFigures) }),
    z.strictObject({ ...who, step: z.literal('exists'), exists: z.record(z.string(), existence) }),
    z.strictObject({ ...who, step: z.literal('service'), entry }),
    z.strictObject({ ...who, step: z.literal('add'), kind: z.string() }),
    z.strictObject({ ...who, step: z.literal('remove'), entryId: z.uuid() }),
    z.strictObject({ ...who, step: z.literal('remarks'), remarks: z.record(z.string().max(120), z.string().trim().max(1_000)) }),
  ]);
const anybody = stepsOf({});
export type Step = z.output<typeof anybody>;

/**
 * The answers with this step written; the other steps stay as they are, also what somebody else has written in them meanwhile.
 * @param own codes of the kinds the municipality is asked about
 * @throws 404 for a service or a kind that is not there
 */
export function written(current: Answers, input: Step, own: ReadonlySet<string>): Answers {
  const next: Answers = { ...current, services: [...current.services] };
  if (input.step === 'place') next.place = input.place;
  if (input.step === 'exists') {
    next.exists = Object.fromEntries(Object.entries(input.exists).filter(([kind]) => own.has(kind)));
    for (const [kind, exists] of Object.entries(next.exists)) if (exists === 'yes' && !next.services.some((one) => one.kind === kind)) next.services.push(entry.parse({ id: newId(), kind }));
  }
  if (input.step === 'service') {
    const at = next.services.findIndex(({ id }) => id === input.entry.id);
    if (at < 0) throw notFound();
    next.services[at] = { ...input.entry, kind: next.services[at]!.kind };
  }
  if (input.step === 'add') {
    if (!own.has(input.kind)) throw notFound();
    next.exists = { ...next.exists, [input.kind]: 'yes' };
    next.services.push(entry.parse({ id: newId(), kind: input.kind }));
  }
  if (input.step === 'remove') next.services = next.services.filter(({ id }) => id !== input.entryId);
  if (input.step === 'remarks') next.remarks = Object.fromEntries(Object.entries(input.remarks).filter(([, text]) => text));
  return answers.parse(next);
}

export const isBlank = ({ place, exists }: Answers): boolean => !Object.keys(place).length && !Object.keys(exists).length;

/** What counts of it: what was written under a kind that is no longer said to exist is no answer. */
export const answersSent = (written: Answers): Answers => ({ ...written, services: written.services.filter(({ kind }) => written.exists[kind] === 'yes') });
