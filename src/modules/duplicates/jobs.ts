import type { Job } from '#platform/jobs/jobs.ts';
import { inThread } from '#platform/jobs/thread.ts';

/** Comparing everybody with everybody takes seconds of computing, so it runs beside the thread that answers pages. */
export const duplicateJobs: readonly Job[] = [{ name: 'duplicates.walk', run: ({ networkId }) => inThread('src/modules/duplicates/looking/walk-jobs.ts', 'walk', { networkId }) }];
