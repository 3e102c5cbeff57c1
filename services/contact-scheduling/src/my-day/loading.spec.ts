import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Plan } from '@hengxin/contracts';
import { planKey } from '../plan-ids.js';
import { eventually, MONDAY, ScheduledBank } from '../testing/scheduled-bank.suite.js';

const TUESDAY = '2026-03-03';

describe('while a bank is being loaded', () => {
  let folder: string;
  let loadingFile: string;
  let bank: ScheduledBank;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hengxin-loading-'));
    loadingFile = join(folder, 'loading');
    bank = await ScheduledBank.open({ env: { HENGXIN_LOADING_FILE: loadingFile, HENGXIN_LOG_LEVEL: 'silent' } });
  }, 60_000);
  afterAll(async () => {
    await bank?.stop();
    await rm(folder, { recursive: true });
  });
  beforeEach(() => writeFile(loadingFile, ''));

  const plan = (staffId: string, date: string) =>
    bank.service.parts.log.read(Plan.stream(planKey(staffId, date).planId));
  const myDay = async (as: string) =>
    (await bank.service.graphql('{ myDay { items { client { id } } } }', { as })).errors?.[0]?.extensions.code;

  it('no plan is drawn and none is added to, and each is once that is over', async () => {
    await bank.client('L1', 'S1', null);
    expect(await myDay('S1')).toBe('PLAN_NOT_READY');
    const add = () =>
      bank.service.graphql(
        'mutation { addPlanItem(input: { commandId: "add-1", clientId: "L1", reason: "约好" }) { planItem { status } errors { code } } }',
        { as: 'S1' },
      );
    expect((await add()).errors).toMatchObject([{ extensions: { code: 'PLAN_NOT_READY' } }]);
    expect(await plan('S1', MONDAY)).toEqual([]);
    // The rest of the bank: the client was contacted this morning, and is not due.
    await bank.contact('L1', 'S1', MONDAY);
    await rm(loadingFile);
    expect(await bank.statuses('S1')).toEqual([]);
    expect((await add()).data.addPlanItem).toMatchObject({ planItem: { status: 'OPEN' }, errors: [] });
  });

  it('a day that begins draws nothing before that is over', async () => {
    await bank.client('L2', 'S2', 70);
    await bank.service.caughtUp();
    bank.moveTo(TUESDAY);
    expect(await myDay('S2')).toBe('PLAN_NOT_READY');
    expect(await plan('S2', TUESDAY)).toEqual([]);
    await rm(loadingFile);
    await eventually(async () => (await plan('S2', TUESDAY)).length > 0);
  });

  it('a day that begins after a start whose own day never began draws for those made known since', async () => {
    const late = await ScheduledBank.open({ env: { HENGXIN_LOADING_FILE: loadingFile, HENGXIN_LOG_LEVEL: 'silent' } });
    try {
      late.moveTo(TUESDAY);
      await late.client('L3', 'S3', 70);
      await late.service.caughtUp();
      await rm(loadingFile);
      const drawn = () => late.service.parts.log.read(Plan.stream(planKey('S3', TUESDAY).planId));
      await eventually(async () => (await drawn()).length > 0);
    } finally {
      await late.stop();
    }
  }, 60_000);
});
