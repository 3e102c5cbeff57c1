import { MasteryCounted } from '@hengxin/contracts';
import { specify } from '@hengxin/testing';
import { masteryDecider } from './mastery.decider.js';

const month = { masteryId: 'M1', staffId: 'S1' };
const count = (...days: [string, number][]) =>
  ({ type: 'CountMonth', data: { ...month, days: days.map(([date, minutes]) => ({ date, minutes })) } }) as const;
const counted = (...days: [string, number, number][]) =>
  MasteryCounted.of({ ...month, days: days.map(([date, minutes, added]) => ({ date, minutes, added })) });

describe('rule 16: the minutes of a month, for the figures', () => {
  specify(masteryDecider, {
    'are told day by day': {
      when: count(['2026-03-02', 85], ['2026-03-03', 40]),
      then: [counted(['2026-03-02', 85, 85], ['2026-03-03', 40, 40])],
    },
    'are told again with what a day has gained': {
      given: [counted(['2026-03-02', 85, 85], ['2026-03-03', 40, 40])],
      when: count(['2026-03-02', 100], ['2026-03-03', 40]),
      then: [counted(['2026-03-02', 100, 15])],
    },
    'and with what it has lost': {
      given: [counted(['2026-03-02', 85, 85])],
      when: count(['2026-03-02', 60]),
      then: [counted(['2026-03-02', 60, -25])],
    },
    'are not told where nothing has changed': {
      given: [counted(['2026-03-02', 85, 85])],
      when: count(['2026-03-02', 85]),
      then: [],
    },
  });
});
