import type { Job } from '#platform/jobs/jobs.ts';
import { alarmRound, sendLicenceAlarm } from './licences/alarm-jobs.ts';

export const serviceJobs: readonly Job[] = [
  { name: 'services.alarm-licences', at: '23 6 * * *', run: ({ on }) => alarmRound(on) },
  { name: 'services.send-licence-alarm', run: ({ networkId, licenceId, on, to }) => sendLicenceAlarm(networkId, licenceId!, on!, to!) },
];
