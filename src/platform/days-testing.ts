/**
 * Set up before every test file: one that would begin shortly before midnight, by Greenwich or by the clocks of a network, begins after it. So "today" is
 * one day from its first line to its last, at whatever hour somebody runs it.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { onClocks, timeZones } from './words/zone.ts';

const minute = 60_000;

/** Milliseconds until the next of these midnights. */
export function toMidnight(now: Date): number {
  const left = ['UTC', ...timeZones].map((zone) => {
    const [hours, minutes] = onClocks(now, zone).slice(11).split(':').map(Number) as [number, number];
    return (24 * 60 - hours * 60 - minutes) * minute - (now.getTime() % minute);
  });
  return Math.min(...left);
}

const left = toMidnight(new Date());
if (left < Number(process.env.KOLO_TEST_BEFORE_MIDNIGHT ?? 1) * minute) await sleep(left);
