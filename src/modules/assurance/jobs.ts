import type { Job } from '#platform/jobs/jobs.ts';
import { sendAssuranceLetter } from './letter-jobs.ts';
import { askRound } from './round-jobs.ts';

export const assuranceJobs: readonly Job[] = [
  { name: 'assurance.send-letter', run: ({ networkId, requestId }) => sendAssuranceLetter(networkId, requestId!) },
  { name: 'assurance.ask-round', at: '11 7 * * *', run: () => askRound() },
];
