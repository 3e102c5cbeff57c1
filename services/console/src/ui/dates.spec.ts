import { datesOf, dayTyped } from './dates.js';

const [zh, en] = [datesOf('zh'), datesOf('en')];

describe('a date', () => {
  it('is written in one way in each language', () => {
    expect([zh.day, zh.dayMonth, zh.month].map((write) => write('2026-03-02'))).toEqual([
      '2026年3月2日',
      '3月2日',
      '2026年3月',
    ]);
    expect([en.day, en.dayMonth, en.month].map((write) => write('2026-03-02'))).toEqual([
      '2 Mar 2026',
      '2 Mar',
      'Mar 2026',
    ]);
    expect([zh.monthAlone('2026-03-02'), en.monthAlone('2026-03-02')]).toEqual(['3月', 'Mar']);
    expect(zh.fullMoment('2026-03-02T01:05:00Z')).toBe('2026年3月2日 09:05');
    expect(en.fullMoment('2026-03-02T01:05:00Z')).toBe('2 Mar 2026, 09:05');
  });
});

describe('a day that is typed', () => {
  const typed = (text: string, language: 'zh' | 'en' = 'zh') => dayTyped(text, '2026-03-02', language);
  it.each([
    '2026-03-09',
    '2026/3/9',
    '2026.3.9',
    '20260309',
    '2026年3月9日',
    '２０２６－３－９',
    '3月9日',
    '3-9',
    '9 Mar',
  ])('is understood as %s', (text) => expect(typed(text)).toBe('2026-03-09'));
  it.each(['9 Mar 2026', '9th March 2026', '9/3/2026', '9/3', '2026-03-09', '3月9日'])(
    'is understood in English as %s',
    (text) => expect(typed(text, 'en')).toBe('2026-03-09'),
  );
  it('may be a word', () => {
    expect(typed('今天')).toBe('2026-03-02');
    expect(typed('Tomorrow', 'en')).toBe('2026-03-03');
    expect(typed('昨天')).toBe('2026-03-01');
  });
  it.each(['', '2026-02-30', '31.2', 'soon', '9 Foo', '2026-3', '9/3/2026'])('is none as “%s”', (text) =>
    expect(typed(text)).toBeNull(),
  );
});
