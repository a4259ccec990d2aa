import type { Job } from '#platform/jobs/jobs.ts';
import { inThread } from '#platform/jobs/thread.ts';
import { keepQuestionnaires } from './learning/keeping-jobs.ts';
import { sendQuestionnaireLetter } from './learning/letter-jobs.ts';
import { forgetGivenAddresses, sendCertificateLetter } from './certificates/letter-jobs.ts';
import { holdAttended } from './held-by-attendance-jobs.ts';
import { sendMessageLetter } from './messages/letter-jobs.ts';
import { readPhoto } from './paper/jobs.ts';
import { keepRegistrations } from './registration/keeping-jobs.ts';
import { sendRegistrationLetter, sendReplacedLetter, sendSeatsLetter } from './registration/letter-jobs.ts';
import { remindAboutTasks, sendTaskLetter } from './after/tasks/reminder-jobs.ts';
import { sendSelfCheckInLetter } from './self-check-in/letter-jobs.ts';
import type { LetterKind } from './registration/seat-commands.ts';

/** Reading and writing lists takes seconds of computing for a large file, so it runs beside the thread that answers pages. */
export const eventJobs: readonly Job[] = [
  { name: 'events.read-imports', run: ({ networkId, batchId }) => inThread('src/modules/events/import/jobs.ts', 'read', { networkId, batchId: batchId! }) },
  { name: 'events.apply-import', run: ({ networkId, importId }) => inThread('src/modules/events/import/jobs.ts', 'apply', { networkId, importId: importId! }) },
  // In a thread of its own for each photograph (paper/reading/thread.ts).
  { name: 'events.read-sheet-photo', run: ({ networkId, photoId }) => readPhoto(networkId, photoId!) },
  { name: 'events.send-registration-letter', run: ({ networkId, registrationId, letter }) => sendRegistrationLetter(networkId, registrationId!, letter as LetterKind) },
  { name: 'events.send-replaced-letter', run: ({ networkId, replacedId }) => sendReplacedLetter(networkId, replacedId!) },
  { name: 'events.send-questionnaire-letter', run: ({ networkId, recipientId, letter }) => sendQuestionnaireLetter(networkId, recipientId!, letter as 'first' | 'reminder') },
  // In the hours in which people read letters, here and in the zones around.
  { name: 'events.keep-questionnaires', at: '37 6-17 * * *', run: () => keepQuestionnaires() },
  { name: 'events.send-self-check-in-letter', run: ({ networkId, registrationId, seen, origin }) => sendSelfCheckInLetter(networkId, registrationId!, seen!, origin!) },
  { name: 'events.send-certificate-letter', run: ({ networkId, certificateId, about, letterId }) => sendCertificateLetter(networkId, certificateId!, about as 'issued' | 'revoked', letterId) },
  { name: 'events.forget-given-addresses', at: '53 4 * * *', run: () => forgetGivenAddresses() },
  { name: 'events.send-message-letter', run: ({ networkId, messageId, registrationId }) => sendMessageLetter(networkId, messageId!, registrationId!) },
  { name: 'events.send-seats-letter', run: ({ networkId, invitationId }) => sendSeatsLetter(networkId, invitationId!) },
  { name: 'events.send-task-letter', run: ({ networkId, taskId, letter }) => sendTaskLetter(networkId, taskId!, letter as 'due' | 'overdue') },
  { name: 'events.remind-tasks', at: '41 5 * * *', run: () => remindAboutTasks() },
  { name: 'events.hold-attended', at: '27 * * * *', run: () => holdAttended() },
  { name: 'events.keep-registrations', at: '17 * * * *', run: () => keepRegistrations() },
];
