/** `npm run migrate`: brings the database to the newest migration and stops. */
import { openDatabase } from './database.ts';

const opened = await openDatabase();
for (const note of opened.notes) console.log(note);
console.log(opened.applied.length ? `Applied ${opened.applied.join(', ')}.` : 'The database is up to date.');
await opened.close();
