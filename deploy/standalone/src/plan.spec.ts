import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { planCommand } from './plan.command.js';

interface Asked {
  readonly query: string;
  readonly variables: { readonly input?: { readonly date: string; readonly after: string | null } };
}

describe('npm run plan', () => {
  let server: Server;
  let url: string;
  const asked: Asked[] = [];
  let answers: object[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        asked.push(JSON.parse(body) as Asked);
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answers.shift()));
      });
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(() => void asked.splice(0));
  afterAll(() => server.close());

  const run = async (...args: string[]) => {
    const [said, seen]: string[][] = [[], []] as string[][];
    const code = await planCommand(
      ['--url', url, ...args],
      { HENGXIN_TOKEN: 'a token' },
      (line) => void said!.push(line),
      (line) => void seen!.push(line),
      [0],
    );
    return { code, said: said!.join('\n'), seen };
  };
  const page = (drawn: number, next: string | null, managers: number | null = 4) => ({
    data: { drawPlans: { plansDrawn: { drawn, lookedAt: 2, managers, next }, errors: [] } },
  });

  it('draws page by page, tells how far it is, and what it came to', async () => {
    answers = [page(2, 'S2'), page(1, null, null)];
    expect(await run('--date', '2026-03-02')).toEqual({
      code: 0,
      said: '2026-03-02: 3 plans are drawn; 1 managers have nothing to do.',
      seen: ['2026-03-02  2 of 4 managers, 2 plans', '2026-03-02  4 of 4 managers, 3 plans'],
    });
    expect(asked.map(({ variables }) => variables.input)).toMatchObject([
      { date: '2026-03-02', after: null },
      { date: '2026-03-02', after: 'S2' },
    ]);
  });

  it('asks the platform for its day where none is named', async () => {
    answers = [{ data: { now: { businessDate: '2026-03-05' } } }, page(2, null)];
    expect(await run()).toMatchObject({ code: 0 });
    expect(asked[1]!.variables.input!.date).toBe('2026-03-05');
  });

  it('waits for facts on their way, and asks for the same page again', async () => {
    const early = { errors: [{ message: 'ask again', extensions: { code: 'PLAN_NOT_READY' } }] };
    answers = [early, page(2, null)];
    expect(await run('--date', '2026-03-02')).toMatchObject({ code: 0 });
    answers = [early, early];
    expect(await run('--date', '2026-03-02')).toEqual({ code: 1, said: 'ask again', seen: [] });
  });

  it('ends with the sentence of a refusal, and with what an unknown option is', async () => {
    answers = [
      { data: { drawPlans: { plansDrawn: null, errors: [{ code: 'PLANS_NOT_OF_TODAY', message: 'not today' }] } } },
    ];
    expect(await run('--date', '2026-03-03')).toEqual({ code: 1, said: 'not today', seen: [] });
    expect(await run('--dates', '2026-03-03')).toMatchObject({
      code: 1,
      said: expect.stringContaining('npm run plan'),
    });
    expect(await run('--help')).toMatchObject({ code: 0, said: expect.stringContaining('--date') });
  });
});
