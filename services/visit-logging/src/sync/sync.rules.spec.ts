import { fieldIn, isConflict, wordsIn } from './sync.rules.js';

describe('a command of a batch', () => {
  it('is in conflict where the visit has moved on', () => {
    for (const code of ['VISIT_ALREADY_STARTED', 'VISIT_ALREADY_ENDED', 'VISIT_CALLED_OFF', 'VISIT_UNKNOWN'])
      expect([code, isConflict([{ code }])]).toEqual([code, true]);
  });
  it('is in none where it is wrong itself', () => {
    for (const code of ['REVIEW_REASON_MISSING', 'INVALID_INPUT', 'VISIT_NOT_PREPARED'])
      expect([code, isConflict([{ code }])]).toEqual([code, false]);
  });
  it('is refused by its place in the batch', () =>
    expect(fieldIn(2, 'endVisit', ['input', 'findings', '0'])).toEqual([
      ...['input', 'commands', '2', 'endVisit', 'findings', '0'],
    ]));
});

describe('the words of a command', () => {
  it.each([
    ['of an end', { notes: ' 聊了存款 ', findings: [{ text: '月底到期' }, { text: null }] }, '聊了存款\n月底到期'],
    ['of what was talked about', { topics: ['围棋'], reactions: [{ topic: '养老', reaction: 'WARM' }] }, '围棋\n养老'],
    ['of a review', { lesson: '先问期限', nextTopic: '利率' }, '先问期限\n利率'],
    ['of a goal', { goal: { text: '年底资金回流' } }, '年底资金回流'],
    ['of a start', { overrideReason: '客户资料尚缺' }, '客户资料尚缺'],
    ['of one called off', { reason: '改期' }, '改期'],
    ['of one without any', { notes: '  ' }, null],
  ])('%s are all kept', (_, input, text) => expect(wordsIn(input)).toBe(text));
});
