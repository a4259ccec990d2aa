/**
 * Plants two networks into the data folder of a Kolo that is not running yet, and prints where everything is, with a key and a session for every role.
 * Run by `access-matrix.test.ts` as a process of its own.
 */
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { beginSession } from '#platform/session/proof/session.ts';
import { visitBy } from '#platform/session/testing.ts';
import { begin } from '#modules/events/import/commands.ts';
import { makeQuestionnaire } from '#modules/events/learning/commands.ts';
import { plantNetwork, plantedAccounts, type PlantedNetwork, type PlantedRole } from '#modules/programmes/testing.ts';
import { plugIn } from '#registry';
import { openDatabase } from '../bin/database.ts';

export interface Planted extends Omit<PlantedNetwork, 'accounts'> {
  /** A batch of lists somebody is bringing in, and the kept file. */
  batchId: string;
  importId: string;
  importedFileId: string;
  /** What people are asked at the end of each programme's event. */
  questionnaires: Record<'published' | 'secret', string>;
  accounts: Record<PlantedRole, { accountId: string; membershipId: string; key: string; keyId: string; session: { name: string; value: string } }>;
}

async function plant(mark: string): Promise<Planted> {
  const network = await plantNetwork(mark);
  const { scope } = network.accounts['field-worker'];
  const batchId = newId();
  const file = { name: `tajna${network.slug}-batch.csv`, mediaType: 'text/csv', bytes: Buffer.from(`Ime i prezime;Potpis\nOsoba${mark} Uvezena;x\n`) };
  const { importId } = await execute(begin, scope, { programmeId: network.published.programmeId, batchId, ...file });
  const ask = async (which: 'published' | 'secret') => (await execute(makeQuestionnaire, network.accounts.coordinator.scope, { eventId: network[which].eventId, about: 'event', kind: 'end', from: 'template' })).questionnaireId;
  const questionnaires = { published: await ask('published'), secret: await ask('secret') };
  const accounts = {} as Planted['accounts'];
  for (const role of plantedAccounts) {
    const { scope: _, role: __, ...account } = network.accounts[role];
    const [cookie] = await beginSession(visitBy().visit(), account.accountId, 'demo');
    accounts[role] = { ...account, session: { name: cookie!.name, value: cookie!.value } };
  }
  const { rows } = await opened.pool.query('select file_id from sheet_import where network_id = $1 and batch_id = $2', [network.networkId, batchId]);
  return { ...network, batchId, importId, importedFileId: rows[0].file_id, questionnaires, accounts };
}

const opened = await openDatabase();
plugIn();
const networks = [await plant('Alfa'), await plant('Beta')];
await opened.close();
console.log(JSON.stringify(networks));
