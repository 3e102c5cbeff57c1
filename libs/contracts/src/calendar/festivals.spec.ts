import { FESTIVALS, festivalsBetween } from './festivals.js';

describe('rule 2: festivals that are greeted', () => {
  it('are nine, of the solar and the lunar calendar, and Qingming is none', () => {
    expect(festivalsBetween('2026-01-01', '2026-12-31').map(({ festival, date }) => `${date} ${festival}`)).toEqual([
      '2026-01-01 NEW_YEAR',
      '2026-02-17 SPRING_FESTIVAL',
      '2026-03-03 LANTERN',
      '2026-05-01 LABOUR_DAY',
      '2026-06-19 DRAGON_BOAT',
      '2026-08-19 QIXI',
      '2026-09-25 MID_AUTUMN',
      '2026-10-01 NATIONAL_DAY',
      '2026-10-18 DOUBLE_NINTH',
    ]);
    expect(FESTIVALS).not.toContain('QINGMING');
  });
  it('of a leap month are those of the regular one', () =>
    // 2025 has a second sixth month, behind which all others come later.
    expect(festivalsBetween('2025-05-20', '2025-10-31').map(({ date }) => date)).toEqual([
      '2025-05-31',
      '2025-08-29',
      '2025-10-01',
      '2025-10-06',
      '2025-10-29',
    ]));
  it('lie among the days that are asked for, both ends included', () => {
    expect(festivalsBetween('2026-02-17', '2026-02-17')).toHaveLength(1);
    expect(festivalsBetween('2026-02-18', '2026-03-02')).toEqual([]);
  });
});
