import { plugIn } from '#registry';
import { seedDemo as seed } from '#modules/programmes/demo/seed.ts';

/** Brings the demo network into the process's database; twice is the same as once. The kinds of evidence are plugged in first. */
export function seedDemo() {
  plugIn();
  return seed();
}
