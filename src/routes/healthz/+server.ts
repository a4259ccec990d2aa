import { databasePool } from '#platform/db/database.ts';

/** Answers 200 when the database answers; for load balancers and for whoever waits for the start. */
export const GET = async () => {
  try {
    await databasePool().query('select 1');
    return Response.json({ status: 'ready' });
  } catch {
    return Response.json({ status: 'database-unreachable' }, { status: 503 });
  }
};
