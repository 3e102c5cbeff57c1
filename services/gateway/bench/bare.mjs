// The floor: Node's own HTTP server and undici passing the same bytes through, without tokens, limits or plans.
import { createServer } from 'node:http';
import { Pool } from 'undici';

process.once('message', ({ ports }) => {
  const pool = new Pool(`http://127.0.0.1:${ports['visit-logging']}`, { connections: 64 });
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => pass(pool, request.headers.authorization, Buffer.concat(chunks), response));
  });
  server.listen(0, '127.0.0.1', () =>
    process.send({ url: `http://127.0.0.1:${server.address().port}`, token: 'x'.repeat(400) }),
  );
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send({ cpuMicros: user + system, residentBytes: process.memoryUsage().rss });
  });
});

function pass(pool, authorization, body, response) {
  const chunks = [];
  const headers = ['content-type', 'application/json', 'authorization', authorization];
  pool.dispatch(
    { path: '/graphql', method: 'POST', headers, body },
    {
      onRequestStart() {},
      onResponseStart() {},
      onResponseData: (_, chunk) => void chunks.push(chunk),
      onResponseEnd() {
        const answer = Buffer.concat(chunks);
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': answer.length }).end(answer);
      },
      onResponseError: (_, error) => response.destroy(error),
    },
  );
}
