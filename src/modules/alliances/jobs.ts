import type { Job } from '#platform/jobs/jobs.ts';
import { remindAboutAgreements, sendAgreementLetter } from './agreements/reminder-jobs.ts';

export const allianceJobs: readonly Job[] = [
  { name: 'alliances.send-agreement-letter', run: ({ networkId, agreementId, until }) => sendAgreementLetter(networkId, agreementId!, until!) },
  { name: 'alliances.remind-agreements', at: '47 5 * * *', run: () => remindAboutAgreements() },
];
