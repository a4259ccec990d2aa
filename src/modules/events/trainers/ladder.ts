/** Trainings of trainers and what came of them: who became a trainer, who is active, who trained whom, and how many people were reached. Days are `YYYY-MM-DD`. */
import { monthsLater } from '#platform/days.ts';

/** Events that are led for somebody to learn at. */
export const trainingKinds = ['training', 'training-of-trainers', 'workshop', 'seminar'] as const;

/** Somebody completed a training of trainers. */
export interface Completed {
  personId: string;
  seriesId: string;
  on: string;
  /** How long she stays active without leading anything. */
  months: number;
}
/** Somebody led a training; `day` is the last day she led it. */
export interface Led {
  personId: string;
  eventId: string;
  seriesId: string | null;
  day: string;
  /** In another programme of the network: it keeps a trainer active, and adds nothing to what this one led to. */
  isElsewhere?: boolean;
}
/** Somebody was at a training. */
export interface Came {
  personId: string;
  eventId: string;
}

export interface Trainer {
  personId: string;
  /** 0: led a training of trainers without having become a trainer in one. */
  generation: number;
  /** The day she completed a training of trainers; null in generation 0. */
  becameOn: string | null;
  /** Until when she is active; null in generation 0. */
  activeUntil: string | null;
  isActive: boolean;
  /** Trainings she led since then, the earliest first, with how many different people were at each; how many were at all of them. */
  trainings: { eventId: string; day: string; people: number }[];
  people: number;
  /** How many she led since then in other programmes. */
  elsewhere: number;
  /** Whoever else trained her. */
  alsoTrainedBy: string[];
  /** Trainers she trained. */
  trained: Trainer[];
}
export interface Generation {
  generation: number;
  trainers: number;
  active: number;
  /** Trainings led by somebody of this generation. */
  led: number;
  /** Participations in them, different people, and those whom no earlier generation had reached. */
  gross: number;
  net: number;
  first: number;
}
export interface Ladder {
  /** Those nobody of the ladder trained. */
  roots: Trainer[];
  generations: Generation[];
  net: number;
  gross: number;
}

/** Earliest first; the same day, then by person and series, so that the order they are written in says nothing. */
const byDay = (a: Completed, b: Completed) => {
  const [first, second] = [a, b].map(({ on, personId, seriesId }) => `${on} ${personId} ${seriesId}`) as [string, string];
  return first < second ? -1 : Number(first > second);
};

/**
 * The ladder as it stands on a day. A trainer stands under whoever led the training of trainers she completed and was a trainer before her; where several did,
 * under the one who had been a trainer longest. Nobody stands under herself, however people train each other in turn.
 */
export function ladder({ completed, led, came, on }: { completed: readonly Completed[]; led: readonly Led[]; came: readonly Came[]; on: string }): Ladder {
  const became = new Map<string, Completed>();
  for (const one of [...completed].filter((one) => one.on <= on).sort(byDay)) if (!became.has(one.personId)) became.set(one.personId, one);
  const allPast = led.filter(({ day }) => day <= on);
  const past = allPast.filter(({ isElsewhere }) => !isElsewhere);
  const leaders = Map.groupBy(past, ({ seriesId }) => seriesId);
  const participants = Map.groupBy(came, ({ eventId }) => eventId);
  const trainers = new Map<string, Trainer>();

  const events = new Map<string, Set<string>>();
  const add = (personId: string, generation: number, since: Completed | null): Trainer => {
    const own = allPast.filter((one) => one.personId === personId && (!since || one.day >= since.on));
    const days = new Map(own.filter(({ isElsewhere }) => !isElsewhere).map(({ eventId, day }) => [eventId, day]));
    events.set(personId, new Set(days.keys()));
    const peopleAt = (eventId: string) => new Set((participants.get(eventId) ?? []).map((one) => one.personId).filter((id) => id !== personId));
    const trainings = [...days].map(([eventId, day]) => ({ eventId, day, people: peopleAt(eventId).size })).sort((a, b) => (`${a.day} ${a.eventId}` < `${b.day} ${b.eventId}` ? -1 : 1));
    const people = [...days.keys()].map(peopleAt).reduce((all, at) => all.union(at), new Set<string>());
    const elsewhere = new Set(own.flatMap(({ eventId, isElsewhere }) => (isElsewhere ? [eventId] : []))).size;
    const latest = [...own.map(({ day }) => day), ...completed.filter((one) => one.personId === personId && one.on <= on).map((one) => one.on)].sort().at(-1);
    const activeUntil = since && monthsLater(latest!, since.months);
    const trainer = { personId, generation, becameOn: since?.on ?? null, activeUntil, isActive: activeUntil !== null && on <= activeUntil, trainings, people: people.size, elsewhere, alsoTrainedBy: [], trained: [] };
    trainers.set(personId, trainer);
    return trainer;
  };

  const roots: Trainer[] = [];
  const series = new Set([...became.values()].map(({ seriesId }) => seriesId));
  for (const personId of [...new Set(past.filter((one) => one.seriesId !== null && series.has(one.seriesId) && !became.has(one.personId)).map((one) => one.personId))].sort()) roots.push(add(personId, 0, null));
  for (const one of [...became.values()].sort(byDay)) {
    const above = [...new Set((leaders.get(one.seriesId) ?? []).map(({ personId }) => personId))]
      .map((id) => trainers.get(id))
      .filter((other) => other !== undefined && (other.becameOn === null || other.becameOn < one.on))
      .sort((a, b) => a!.generation - b!.generation || ((a!.becameOn ?? '') === (b!.becameOn ?? '') ? (a!.personId < b!.personId ? -1 : 1) : (a!.becameOn ?? '') < (b!.becameOn ?? '') ? -1 : 1)) as Trainer[];
    const trainer = add(one.personId, (above[0]?.generation ?? 0) + 1, one);
    trainer.alsoTrainedBy = above.slice(1).map(({ personId }) => personId);
    (above[0]?.trained ?? roots).push(trainer);
  }

  const reached = new Set<string>();
  const counted = new Set<string>();
  const groups = Map.groupBy(trainers.values(), ({ generation }) => generation);
  const generations = [...groups.keys()].sort((a, b) => a - b).map((generation): Generation => {
    const own = groups.get(generation)!;
    const ids = new Set(own.map(({ personId }) => personId));
    const eventIds = new Set(own.flatMap(({ personId }) => [...events.get(personId)!]));
    // Whoever leads does not reach herself.
    const at = [...eventIds].flatMap((eventId) => [...new Set((participants.get(eventId) ?? []).map(({ personId }) => personId))].map((personId) => ({ eventId, personId }))).filter(({ eventId, personId }) => !(ids.has(personId) && events.get(personId)!.has(eventId)));
    const people = new Set(at.map(({ personId }) => personId));
    const first = [...people].filter((id) => !reached.has(id)).length;
    for (const id of people) reached.add(id);
    // A training that two generations lead together is one training.
    for (const { eventId, personId } of at) counted.add(`${eventId} ${personId}`);
    return { generation, trainers: own.length, active: own.filter(({ isActive }) => isActive).length, led: eventIds.size, gross: at.length, net: people.size, first };
  });
  return { roots, generations, net: reached.size, gross: counted.size };
}
