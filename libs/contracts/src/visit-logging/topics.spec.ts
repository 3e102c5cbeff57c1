import { LONGEST_TOPIC, topicKey, topicOf } from './topics.js';

describe('a topic', () => {
  it.each([
    ['case', 'Golf', 'gOLF'],
    ['width', 'Ｇｏｌｆ', 'golf'],
    ['blanks', ' 孩子  教育 ', '孩子 教育'],
  ])('is the same whatever its %s', (_, one, other) => expect(topicKey(one)).toBe(topicKey(other)));

  it('is another one where a letter differs', () => expect(topicKey('围棋')).not.toBe(topicKey('象棋')));

  it.each([
    ['in one line', ' 孩子\n明年\t上大学 ', '孩子 明年 上大学'],
    ['without what nobody sees', '养\u200f老\u0007金', '养 老 金'],
    ['nothing where nothing was said', ' \n ', ''],
  ])('of a free text is %s', (_, text, topic) => expect(topicOf(text)).toBe(topic));

  it('of a long text is its beginning, and no half of a character', () => {
    expect(topicOf('学'.repeat(300))).toBe('学'.repeat(LONGEST_TOPIC));
    const cut = topicOf(`a${'𠮷'.repeat(60)}`);
    expect(cut).toBe(`a${'𠮷'.repeat(49)}`);
    expect(topicKey(topicOf(cut))).toBe(topicKey(cut));
  });
});
