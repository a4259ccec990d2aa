import type { Job } from '#platform/jobs/jobs.ts';
import { sendProposalLetter } from './letter-jobs.ts';

export const proposalJobs: readonly Job[] = [{ name: 'proposals.send-letter', run: ({ networkId, proposalId, letter, to }) => sendProposalLetter(networkId, proposalId!, letter as 'arrived' | 'decided', to) }];
