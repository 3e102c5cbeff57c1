import { choiceOf, offeredTopics, usesOf } from './model.js';

describe('what there is to talk about', () => {
  it('is what is suggested, then interests that are not, and what was chosen before', () =>
    expect(offeredTopics([{ topic: '养老' }, { topic: '围棋' }], ['围棋', '茶'], '天气')).toEqual([
      ...['养老', '围棋', '茶', '天气'],
    ]));

  it('a topic that is chosen has no reaction until one is told; chosen again it keeps it', () => {
    expect(choiceOf('茶', { topic: '围棋', reaction: 'WARM' })).toEqual({ topic: '茶', reaction: null });
    expect(choiceOf('围棋', { topic: '围棋', reaction: 'WARM' })).toEqual({ topic: '围棋', reaction: 'WARM' });
    expect(choiceOf('', { topic: '围棋', reaction: 'WARM' })).toBeNull();
  });

  it('goes to the platform with its reaction; one that nobody told is neither way', () => {
    expect(usesOf({ topic: '茶', reaction: 'COLD' })).toEqual([{ topic: '茶', reaction: 'COLD' }]);
    expect(usesOf({ topic: '茶', reaction: null })).toEqual([{ topic: '茶', reaction: 'NEUTRAL' }]);
    expect(usesOf(null)).toEqual([]);
  });
});
