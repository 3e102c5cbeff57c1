import { eventually, ScheduledBank } from '../testing/scheduled-bank.suite.js';

describe('the beginning of a day', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const database = () => bank.service.parts.database;
  const drawnDays = async (staffId: string): Promise<string[]> => {
    const rows = await database().query<{ date: string }>(
      'select date from drawn_plan where staff_id = $1 order by date',
      [staffId],
    );
    return rows.map(({ date }) => date);
  };
  const waitsFor = async (moment: string): Promise<boolean> =>
    (await database().query('select from deadline where at = $1 and done_at is null', [moment])).length === 1;

  it('waits at midnight of the bank for the next one', async () => {
    await eventually(() => waitsFor('2026-03-03T00:00:00+08:00'));
  });

  it('is that of the last day alone where the clock has jumped over some', async () => {
    await bank.client('B1', 'S1', 70);
    await bank.service.caughtUp();
    bank.moveTo('2026-03-12');
    await eventually(async () => (await drawnDays('S1')).length > 0);
    await eventually(() => waitsFor('2026-03-13T00:00:00+08:00'));
    expect(await drawnDays('S1')).toEqual(['2026-03-12']);
  });

  it('comes again at a start, for anyone who has no plan yet', async () => {
    await bank.client('B2', 'S2', 70);
    await bank.service.caughtUp();
    expect(await drawnDays('S2')).toEqual([]);
    await bank.service.restart();
    await eventually(async () => (await drawnDays('S2')).length > 0);
    expect(await drawnDays('S2')).toEqual(['2026-03-12']);
    await eventually(() => waitsFor('2026-03-13T00:00:00+08:00'));
  });
});
