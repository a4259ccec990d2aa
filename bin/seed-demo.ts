import { plugIn } from '#registry';
import { seedDemo as seed } from '#modules/programmes/demo/seed.ts';
import { seedDemoServices } from '#modules/services/demo/seed.ts';

/** Brings the demo network into the process's database; twice is the same as once. The kinds of evidence are plugged in first. */
export async function seedDemo() {
  plugIn();
  const seeded = await seed();
  await seedDemoServices(seeded.networkId);
  return seeded;
}
