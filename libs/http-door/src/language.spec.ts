import { languageOf } from './language.js';

describe('the language of a call', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['en', 'en'],
    ['EN', 'en'],
    ['en-GB', 'en'],
    ['en-US,en;q=0.9', 'en'],
    ['zh-TW', 'zh'],
    ['zh-Hant-TW, en;q=0.5', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['zh;q=0.1, en;q=0.9', 'en'],
    ['zh; q=0.1, en; q=0.9', 'en'],
    ['zh;q=0.1, en;Q=0.9', 'en'],
    ['en;q=0.1, zh;q=0.9', 'zh'],
    ['en;q=0.5, zh;q=0.5', 'en'],
    ['fr, en;q=0.3, zh;q=0.2', 'en'],
    ['fr, de', 'zh'],
    ['en;q=0, zh;q=0.1', 'zh'],
    ['en;q=0', 'zh'],
    ['zh;q=0, *', 'en'],
    ['en, *;q=0.1', 'en'],
    ['*;q=0.5, en;q=0.6', 'en'],
    ['*', 'zh'],
    ['fr;q=1, *;q=0.1', 'zh'],
    ['en;q=rubbish, zh;q=0.1', 'zh'],
    [', ;q=1,,', 'zh'],
    [['zh;q=0.1', 'en'], 'en'],
    [`${'x'.repeat(300)};q=0.1, zh;q=0.1, en`, 'en'],
  ])('of %p is %s', (header, language) => {
    expect([languageOf(header), languageOf(header)]).toEqual([language, language]);
  });
});
