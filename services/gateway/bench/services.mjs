// Two services that answer at once with what is written here, so that the gateway is all that is measured.
import { createServer } from 'node:http';

const items = Array.from({ length: 10 }, (_, index) => ({
  id: `PLANITEM${index}`,
  date: '2026-03-02',
  reason: { code: 'CADENCE', text: '已有 45 天未联系，超过应联系间隔的 74%', daysSinceContact: 45, intervalDays: 61 },
  channel: 'PHONE',
  status: 'OPEN',
  client: { id: `C0000${index}` },
}));
const clients = items.map(({ client }, index) => ({ name: `欧阳晓明${index}`, tier: 'GOLD' }));
const answers = {
  'contact-scheduling': { data: { myDay: { date: '2026-03-02', dayKind: 'WORKING_DAY', capacity: 10, items } } },
  'client-registry': { data: { _e0: clients } },
  'visit-logging': {
    data: { logContact: { contact: { id: 'K1', effective: true, late: false }, errors: [], position: 'MToxMjM0NTY6Nzg5MA' } },
  },
};
const ports = await Promise.all(Object.entries(answers).map(([name, answer]) => listen(name, Buffer.from(JSON.stringify(answer)))));
process.send(Object.fromEntries(ports));

function listen(name, answer) {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'content-length': answer.length };
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.writeHead(200, headers).end(answer));
  });
  server.keepAliveTimeout = 72_000;
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve([name, server.address().port])));
}
