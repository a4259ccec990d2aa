/**
 * What the API is compared to: a bare node:http server that runs the same statements through pg and answers with JSON.stringify. No key, no wall,
 * no check of what was asked, no headers. Reads run the one statement that reads; a write runs all of them in one transaction.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connect, type ConnectionSettings } from '#platform/db/database.ts';
import { newId } from '#platform/ids.ts';

export interface Statement {
  text: string;
  values: unknown[];
}

export interface Reference {
  connection: ConnectionSettings;
  statements: Statement[];
  /** Ids of a read that come from the address, or of a write that are new each time: where they stand in the statements. */
  replaced: string[];
}

if (process.send) {
  process.on('message', ({ connection, statements, replaced }: Reference) => {
    const { pool } = connect(connection);
    const write = statements.length > 1;
    const values = statements.map((statement) => JSON.stringify(statement.values));
    const server = createServer((request, response) => {
      void answer().catch((error: Error) => {
        console.error(error);
        response.writeHead(500).end();
      });
      async function answer() {
        const body: Buffer[] = [];
        for await (const part of request) body.push(part as Buffer);
        if (write) JSON.parse(Buffer.concat(body).toString());
        const asked = request.url!.split('/').at(-1)!;
        const fresh = replaced.map(() => (write ? newId() : asked));
        const filled = values.map((each) => JSON.parse(replaced.reduce((text, id, n) => text.replaceAll(id, fresh[n]!), each)) as unknown[]);
        let rows: unknown[] = [];
        const client = await pool.connect();
        try {
          for (const [n, { text }] of statements.entries()) ({ rows } = await client.query(text, filled[n]));
        } finally {
          client.release();
        }
        const text = JSON.stringify(rows);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
      }
    });
    server.listen(0, '127.0.0.1', () => process.send!(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}
