import { createServer, type Server } from 'node:http';
import { SERVICES } from './programs.js';
import { settled } from './settled.js';

const lagging = (seconds: number, collectedAt: number) =>
  `hengxin_collected_timestamp_seconds{service="s"} ${collectedAt}\n` +
  `# TYPE hengxin_projection_lag_seconds gauge\nhengxin_projection_lag_seconds{consumer="a",source="store",service="s"} 0\n` +
  `hengxin_projection_lag_seconds{consumer="b",source="store",service="s"} ${seconds}\nhengxin_other{consumer="b"} 7\n`;

describe('whether a platform holds everything in its lists and figures', () => {
  const servers: Server[] = [];
  /** `kept`: what was collected before anybody asked. */
  let lags: (number | 'kept')[];
  let asked: number;
  let gateway: string;

  /** Services in a row of ports that are free; each answers the next lag of the list, and the last one for ever. */
  beforeAll(async () => {
    for (let base = 21_000 + (process.pid % 800) * 10; servers.length === 0; base += 10) {
      const opened = await Promise.all(
        SERVICES.filter(({ offset }) => offset > 0).map(({ offset }) => serve(base + offset)),
      );
      if (opened.every((server) => server !== undefined)) servers.push(...opened);
      else for (const server of opened) server?.close();
      gateway = `http://127.0.0.1:${base}`;
    }
  });
  beforeEach(() => (asked = 0));
  afterAll(() => servers.forEach((server) => server.close()));

  const serve = (port: number) =>
    new Promise<Server | undefined>((resolve) => {
      const server = createServer((_request, answer) => {
        const looks = Math.floor(asked++ / servers.length);
        const lag = lags[Math.min(looks, lags.length - 1)]!;
        answer.end(lag === 'kept' ? lagging(0, 1) : lagging(lag, Date.now() / 1000));
      });
      server.once('error', () => resolve(undefined));
      server.listen(port, '127.0.0.1', () => resolve(server));
    });

  it('two looks in a row find no consumer behind', async () => {
    lags = [0];
    await settled(gateway);
    expect(asked).toBe(2 * servers.length);
  });

  it('a look that finds one behind begins again', async () => {
    lags = [3.5, 0, 0.2, 0];
    await settled(gateway);
    expect(asked).toBe(5 * servers.length);
  });

  it('a look at figures from before says nothing', async () => {
    lags = ['kept', 0, 'kept', 0];
    await settled(gateway);
    expect(asked).toBe(4 * servers.length);
  });

  it('a service that does not answer is named', async () => {
    lags = [0];
    // Nobody serves on the first ports of a machine.
    await expect(settled('http://127.0.0.1:1')).rejects.toThrow(
      /\/metrics does not answer.*--wait is for the standalone profile/,
    );
  });
});
