import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort, freePorts } from './ports.js';

describe('a free port', () => {
  const listeners: Server[] = [];
  afterEach(() => listeners.splice(0).forEach((server) => server.close()));
  const listens = async (port: number): Promise<void> => {
    const server = createServer().listen(port, '127.0.0.1');
    listeners.push(server);
    await once(server, 'listening');
  };

  it('can be listened on', async () => {
    await listens(await freePort());
  });

  it('has as many free ones behind it as were asked for', async () => {
    const first = await freePorts(3);
    for (const port of [first, first + 1, first + 2]) await listens(port);
  });
});
