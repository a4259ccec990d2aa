/** The HTTP server around the built pages: says how the request really came in, and finishes what is running before it stops. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { env } from '#platform/env.ts';
import { securityHeaders } from '#platform/session/headers.ts';

// Read by the adapter when its bundle is loaded.
process.env.PROTOCOL_HEADER = 'x-kolo-protocol';
process.env.HOST_HEADER = 'x-kolo-host';
process.env.ADDRESS_HEADER = 'x-kolo-address';
process.env.BODY_SIZE_LIMIT ??= '32M';

/**
 * A form posted over plain http in a LAN or a kiosk must be recognised as coming from this very site. The adapter believes headers, so they are
 * set here from the connection itself; what a client sends under these names is overwritten. Only with TRUST_PROXY=1 a proxy's word counts.
 */
function stampOrigin(request: IncomingMessage) {
  // Reached under the name ORIGIN gives, the scheme is ORIGIN's too, whatever the proxy says of it; reached in the local network beside it, plain http.
  const known = env.ORIGIN ? new URL(env.ORIGIN) : null;
  const forwarded = (name: string) => (env.TRUST_PROXY ? String(request.headers[name] ?? '').split(',').at(-1)!.trim() : '');
  const host = forwarded('x-forwarded-host') || request.headers.host || known?.host || 'localhost';
  request.headers['x-kolo-protocol'] = host === known?.host ? known.protocol.slice(0, -1) : forwarded('x-forwarded-proto') === 'https' ? 'https' : 'http';
  request.headers['x-kolo-host'] = host;
  request.headers['x-kolo-address'] = forwarded('x-forwarded-for') || request.socket.remoteAddress || '';
}

export interface Listening {
  address: string;
  port: number;
  stop(): Promise<void>;
}

export async function listen(handler: RequestListener): Promise<Listening> {
  const server: Server = createServer((request, response) => {
    stampOrigin(request);
    // Pages get these from their hook; files that are served past it (scripts, fonts, pictures) get them here.
    for (const [name, value] of Object.entries(securityHeaders(request.headers['x-kolo-protocol'] === 'https'))) response.setHeader(name, value);
    handler(request, response);
  });
  // A client that sends its headers or body drop by drop is cut off; one that reads slowly is not.
  server.headersTimeout = 20_000;
  server.requestTimeout = 120_000;
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(env.PORT, env.HOST, done);
  }).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new Error(`Port ${env.PORT} is taken by another program. Stop it, or choose another port: PORT=3001 npm start`) : error;
  });
  const { port } = server.address() as AddressInfo;
  return {
    port,
    address: env.ORIGIN ?? `http://localhost:${port}`,
    stop: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeIdleConnections();
        setTimeout(() => server.closeAllConnections(), 10_000).unref();
      }),
  };
}
