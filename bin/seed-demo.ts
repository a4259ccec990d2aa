import { demoRoles } from '#platform/session/demo-accounts.ts';
import { plugIn } from '#registry';
import { seedDemoAlliances, seedDemoYear } from '#modules/alliances/demo/seed.ts';
import { seedDemoDuplicates } from '#modules/duplicates/demo/seed.ts';
import { seedDemo as seed } from '#modules/programmes/demo/seed.ts';
import { seedDemoTraining } from '#modules/programmes/demo/training/seed.ts';
import { seedDemoCoverage } from '#modules/services/coverage/demo/seed.ts';
import { seedDemoServices } from '#modules/services/demo/seed.ts';

/** Brings the demo network into the process's database; twice is the same as once. The kinds of evidence are plugged in first. */
export async function seedDemo() {
  plugIn();
  const seeded = await seed();
  await seedDemoServices(seeded.networkId);
  await seedDemoAlliances(seeded.networkId);
  await seedDemoCoverage(seeded.networkId);
  await seedDemoDuplicates(seeded.networkId);
  await seedDemoTraining(seeded.networkId);
  const coordinator = (await demoRoles()).find(({ networkId, role }) => networkId === seeded.networkId && role === 'coordinator');
  await seedDemoYear(seeded.networkId, coordinator?.accountId ?? null);
  return seeded;
}
