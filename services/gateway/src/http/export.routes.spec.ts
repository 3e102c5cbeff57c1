import { request, type IncomingMessage } from 'node:http';
import { RunningGateway } from '../testing/running-gateway.js';

let gateway: RunningGateway;
beforeAll(async () => {
  gateway = await RunningGateway.start();
}, 60_000);
afterAll(() => gateway.stop());

const get = async (path: string, headers: Record<string, string> = {}) => {
  const token = await gateway.issuer.issue('HO');
  return fetch(`${gateway.url}${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
};

describe('files of figures', () => {
  it.each(['csv', 'xlsx'])(
    'as %s come from their owner, with what was asked and what they say of themselves',
    async (ending) => {
      const answer = await get(`/export/kpi.${ending}?unitId=H&metrics=CONTACTS,COVERAGE`, { 'accept-language': 'en' });
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toBe('attachment; filename="kpi.csv"');
      expect(await answer.text()).toBe(
        `performance-kpis /export/kpi.${ending}?unitId=H&metrics=CONTACTS,COVERAGE en\r\n`,
      );
    },
  );

  it('that are refused are refused as their owner does', async () => {
    const answer = await get('/export/kpi.csv?refused=403');
    expect([answer.status, await answer.json()]).toEqual([403, { code: 'OUT_OF_SCOPE' }]);
  });

  it('come as they are written', async () => {
    const token = await gateway.issuer.issue('HO');
    const answer = await new Promise<IncomingMessage>((resolve, reject) =>
      request(`${gateway.url}/export/kpi.csv?slowly=1`, { headers: { authorization: `Bearer ${token}` } }, resolve)
        .on('error', reject)
        .end(),
    );
    const pieces = answer[Symbol.asyncIterator]();
    expect(String((await pieces.next()).value)).toBe('first\r\n');
    gateway.services.events.emit('export');
    expect(String((await pieces.next()).value)).toBe('second\r\n');
  });

  it.each(['/export/secrets.csv', '/export/kpi.csv/x', '/export/', '/export/constructor'])(
    'of no known name, such as %s, are refused',
    async (path) => {
      const answer = await get(path);
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'NOT_FOUND' }]);
    },
  );

  it('without a token are refused', async () => {
    const answer = await get('/export/kpi.csv', { authorization: '' });
    expect([answer.status, await answer.json()]).toMatchObject([401, { code: 'TOKEN_MISSING' }]);
  });

  it('of a service that is down are refused by name', async () => {
    await gateway.services.stop('performance-kpis');
    const answer = await get('/export/kpi.csv');
    expect([answer.status, await answer.json()]).toMatchObject([
      503,
      { code: 'SERVICE_UNAVAILABLE', message: expect.stringContaining('performance-kpis') },
    ]);
  });
});
