/**
 * Plants two networks into the data folder of a Kolo that is not running yet, and prints where everything is, with a key and a session for every role.
 * Run by `access-matrix.test.ts` as a process of its own.
 */
import sharp from 'sharp';
import { execute } from '#platform/command/command.ts';
import { newId } from '#platform/ids.ts';
import { beginSession } from '#platform/session/proof/session.ts';
import { visitBy } from '#platform/session/testing.ts';
import { begin } from '#modules/events/import/commands.ts';
import { printSheet, receivePhoto } from '#modules/events/paper/commands.ts';
import { makeQuestionnaire } from '#modules/events/learning/commands.ts';
import { plantNetwork, plantedAccounts, type PlantedNetwork, type PlantedRole } from '#modules/programmes/testing.ts';
import { stageDirectory } from '#modules/services/intake/commands.ts';
import { plugIn } from '#registry';
import { openDatabase } from '../bin/database.ts';

export interface Planted extends Omit<PlantedNetwork, 'accounts'> {
  /** A batch of lists somebody is bringing in, and the kept file. */
  batchId: string;
  importId: string;
  importedFileId: string;
  /** What people are asked at the end of each programme's event. */
  questionnaires: Record<'published' | 'secret', string>;
  /** A sign-in sheet with everybody's name, and a photograph of it that is read. */
  sheets: Record<'published' | 'secret', { sheet: string; photo: string }>;
  /** A directory of services that waits to be confirmed. */
  directoryId: string;
  accounts: Record<PlantedRole, { accountId: string; membershipId: string; key: string; keyId: string; session: { name: string; value: string } }>;
}

async function plant(mark: string): Promise<Planted> {
  const network = await plantNetwork(mark);
  const { scope } = network.accounts['field-worker'];
  const batchId = newId();
  const file = { name: `tajna${network.slug}-batch.csv`, mediaType: 'text/csv', bytes: Buffer.from(`Ime i prezime;Potpis\nOsoba${mark} Uvezena;x\n`) };
  const { importId } = await execute(begin, scope, { programmeId: network.published.programmeId, batchId, ...file });
  const ask = async (which: 'published' | 'secret') => (await execute(makeQuestionnaire, network.accounts.coordinator.scope, { eventId: network[which].eventId, about: 'event', kind: 'end', from: 'template' })).questionnaireId;
  const paper = async (which: 'published' | 'secret') => {
    const { scope } = network.accounts.coordinator;
    const { eventId } = network[which];
    const { sheetId } = await execute(printSheet, scope, { eventId, day: '2022-05-04', locale: 'en', emptyRows: 2 });
    const bytes = await sharp({ create: { width: 900, height: 1_200, channels: 3, background: which === 'published' ? '#fff' : '#eee' } }).jpeg().toBuffer();
    const { photoId } = await execute(receivePhoto, scope, { eventId, name: `Osoba${mark}.jpg`, bytes: new Uint8Array(bytes) });
    await opened.pool.query(`update sheet_photo set state = 'read', sheet_id = $2, page = 1 where photo_id = $1`, [photoId, sheetId]);
    await opened.pool.query(`insert into sheet_photo_row (network_id, photo_id, row_no, proposal, ink, crop, operation_id) values ($1, $2, 1, 'signed', '{"area":9,"width":20,"height":5,"fromNeighbours":0,"light":1}', $3, $4)`, [network.networkId, photoId, bytes, newId()]);
    return { sheet: sheetId, photo: photoId };
  };
  const sheets = { published: await paper('published'), secret: await paper('secret') };
  const questionnaires = { published: await ask('published'), secret: await ask('secret') };
  const directory = [{ id: newId(), name: `Tajna${mark} usluga`, status: 'active', organization: { id: newId(), name: `Tajna${mark} ustanova`, description: '' } }];
  const { importId: directoryId } = await execute(stageDirectory, network.accounts.coordinator.scope, { fileName: `tajna${mark}.json`, bytes: new TextEncoder().encode(JSON.stringify(directory)) });
  const accounts = {} as Planted['accounts'];
  for (const role of plantedAccounts) {
    const { scope: _, role: __, ...account } = network.accounts[role];
    const [cookie] = await beginSession(visitBy().visit(), account.accountId, 'demo');
    accounts[role] = { ...account, session: { name: cookie!.name, value: cookie!.value } };
  }
  const { rows } = await opened.pool.query('select file_id from sheet_import where network_id = $1 and batch_id = $2', [network.networkId, batchId]);
  return { ...network, batchId, importId, importedFileId: rows[0].file_id, questionnaires, sheets, directoryId, accounts };
}

const opened = await openDatabase();
plugIn();
const networks = [await plant('Alfa'), await plant('Beta')];
await opened.close();
console.log(JSON.stringify(networks));
