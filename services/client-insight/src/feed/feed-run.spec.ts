import { Holdings, type HoldingsTold } from '@hengxin/contracts';
import type { DataOf } from '@hengxin/event-sourcing';
import type { ParsedRow } from '@hengxin/import';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { clientInsight } from '../client-insight.module.js';
import { HoldingsDesk } from '../holding/holdings-desk.js';
import type { HoldingValues } from '../holding/holdings.columns.js';
import { feedContext, hadIn } from './feed-run.js';

const FILE = 'client_id,holding_id,product_code,kind,balance,as_of';

describe('rows of the feed that come again', () => {
  let service: TestService;
  beforeAll(async () => {
    service = await startTestService(clientInsight, { now: '2026-03-20T09:00:00+08:00' });
  }, 120_000);
  afterAll(() => service?.stop());

  const row = (client: string, line: number, yuan: number): ParsedRow<HoldingValues> => ({
    line,
    values: {
      ...{ client_id: client, holding_id: 'D1', product_code: 'D01', product_name: null, balance: yuan * 100 },
      ...{ as_of: '2026-03-01', opened_on: null, matures_on: null, closed_on: null },
      kind: 'DEMAND_DEPOSIT',
    },
  });
  const take = async (run: string, upTo: number, ...rows: ParsedRow<HoldingValues>[]) =>
    (await service.app.get(HoldingsDesk).take(rows, feedContext(run, upTo), hadIn(run))).results;
  /** The balances that were told of a client, in yuan, in the order of the log. */
  const told = async (client: string) =>
    (await service.parts.log.read(Holdings.stream(`${client}.2026q1`))).flatMap(({ data }) =>
      (data as DataOf<typeof HoldingsTold>).rows.map(({ balanceCents }) => balanceCents / 100),
    );

  it('change nothing, though another batch holds a balance without its correction', async () => {
    expect(await take('r1', 20, row('C1', 10, 1), row('C1', 20, 2))).toEqual(['TAKEN', 'TAKEN']);
    expect(await take('r1', 15, row('C1', 10, 1))).toEqual(['UNCHANGED']);
    expect(await take('r1', 30, row('C1', 20, 2), row('C1', 25, 3))).toEqual(['UNCHANGED', 'TAKEN']);
    expect(await told('C1')).toEqual([2, 3]);
  });

  it('are another word in another run: the offsets were set back, or are those of another topic', async () => {
    expect(await take('r1', 10, row('C2', 10, 1))).toEqual(['TAKEN']);
    expect(await take('r2', 5, row('C2', 5, 2))).toEqual(['TAKEN']);
    expect(await take('r2', 6, row('C2', 6, 2))).toEqual(['UNCHANGED']);
    expect(await told('C2')).toEqual([1, 2]);
  });

  it('stand beside those of files', async () => {
    const token = await service.token('loader', { role: 'ADMIN' });
    const file = async (yuan: number): Promise<unknown> => {
      const { body } = await service.app.inject({
        method: 'POST',
        url: '/import/holdings',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'text/csv' },
        payload: `${FILE}\nC3,D1,D01,DEMAND_DEPOSIT,${yuan},2026-03-01\n`,
      });
      return JSON.parse(body.trim().split('\n').at(-1)!);
    };
    expect(await file(1)).toMatchObject({ type: 'account', taken: 1 });
    expect(await take('r1', 10, row('C3', 10, 1))).toEqual(['UNCHANGED']);
    expect(await take('r1', 11, row('C3', 11, 2))).toEqual(['TAKEN']);
    expect(await file(2)).toMatchObject({ type: 'account', unchanged: 1 });
    expect(await file(3)).toMatchObject({ type: 'account', taken: 1 });
    expect(await take('r1', 12, row('C3', 12, 3))).toEqual(['UNCHANGED']);
    expect(await told('C3')).toEqual([1, 2, 3]);
  });
});
