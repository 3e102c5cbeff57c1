// The gateway as it runs, before the services of services.mjs; tells its processor time when asked.
import { pino } from 'pino';
import { DemoIssuer } from '@hengxin/identity';
import { compose } from '../dist/composition/compose.js';
import { readConfiguration } from '../dist/configuration.js';
import { startGateway } from '../dist/start-gateway.js';
import { surfaceSubgraphs } from '../src/testing/surface-subgraphs.ts';

process.once('message', async ({ ports, data }) => {
  const urls = Object.entries(ports).map(([name, port]) => [
    `HENGXIN_${name.toUpperCase().replaceAll('-', '_')}_URL`,
    `http://127.0.0.1:${port}`,
  ]);
  const read = readConfiguration({
    HENGXIN_PROFILE: 'standalone',
    HENGXIN_DATA_DIR: data,
    ...Object.fromEntries(urls),
  });
  const app = await startGateway({ ...read, port: 0 }, compose(surfaceSubgraphs()), pino({ level: 'silent' }));
  const issuer = await DemoIssuer.fromFile(read.identity.demoKeyFile);
  const tokens = await Promise.all(Array.from({ length: 20 }, (_, index) => issuer.issue(`S${index + 1}`)));
  process.send({ url: await app.getUrl(), token: tokens[0], tokens });
  process.on('message', () =>
    process.send({ cpuMicros: sum(process.cpuUsage()), residentBytes: process.memoryUsage().rss }),
  );
});
const sum = ({ user, system }) => user + system;
