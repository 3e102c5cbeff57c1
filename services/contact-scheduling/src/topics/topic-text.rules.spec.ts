import { becauseText } from './topic-text.rules.js';

describe('why a topic is suggested', () => {
  const topic = { topic: '围棋', productCodes: [], lastUsedOn: null, lastReaction: null };

  it.each([
    [true, null, '客户的兴趣。', 'An interest of the client.'],
    [false, '2026-02-10', '2026-02-10 拜访时提出的需求。', 'A need told on the visit of 2026-02-10.'],
    [
      true,
      '2026-02-10',
      '客户的兴趣，也是 2026-02-10 拜访时提出的需求。',
      'An interest of the client, and a need told on the visit of 2026-02-10.',
    ],
  ])('is a sentence in both languages: interest %s, need of %s', (isInterest, neededOn, zh, en) =>
    expect([
      becauseText({ ...topic, isInterest, neededOn }, 'zh'),
      becauseText({ ...topic, isInterest, neededOn }, 'en'),
    ]).toEqual([zh, en]),
  );
});
