import { BankCalendar, CalendarDays, CalendarDaySet, type ToldDayKind } from '@hengxin/contracts';
import { startTestService, type TestService } from '../testing/index.js';
import { notebook } from '../testing/notebook.js';
import { BankDays } from './bank-days.js';

const WEDNESDAY = '2026-03-04';

describe('the bank’s calendar', () => {
  let service: TestService;
  beforeAll(async () => (service = await startTestService(notebook)), 60_000);
  afterAll(() => service?.stop());

  const told = (kind: ToldDayKind, date = WEDNESDAY) =>
    service.given(CalendarDays, date, CalendarDaySet.of({ date, kind, name: null, setAt: `${date}T09:00:00+08:00` }));
  const isWorked = (calendar = service.parts.calendar) => calendar.isWorkingDay(WEDNESDAY);

  it('takes a day that the bank says of, and tells who listens', async () => {
    let heard = 0;
    service.app.get(BankDays).onChange(() => heard++);
    expect(isWorked()).toBe(true);
    await told('HOLIDAY');
    await told('HOLIDAY');
    expect([isWorked(), heard]).toEqual([false, 1]);
  });

  it('is loaded whole by an instance that starts, and hears what another instance takes in', async () => {
    const other = new BankDays(service.parts.database, new BankCalendar());
    await other.start();
    expect(isWorked(other.calendar)).toBe(false);
    await told('WORKING_DAY');
    await other.refresh();
    expect([isWorked(), isWorked(other.calendar)]).toEqual([true, true]);
    other.stop();
  });

  it('is there after a start', async () => {
    await told('HOLIDAY');
    await service.restart();
    expect(isWorked()).toBe(false);
  });
});
