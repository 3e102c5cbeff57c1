import { Feed, type RequestContext } from '@hengxin/service-kit';
import { fixedClock } from '@hengxin/service-kit/testing';
import type { DayBook, PlanChange } from './day-book.js';
import { MyDayResolver } from './my-day.resolver.js';

const MONDAY = '2026-03-02';
const context = {
  caller: { id: 'S1', role: 'RM', unitId: 'U1', isStaff: true },
  language: 'zh',
} as unknown as RequestContext;

describe('myDayChanged', () => {
  const setUp = () => {
    const changes = new Feed<PlanChange>();
    const day = async (_caller: unknown, date: string) => ({ date });
    return {
      changes,
      resolver: new MyDayResolver({ changes, day } as unknown as DayBook, fixedClock(`${MONDAY}T09:00:00+08:00`)),
    };
  };

  it('tells of the own plans of today and before, and of no others', async () => {
    const { changes, resolver } = setUp();
    const days = resolver.myDayChanged(context);
    const told = days.next();
    changes.publish({ staffId: 'S2', date: MONDAY });
    changes.publish({ staffId: 'S1', date: '2026-03-03' });
    changes.publish({ staffId: 'S1', date: '2026-02-27' });
    expect(await told).toEqual({ done: false, value: { date: MONDAY } });
    await days.return?.();
  });

  it('listens no longer once it is closed, though nothing has changed meanwhile', async () => {
    const { changes, resolver } = setUp();
    const days = resolver.myDayChanged(context);
    const waiting = days.next();
    expect(changes.listening).toBe(1);
    void days.return?.();
    expect(changes.listening).toBe(0);
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
