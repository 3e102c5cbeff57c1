// Hive Gateway in the place of services/gateway, on the same supergraph. Run: node deploy/hive-gateway/gateway.mjs; see
// docs/how-to/replace-the-gateway.md.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createGatewayRuntime, getGraphQLWSOptions, JSONLogWriter, Logger } from '@graphql-hive/gateway-runtime';
import { unifiedGraphHandler } from '@graphql-hive/router-runtime';
import http from '@graphql-mesh/transport-http';
import ws from '@graphql-mesh/transport-ws';
import { GraphQLError } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { usePositions } from './positions.mjs';

const {
  HENGXIN_PORT = '8080',
  HENGXIN_GATEWAY_HOST = '0.0.0.0',
  HENGXIN_INTERNAL_SECRET,
  HENGXIN_GATEWAY_TIMEOUT_MS = '15000',
  HIVE_PLANNER = 'native',
  HIVE_LOG_LEVEL = 'warn',
} = process.env;
/** What a call brings that the services read. */
const FORWARDED = ['authorization', 'accept-language', 'x-correlation-id', 'traceparent'];

if (!HENGXIN_INTERNAL_SECRET) {
  console.error(
    'HENGXIN_INTERNAL_SECRET is not set: give this gateway and all services the same one, 32 characters at least',
  );
  process.exit(1);
}

const gateway = createGatewayRuntime({
  supergraph: readFileSync(new URL('supergraph.graphql', import.meta.url), 'utf8'),
  ...(HIVE_PLANNER === 'native' && { unifiedGraphHandler }),
  transports: { http, ws },
  transportEntries: {
    ...Object.fromEntries(Object.entries(servicesElsewhere()).map(([name, location]) => [name, { location }])),
    '*.http': { options: { subscriptions: { kind: 'ws', options: { connectionParams: subscriptionParams() } } } },
  },
  plugins: () => [usePositions()],
  propagateHeaders: {
    fromClientToSubgraphs: ({ request }) => ({
      ...Object.fromEntries(FORWARDED.map((name) => [name, request.headers.get(name)])),
      'hengxin-internal': HENGXIN_INTERNAL_SECRET,
    }),
  },
  requestDeadline: Number(HENGXIN_GATEWAY_TIMEOUT_MS),
  maskedErrors: { maskError: presentable },
  graphiql: false,
  landingPage: false,
  // Requests hold what clients are called: no line of the log does.
  logging: new Logger({
    level: HIVE_LOG_LEVEL,
    redact: { paths: ['extensions.request'], remove: true },
    writers: [new JSONLogWriter()],
  }),
});

const server = createServer(gateway);
// Subscriptions, as clients of services/gateway open them: what they bring stands in the connection parameters.
useServer(
  getGraphQLWSOptions(gateway, ({ connectionParams = {} }) => {
    const headers = lowerCased(connectionParams);
    return { headers, request: new Request('http://gateway/graphql', { method: 'POST', headers }) };
  }),
  new WebSocketServer({ server, path: '/graphql' }),
);
server.listen(Number(HENGXIN_PORT), HENGXIN_GATEWAY_HOST, () => console.log(`Hive Gateway listens on ${HENGXIN_PORT}`));
for (const signal of ['SIGTERM', 'SIGINT'])
  process.once(signal, async () => {
    server.close();
    server.closeIdleConnections();
    await gateway[Symbol.asyncDispose]();
  });

/**
 * The services' errors are made for callers: codes and sentences in the caller's language. An outage would show the
 * request that was sent, with the ids in it, and where.
 */
function presentable(error) {
  const { serviceName: service, code } = error.extensions ?? {};
  if (code !== 'SUBREQUEST_HTTP_ERROR') return error;
  const message = `The service ${service} does not answer at the moment: try again shortly. A command may be sent again with the same commandId, and takes effect once.`;
  return new GraphQLError(message, { path: error.path, extensions: { code: 'SERVICE_UNAVAILABLE', service } });
}

function lowerCased(params) {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => (typeof value === 'string' ? [[name.toLowerCase(), value]] : [])),
  );
}

/** What a service's socket is told of a subscription. */
function subscriptionParams() {
  return { authorization: '{context.headers.authorization}', 'hengxin-internal': HENGXIN_INTERNAL_SECRET };
}

/** Services that are not where the supergraph says: by the variables that services/gateway reads. */
function servicesElsewhere() {
  const names = [
    'organisation',
    'client-registry',
    'contact-scheduling',
    'visit-logging',
    'performance-kpis',
    'client-insight',
  ];
  return Object.fromEntries(
    names.flatMap((name) => {
      const url = process.env[`HENGXIN_${name.toUpperCase().replaceAll('-', '_')}_URL`];
      return url ? [[name, new URL('/graphql', url).href]] : [];
    }),
  );
}
