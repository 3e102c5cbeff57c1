import { CalendarDaySet } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { calendarDecider } from './calendar.decider.js';

const SET_AT = '2026-03-02T09:00:00+08:00';
const day = (facts: object = {}) => ({
  ...{ date: '2026-10-10', kind: 'WORKING_DAY' as const, name: '国庆节调休', setAt: SET_AT },
  ...facts,
});
const set = (facts: object = {}) => ({ type: 'SetCalendarDay' as const, data: day(facts) });

describe('a day of the bank’s calendar', () => {
  specify(calendarDecider, {
    'is said to be worked or off': { when: set(), then: [CalendarDaySet.of(day())] },
    'said the same again changes nothing': {
      given: [CalendarDaySet.of(day())],
      when: set({ setAt: '2026-03-03T09:00:00+08:00' }),
      then: [],
    },
    'takes the later word': {
      given: [CalendarDaySet.of(day())],
      when: set({ kind: 'HOLIDAY' }),
      then: [CalendarDaySet.of(day({ kind: 'HOLIDAY' }))],
    },
    'takes another name': {
      given: [CalendarDaySet.of(day())],
      when: set({ name: null }),
      then: [CalendarDaySet.of(day({ name: null }))],
    },
  });
});
