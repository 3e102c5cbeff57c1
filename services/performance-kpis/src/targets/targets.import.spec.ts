import type { ImportMessage } from '@hengxin/import';
import { placedStaff, placedUnit, startTestService, type TestService } from '@hengxin/service-kit/testing';
import { performanceKpis } from '../performance-kpis.module.js';

const TARGETS = `query { targets(scope: { unitId: "B1" }, year: 2026) { metric month base stretch challenge } }`;
const SET = 'mutation ($input: SetTargetsInput!) { setTargets(input: $input) { errors { code } } }';
const HEADER = 'unit_id,staff_id,metric,month,base,stretch,challenge';

describe('a targets file', () => {
  let service: TestService;
  let admin: string;
  beforeAll(async () => {
    service = await startTestService(performanceKpis, { now: '2026-03-20T09:00:00+08:00' });
    await service.place([placedUnit('H', null), placedUnit('B1', 'H')], [placedStaff('HO', 'HEAD_OFFICE', 'H')]);
    admin = await service.token('loader', { role: 'ADMIN' });
  }, 120_000);
  afterAll(() => service?.stop());

  async function send(...rows: string[]) {
    const response = await service.app.inject({
      method: 'POST',
      url: '/import/targets',
      headers: { authorization: `Bearer ${admin}`, 'content-type': 'text/csv', 'accept-language': 'en' },
      payload: [HEADER, ...rows].join('\n'),
    });
    const messages = response.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as ImportMessage);
    const rejects = messages.flatMap((message) =>
      message.type === 'reject' ? [`${message.line} ${message.field} ${message.code}`] : [],
    );
    return { account: messages.at(-1), rejects };
  }

  it('sets a target a row; a bad row costs itself alone, by its field', async () => {
    const { account, rejects } = await send(
      'B1,,CONTACTS,2026-03,100,120,150',
      'B1,,CONTACTS,2026-04,1e9,,',
      'B1,,CONTACTS,March,100,,',
      'B1,,NOTHING,2026-05,100,,',
      'B9,,CONTACTS,2026-05,100,,',
      'B1,,CONTACTS,2026-06,100,90,',
    );
    expect(rejects).toEqual([
      '3 base TARGET_AMOUNT',
      '4 month TARGET_MONTH',
      expect.stringContaining('TARGET_METRIC_UNKNOWN'),
      expect.stringContaining('TARGET_UNIT_UNKNOWN'),
      expect.stringContaining('TARGET_LEVELS'),
    ]);
    expect(account).toMatchObject({ read: 6, taken: 1, rejected: 5 });
    await service.caughtUp();
    const { data } = await service.graphql(TARGETS, { as: 'HO' });
    expect(data.targets).toEqual([
      { metric: 'CONTACTS', month: '2026-03-01', base: 100, stretch: 120, challenge: 150 },
    ]);
  });

  it('that comes again whole changes nothing', async () => {
    const { account } = await send('B1,,CONTACTS,2026-03,100,120,150');
    expect(account).toMatchObject({ read: 1, taken: 0, unchanged: 1, rejected: 0 });
  });

  it('overrules what was set by hand since the last one that said the same', async () => {
    const input = {
      commandId: 'by hand',
      targets: [{ unitId: 'B1', metric: 'CONTACTS', month: '2026-03-01', base: 300 }],
    };
    const { data } = await service.graphql(SET, { as: 'HO', variables: { input } });
    expect(data.setTargets.errors).toEqual([]);
    await service.caughtUp();
    const { account } = await send('B1,,CONTACTS,2026-03,100,120,150', 'B1,,TOUCHES,2026-03,5,,');
    expect(account).toMatchObject({ read: 2, taken: 2, unchanged: 0, rejected: 0 });
    await service.caughtUp();
    const { targets } = (await service.graphql(TARGETS, { as: 'HO' })).data;
    expect(targets).toContainEqual({
      metric: 'CONTACTS',
      month: '2026-03-01',
      base: 100,
      stretch: 120,
      challenge: 150,
    });
  });
});
