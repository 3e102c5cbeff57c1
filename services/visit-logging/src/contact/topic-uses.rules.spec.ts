import { toldUses } from './topic-uses.rules.js';

describe('rule 12, topics of a visit', () => {
  it('keep their reactions; one that is only named counts as NEUTRAL', () =>
    expect(toldUses([{ topic: '围棋', reaction: 'WARM' }], ['孩子教育'])).toEqual([
      { topic: '围棋', reaction: 'WARM' },
      { topic: '孩子教育', reaction: 'NEUTRAL' },
    ]));

  it('count once, however they are spelled', () =>
    expect(toldUses([{ topic: 'Golf', reaction: 'COLD' }], ['golf', '养老', ' 养老'])).toEqual([
      { topic: 'Golf', reaction: 'COLD' },
      { topic: '养老', reaction: 'NEUTRAL' },
    ]));
});
