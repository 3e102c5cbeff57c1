import { jest } from '@jest/globals';
import { catalogue } from '@hengxin/contracts';
import { createEventStoreDbEventLog } from './eventstoredb-event-log.js';
import { readUrl, UrlFault } from './url.js';

describe('the URL of an EventStoreDB', () => {
  it.each([
    { url: 'esdb://db', nodes: [{ address: 'db', port: 2113 }], discover: false, tls: true, credentials: undefined },
    {
      url: 'esdb://db:2114/?tls=false',
      nodes: [{ address: 'db', port: 2114 }],
      discover: false,
      tls: false,
      credentials: undefined,
    },
    {
      url: 'esdb://bank:p%40ss:w%2Frd@a:1,b:2,c?nodePreference=leader&gossip-timeout=3',
      nodes: [
        { address: 'a', port: 1 },
        { address: 'b', port: 2 },
        { address: 'c', port: 2113 },
      ],
      discover: false,
      tls: true,
      credentials: { username: 'bank', password: 'p@ss:w/rd' },
    },
    {
      url: 'esdb+discover://cluster.bank:2113',
      nodes: [{ address: 'cluster.bank', port: 2113 }],
      discover: true,
      tls: true,
      credentials: undefined,
    },
    {
      url: 'esdb://[::1]:2113?TLS=false',
      nodes: [{ address: '[::1]', port: 2113 }],
      discover: false,
      tls: false,
      credentials: undefined,
    },
  ])('$url', ({ url, nodes, discover, tls, credentials }) => {
    const target = readUrl(url);
    expect(target).toMatchObject({ nodes, discover, epoch: 1 });
    expect(target.tls !== undefined).toBe(tls);
    expect(target.credentials).toEqual(credentials);
  });

  it('carries the epoch, and what the client is to be told', () => {
    expect(readUrl('esdb://db?epoch=3&connectionName=hengxin&maxDiscoverAttempts=5&streamPrefix=test2')).toMatchObject({
      streamPrefix: 'test2.',
      epoch: 3,
      connectionName: 'hengxin',
      discovery: { maxDiscoverAttempts: 5 },
    });
  });

  const SECRET = 'hunter2';
  const LINES = ['log', 'warn', 'error', 'info'] as const;

  it.each([
    [`http://u:${SECRET}@db`, 'must be like esdb://'],
    [`esdb://u:${SECRET}@`, 'names no host'],
    [`esdb://`, 'names no host'],
    [`esdb://u:${SECRET}@db:x`, 'no number'],
    [`esdb://u:${SECRET}@db,`, 'names no host'],
    [`esdb+discover://u:${SECRET}@a,b`, 'one name'],
    [`esdb://${SECRET}@db`, 'user:password'],
    [`esdb://u:${SECRET}%@db`, '%25'],
    [`esdb://u:${SECRET}@db?tlsVerifyCert=false`, 'tlsVerifyCert has no effect'],
    [`esdb://u:${SECRET}@db?tls=maybe`, 'tls takes true or false'],
    [`esdb://u:${SECRET}@db?colour=red`, 'option colour is not known'],
    [`esdb://db?u:${SECRET}=red`, 'option after the ? is not known'],
    [`esdb://u:${SECRET}@db?tlsCAFile=/nowhere/ca.pem`, 'can’t be read (ENOENT)'],
    [`esdb://u:${SECRET}@db?tls=false&tlsCAFile=x`, 'contradict'],
    [`esdb://u:${SECRET}@db?tls=false`, 'sent over TLS alone'],
    [`esdb://u:1?${SECRET}=@db`, '? in a password as %3F'],
    ['esdb://u:1?hunter=@db', '? in a password as %3F'],
    [`esdb://u:1?tls=${SECRET}@db`, '? in a password as %3F'],
    [`esdb://u:${SECRET}@db?streamPrefix=a-b`, 'streamPrefix takes'],
    [`esdb://u:${SECRET}@db?userCertFile=x`, 'come together'],
    [`esdb://u:${SECRET}@db?nodePreference=follower`, 'leader'],
    [`esdb://u:${SECRET}@db?epoch=0`, 'epoch takes'],
    [`esdb://u:${SECRET}@db?throwOnAppendFailure=true`, 'own to set'],
  ])('%s is refused in a sentence, and its password is written nowhere', (url, sentence) => {
    const written: unknown[] = [];
    const spies = LINES.map((line) =>
      jest.spyOn(console, line).mockImplementation((...args) => void written.push(args)),
    );
    const stderr = jest.spyOn(process.stderr, 'write').mockImplementation((text) => (written.push(text), true));
    let fault: unknown;
    try {
      createEventStoreDbEventLog({ url, catalogue });
    } catch (error) {
      fault = error;
    } finally {
      for (const spy of [...spies, stderr]) spy.mockRestore();
    }
    expect(fault).toBeInstanceOf(UrlFault);
    expect((fault as Error).message).toContain(sentence);
    const told = JSON.stringify([fault, Object.entries(fault as object), (fault as Error).stack, written]);
    expect(told).not.toMatch(/hunter/);
  });
});
