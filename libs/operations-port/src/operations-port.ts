import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/** What an operations path answers. */
export interface OperationsPage {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}
/** By path: `/health/live`, `/health/ready`, `/metrics`. */
export type OperationsPages = Readonly<Record<string, () => Promise<OperationsPage>>>;

export const jsonPage = (status: number, body: object): OperationsPage => ({
  status,
  contentType: 'application/json; charset=utf-8',
  body: JSON.stringify(body),
});

const LONGEST_REQUEST_MS = 10_000;
const MOST_CONNECTIONS = 200;

/** Serves operations on a port of their own, away from callers. Nothing is read but the path, and nothing but the pages answered. */
export async function listenForOperations(
  pages: OperationsPages,
  { port, host }: { readonly port: number; readonly host: string },
): Promise<Server> {
  const server = createServer({ requestTimeout: LONGEST_REQUEST_MS, headersTimeout: LONGEST_REQUEST_MS }, (request, response) => {
    const path = request.url?.split('?')[0] ?? '';
    const page =
      request.method === 'GET' && Object.hasOwn(pages, path) ? pages[path]!() : Promise.resolve(jsonPage(404, { code: 'NOT_FOUND' }));
    page
      .catch(() => jsonPage(500, { code: 'INTERNAL' }))
      .then(({ status, contentType, body }) =>
        response.writeHead(status, { 'content-type': contentType, 'cache-control': 'no-store' }).end(body),
      );
    request.resume();
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}
