// Services that answer at once with what is written here, so that the gateway is all that is measured.
import { createServer } from 'node:http';

const items = Array.from({ length: 10 }, (_, index) => ({
  id: `PLANITEM${index}`,
  date: '2026-03-02',
  reason: { code: 'CADENCE', text: '已有 45 天未联系，超过应联系间隔的 74%', daysSinceContact: 45, intervalDays: 61 },
  channel: 'PHONE',
  status: 'OPEN',
  client: { id: `C0000${index}` },
}));
const typed = (typename, each) => ({ __typename: typename, ...each });
const clients = items.map(({ client }, index) => ({ name: `欧阳晓明${index}`, tier: 'GOLD' }));
const units = items.map((_, index) => ({
  cursor: `c${index}`,
  node: { id: `U100${index}`, name: `第${index}支行`, kind: 'SUB_BRANCH' },
}));
/** What a gateway is answered that asks for `_entities` by their own name, with the types by which it knows them. */
const named = {
  'contact-scheduling': {
    data: {
      myDay: {
        date: '2026-03-02',
        dayKind: 'WORKING_DAY',
        capacity: 10,
        items: items.map((item) => ({ ...item, client: typed('Client', item.client) })),
      },
    },
  },
  'client-registry': {
    data: { _entities: clients.map((client, index) => typed('Client', { id: `C0000${index}`, ...client })) },
  },
};
const answers = {
  organisation: { data: { units: { edges: units, pageInfo: { hasNextPage: false, endCursor: null } } } },
  'contact-scheduling': { data: { myDay: { date: '2026-03-02', dayKind: 'WORKING_DAY', capacity: 10, items } } },
  'client-registry': { data: { _e0: clients } },
  'visit-logging': {
    data: {
      logContact: { contact: { id: 'K1', effective: true, late: false }, errors: [], position: 'MToxMjM0NTY6Nzg5MA' },
    },
  },
};
const written = (answer) => Buffer.from(JSON.stringify(answer));
const ports = await Promise.all(
  Object.entries(answers).map(([name, answer]) => listen(name, written(answer), written(named[name] ?? answer))),
);
process.send(Object.fromEntries(ports));

function listen(name, answer, whenNamed) {
  const server = createServer((request, response) => {
    const chunks = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      const sent = body.includes('__typename') || body.includes('_entities(representations: $') ? whenNamed : answer;
      response
        .writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': sent.length })
        .end(sent);
    });
  });
  server.keepAliveTimeout = 72_000;
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve([name, server.address().port])));
}
