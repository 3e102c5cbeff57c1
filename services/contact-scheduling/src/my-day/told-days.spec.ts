import { CalendarDays, CalendarDaySet, type ToldDayKind } from '@hengxin/contracts';
import { ScheduledBank } from '../testing/scheduled-bank.suite.js';

const TUESDAY = '2026-03-03';
const WEDNESDAY = '2026-03-04';
const SATURDAY = '2026-03-07';

describe('plans of a bank that says of days whether they are worked', () => {
  let bank: ScheduledBank;
  beforeAll(async () => (bank = await ScheduledBank.open()), 60_000);
  afterAll(() => bank?.stop());

  const told = (date: string, kind: ToldDayKind) =>
    bank.service.given(
      CalendarDays,
      date,
      CalendarDaySet.of({ date, kind, name: null, setAt: '2026-03-02T09:00:00+08:00' }),
    );

  it('have no places on a day that it says is off, and places on one that it says is worked', async () => {
    await bank.client('C1', 'S1', 90);
    expect(await bank.day('S1', { date: TUESDAY })).toMatchObject({ dayKind: 'WORKING_DAY', capacity: 10 });
    await told(TUESDAY, 'HOLIDAY');
    await told(SATURDAY, 'WORKING_DAY');
    expect(await bank.day('S1', { date: TUESDAY })).toMatchObject({ dayKind: 'HOLIDAY', capacity: 0, items: [] });
    expect(await bank.day('S1', { date: SATURDAY })).toMatchObject({ dayKind: 'MAKE_UP_WORKING_DAY', capacity: 10 });
    expect(await bank.day('S1')).toMatchObject({ nextWorkingDay: WEDNESDAY });
  });

  it('are not drawn on a day that has become one off', async () => {
    await bank.client('C2', 'S2', 90);
    bank.moveTo(TUESDAY);
    expect(await bank.day('S2')).toMatchObject({ dayKind: 'HOLIDAY', items: [] });
    bank.moveTo(WEDNESDAY);
    expect(await bank.statuses('S2')).toEqual([['C2', 'OPEN']]);
  });

  it('serve an occasion on the last day that is worked before it', async () => {
    await told('2026-03-13', 'HOLIDAY');
    await bank.client('C3', 'S3', 20, ['PHONE'], null, { calendar: 'SOLAR', month: 3, day: 14 });
    const shown = async (date: string) => (await bank.day('S3', { date })).items.map(({ reason }) => reason.code);
    expect([await shown('2026-03-12'), await shown('2026-03-13')]).toEqual([['OCCASION'], []]);
  });
});
