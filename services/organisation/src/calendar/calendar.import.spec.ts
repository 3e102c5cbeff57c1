import { CalendarDays } from '@hengxin/contracts';
import type { ImportMessage } from '@hengxin/import';
import { startTestService, type TestService } from '@hengxin/service-kit/testing';
import { organisation } from '../organisation.module.js';

let service: TestService;
let admin: string;
beforeAll(async () => {
  service = await startTestService(organisation);
  admin = await service.token('loader', { role: 'ADMIN' });
}, 60_000);
afterAll(() => service?.stop());

async function send(...rows: string[]) {
  const response = await service.app.inject({
    method: 'POST',
    url: '/import/calendar',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'text/csv', 'accept-language': 'en' },
    payload: ['date,kind,name', ...rows].join('\n'),
  });
  const messages = response.body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as ImportMessage);
  const rejects = messages.flatMap((message) =>
    message.type === 'reject' ? [[message.line, message.field, message.code]] : [],
  );
  return { account: messages.at(-1)!, rejects };
}

describe('a calendar file', () => {
  it('says of each day whether it is worked, and overrules the built-in calendar from then on', async () => {
    expect(service.parts.calendar.dayKind('2027-02-08')).toBe('HOLIDAY');
    const { account } = await send('2027-02-08,WORKING_DAY,', '2027-02-10,HOLIDAY,春节');
    expect(account).toMatchObject({ type: 'account', read: 2, taken: 2, unchanged: 0, rejected: 0 });
    await service.caughtUp();
    expect(['2027-02-08', '2027-02-10'].map((date) => service.parts.calendar.dayKind(date))).toEqual([
      'WORKING_DAY',
      'HOLIDAY',
    ]);
    const [event] = await service.parts.log.read(CalendarDays.stream('2027-02-10'));
    expect(event!.data).toMatchObject({ date: '2027-02-10', kind: 'HOLIDAY', name: '春节' });
  });

  it('sent again changes nothing, and a correction is taken', async () => {
    const same = await send('2027-02-08,WORKING_DAY,', '2027-02-10,HOLIDAY,春节');
    expect(same.account).toMatchObject({ taken: 0, unchanged: 2 });
    expect((await send('2027-02-08,HOLIDAY,')).account).toMatchObject({ taken: 1 });
  });

  it('of bad rows takes the good ones, and names line, field and fault of the others', async () => {
    const { account, rejects } = await send(
      '2026-10-10,WORKING_DAY,',
      '2026-13-01,HOLIDAY,',
      '2026-10-11,OFF,',
      ',HOLIDAY,',
    );
    expect(account).toMatchObject({ read: 4, taken: 1, rejected: 3 });
    expect(rejects.map(([line, field]) => [line, field])).toEqual([
      [3, 'date'],
      [4, 'kind'],
      [5, 'date'],
    ]);
  });

  it('may tell of no day outside the calendar', async () => {
    const { rejects } = await send('2999-01-01,HOLIDAY,');
    expect(rejects).toEqual([[2, 'date', 'DATE_OUTSIDE_CALENDAR']]);
  });
});
